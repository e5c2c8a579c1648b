//! Names that could be somebody else's: surnames and first names that are cities and states, two
//! states in one word.

use super::known::is_calendar;
use super::known::named;
use super::{Finder, Mention, MentionForm, Who};
use crate::extract::words::{Class, Line};
use crate::lexicon::{Name, lexicon};

impl Finder {
    /// "Franco-German", "US-China": two before a noun.
    pub(super) fn pair(&mut self, line: &Line<'_>, at: usize) -> Option<Mention> {
        let word = line.words.get(at).filter(|word| word.capital)?;
        let two = lexicon().names.pair(word.text)?;
        let who: Vec<Who> = two.into_iter().filter_map(|name| self.who_of(name)).collect();
        let apart = matches!(who[..], [one, other] if one != other);
        apart.then_some(Mention { words: at..at + 1, who, form: MentionForm::Adjective })
    }

    /// The person whose surname is the name of a city or a state: Ricardo Lagos, once he is named.
    pub(super) fn surname(
        &self,
        line: &Line<'_>,
        at: usize,
        words: usize,
        name: Name,
    ) -> Option<Who> {
        let state = match name {
            Name::State(state) => lexicon().names.state(state),
            Name::Capital(_) => {
                return self.cast.surname_of(line.words[at].text).filter(|_| words == 1);
            }
            _ => return None,
        };
        let named = self.cast.known_state(&state.code).is_some();
        self.cast.surname_of(line.words[at].text).filter(|_| words == 1 && !named)
    }

    /// Whether a name of a state or city is somebody's first name: "Chad Wolf", "Paris Hilton".
    pub(super) fn is_given(line: &Line<'_>, at: usize, words: usize) -> bool {
        let offices = &lexicon().offices;
        let Some(next) = line.words.get(at + 1) else { return false };
        let lower = &*next.lower;
        words == 1
            && offices.given.contains(line.words[at].text)
            && next.capital
            && next.class == Class::Other
            && next.text.chars().any(char::is_lowercase)
            && line.part(at + 1) != "ADJ"
            && !is_calendar(lower)
            && named(line, at + 1).is_none()
            && !offices.organizations.contains(lower)
            && !offices.things.contains(lower)
            && !offices.honorifics.contains(lower)
            && !offices.before.contains(lower)
            && !offices.groups.contains(lower)
            && !offices.offices.has(lower)
    }
}
