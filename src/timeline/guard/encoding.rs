//! Bytes → text: UTF-8 and nothing else.

use super::{LARGEST, too_large};
use crate::diagnostic::{Code, Diagnostic};

/// The text of a file, or why it is none. A UTF-8 byte order mark stays in the text.
///
/// The remark has no place, since there is no text to point into; it names the byte instead.
pub(in crate::timeline) fn decode(bytes: Vec<u8>) -> Result<String, Diagnostic> {
    if bytes.len() > LARGEST {
        return Err(too_large(bytes.len()));
    }
    if let Some(encoding) = foreign(&bytes) {
        return Err(Diagnostic::new(
            Code::NotText,
            format!("the file is written in {encoding}, not in UTF-8"),
        )
        .help("save it as UTF-8"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let bad = bytes[at];
        if bytes[..bytes.len().min(8192)].contains(&0) {
            return Diagnostic::new(Code::NotText, "the file is no text")
                .help("a timeline is a text file in YAML, saved as UTF-8");
        }
        let line = bytes[..at].split(|&byte| byte == b'\n').count();
        Diagnostic::new(
            Code::NotText,
            format!("byte {at} on line {line} (0x{bad:02x}) is not UTF-8"),
        )
        .help("save the file as UTF-8; it may be Windows-1252 or ISO 8859-1")
    })
}

/// The other encoding that a file is in, by its byte order mark or by its zero bytes.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] => Some("UTF-16 (little-endian)"),
        [0xfe, 0xff, ..] => Some("UTF-16 (big-endian)"),
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some("UTF-16 (little-endian)"),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some("UTF-16 (big-endian)"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_utf8_are_named() {
        for (bytes, said) in [
            (
                b"\xff\xfet\0i\0".as_slice(),
                "the file is written in UTF-16 (little-endian), not in UTF-8",
            ),
            (b"\xfe\xff\0t\0i", "the file is written in UTF-16 (big-endian), not in UTF-8"),
            (b"t\0i\0t\0l\0", "the file is written in UTF-16 (little-endian), not in UTF-8"),
            (b"\xff\xfe\0\0t\0\0\0", "the file is written in UTF-32, not in UTF-8"),
            (b"\x7fELF\x02\x01\x01\0\0\0\xff", "the file is no text"),
            (b"title: x\nnote: caf\xe9\n", "byte 18 on line 2 (0xe9) is not UTF-8"),
            (b"title: \xc3", "byte 7 on line 1 (0xc3) is not UTF-8"),
        ] {
            let remark = decode(bytes.to_vec()).expect_err(said);
            assert_eq!((remark.code, remark.message.as_str()), (Code::NotText, said));
        }
        assert_eq!(decode(b"\xef\xbb\xbfa: \xc3\xa9".to_vec()).unwrap(), "\u{feff}a: é");
    }
}
