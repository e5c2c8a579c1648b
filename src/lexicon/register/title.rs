//! A title as an article writes it → whose office it is, and how it stands to now.
//!
//! ```text
//! "former US President"            president, of USA, former
//! "Foreign Minister of Turkey"     foreign minister, of TUR, now
//! "German opposition leader"       of DEU, in opposition
//! "president-elect"                president, to come
//! ```

use crate::lexicon::{Name, lexicon, split};

/// A title, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Title {
    /// The office in lower case, without its state.
    pub(crate) office: String,
    /// Code of the state, or name of the organization.
    pub(crate) of: Option<String>,
    /// How it stands to the day of the article.
    pub(crate) status: Status,
}

/// How a title stands to the day of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Held on that day.
    Now,
    /// "former", "ex-".
    Former,
    /// "then", "late": held at the time that is told of.
    Then,
    /// "-elect", "designate", "incoming".
    Next,
    /// "acting", "interim": no list is complete in these.
    Acting,
    /// Leads the opposition.
    Opposition,
}

impl Title {
    /// Takes a title apart; `None` where it names two states.
    pub(crate) fn read(title: &str) -> Option<Self> {
        let spaced = title.replace(',', " ");
        let words: Vec<&str> = split(&spaced).collect();
        let mut office: Vec<String> = Vec::new();
        let mut of: Option<String> = None;
        let mut status = Status::Now;
        let mut at = 0;
        while at < words.len() {
            let word = words[at];
            let named = word
                .starts_with(char::is_uppercase)
                .then(|| lexicon().names.longest(|i| words.get(at + i).copied()))
                .flatten()
                .and_then(|(length, name)| Some((length, body(name)?)));
            if let Some((length, body)) = named {
                if of.as_ref().is_some_and(|of| *of != body) {
                    return None;
                }
                of = Some(body);
                while office.last().is_some_and(|word| matches!(word.as_str(), "of" | "the")) {
                    office.pop();
                }
                at += length;
                continue;
            }
            at += 1;
            let lower = word.to_lowercase();
            let (prefix, lower) = ["ex", "then", "former"]
                .into_iter()
                .find_map(|p| Some((p, lower.strip_prefix(p)?.strip_prefix('-')?)))
                .map_or(("", lower.as_str()), |(prefix, rest)| (prefix, rest));
            let (lower, suffix) = ["elect", "designate"]
                .into_iter()
                .find_map(|s| Some((lower.strip_suffix(s)?.strip_suffix('-')?, s)))
                .unwrap_or((lower, ""));
            for sign in [prefix, suffix] {
                status = sign_of(sign).unwrap_or(status);
            }
            if let Some(sign) = sign_of(lower) {
                status = sign;
            } else if !(PASSED_OVER.contains(&lower) || lower == "the" && office.is_empty()) {
                office.push(lower.to_owned());
            }
        }
        while office.last().is_some_and(|word| matches!(word.as_str(), "of" | "the" | "-")) {
            office.pop();
        }
        let office = office.join(" ");
        if matches!(office.as_str(), "opposition leader" | "leader of the opposition") {
            status = if status == Status::Now { Status::Opposition } else { status };
        }
        Some(Self { office, of, status })
    }
}

/// Words that say nothing of which office it is.
const PASSED_OVER: &[&str] = &[
    "'s",
    "’s",
    "'",
    "’",
    "new",
    "newly",
    "elected",
    "re-elected",
    "reelected",
    "current",
    "incumbent",
    "sitting",
    "outgoing",
    "veteran",
    "longtime",
    "mr",
    "mr.",
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "sir",
    "his",
    "her",
    "its",
    "their",
    "excellency",
    "majesty",
    "our",
];

fn sign_of(word: &str) -> Option<Status> {
    Some(match word {
        "former" | "ex" | "ex-" | "ousted" | "deposed" | "past" | "onetime" => Status::Former,
        "then" | "late" | "then-" => Status::Then,
        "elect" | "designate" | "incoming" | "future" | "-elect" => Status::Next,
        "acting" | "interim" | "caretaker" | "provisional" | "transitional" => Status::Acting,
        _ => return None,
    })
}

/// Whose office it is.
fn body(name: Name) -> Option<String> {
    let names = &lexicon().names;
    match name {
        Name::State(i)
        | Name::Adjective(i)
        | Name::People(i)
        | Name::Capital(i)
        | Name::Seat(i)
        | Name::Organ(i) => Some(names.state(i).code.clone()),
        Name::Organization(i) => Some(names.organization(i).name.clone()),
        Name::Region(_) | Name::Medium => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_taken_apart() {
        for (title, office, of, status) in [
            ("former US President", "president", Some("USA"), Status::Former),
            ("Foreign Minister of Turkey", "foreign minister", Some("TUR"), Status::Now),
            ("Turkey's foreign minister", "foreign minister", Some("TUR"), Status::Now),
            ("President of the United States", "president", Some("USA"), Status::Now),
            ("German opposition leader", "opposition leader", Some("DEU"), Status::Opposition),
            ("French ex-President", "president", Some("FRA"), Status::Former),
            ("US President-elect", "president", Some("USA"), Status::Next),
            ("then Chancellor", "chancellor", None, Status::Then),
            ("UN Secretary-General", "secretary-general", Some("United Nations"), Status::Now),
            ("deputy prime minister", "deputy prime minister", None, Status::Now),
            ("acting President", "president", None, Status::Acting),
        ] {
            let of = of.map(str::to_owned);
            let expected = Title { office: office.to_owned(), of, status };
            assert_eq!(Title::read(title), Some(expected), "{title}");
        }
        assert_eq!(Title::read("US Ambassador to Germany"), None);
    }
}
