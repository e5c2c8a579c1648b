//! Words in a drawing: cut to the room that is there, since SVG does not break lines.

/// A title on two lines of so many characters, cut short where it does not fit.
pub(crate) fn two_lines(title: &str, room: usize) -> (String, String) {
    let (mut first, mut second) = (String::new(), String::new());
    // How many characters stand in each.
    let (mut in_first, mut in_second) = (0, 0);
    for word in title.split_whitespace() {
        let wide = word.chars().count();
        let blank = |line: usize| usize::from(line > 0);
        if in_second == 0 && (in_first == 0 || in_first + wide < room) {
            in_first += blank(in_first) + wide;
            push(&mut first, word);
        } else {
            in_second += blank(in_second) + wide;
            push(&mut second, word);
            if in_second > room {
                break;
            }
        }
    }
    let fitted = |line: String, wide: usize| if wide <= room { line } else { cut(&line, room) };
    (fitted(first, in_first), fitted(second, in_second))
}

/// Adds path data: letters and numbers in turn, as `["M", "x", " ", "y"]` would be written.
///
/// A site has some thousand drawings with some hundred numbers each; this is what formatting them
/// would take most of its time for.
pub(crate) fn path(data: &mut String, parts: &[(&str, usize)]) {
    for &(letters, number) in parts {
        data.push_str(letters);
        digits(data, number);
    }
}

fn digits(data: &mut String, mut number: usize) {
    let mut digits = [b'0'; usize::MAX.ilog10() as usize + 1];
    let mut first = digits.len();
    loop {
        first -= 1;
        // A digit is below 10.
        digits[first] += u8::try_from(number % 10).unwrap_or_default();
        number /= 10;
        if number == 0 {
            break;
        }
    }
    data.push_str(std::str::from_utf8(&digits[first..]).unwrap_or_default());
}

fn push(line: &mut String, word: &str) {
    if !line.is_empty() {
        line.push(' ');
    }
    line.push_str(word);
}

/// A text of at most so many characters, the last of them an ellipsis where some were left out.
pub(crate) fn cut(text: &str, room: usize) -> String {
    if text.len() <= room || text.chars().count() <= room {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(room - 1).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_data_are_written_as_formatting_writes_them() {
        let mut data = String::new();
        path(&mut data, &[("M", 0), (" ", 9), ("C", 10), (" ", 1234), (" ", usize::MAX)]);
        assert_eq!(data, format!("M0 9C10 1234 {}", usize::MAX));
    }

    #[test]
    fn what_is_cut_says_so_and_fits() {
        for (title, first, second) in [
            ("Talks", "Talks", ""),
            ("Envoys meet in the capital", "Envoys meet", "in the capi…"),
            ("Extraordinarily long", "Extraordina…", "long"),
            ("", "", ""),
        ] {
            assert_eq!(two_lines(title, 12), (first.to_owned(), second.to_owned()), "{title}");
        }
    }
}
