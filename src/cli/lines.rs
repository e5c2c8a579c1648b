//! JSON Lines from a pipe: a line in, an answer out, in the same order and in constant memory.

use std::io::{self, BufRead};

use serde::de::DeserializeOwned;

use super::{Error, Outcome, Streams};

/// The longest line of a stream, in bytes; a longer one is told and skipped.
const LONGEST: usize = 64 << 20;

/// Answers every line of a stream. A bad line is told on stderr by its number and skipped; then
/// the outcome is [`Outcome::Found`].
///
/// Fails where the stream cannot be read, or nobody takes the answers.
pub(crate) fn answer<T: DeserializeOwned>(
    input: &mut dyn BufRead,
    streams: &mut Streams<'_>,
    mut answer: impl FnMut(&T) -> Result<String, String>,
) -> Result<Outcome, Error> {
    let mut outcome = Outcome::Clean;
    let mut line = Vec::new();
    for number in 1_usize.. {
        line.clear();
        let whole = match read(input, &mut line).map_err(|e| Error::file("read", "-", &e))? {
            Line::End => break,
            Line::Whole => true,
            Line::TooLong => false,
        };
        if line.trim_ascii().is_empty() && whole {
            continue;
        }
        let parsed = if whole {
            serde_json::from_slice::<T>(&line).map_err(|error| error.to_string())
        } else {
            Err(format!("it is longer than {LONGEST} bytes"))
        };
        match parsed.and_then(|document| answer(&document)) {
            Ok(answer) => writeln!(streams.out, "{answer}")?,
            Err(why) => {
                writeln!(streams.err, "line {number}: {why}")?;
                outcome = Outcome::Found;
            }
        }
    }
    Ok(outcome)
}

enum Line {
    End,
    Whole,
    TooLong,
}

/// Reads a line without its end; of one that is too long nothing is kept.
fn read(input: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    let mut too_long = false;
    let mut any = false;
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            break;
        }
        any = true;
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let piece = &buffer[..end.unwrap_or(buffer.len())];
        too_long |= line.len() + piece.len() > LONGEST;
        if too_long {
            line.clear();
        } else {
            line.extend_from_slice(piece);
        }
        let used = piece.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            break;
        }
    }
    Ok(match (any, too_long) {
        (false, _) => Line::End,
        (true, false) => Line::Whole,
        (true, true) => Line::TooLong,
    })
}
