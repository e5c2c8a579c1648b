//! A timeline's own file, written so that it is whole at every moment.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::Error;
use super::files::{self, Input, LARGEST_TIMELINE};

/// The timeline that a name stands for: a path, or a folder in `timelines`.
pub(crate) fn named(name: &str) -> Result<Input, Error> {
    let here = PathBuf::from(name);
    let in_timelines = Path::new("timelines").join(name);
    let path = if name == "-" {
        return Err(Error::new(
            "a timeline on standard input cannot be written to; name its folder",
        ));
    } else if here.exists() || !in_timelines.exists() {
        here
    } else {
        in_timelines
    };
    if !path.exists() {
        return Err(Error::new(format!(
            "there is no timeline `{name}`, neither here nor in `timelines`; make it with \
             `demarche new {name}`"
        )));
    }
    files::one(&path)
}

/// Writes a new text in the place of a timeline file that was read before.
///
/// The file is replaced in one step. Fails where somebody has changed it since it was read: what
/// they wrote would be lost.
pub(crate) fn replace(input: &Input, text: &str) -> Result<(), Error> {
    let path = Path::new(&input.document.name);
    let failed = |why: std::io::Error| Error::file("write", path.display(), &why);
    // A link stays a link to the file that is replaced.
    let path = path.canonicalize().map_err(failed)?;
    let now = files::bytes(&path, LARGEST_TIMELINE).map_err(failed)?;
    if now.as_deref() != Some(input.document.text.as_bytes()) {
        return Err(Error::new(format!(
            "`{}` has changed while we read it; nothing is written, try again",
            path.display()
        )));
    }
    whole(&path, text.as_bytes())
}

/// Writes a file that appears whole or not at all; one that is there keeps its permissions.
pub(crate) fn whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |why: std::io::Error| Error::file("write", path.display(), &why);
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    let permissions = match fs::metadata(path) {
        Ok(there) => Some(there.permissions()),
        Err(_) => usual(),
    };
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions).map_err(failed)?;
    }
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|why| failed(why.error))?;
    Ok(())
}

/// What a new file may be for others: readable, as files in a repository are.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there is nothing to say")]
fn usual() -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn usual() -> Option<fs::Permissions> {
    None
}
