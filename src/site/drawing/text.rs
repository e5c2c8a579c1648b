//! Words in a drawing: cut to the room that is there, since SVG does not break lines.

/// A title on two lines of so many characters, cut short where it does not fit.
pub(crate) fn two_lines(title: &str, room: usize) -> (String, String) {
    let (mut first, mut second) = (String::new(), String::new());
    for word in title.split_whitespace() {
        let fits = |line: &String| line.chars().count() + word.chars().count() < room;
        if second.is_empty() && (first.is_empty() || fits(&first)) {
            push(&mut first, word);
        } else {
            push(&mut second, word);
            if second.chars().count() > room {
                break;
            }
        }
    }
    (cut(&first, room), cut(&second, room))
}

fn push(line: &mut String, word: &str) {
    if !line.is_empty() {
        line.push(' ');
    }
    line.push_str(word);
}

/// A text of at most so many characters, the last of them an ellipsis where some were left out.
pub(crate) fn cut(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
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
