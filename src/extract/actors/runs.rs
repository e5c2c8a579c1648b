//! Runs of capitals that may be a name: where they begin, go on and end.

use super::Finder;
use super::known::is_calendar;
use super::known::named;
use super::titles::join;
use crate::extract::words::{Class, Line};
use crate::lexicon::{Name, lexicon};

/// What a place or a state before a hyphen may have done to the one who is named next.
const LED: &[&str] = &[
    "based",
    "led",
    "backed",
    "sponsored",
    "supported",
    "controlled",
    "aligned",
    "allied",
    "run",
    "held",
    "funded",
    "financed",
    "armed",
    "trained",
    "brokered",
    "mediated",
    "born",
    "educated",
    "installed",
    "dominated",
    "owned",
    "occupied",
    "linked",
    "style",
];

/// Small words inside of a name: "Jan van der Berg".
const PARTICLES: &[&str] = &[
    "de", "da", "di", "dos", "bin", "ibn", "al", "el", "von", "van", "der", "den", "la", "le",
    "du", "del", "abu", "ben", "ter", "zu",
];

/// Whose a front, a party, an army is by its name: "the People's Front".
const OWNERS: &[&str] = &[
    "children", "citizens", "farmers", "lawyers", "lord", "lords", "men", "mothers", "officers",
    "peasants", "people", "peoples", "soldiers", "students", "teachers", "veterans", "women",
    "workers",
];

impl Finder {
    /// The end of a run of capitals that may be a name.
    pub(super) fn run(line: &Line<'_>, at: usize) -> Option<usize> {
        let capital = |i: usize| {
            line.words.get(i).is_some_and(|word| {
                let arabic =
                    ["al-", "el-", "as-", "ad-", "ash-"].iter().any(|p| word.text.starts_with(p));
                // "Jan van der Berg", not "Jan 5".
                let jan = word.text == "Jan"
                    && (line.words.get(i + 1)).is_some_and(|next| {
                        next.capital && next.class == Class::Other
                            || PARTICLES.contains(&&*next.lower)
                    });
                // "the Vienna-based agency", "US-backed forces"
                let led = (word.lower.rsplit_once('-')).is_some_and(|(_, how)| LED.contains(&how));
                (word.capital || arabic)
                    && !led
                    && (matches!(word.class, Class::Other) && (jan || !is_calendar(&word.lower))
                        || Self::is_small_name(line, at, i))
            })
        };
        if !capital(at) || !line.words[at].capital {
            return None;
        }
        let mut end = at + 1;
        while end - at < 8 {
            let particle = line.lower(end).is_some_and(|w| PARTICLES.contains(&w));
            // "the People's Front", "the Lord's Resistance Army"
            if Self::is_of_many(line, end) && capital(end + 1) && !Self::stops(line, end + 1) {
                end += 2;
            } else if capital(end) && !Self::stops(line, end) {
                end += 1;
            } else if particle && capital(end + 1) {
                end += 2;
            } else {
                break;
            }
        }
        // "Observatory for Human Rights", "Bank of China"
        let head = line.lower(end - 1).is_some_and(|w| lexicon().offices.organizations.contains(w));
        let the = usize::from(line.lower(end + 1) == Some("the"));
        if head && matches!(line.lower(end), Some("of" | "for")) && capital(end + 1 + the) {
            let mut i = end + 2 + the;
            // "and" and "of" inside of it, as in "for the Peaceful Reunification of Korea"
            let inner = |i: usize| matches!(line.lower(i), Some("and" | "of")) && capital(i + 1);
            while i - at < 10 && (capital(i) || inner(i)) {
                i += 1;
            }
            end = i;
        }
        Some(end)
    }

    /// The same in a headline that has capitals all over: "Envoy Resumes Talks" names nobody, "Lind
    /// Meets Berg" ends before its verb.
    pub(super) fn run_here(&self, line: &Line<'_>, at: usize) -> Option<usize> {
        let end = Self::run(line, at)?;
        let known = |i: usize| self.cast.known_person(&join(line, at..i)).is_some();
        let verb = |i: &usize| {
            line.words[*i].form.is_some_and(|form| form.third || form.base && known(*i))
        };
        let verb = (at..end).find(|i| self.headline && verb(i) && !known(i + 1));
        verb.map_or(Some(end), |verb| Some(verb).filter(|verb| *verb > at))
    }

    /// "de", "bin" before a name.
    pub(super) fn is_particle(line: &Line<'_>, at: usize) -> bool {
        line.lower(at).is_some_and(|word| PARTICLES.contains(&word))
    }

    /// The apostrophe of "People's Party", "Miners' Union".
    pub(super) fn is_of_many(line: &Line<'_>, at: usize) -> bool {
        let many = |word: &str| {
            OWNERS.contains(&word)
                || word.ends_with("men")
                || word.ends_with("ers") && word.len() > 5
        };
        line.words.get(at).is_some_and(|word| word.text.starts_with(['\'', '’']))
            && at > 0
            && line.lower(at - 1).is_some_and(many)
    }

    /// "Per Holm", "Theresa May": a small word with a capital that is part of a name begun at `at`.
    fn is_small_name(line: &Line<'_>, at: usize, i: usize) -> bool {
        let word = &line.words[i];
        let inside = i > 0 && !matches!(line.class(i - 1), Class::Quote | Class::Break);
        let small = matches!(word.class, Class::Preposition | Class::Modal | Class::Adverb)
            || word.lower == "may";
        let name = |i: usize| {
            line.words.get(i).is_some_and(|word| {
                word.capital && word.class == Class::Other && !is_calendar(&word.lower)
            })
        };
        word.capital
            && small
            && inside
            && line.part(i) == "PROPN"
            && if i == at { name(i + 1) } else { line.class(i + 1) != Class::Number }
    }

    /// A state or a title inside a run of capitals begins something new.
    fn stops(line: &Line<'_>, at: usize) -> bool {
        let office = lexicon().offices.offices.has(line.lower(at).unwrap_or_default());
        office
            || matches!(
                named(line, at),
                Some((_, Name::State(_) | Name::Adjective(_) | Name::Medium))
            )
    }

    /// "Kurdish", "Islamist": of which people or creed an organization is.
    pub(super) fn is_creed(line: &Line<'_>, at: usize) -> bool {
        const CREEDS: &[&str] = &[
            "sunni", "shia", "shi'a", "arab", "basque", "catalan", "chechen", "tamil", "hutu",
            "tutsi", "serb", "tuareg", "oromo", "druze",
        ];
        line.lower(at).is_some_and(|word| {
            CREEDS.contains(&word) || ["ish", "ist", "ite"].iter().any(|end| word.ends_with(end))
        })
    }
}
