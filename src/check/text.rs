//! Texts: empty titles, and characters that hide or turn around what a reader sees.

use super::actors::latin_look;
use crate::diagnostic::visible::is_hidden;
use crate::diagnostic::{Code, Diagnostic, Fix, Span};
use crate::timeline::{Document, Route, Timeline};

pub(super) fn check(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let mut found = written(&document.text);
    each(timeline, &mut |field, text, route| {
        // An empty one has been told by the reader of the file.
        if field == Field::Title && !text.is_empty() && text.trim().is_empty() {
            let route = route();
            found.push(
                Diagnostic::new(Code::MissingField, format!("`{route}` is blank"))
                    .label(document.find(&route), "")
                    .help("write a line that says what it is"),
            );
        }
        // What stands in the file as such has been told above; here, what hides in an escape.
        let escaped = text.chars().find(|&c| is_hidden(c) && !matches!(c, '\n' | '\t' | '\r'));
        if let Some(c) = escaped {
            let span = document.find(&route());
            if !document.text[span.clone()].contains(c) {
                found.push(hidden(span, c, 0));
            }
        }
        if matches!(field, Field::Title | Field::Name)
            && let Some(word) = text.split(|c: char| !c.is_alphanumeric()).find(|w| is_mixed(w))
        {
            found.push(
                Diagnostic::new(
                    Code::HiddenCharacters,
                    format!("`{word}` is spelled with letters of two alphabets"),
                )
                .label(document.find(&route()), odd_letters(word))
                .help("type the word again in one alphabet"),
            );
        }
    });
    found
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    /// Must not be empty.
    Title,
    /// A name or a place.
    Name,
    Prose,
}

/// Is shown each text, with what makes its route where it is needed.
type Look<'l> = dyn FnMut(Field, &str, &dyn Fn() -> Route) + 'l;

/// Every text that a reader will see, with the way to it.
fn each(timeline: &Timeline, look: &mut Look<'_>) {
    use Field::{Name, Prose, Title};
    look(Title, &timeline.title, &|| Route::new().key("title"));
    if let Some(summary) = &timeline.summary {
        look(Prose, summary, &|| Route::new().key("summary"));
    }
    for (id, source) in &timeline.sources {
        let at = |field: &str| Route::new().key("sources").key(id.as_str()).key(field);
        look(Title, &source.title, &|| at("title"));
        let optional = [
            (Name, "publisher", &source.publisher),
            (Name, "author", &source.author),
            (Prose, "note", &source.note),
        ];
        for (field, key, text) in optional {
            if let Some(text) = text {
                look(field, text, &|| at(key));
            }
        }
    }
    for (id, actor) in &timeline.actors {
        let at = |field: &str| Route::new().key("actors").key(id.as_str()).key(field);
        look(Title, &actor.name, &|| at("name"));
        for (i, alias) in actor.aliases.iter().enumerate() {
            look(Title, alias, &|| at("aliases").index(i));
        }
        for (i, office) in actor.offices.iter().enumerate() {
            look(Title, &office.title, &|| at("offices").index(i).key("title"));
        }
        if let Some(note) = &actor.note {
            look(Prose, note, &|| at("note"));
        }
    }
    for (id, event) in &timeline.events {
        let at = |field: &str| Route::event(id.as_str(), field);
        look(Title, &event.title, &|| at("title"));
        for (field, key, text) in [(Name, "place", &event.place), (Prose, "note", &event.note)] {
            if let Some(text) = text {
                look(field, text, &|| at(key));
            }
        }
        for (i, evidence) in event.evidence.iter().enumerate() {
            let parts = [
                ("quote", &evidence.quote),
                ("prefix", &evidence.prefix),
                ("suffix", &evidence.suffix),
            ];
            for (key, text) in parts {
                if let Some(text) = text {
                    look(Prose, text, &|| at("evidence").index(i).key(key));
                }
            }
        }
    }
}

/// Hidden characters in the file as it is written, comments included; one remark a line.
fn written(text: &str) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut on_line: Option<(Span, char, usize)> = None;
    let mut tell = |line: &mut Option<(Span, char, usize)>| {
        if let Some((span, c, more)) = line.take() {
            found.push(hidden(span, c, more));
        }
    };
    // Whatever hides is no ASCII.
    let bytes = text.as_bytes();
    let (mut at, mut last) = (0, 0);
    while let Some(next) = bytes[at..].iter().position(|byte| !byte.is_ascii()) {
        let start = at + next;
        let Some(c) = text[start..].chars().next() else { break };
        at = start + c.len_utf8();
        let before = text[..start].chars().next_back();
        let after = text[at..].chars().next();
        if !is_told(c, before, after) || start == 0 && c == '\u{feff}' {
            continue;
        }
        if text[last..start].contains('\n') {
            tell(&mut on_line);
        }
        last = start;
        match &mut on_line {
            Some((_, _, more)) => *more += 1,
            None => on_line = Some((start..at, c, 0)),
        }
    }
    tell(&mut on_line);
    found
}

/// Whether a character in the file hides; control characters are the guard's to tell, and a
/// zero-width joiner belongs to the spelling of Persian and Hindi words and of some emoji.
fn is_told(c: char, before: Option<char>, after: Option<char>) -> bool {
    let joined = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && !is_hidden(c));
    match c {
        '\u{200c}' | '\u{200d}' => !(joined(before) && joined(after)),
        '\u{2028}' | '\u{2029}' => false,
        c => is_hidden(c) && !c.is_control(),
    }
}

fn hidden(span: Span, c: char, more: usize) -> Diagnostic {
    let name = match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => {
            "a character that turns the direction of the text"
        }
        c if c.is_control() => "a control character",
        _ => "a character that nobody sees",
    };
    let message = match more {
        0 => format!("U+{:04X} hides here: {name}", u32::from(c)),
        more => format!("U+{:04X} hides here, and {more} more on this line: {name}", u32::from(c)),
    };
    let fix = Fix::replace("delete it", span.clone(), "");
    // Nothing is spelled with these; marks of direction may belong to Arabic or Hebrew.
    let useless = matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}');
    let here = more == 0 && span.len() == c.len_utf8();
    let fix = here.then(|| if useless { fix.certain() } else { fix });
    Diagnostic::new(Code::HiddenCharacters, message)
        .label(span, "")
        .help("delete it, or type the text around it again")
        .fixes(fix)
}

/// Whether a word mixes Latin letters with Cyrillic or Greek ones that look like them.
fn is_mixed(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_alphabetic()) && word.chars().any(looks_latin)
}

fn looks_latin(c: char) -> bool {
    !c.is_ascii() && c.to_lowercase().any(|c| latin_look(c) != c)
}

fn odd_letters(word: &str) -> String {
    let odd: Vec<String> = word
        .chars()
        .filter(|&c| looks_latin(c))
        .take(5)
        .map(|c| format!("U+{:04X}", u32::from(c)))
        .collect();
    format!("not Latin: {}", odd.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joiners_that_spell_words_are_no_tricks() {
        for (text, remarks) in [
            ("\u{feff}title: x", 0),
            ("می\u{200c}خواهم", 0),
            ("👩\u{200d}👩\u{200d}👧", 0),
            ("pay\u{200d}pal", 1),
            ("a\u{202e}b\u{202c} # x", 1),
            ("a\u{200b}\nb\u{200b}\u{200b}", 2),
            ("a\u{feff}", 1),
            ("# comment\u{2066}", 1),
        ] {
            assert_eq!(written(text).len(), remarks, "{text:?}");
        }
    }

    #[test]
    fn a_word_in_two_alphabets_is_told() {
        for (word, mixed) in
            [("Рutin", true), ("Путин", false), ("Putin", false), ("α2", false), ("Ωmega", false)]
        {
            assert_eq!(is_mixed(word), mixed, "{word}");
        }
    }
}
