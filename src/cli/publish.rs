//! Puts a site in its place: a reader finds the old site or the new one, never a mix, whatever
//! kills the build.
//!
//! ```text
//! site/                 the target: absent, empty or built by us, else it is not touched
//! .site.demarche-new/   made beside it, synced once, then exchanged with it by one rename:
//!                       what changed is written, what did not is the old file, linked
//! .site.demarche-old/   only where the system cannot exchange: the old site, for a moment
//! .site.demarche-lock   held while we work; whoever comes second says so and ends
//! ```
//!
//! The marker [`MARKER`] stands in every folder of ours: format version and list of files. It is
//! the first file written and the last one removed, so a leftover can be told from a stranger's
//! folder. Leftovers of a killed build are cleared by the next one.

mod put;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use self::put::{holds, holds_long, put, put_long};
use super::Error;
use super::files;

/// The file by which a folder of ours is known.
const MARKER: &str = ".demarche-site";
/// Its first line; a number other than ours is a newer program's.
const FORMAT: &str = "demarche-site 1";
/// Its second line until the site is complete.
const UNFINISHED: &str = "unfinished";
/// The largest marker that is read, in bytes.
const LARGEST_MARKER: u64 = 256 << 20;

/// What systems put into folders on their own.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Something that can be written: files by number, each with a path of its own.
pub(crate) trait Files: Sync {
    /// How many there are.
    fn count(&self) -> usize;
    /// Where the `i`-th lies, from the target, parted by `/`.
    fn path(&self, i: usize) -> &str;
    /// Its text, in place of what the string holds.
    fn text(&self, i: usize, out: &mut String);
    /// Its bytes.
    fn bytes(&self, i: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.write(i, &mut bytes).expect("a vector takes everything");
        bytes
    }
    /// Whether it grows with all of a timeline: it is then written piece by piece.
    fn is_long(&self, i: usize) -> bool;
    /// Writes it; [`Self::bytes`] without having them all.
    fn write(&self, i: usize, out: &mut dyn io::Write) -> io::Result<()>;
}

/// A folder that is ours to write, locked until this is dropped.
#[derive(Debug)]
pub(crate) struct Target {
    path: PathBuf,
    staging: PathBuf,
    retired: PathBuf,
    _lock: Lock,
}

impl Target {
    /// Makes sure that the folder is ours to write, locks it and clears what killed builds left.
    ///
    /// Fails on a link, on a folder that is neither empty nor carries our marker, on a folder of
    /// ours to which somebody added files, and while another build writes to it.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let Some(name) = path.file_name() else {
            return Err(Error::new(format!(
                "cannot write a site to `{}`: give the folder a name",
                path.display()
            )));
        };
        let parent = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        if let Some(strange) = stranger(path)? {
            return Err(strange);
        }
        fs::create_dir_all(parent).map_err(|why| cannot("make", parent, &why))?;
        let beside = |what: &str| {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            hidden.push(what);
            parent.join(hidden)
        };
        let lock = Lock::take(beside(".demarche-lock"), path)?;
        let target = Self {
            path: path.to_path_buf(),
            staging: beside(".demarche-new"),
            retired: beside(".demarche-old"),
            _lock: lock,
        };
        target.recover()?;
        // Again, now that nobody else writes.
        match stranger(path)? {
            Some(strange) => Err(strange),
            None => Ok(target),
        }
    }

    /// Writes the files and puts them in place of what was there; says how many were not there
    /// before, byte for byte. The others keep their file, with its time.
    ///
    /// A failure leaves the old site as it was, and so does a site in which nothing changed.
    ///
    /// - `done`: counts the files that are made.
    pub(crate) fn publish(&self, files: &dyn Files, done: &AtomicUsize) -> Result<usize, Error> {
        let staged = self.stage(files, done);
        let written = staged.and_then(|(written, whole)| {
            if whole {
                return Ok(written);
            }
            self.swap()?;
            Ok(written)
        });
        let cleared = clear(&self.staging).and_then(|()| clear(&self.retired));
        // The first failure is the one to tell; leftovers wait for the next build.
        let written = written?;
        cleared.map_err(|why| cannot("remove", &self.staging, &why))?;
        Ok(written)
    }

    /// Clears what a killed build left, and puts the old site back if it died between two renames.
    fn recover(&self) -> Result<(), Error> {
        for leftover in [&self.staging, &self.retired] {
            if let Look::Stranger(why) = look(leftover)? {
                return Err(Error::new(format!(
                    "`{}` is in the way: {why}; move it",
                    leftover.display()
                )));
            }
        }
        if matches!(look(&self.path)?, Look::Absent)
            && matches!(look(&self.retired)?, Look::Ours { finished: true, .. })
        {
            fs::rename(&self.retired, &self.path)
                .map_err(|why| cannot("move", &self.retired, &why))?;
        }
        for leftover in [&self.staging, &self.retired] {
            clear(leftover).map_err(|why| cannot("remove", leftover, &why))?;
        }
        Ok(())
    }

    /// Makes the new site beside the old one: how many files are new or changed, and whether the
    /// old site is this one already; then nothing is made.
    fn stage(&self, files: &dyn Files, done: &AtomicUsize) -> Result<(usize, bool), Error> {
        let old = match look(&self.path)? {
            Look::Ours { finished: true, files } => files,
            _ => BTreeSet::new(),
        };
        let known = if old.is_empty() { Vec::new() } else { self.known(files, done) };
        let is_known = |i: usize| known.get(i).copied().unwrap_or(false);
        let written = (0..files.count()).filter(|&i| !is_known(i)).count();
        let mut paths: Vec<&str> = (0..files.count()).map(|i| files.path(i)).collect();
        paths.sort_unstable();
        if written == 0 && old.iter().map(PathBuf::as_path).eq(paths.iter().map(Path::new)) {
            return Ok((0, true));
        }
        let marker = self.staging.join(MARKER);
        fs::create_dir(&self.staging).map_err(|why| cannot("make", &self.staging, &why))?;
        put(&marker, format!("{FORMAT}\n{UNFINISHED}\n").as_bytes())?;
        let folders = Mutex::new(());
        let stage = |text: &mut String, i: usize| -> Result<(), Error> {
            let path = self.staging.join(files.path(i));
            let folder = path.parent().expect("a path below the staging folder has a parent");
            // One at a time: most lie in the same folder, which the system locks by waiting busily.
            let made = {
                let _one = folders.lock().unwrap_or_else(PoisonError::into_inner);
                fs::create_dir_all(folder)
            };
            made.map_err(|why| cannot("make", folder, &why))?;
            if is_known(i) && fs::hard_link(self.path.join(files.path(i)), &path).is_ok() {
                return Ok(());
            }
            if files.is_long(i) {
                put_long(&path, |out| files.write(i, out))?;
            } else {
                files.text(i, text);
                put(&path, text.as_bytes())?;
            }
            if !is_known(i) {
                done.fetch_add(1, Ordering::Relaxed);
            }
            Ok(())
        };
        let many = (0..files.count()).into_par_iter().with_min_len(16);
        many.map_init(String::new, stage).collect::<Result<(), Error>>()?;
        put(&marker, format!("{FORMAT}\n{}\n", paths.join("\n")).as_bytes())?;
        sync(&self.staging).map_err(|why| cannot("write", &self.staging, &why))?;
        Ok((written, false))
    }

    /// By file: whether the old site has it, byte for byte.
    ///
    /// The files themselves are read, not notes about them: whatever somebody did to one is mended.
    fn known(&self, files: &dyn Files, done: &AtomicUsize) -> Vec<bool> {
        let known = |(text, there): &mut (String, Vec<u8>), i: usize| {
            let path = self.path.join(files.path(i));
            let known = if files.is_long(i) {
                holds_long(&path, |out| files.write(i, out))
            } else {
                files.text(i, text);
                holds(&path, text.as_bytes(), there)
            };
            done.fetch_add(usize::from(known), Ordering::Relaxed);
            known
        };
        let many = (0..files.count()).into_par_iter().with_min_len(16);
        many.map_init(Default::default, known).collect()
    }

    fn swap(&self) -> Result<(), Error> {
        let failed = |why: io::Error| cannot("write", &self.path, &why);
        if fs::symlink_metadata(&self.path).is_err() {
            fs::rename(&self.staging, &self.path).map_err(failed)?;
        } else if !exchange(&self.staging, &self.path).map_err(failed)? {
            fs::rename(&self.path, &self.retired).map_err(failed)?;
            if let Err(why) = fs::rename(&self.staging, &self.path) {
                // Back as it was; if that fails too, the next build does it.
                let _ = fs::rename(&self.retired, &self.path);
                return Err(failed(why));
            }
        }
        Ok(())
    }
}

/// What stands at a place where we want to write.
enum Look {
    Absent,
    Empty,
    /// Carries our marker.
    Ours {
        finished: bool,
        files: BTreeSet<PathBuf>,
    },
    /// Anything else, and why.
    Stranger(String),
}

fn look(path: &Path) -> Result<Look, Error> {
    let meta = match fs::symlink_metadata(path) {
        Ok(meta) => meta,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Look::Absent),
        Err(why) => return Err(cannot("read", path, &why)),
    };
    if meta.is_symlink() {
        return Ok(Look::Stranger("it is a link".to_owned()));
    }
    if !meta.is_dir() {
        return Ok(Look::Stranger("it is no folder".to_owned()));
    }
    let marker = path.join(MARKER);
    let plain = fs::symlink_metadata(&marker).is_ok_and(|meta| meta.is_file());
    if !plain {
        #[expect(clippy::disallowed_methods, reason = "`cli` is the place for files")]
        let mut inside = fs::read_dir(path).map_err(|why| cannot("read", path, &why))?;
        return Ok(match inside.next() {
            None => Look::Empty,
            Some(_) => Look::Stranger("it holds files that no build has written".to_owned()),
        });
    }
    let bytes = files::bytes(&marker, LARGEST_MARKER)
        .map_err(|why| cannot("read", &marker, &why))?
        .unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = text.lines();
    Ok(match (lines.next(), lines.next()) {
        (Some(FORMAT), first) => Look::Ours {
            finished: first.is_some_and(|line| line != UNFINISHED),
            files: first.into_iter().chain(lines).map(PathBuf::from).collect(),
        },
        // A build that died while it wrote its very first file.
        (None, _) => Look::Ours { finished: false, files: BTreeSet::new() },
        (Some(first), _) if FORMAT.starts_with(first) && text.len() < FORMAT.len() => {
            Look::Ours { finished: false, files: BTreeSet::new() }
        }
        _ => Look::Stranger(format!("its {MARKER} is not of this version")),
    })
}

/// Why the target must not be written, if so.
fn stranger(path: &Path) -> Result<Option<Error>, Error> {
    let why = match look(path)? {
        Look::Absent | Look::Empty => return Ok(None),
        Look::Stranger(why) => why,
        Look::Ours { files, .. } => match added(path, &files)? {
            None => return Ok(None),
            Some(file) => format!("`{}` in it is not of our making", file.display()),
        },
    };
    Ok(Some(Error::new(format!(
        "`{}` is left alone: {why}; choose another folder with --out",
        path.display()
    ))))
}

/// The first file in a site that its marker does not list.
fn added(site: &Path, listed: &BTreeSet<PathBuf>) -> Result<Option<PathBuf>, Error> {
    for entry in walkdir::WalkDir::new(site).sort_by_file_name() {
        let entry = entry.map_err(|why| {
            let path = why.path().unwrap_or(site).to_path_buf();
            cannot("read", &path, &why.into())
        })?;
        if entry.file_type().is_dir() {
            continue;
        }
        let path = entry.path().strip_prefix(site).expect("the walk stays below its root");
        let known = listed.contains(path)
            || path == Path::new(MARKER)
            || entry.file_name().to_str().is_some_and(|name| LITTER.contains(&name));
        if !known {
            return Ok(Some(path.to_path_buf()));
        }
    }
    Ok(None)
}

/// Removes a folder of ours, the marker last. Links inside are removed, never followed.
fn clear(folder: &Path) -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "`cli` is the place for files")]
    let inside = match fs::read_dir(folder) {
        Ok(inside) => inside,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(why) => return Err(why),
    };
    for entry in inside {
        let entry = entry?;
        if entry.file_name() == MARKER {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    match fs::remove_file(folder.join(MARKER)) {
        Err(why) if why.kind() != io::ErrorKind::NotFound => return Err(why),
        _ => {}
    }
    fs::remove_dir(folder)
}

fn cannot(doing: &str, path: &Path, why: &io::Error) -> Error {
    Error::file(doing, path.display(), why)
}

/// Sees to it that what was written is on the disk, with one call for all files.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn sync(folder: &Path) -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "`cli` is the place for files")]
    let folder = File::open(folder)?;
    Ok(rustix::fs::syncfs(&folder)?)
}

/// Other systems have no such call for one file system; the rename is ordered after the writes
/// by their journals.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn sync(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Exchanges two folders in one step; false where system or file system cannot.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(why) => Err(why.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}

/// A locked file that goes away with its holder.
#[derive(Debug)]
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    fn take(path: PathBuf, target: &Path) -> Result<Self, Error> {
        loop {
            if fs::symlink_metadata(&path).is_ok_and(|meta| !meta.is_file()) {
                return Err(Error::new(format!("`{}` is in the way; move it", path.display())));
            }
            let file = File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)
                .map_err(|why| cannot("write", &path, &why))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(fs::TryLockError::WouldBlock) => {
                    return Err(Error::new(format!(
                        "another build is writing to `{}`; try again when it has ended",
                        target.display()
                    )));
                }
                Err(fs::TryLockError::Error(why)) => return Err(cannot("lock", &path, &why)),
            }
            // Whoever held it before us has removed the file: then ours is one that nobody sees.
            if same_file(&file, &path) {
                return Ok(Self { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While we hold it; a leftover file does no harm.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
fn same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(ours), Ok(there)) => ours.ino() == there.ino() && ours.dev() == there.dev(),
        _ => false,
    }
}

/// An open file cannot be removed there.
#[cfg(not(unix))]
fn same_file(_file: &File, _path: &Path) -> bool {
    true
}
