//! Files of saved copies: inside the timeline's folder, and there.

/// Why a path may not be opened, if so: it must be relative and stay below the timeline's folder
/// on every system. Links are another matter: see [`super::SavedCopy::Outside`].
pub(crate) fn why_bad(path: &str) -> Option<&'static str> {
    let bytes = path.as_bytes();
    if path.trim().is_empty() {
        Some("is empty")
    } else if path.chars().any(char::is_control) {
        Some("holds a control character")
    } else if path.contains('\\') {
        Some("has a backslash; folders are parted by `/`")
    } else if path.starts_with('/') || path.starts_with('~') {
        Some("begins at the root or at home, not in the timeline's folder")
    } else if bytes.len() > 1 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':' {
        Some("names a drive")
    } else if path.split('/').any(|part| part == "..") {
        Some("leads out of the timeline's folder")
    } else {
        None
    }
}
