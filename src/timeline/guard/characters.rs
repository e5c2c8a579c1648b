//! Characters that are no text, and the marks that an unfinished merge leaves.

use super::MOST;
use crate::diagnostic::{Code, Diagnostic, Span};

/// Tells control characters, hidden line separators and the marks of git.
pub(super) fn check(text: &str) -> Vec<Diagnostic> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|&byte| SUSPECT[usize::from(byte)]) {
        at += next;
        if let Some((length, remark)) = judge(bytes, at) {
            found.push(remark);
            if found.len() == MOST {
                return found;
            }
            at += length;
        } else {
            at += 1;
        }
    }
    found.extend(conflicts(text));
    found
}

/// The bytes with which something begins that is looked at.
const SUSPECT: [bool; 256] = {
    let mut suspect = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        suspect[byte] = byte != 0x09 && byte != 0x0a;
        byte += 1;
    }
    suspect[0x7f] = true;
    suspect[0xc2] = true; // C1 controls
    suspect[0xe2] = true; // U+2028, U+2029
    suspect[0xef] = true; // U+FEFF, U+FFFE, U+FFFF
    suspect
};

fn judge(bytes: &[u8], at: usize) -> Option<(usize, Diagnostic)> {
    let rest = &bytes[at..];
    let (length, what, help) = match rest {
        [b'\r', b'\n', ..] => return None,
        [b'\r', ..] => (
            1,
            "a carriage return that ends no line".to_owned(),
            "end lines with a line feed; inside double quotes write `\\r`",
        ),
        [0, ..] => (1, "a NUL character".to_owned(), "remove it"),
        [0xc2, 0x85, ..] => separator(2, 0x85),
        [0xe2, 0x80, last @ (0xa8 | 0xa9), ..] => {
            separator(3, if *last == 0xa8 { 0x2028 } else { 0x2029 })
        }
        [0xc2, code @ 0x80..=0x9f, ..] => control(2, u32::from(*code)),
        [0xef, 0xbb, 0xbf, ..] if at > 0 => (
            3,
            "a byte order mark (U+FEFF) inside the text".to_owned(),
            "remove it; where it must stay, write `\\uFEFF` inside double quotes",
        ),
        [0xef, 0xbf, 0xbe | 0xbf, ..] => {
            (3, "a code point that is no character".to_owned(), "remove it")
        }
        [code @ (..0x20 | 0x7f), ..] => control(1, u32::from(*code)),
        _ => return None,
    };
    let remark = Diagnostic::new(Code::NotText, what).label(at..at + length, "").help(help);
    Some((length, remark))
}

fn control(length: usize, code: u32) -> (usize, String, &'static str) {
    let what = format!("a control character (U+{code:04X})");
    (length, what, "remove it; where it must stay, write it as an escape inside double quotes")
}

fn separator(length: usize, code: u32) -> (usize, String, &'static str) {
    // YAML 1.1 and 1.2 disagree whether these end a line, so no two readers see the same file.
    let what = format!("a line separator (U+{code:04X}) that editors do not show");
    (length, what, "put a line break or a space in its place")
}

/// Marks of git: each conflict is one remark.
fn conflicts(text: &str) -> Vec<Diagnostic> {
    const BEGIN: &str = "<<<<<<< ";
    if !text.contains(BEGIN) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut open: Option<Diagnostic> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let span: Span = at..at + content.len();
        at += line.len();
        if content.starts_with(BEGIN) {
            found.extend(open.take());
            let remark = Diagnostic::new(
                Code::YamlSyntax,
                "an unfinished merge: both sides of a conflict stand in the file",
            )
            .help("keep one side and remove the three lines of marks");
            open = Some(remark.label(span, "one side begins"));
        } else if let Some(remark) = open.take() {
            if content == "=======" {
                open = Some(remark.label(span, "the other side begins"));
            } else if content.starts_with(">>>>>>> ") {
                found.push(remark.label(span, "and ends"));
            } else {
                open = Some(remark);
            }
        }
        if found.len() == MOST {
            return found;
        }
    }
    found.extend(open);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(Span, String)> {
        check(text).into_iter().map(|r| (r.labels[0].span.clone(), r.message)).collect()
    }

    #[test]
    fn what_is_no_text_is_told_with_its_place() {
        for (text, span, message) in [
            ("a: \0", 3..4, "a NUL character"),
            ("a: \u{1b}[31m", 3..4, "a control character (U+001B)"),
            ("é: \u{7f}", 4..5, "a control character (U+007F)"),
            ("a: \u{9b}", 3..5, "a control character (U+009B)"),
            ("a: x\ry", 4..5, "a carriage return that ends no line"),
            ("a: x\u{2028}y", 4..7, "a line separator (U+2028) that editors do not show"),
            ("a: x\u{85}y", 4..6, "a line separator (U+0085) that editors do not show"),
            ("a: \u{feff}", 3..6, "a byte order mark (U+FEFF) inside the text"),
            ("a: \u{ffff}", 3..6, "a code point that is no character"),
        ] {
            assert_eq!(said(text), [(span, message.to_owned())], "{text:?}");
        }
        for text in ["\u{feff}a: b\r\n\tc", "“café” — 北京 👩‍⚖️ \u{a0}\u{202e}\u{200b}", ""]
        {
            assert_eq!(said(text), [], "{text:?}");
        }
    }

    #[test]
    fn a_conflict_of_git_is_one_remark_with_its_three_marks() {
        let text = "a: 1\n<<<<<<< ours\nb: 1\n=======\nb: 2\n>>>>>>> theirs\nc: 3\n";
        let [remark] = check(text).try_into().expect("one remark");
        let marks: Vec<&str> =
            remark.labels.iter().map(|label| &text[label.span.clone()]).collect();
        assert_eq!(marks, ["<<<<<<< ours", "=======", ">>>>>>> theirs"]);
        assert_eq!(said("note: |\n  =======\n  <<<<<<< x\n"), []);
    }

    #[test]
    fn enough_is_enough() {
        assert_eq!(check(&"\0".repeat(100_000)).len(), MOST);
        assert_eq!(check(&"<<<<<<< x\n".repeat(100_000)).len(), MOST);
    }
}
