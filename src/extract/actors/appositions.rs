//! What stands beside a name and tells whose it is: an office after it, two states before an office,
//! the owner of a body.

use super::known::is_calendar;
use super::known::named;
use super::titles::join;
use super::{Finder, Mention, MentionForm, Who};
use crate::extract::words::{Class, Line};
use crate::lexicon::{Name, lexicon};
use crate::vocabulary::ActorKind;

impl Finder {
    /// "Carlos Furche, head of ...": where a title after the name ends, or the name itself.
    ///
    /// - `at`, `end`: the name.
    /// - `titled`: one stands before it already; then a list goes on where a second one does not close.
    pub(super) fn office_after(
        &mut self,
        line: &Line<'_>,
        who: Who,
        at: usize,
        end: usize,
        titled: bool,
    ) -> usize {
        if line.class(end) != Class::Comma {
            return end;
        }
        let mut start = end + 1;
        if matches!(line.class(start), Class::Determiner) {
            start += 1;
        } else if titled && line.words.get(start).is_none_or(|word| !word.capital) {
            // "Mr. Lind, head of the mission", not "Mr. Lind, president or not"
            let of = self.title(line, start).map(|title| title.words.end);
            if of.is_none_or(|end| !matches!(line.lower(end), Some("of" | "for"))) {
                return end;
            }
        }
        let Some(title) = self.title(line, start) else { return end };
        let after = title.words.end;
        // "Sadat, President Carter and" lists two people.
        if Self::run(line, after).is_some() {
            return end;
        }
        let closes = after >= line.words.len()
            || matches!(
                line.class(after),
                Class::Comma | Class::Mark | Class::Break | Class::Quote
            )
            || matches!(line.lower(after), Some("of" | "for" | "to" | "in" | "who" | "at"));
        if titled && !closes {
            return end;
        }
        // "head of the UN mission"
        let of = title.of.or_else(|| {
            let the = usize::from(line.lower(after + 1) == Some("the"));
            let (_, name) = named(line, after + 1 + the)
                .filter(|_| matches!(line.lower(after), Some("of" | "for")))?;
            self.who_of(name)
        });
        // "President of the Republic of Chad and": up to the state.
        let the = usize::from(line.lower(after + 1) == Some("the"));
        let state = named(line, after + 1 + the)
            .filter(|(_, name)| matches!(name, Name::State(_)) && line.lower(after) == Some("of"));
        let after = state.map_or(after, |(words, _)| after + 1 + the + words);
        let words = join(line, title.words.clone());
        self.cast.belongs(who, of);
        let pronoun = title.words.clone().find_map(|i| lexicon().people.titled(line.lower(i)?));
        self.cast.called(who, pronoun);
        self.cast.claim(who, &words, line.span(at, after));
        after
    }

    /// For whom whoever owns an office acts: "its commander", "his foreign minister".
    pub(super) fn whose(&self, line: &Line<'_>, at: usize) -> Option<Who> {
        let acts_for = |who: Who| match self.cast.entities[who].kind {
            ActorKind::Person => self.cast.entities[who].of,
            ActorKind::State | ActorKind::Organization => Some(who),
            ActorKind::Group => None,
        };
        let before = at.checked_sub(1)?;
        match line.lower(before)? {
            "its" | "their" => {
                self.subject.first().copied().and_then(acts_for).filter(|_| self.subject.len() == 1)
            }
            "his" | "her" => self.person.and_then(acts_for),
            "'s" | "’s" => {
                self.cast.known_person(line.words[before.checked_sub(1)?].text).and_then(acts_for)
            }
            _ => None,
        }
    }

    /// "the Turkish and Greek foreign ministers": each for the own state, by name where the names follow.
    pub(super) fn of_both(&mut self, line: &Line<'_>, at: usize) -> Option<Mention> {
        let adjective = |at: usize| match named(line, at) {
            Some((words, name @ Name::Adjective(_))) => Some((words, name)),
            _ => None,
        };
        let (words, first) = adjective(at)?;
        let mut states = vec![first];
        let mut end = at + words;
        while matches!(line.class(end), Class::Comma | Class::Conjunction) && states.len() < 8 {
            let mut next = end + 1;
            if line.class(next) == Class::Conjunction {
                next += 1;
            }
            let (words, name) = adjective(next)?;
            states.push(name);
            end = next + words;
        }
        let offices = &lexicon().offices;
        // "Greek and Turkish Cypriot leaders": peoples of one state.
        if let Some((words, people)) = adjective(end)
            && let Some(of) = self.who_of(people)
            && line.lower(end + words).is_some_and(|word| offices.groups.contains(word))
        {
            let words = at..end + words + 1;
            let who = self.cast.named(&join(line, words.clone()), ActorKind::Group, Some(of));
            return Some(Mention { words, who: vec![who], form: MentionForm::Noun });
        }
        while line.lower(end).is_some_and(|word| offices.before.contains(word))
            && offices.offices.longest(|i| line.lower(end + i)).is_none()
        {
            end += 1;
        }
        let single = |i: usize| {
            let word = line.lower(i)?;
            Some(word.strip_suffix('s').unwrap_or(word))
        };
        let (words, ()) = offices.offices.longest(|i| single(end + i))?;
        let plural = line.lower(end + words - 1)?.ends_with('s');
        // "the Palestinian and Jordanian leaders" is a group, and may be of more.
        let led = line.lower(end + words - 1) == Some("leaders");
        if states.len() < 2 || !plural || led {
            return None;
        }
        let office = end;
        end += words;
        let who: Vec<Who> = states.into_iter().filter_map(|name| self.who_of(name)).collect();
        let Some((names, after)) = Self::names_after(line, end, who.len()) else {
            return Some(Mention { words: at..end, who, form: MentionForm::Noun });
        };
        let title = join(line, office..end);
        let title = title.strip_suffix('s').unwrap_or(&title).to_owned();
        let people = names
            .into_iter()
            .zip(who)
            .map(|(name, state)| {
                let span = line.span(name.start, name.end);
                let person = self.cast.person(&join(line, name), Some(state));
                let state = &self.cast.entities[state].name;
                let title = format!("{title} of {state}");
                self.cast.claim(person, &title, span);
                person
            })
            .collect();
        Some(Mention { words: at..after, who: people, form: MentionForm::Name })
    }

    /// As many names as there are states, after a comma: ", Ana Berg and Per Holm".
    fn names_after(
        line: &Line<'_>,
        at: usize,
        count: usize,
    ) -> Option<(Vec<std::ops::Range<usize>>, usize)> {
        let mut names = Vec::new();
        let mut end = at;
        while names.len() < count {
            let mut start = end;
            while matches!(line.class(start), Class::Comma | Class::Conjunction) && start < end + 2
            {
                start += 1;
            }
            let after = Self::run(line, start).filter(|_| start > end)?;
            let calendar = line.lower(start).is_some_and(is_calendar);
            if calendar || named(line, start).is_some() {
                return None;
            }
            names.push(start..after);
            end = after;
        }
        Some((names, end))
    }

    /// The state that owns a body of the lexicon, where that is another state's: "Algeria's National
    /// Liberation Front", "the Japanese House of Representatives".
    pub(super) fn elsewhere(&mut self, line: &Line<'_>, at: usize, name: Name) -> Option<Who> {
        let names = &lexicon().names;
        let own = match name {
            Name::Organization(i) => {
                names.organization(i).of.as_deref().and_then(|code| names.state_by_code(code))?
            }
            Name::Organ(state) => state,
            _ => return None,
        };
        let possessive = line.class(at.checked_sub(1)?) == Class::Possessive;
        let end = if possessive { at - 1 } else { at };
        let owner = (1..=5.min(end)).rev().find_map(|words| {
            let (length, name) = named(line, end - words)?;
            (length == words).then_some(name)
        })?;
        let state = match owner {
            Name::State(state) | Name::Capital(state) if possessive => state,
            Name::Adjective(state) if !possessive => state,
            _ => return None,
        };
        (state != own).then(|| self.cast.state(state))
    }

    /// Where a place that only carries the name of a city or a seat ends: "Vienna Airport".
    pub(super) fn place(line: &Line<'_>, at: usize, words: usize, name: Name) -> Option<usize> {
        const PLACES: &[&str] = &[
            "hotel",
            "airport",
            "street",
            "square",
            "bridge",
            "university",
            "museum",
            "zoo",
            "opera",
            "cathedral",
            "stadium",
            "marathon",
            "prize",
            "statute",
            "avenue",
            "road",
            "station",
        ];
        let end = at + words;
        let place = line.words.get(end)?;
        let city = matches!(name, Name::Capital(_) | Name::Seat(_) | Name::Region(_));
        (city && place.capital && PLACES.contains(&&*place.lower)).then_some(end + 1)
    }

    /// A body of a state that is called as another state's is.
    pub(super) fn namesake(&mut self, state: Who, name: &str) -> Who {
        if let Some(who) = self.cast.known(name)
            && self.cast.entities[who].of == Some(state)
        {
            return who;
        }
        let full = format!("{}'s {name}", self.cast.entities[state].name);
        let who = self.cast.named(&full, ActorKind::Organization, Some(state));
        self.cast.abbreviate(who, name);
        who
    }
}
