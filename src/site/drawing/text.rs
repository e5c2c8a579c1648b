//! Words in a drawing: cut to the room that is there, since SVG does not break lines. How wide they
//! are is reckoned by their letters: which font a reader has is not known.

/// What leaves words out.
const MORE: &str = " …";

/// A title on two lines of so many units, cut short where it does not fit.
pub(crate) fn two_lines(title: &str, room: usize) -> (String, String) {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if wide(&title) <= room {
        return (title, String::new());
    }
    let end = last_break(&title, room).unwrap_or_else(|| {
        // Its first word alone is too long.
        title.find(' ').unwrap_or(title.len())
    });
    let (first, second) = title.split_at(end);
    (fit(first, room), fit(second.trim_start(), room))
}

/// A text in so many units: cut behind a word, or within one that alone fills the line.
pub(crate) fn fit(text: &str, room: usize) -> String {
    if wide(text) <= room {
        return text.to_owned();
    }
    let room = room.saturating_sub(wide(MORE));
    match last_break(text, room).filter(|&end| wide(&text[..end]) * 2 > room) {
        Some(end) if text[..end].ends_with('-') => format!("{}…", &text[..end]),
        Some(end) => format!("{}{MORE}", text[..end].trim_end_matches([',', ';', ':', ' '])),
        None => format!("{}…", text[..prefix(text, room)].trim_end()),
    }
}

/// Where the longest part that fits and ends with a word ends; `None` where no word does.
fn last_break(text: &str, room: usize) -> Option<usize> {
    let fitting = prefix(text, room);
    let mut before = ' ';
    let mut end = None;
    for (at, letter) in text.char_indices().take_while(|&(at, _)| at <= fitting) {
        // Signs of Chinese or Japanese stand without blanks between them.
        if at > 0 && (letter == ' ' || before == '-' || is_sign(before) && is_sign(letter)) {
            end = Some(at);
        }
        before = letter;
    }
    end
}

/// How many bytes fit.
fn prefix(text: &str, room: usize) -> usize {
    let mut left = room * 10;
    for (at, letter) in text.char_indices() {
        match left.checked_sub(tenths(letter)) {
            Some(rest) => left = rest,
            None => return at,
        }
    }
    text.len()
}

/// The room that a text takes, in units, where letters are 12 units high and bold.
pub(crate) fn wide(text: &str) -> usize {
    text.chars().map(tenths).sum::<usize>().div_ceil(10)
}

/// The room of a letter, in tenths of a unit; measured in Noto Sans, one of the wider fonts.
fn tenths(letter: char) -> usize {
    match letter {
        // Marks above and below others take none.
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{200b}'..='\u{200f}' => 0,
        ' ' => 31,
        '.' | ',' | ':' | ';' | '!' | '\'' | '’' | '·' | '|' => 36,
        'i' | 'j' | 'l' | 'ı' | 'í' | 'î' | 'ï' | 'і' | 'ї' => 37,
        'f' | 'r' | 't' | 'I' | 'J' | '(' | ')' | '[' | ']' | '-' | '/' | '"' | '“' | '”' => 52,
        'c' | 's' | 'z' | 'ç' | 'ş' | '–' | 'з' | 'с' | 'г' | 'ґ' | 'т' | 'э' | 'є' => {
            64
        }
        '0'..='9' => 69,
        'a' | 'e' | 'k' | 'v' | 'x' | 'y' | 'а' | 'е' | 'к' | 'у' | 'х' => 73,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' | 'æ' | 'œ' | 'М' => 117,
        'ж' | 'м' | 'ф' | 'ш' | 'щ' | 'ы' | 'ю' => 108,
        'Ж' | 'Ф' | 'Ш' | 'Щ' | 'Ы' | 'Ю' => 126,
        'A'..='Z' | 'À'..='Þ' | 'Ѐ'..='Я' | '&' => 90,
        // Joined letters; alone they would be wider.
        '\u{600}'..='\u{6ff}' => 62,
        letter if is_sign(letter) => 120,
        _ => 79,
    }
}

/// A sign of Chinese, Japanese or Korean, or an emoji.
fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}' | '\u{1f000}'..='\u{3ffff}')
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
        const ROOM: usize = 88;
        for (title, first, second) in [
            ("Talks", "Talks", ""),
            ("Envoys meet in the capital", "Envoys meet", "in the capital"),
            ("Envoys meet in the old capital", "Envoys meet", "in the old …"),
            ("Extraordinarily long", "Extraordin…", "long"),
            ("  two   words ", "two words", ""),
            ("A cease-fire-monitoring body", "A cease-fire-", "monitoring …"),
            ("两国外长将在日内瓦举行会谈", "两国外长将在日", "内瓦举行会谈"),
            ("", "", ""),
        ] {
            let lines = two_lines(title, ROOM);
            assert_eq!(lines, (first.to_owned(), second.to_owned()), "{title}");
            assert!(wide(&lines.0) <= ROOM && wide(&lines.1) <= ROOM, "{title}");
        }
    }

    #[test]
    fn narrow_letters_leave_room_for_more_of_them() {
        let [narrow, wider] =
            ["illicit ".repeat(9), "WOMMWOM ".repeat(9)].map(|text| fit(&text, 184));
        assert!(narrow.len() > 2 * wider.len(), "{narrow}\n{wider}");
    }
}
