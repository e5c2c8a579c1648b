//! Writing into a file that a person edits: all of it or nothing, and only what was read.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use similar::TextDiff;
use tempfile::NamedTempFile;

use super::Error;
use super::files::{self, LARGEST_TIMELINE};

/// Puts a text in the place of the one that was read, in one step.
///
/// Fails, with nothing written, where the file says something else by now, is read-only, or
/// cannot be replaced. A link stays a link: what it leads to is replaced. Permissions are kept.
pub(crate) fn replace(path: &Path, before: &str, text: &str) -> Result<(), Error> {
    let failed = |why: io::Error| Error::file("write", path.display(), &why);
    let real = path.canonicalize().map_err(failed)?;
    let unchanged = || -> Result<(), Error> {
        let now = files::bytes(&real, LARGEST_TIMELINE).map_err(failed)?;
        if now.is_some_and(|now| now == before.as_bytes()) {
            return Ok(());
        }
        Err(Error::new(format!(
            "`{}` was changed while it was worked on; nothing is written",
            path.display()
        )))
    };
    unchanged()?;
    let permissions = fs::metadata(&real).map_err(failed)?.permissions();
    if permissions.readonly() {
        return Err(Error::new(format!("cannot write `{}`: it is read-only", path.display())));
    }
    let beside = beside(&real, text.as_bytes(), Some(permissions)).map_err(failed)?;
    unchanged()?;
    beside.persist(&real).map_err(|why| failed(why.error))?;
    Ok(())
}

/// Writes a file that appears whole or not at all; one that is there keeps its permissions.
pub(crate) fn whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |why: io::Error| Error::file("write", path.display(), &why);
    let permissions = match fs::metadata(path) {
        Ok(there) => Some(there.permissions()),
        Err(_) => usual(),
    };
    let beside = beside(path, bytes, permissions).map_err(failed)?;
    beside.persist(path).map_err(|why| failed(why.error))?;
    Ok(())
}

/// A temporary file in the folder of another, with all that shall be in its place.
fn beside(
    path: &Path,
    bytes: &[u8],
    permissions: Option<fs::Permissions>,
) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let named = tempfile::Builder::new().prefix(".demarche-").suffix(".tmp").tempfile_in(folder);
    let mut file = named?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    Ok(file)
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

/// The change of a file as a unified diff, with its name on both sides; empty where there is none.
pub(crate) fn diff(name: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let shown = crate::diagnostic::visible::visible(name);
    let diff = TextDiff::from_lines(old, new);
    diff.unified_diff()
        .context_radius(3)
        .header(&format!("a/{shown}"), &format!("b/{shown}"))
        .to_string()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests look at the files")]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.yaml");
        fs::write(&path, "title: b\n").unwrap();
        let Err(Error::Failed(why)) = replace(&path, "title: a\n", "title: c\n") else {
            panic!("it was changed")
        };
        assert!(why.contains("was changed while"), "{why}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "title: b\n");
        replace(&path, "title: b\n", "title: c\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "title: c\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("t.yaml"), folder.path().join("l.yaml"));
        fs::write(&path, "a\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        replace(&link, "a\n", "b\n").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "b\n");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).unwrap();
        assert!(replace(&path, "b\n", "c\n").is_err());
    }
}
