//! Single files of a site: whether one holds certain bytes already, and writing one.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Write as _};
use std::path::Path;

use super::cannot;
use crate::cli::Error;

/// How much of a long file is written or compared at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// Whether a file holds these very bytes; false for what is no plain file, or cannot be read.
///
/// - `there`: room for what is read; whoever looks at many keeps it.
pub(super) fn holds(path: &Path, bytes: &[u8], there: &mut Vec<u8>) -> bool {
    let size = bytes.len() as u64;
    let alike = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() == size);
    there.clear();
    #[expect(clippy::disallowed_methods, reason = "`cli` is the place for files")]
    let alike = alike && File::open(path).is_ok_and(|mut file| file.read_to_end(there).is_ok());
    alike && there == bytes
}

/// The same for what is written piece by piece.
pub(super) fn holds_long(
    path: &Path,
    write: impl Fn(&mut dyn io::Write) -> io::Result<()>,
) -> bool {
    is_alike(path, write).unwrap_or(false)
}

/// Whether a file holds what is written here, byte for byte.
fn is_alike(path: &Path, write: impl Fn(&mut dyn io::Write) -> io::Result<()>) -> io::Result<bool> {
    if !fs::symlink_metadata(path)?.is_file() {
        return Ok(false);
    }
    #[expect(clippy::disallowed_methods, reason = "`cli` is the place for files")]
    let file = File::open(path)?;
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
