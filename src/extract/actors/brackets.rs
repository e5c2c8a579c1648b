//! What stands in brackets after a name: another name for it, whom a person acts for.

use super::known::named;
use super::{Finder, Who};
use crate::extract::words::Line;
use crate::lexicon::Name;
use crate::vocabulary::ActorKind;

impl Finder {
    /// "Christopher Hill (United States)": whom a person acts for.
    pub(super) fn of_in_brackets(&mut self, line: &Line<'_>, who: Who, end: usize) -> usize {
        if line.lower(end) != Some("(") || !self.is_kind(who, ActorKind::Person) {
            return end;
        }
        let of = named(line, end + 1)
            .filter(|(words, name)| {
                matches!(name, Name::State(_) | Name::Organization(_))
                    && line.lower(end + 1 + words) == Some(")")
            })
            .and_then(|(words, name)| Some((self.who_of(name)?, end + words + 2)));
        let Some((of, after)) = of else { return end };
        self.cast.belongs(who, Some(of));
        after
    }

    /// "(MILF)" after a name: another name for it.
    pub(super) fn acronym(&mut self, line: &Line<'_>, who: Who, end: usize) -> usize {
        let opens = line.lower(end) == Some("(") && line.lower(end + 2) == Some(")");
        match line.words.get(end + 1) {
            Some(word)
                if opens
                    && word.text.chars().count() >= 2
                    && word
                        .text
                        .chars()
                        .all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '-') =>
            {
                self.cast.abbreviate(who, word.text);
                end + 3
            }
            _ => end,
        }
    }

    /// Where "(KCNA)" after a name ends.
    pub(super) fn brackets(line: &Line<'_>, end: usize) -> usize {
        let opens = line.lower(end) == Some("(") && line.lower(end + 2) == Some(")");
        if opens { end + 3 } else { end }
    }
}
