//! Single files of a site: taken over from the one before where they hold the same bytes, written
//! otherwise.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Write as _};
use std::path::Path;

use super::cannot;
use crate::cli::Error;

/// How much of a long file is written or compared at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// Takes a file of the old site over if it holds these very bytes; false where it does not, or
/// where the system does not link.
///
/// The file itself is read, not a note about it: whatever somebody did to it is mended.
pub(super) fn link(old: &Path, new: &Path, bytes: &[u8]) -> bool {
    let size = bytes.len() as u64;
    let alike = fs::symlink_metadata(old).is_ok_and(|meta| meta.is_file() && meta.len() == size);
    #[expect(clippy::disallowed_methods, reason = "`cli` is the place for files")]
    let alike = alike && fs::read(old).is_ok_and(|there| there == bytes);
    alike && fs::hard_link(old, new).is_ok()
}

/// The same for what is written piece by piece.
pub(super) fn link_long(
    old: &Path,
    new: &Path,
    write: impl Fn(&mut dyn io::Write) -> io::Result<()>,
) -> bool {
    is_alike(old, write).unwrap_or(false) && fs::hard_link(old, new).is_ok()
}

/// Whether a file holds what is written here, byte for byte.
fn is_alike(old: &Path, write: impl Fn(&mut dyn io::Write) -> io::Result<()>) -> io::Result<bool> {
    if !fs::symlink_metadata(old)?.is_file() {
        return Ok(false);
    }
    #[expect(clippy::disallowed_methods, reason = "`cli` is the place for files")]
    let file = File::open(old)?;
    let mut same = BufWriter::with_capacity(PIECE, Same { file, buffer: vec![0; PIECE] });
    write(&mut same)?;
    let mut same = same.into_inner().map_err(io::IntoInnerError::into_error)?;
    // Nothing may follow.
    Ok(same.file.read(&mut same.buffer)? == 0)
}

/// Compares what is written with a file, and fails at the first difference.
struct Same {
    file: File,
    buffer: Vec<u8>,
}

impl io::Write for Same {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let there = &mut self.buffer[..bytes.len().min(PIECE)];
        self.file.read_exact(there)?;
        if *there == bytes[..there.len()] {
            Ok(there.len())
        } else {
            Err(io::ErrorKind::InvalidData.into())
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(super) fn put_long(
    path: &Path,
    write: impl Fn(&mut dyn io::Write) -> io::Result<()>,
) -> Result<(), Error> {
    #[expect(clippy::disallowed_methods, reason = "`cli` is the place for files")]
    let file = File::create(path);
    let written = file.and_then(|file| {
        let mut out = BufWriter::with_capacity(PIECE, file);
        write(&mut out)?;
        out.flush()
    });
    written.map_err(|why| cannot("write", path, &why))
}

pub(super) fn put(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    #[expect(clippy::disallowed_methods, reason = "`cli` is the place for files")]
    let file = File::create(path);
    file.and_then(|mut file| file.write_all(bytes)).map_err(|why| cannot("write", path, &why))
}
