//! Bytes → text: byte order mark, then what a page says of itself, then UTF-8.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{LARGEST, Unreadable};

/// How far into a page its `meta charset` may stand, as browsers have it.
const PRESCAN: usize = 1024;

/// The text of a file. A byte order mark is dropped; nothing is replaced in silence.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    if bytes.len() > LARGEST {
        return Err(Unreadable::TooLarge { bytes: bytes.len() });
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strictly(encoding, bytes, mark);
    }
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Err(Unreadable::Binary { at });
    }
    match said_encoding(bytes) {
        // A page that was saved again in UTF-8 often keeps its old `meta charset`.
        Some(encoding) if encoding != UTF_8 && std::str::from_utf8(bytes).is_err() => {
            strictly(encoding, bytes, 0)
        }
        _ => strictly(UTF_8, bytes, 0),
    }
}

/// Decodes from `from` on, or names the first byte that cannot be.
fn strictly(encoding: &'static Encoding, bytes: &[u8], from: usize) -> Result<String, Unreadable> {
    let rest = &bytes[from..];
    let decoded = if encoding == UTF_8 {
        std::str::from_utf8(rest).map(str::to_owned).map_err(|error| error.valid_up_to())
    } else {
        encoding
            .decode_without_bom_handling_and_without_replacement(rest)
            .map(std::borrow::Cow::into_owned)
            .ok_or_else(|| first_bad(encoding, rest))
    };
    let text = decoded.map_err(|at| {
        let at = (from + at).min(bytes.len() - 1);
        Unreadable::BadByte { at, byte: bytes[at], encoding: encoding.name() }
    })?;
    // UTF-16 has room for NULs of its own.
    match text.find('\0') {
        Some(at) if encoding == UTF_16LE || encoding == UTF_16BE => {
            Err(Unreadable::Binary { at: from + text[..at].encode_utf16().count() * 2 })
        }
        Some(at) => Err(Unreadable::Binary { at: from + at }),
        None => Ok(text),
    }
}

/// The first byte of the first sequence that the encoding does not know.
fn first_bad(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut sink = [0_u8; 4096];
    let mut at = 0;
    loop {
        let (result, read, _) =
            decoder.decode_to_utf8_without_replacement(&bytes[at..], &mut sink, true);
        at += read;
        match result {
            encoding_rs::DecoderResult::InputEmpty => return bytes.len(),
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(bad, after) => {
                return at.saturating_sub(usize::from(bad) + usize::from(after));
            }
        }
    }
}

/// What a page's `<meta charset=…>` or `content="text/html; charset=…"` names.
fn said_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(PRESCAN)].to_ascii_lowercase();
    let meta = find(&head, b"<meta")?;
    let charset = meta + find(&head[meta..], b"charset")? + b"charset".len();
    let label = head[charset..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let label = label.strip_prefix(b"\"").or(label.strip_prefix(b"'")).unwrap_or(label);
    let end = label
        .iter()
        .position(|byte| {
            matches!(byte, b'"' | b'\'' | b';' | b'>' | b'/') || byte.is_ascii_whitespace()
        })
        .unwrap_or(label.len());
    match Encoding::for_label(&label[..end]) {
        // A page in UTF-16 could not have been read so far.
        Some(said) if said == UTF_16LE || said == UTF_16BE => Some(UTF_8),
        said => said,
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_decoded_as_it_says_itself() {
        let utf16 = |text: &str, little: bool| -> Vec<u8> {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
        };
        for (what, bytes, text) in [
            ("UTF-8", "Türkiye".as_bytes().to_vec(), "Türkiye"),
            ("UTF-8 with a mark", b"\xef\xbb\xbfT\xc3\xbcrkiye".to_vec(), "Türkiye"),
            ("UTF-16, little end first", utf16("Türkiye", true), "Türkiye"),
            ("UTF-16, big end first", utf16("Türkiye", false), "Türkiye"),
            (
                "windows-1252 by its meta",
                b"<meta charset='windows-1252'>\x93T\xfcrkiye\x94".to_vec(),
                "<meta charset='windows-1252'>“Türkiye”",
            ),
            (
                "windows-1251 by its http-equiv",
                b"<meta http-equiv=x content=\"text/html; charset=windows-1251\">\xca\xe8\xe5\xe2"
                    .to_vec(),
                "<meta http-equiv=x content=\"text/html; charset=windows-1251\">Киев",
            ),
            (
                "UTF-8 in spite of its meta",
                "<meta charset=latin1>Türkiye".as_bytes().to_vec(),
                "<meta charset=latin1>Türkiye",
            ),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(text), "{what}");
        }
    }

    #[test]
    fn what_is_no_text_is_told_with_its_byte() {
        for (what, bytes, told) in [
            ("a picture", &b"\x89PNG\r\n\x1a\n\0\0\0"[..], "it is no text: byte 8 is NUL"),
            ("latin-1", b"T\xfcrkiye", "it is no UTF-8 text: byte 1 is 0xfc"),
            ("cut short", b"T\xc3", "it is no UTF-8 text: byte 1 is 0xc3"),
            ("UTF-16 NUL", b"\xff\xfea\0\0\0", "it is no text: byte 4 is NUL"),
            ("UTF-16 half", b"\xff\xfea\0\x00\xd8b\0", "it is no UTF-16LE text: byte 4 is 0x00"),
        ] {
            let error = decode(bytes).map_err(|error| error.to_string());
            assert_eq!(error, Err(told.to_owned()), "{what}");
        }
        let large = vec![b'a'; LARGEST + 1];
        assert_eq!(decode(&large), Err(Unreadable::TooLarge { bytes: LARGEST + 1 }));
    }
}
