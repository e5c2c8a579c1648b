//! What the site says in its own words, in eight languages: a file of texts each.
//!
//! ```text
//! en.yaml   de.yaml   fr.yaml   es.yaml   uk.yaml   ru.yaml   ar.yaml   tr.yaml
//! ```
//!
//! A timeline names its language (`lang: de`); what the file does not say in any of these is said
//! in English. What a timeline says itself is never translated. Texts are patterns: `{n}` and the
//! like stand for what is filled in, so that each language orders its words as it does. Plurals
//! follow the rules of the Unicode CLDR for whole numbers.

mod say;

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

pub(crate) use say::Say;

use crate::vocabulary::{ActorKind, Confidence, EventType, Modality};

/// A number with its noun, in the forms that the language has.
pub(crate) type Forms = BTreeMap<String, String>;

/// The languages by their codes, the first for whoever names none of them.
const FILES: [(&str, &str); 8] = [
    ("en", include_str!("en.yaml")),
    ("de", include_str!("de.yaml")),
    ("fr", include_str!("fr.yaml")),
    ("es", include_str!("es.yaml")),
    ("uk", include_str!("uk.yaml")),
    ("ru", include_str!("ru.yaml")),
    ("ar", include_str!("ar.yaml")),
    ("tr", include_str!("tr.yaml")),
];

/// Those that were asked for.
static READ: [OnceLock<Say>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];

/// The `at`-th language.
fn texts(at: usize) -> &'static Say {
    READ[at].get_or_init(|| read(FILES[at].1))
}

fn read(file: &str) -> Say {
    let texts = serde_yaml::from_str(file).map_err(|why| why.to_string());
    texts.and_then(Say::new).expect("the texts of a language are ours, and a test reads them")
}

fn known(tag: &str) -> Option<&'static Say> {
    let base = tag.split(['-', '_']).next().unwrap_or_default();
    FILES.iter().position(|(code, _)| code.eq_ignore_ascii_case(base)).map(texts)
}

/// Whether the site has texts in the language that a tag names (`de`, `pt-BR`); where it has none,
/// it speaks English.
pub fn speaks(tag: &str) -> bool {
    known(tag).is_some()
}

/// The languages that the site has texts in.
pub fn languages() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(code, _)| *code)
}

impl Say {
    /// The language that a tag names (`de`, `pt-BR`), by its first part; English for others.
    pub(crate) fn of(tag: Option<&str>) -> &'static Self {
        tag.and_then(known).unwrap_or_else(|| texts(0))
    }

    /// Written from the right.
    pub(crate) fn is_rtl(&self) -> bool {
        self.dir == "rtl"
    }

    /// A count with its noun: "1 event", "12 events".
    pub(crate) fn count(&self, forms: &Forms, n: impl Borrow<usize>) -> String {
        let n = *n.borrow();
        let form = match n {
            0 => forms.get("zero"),
            _ => None,
        };
        let form = form.or_else(|| forms.get(self.plural(n))).or_else(|| forms.get("other"));
        fill(form.map_or("{n}", String::as_str), &[("n", &self.number(n))])
    }

    /// Which form a whole number takes. Source: CLDR, Language Plural Rules.
    fn plural(&self, n: usize) -> &'static str {
        let (ten, hundred) = (n % 10, n % 100);
        match self.code.as_str() {
            "ru" | "uk" => match (ten, hundred) {
                (1, h) if h != 11 => "one",
                (2..=4, h) if !(12..=14).contains(&h) => "few",
                _ => "many",
            },
            "ar" => match (n, hundred) {
                (0, _) => "zero",
                (1, _) => "one",
                (2, _) => "two",
                (_, 3..=10) => "few",
                (_, 11..) => "many",
                _ => "other",
            },
            "fr" if n <= 1 => "one",
            _ if n == 1 => "one",
            _ => "other",
        }
    }

    /// A whole number, its thousands parted as the language parts them.
    pub(crate) fn number(&self, n: usize) -> String {
        let digits = n.to_string();
        let mut out = String::new();
        for (i, digit) in digits.chars().enumerate() {
            // Four digits stay together where the sign between them is a blank.
            let parts = digits.len() > 4 || self.thousands == ",";
            if i > 0 && parts && (digits.len() - i).is_multiple_of(3) {
                out.push_str(&self.thousands);
            }
            out.push(digit);
        }
        out
    }

    /// A type of events.
    pub(crate) fn kind(&self, kind: EventType) -> &str {
        word(&self.types, kind.name())
    }

    /// How an event stands to the facts, in a word.
    pub(crate) fn modality(&self, modality: Modality) -> &str {
        word(&self.modalities, modality.name())
    }

    /// How an event stands to the facts, in a sentence.
    pub(crate) fn standing(&self, modality: Modality) -> &str {
        word(&self.standings, modality.name())
    }

    /// "talks", "planned talks".
    pub(crate) fn modal_type(&self, kind: EventType, modality: Modality) -> String {
        match modality {
            Modality::Happened => self.kind(kind).to_owned(),
            other => fill(
                &self.modal_type,
                &[("modality", self.modality(other)), ("type", self.kind(kind))],
            ),
        }
    }

    /// What kind of actor it is.
    pub(crate) fn actor_kind(&self, kind: ActorKind) -> &str {
        word(&self.kinds, kind.name())
    }

    /// How sure the machine is.
    pub(crate) fn confidence(&self, confidence: Confidence) -> &str {
        word(&self.confidences, confidence.name())
    }

    /// What an altered field amounts to: "later"; as it is where it has no word.
    pub(crate) fn note<'n>(&'n self, note: &'n str) -> &'n str {
        self.notes.get(note).map_or(note, String::as_str)
    }

    /// What stands before and behind the command in the sentence over the remarks.
    pub(crate) fn around_command(&self) -> (&str, &str) {
        self.problems_said.split_once("{command}").unwrap_or((&self.problems_said, ""))
    }

    /// What a format is for.
    pub(crate) fn format(&self, name: &str) -> &str {
        self.formats.get(name).map_or("", String::as_str)
    }

    /// A field of the file, as a reader calls it; as it stands in the file where it has no name.
    pub(crate) fn field<'f>(&'f self, name: &'f str) -> &'f str {
        match name {
            "date" => &self.date,
            "status" | "modality" => &self.status,
            "type" => &self.type_title,
            "who" | "from" => &self.who,
            "to whom" | "to" => &self.field_to_whom,
            "place" => &self.place,
            "title" => &self.field_title,
            "held by" => &self.field_held_by,
            "answers" | "responds-to" => &self.answers,
            "depends on" | "conditional-on" => &self.depends_on,
            "follows" | "after" => &self.follows,
            "evidence" => &self.evidence,
            "timing" => &self.timing,
            other => other,
        }
    }
}

fn word<'s>(words: &'s BTreeMap<String, String>, name: &'s str) -> &'s str {
    words.get(name).map_or(name, String::as_str)
}

/// A pattern with its gaps filled: `{name}` by the text of that name.
pub(crate) fn fill(pattern: &str, gaps: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 24);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match gaps.iter().find(|(gap, _)| *gap == name) {
            Some((_, text)) => out.push_str(text),
            None => out.push_str(&rest[before.len()..before.len() + name.len() + 2]),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The gaps of a pattern, in alphabetical order.
    fn gaps(pattern: &str) -> Vec<String> {
        let mut gaps: Vec<String> = pattern
            .split('{')
            .skip(1)
            .filter_map(|part| Some(part.split_once('}')?.0.trim_end_matches("_of").to_owned()))
            .collect();
        gaps.sort();
        gaps.dedup();
        gaps
    }

    fn texts(value: &serde_yaml::Value, at: &str, out: &mut BTreeMap<String, String>) {
        match value {
            serde_yaml::Value::Mapping(map) => {
                for (key, value) in map {
                    texts(value, &format!("{at}/{}", key.as_str().expect("a text")), out);
                }
            }
            serde_yaml::Value::Sequence(list) => {
                for (i, value) in list.iter().enumerate() {
                    texts(value, &format!("{at}/{i}"), out);
                }
            }
            other => {
                let text = other.as_str().unwrap_or_else(|| panic!("{at} is no text"));
                out.insert(at.to_owned(), text.to_owned());
            }
        }
    }

    fn all_texts(file: &str) -> BTreeMap<String, String> {
        let mut out = BTreeMap::new();
        texts(&serde_yaml::from_str(file).expect("YAML"), "", &mut out);
        out
    }

    #[test]
    fn every_language_says_everything_with_the_same_gaps() {
        let english = all_texts(FILES[0].1);
        for (code, file) in FILES {
            let said = read(file);
            assert_eq!(said.code, code);
            let texts = all_texts(file);
            for (key, pattern) in &english {
                // How many articles a language has is its own.
                if key.starts_with("/n_") || key.starts_with("/articles/") {
                    continue;
                }
                let ours = texts.get(key).unwrap_or_else(|| panic!("{}: {key}", said.code));
                assert!(!ours.is_empty() || pattern.is_empty(), "{}: {key} is empty", said.code);
                // How a language writes days and months is its own.
                let dates = ["day", "first_of", "month", "season", "year"];
                if !dates.iter().any(|date| key.trim_start_matches('/').starts_with(date)) {
                    assert_eq!(gaps(ours), gaps(pattern), "{}: {key}", said.code);
                }
            }
            for (key, pattern) in texts.iter().filter(|(key, _)| key.starts_with("/n_")) {
                let exact = ["/one", "/two", "/zero"].iter().any(|form| key.ends_with(form));
                assert!(exact || gaps(pattern) == ["n"], "{}: {key}: {pattern}", said.code);
            }
        }
    }

    #[test]
    fn every_word_of_the_vocabulary_is_said_in_every_language() {
        for (_, file) in FILES {
            let say = read(file);
            assert_eq!(say.types.len(), EventType::ALL.len(), "{}", say.code);
            for kind in EventType::ALL {
                assert!(say.types.contains_key(kind.name()), "{}: {kind}", say.code);
            }
            for modality in Modality::ALL {
                assert!(say.modalities.contains_key(modality.name()), "{}: {modality}", say.code);
                assert!(say.standings.contains_key(modality.name()), "{}: {modality}", say.code);
            }
            for list in [&say.months, &say.months_of, &say.months_short] {
                assert_eq!(list.len(), 12, "{}", say.code);
            }
            assert_eq!((say.seasons.len(), say.seasons_of.len()), (4, 4), "{}", say.code);
            assert_eq!(say.legend.len(), super::super::glyph::LEGEND.len(), "{}", say.code);
        }
    }

    #[test]
    fn a_pattern_is_filled_once() {
        let filled = fill("{a} and {b}, {c", &[("a", "{b}"), ("b", "x")]);
        assert_eq!(filled, "{b} and x, {c");
        assert_eq!(fill("{unknown}", &[]), "{unknown}");
    }
}
