//! Somebody by a common noun: bodies without their state, names that come after a noun.

use std::collections::BTreeMap;

use super::known::named;
use super::names::REBELS;
use super::titles::join;
use super::{Finder, Mention, MentionForm, Who};
use crate::extract::words::{Class, Line};
use crate::lexicon::{Name, lexicon};
use crate::vocabulary::ActorKind;

impl Finder {
    /// "the rebel coalition known as the High Council": whose name comes after.
    pub(super) fn known_as(&mut self, line: &Line<'_>, at: usize, of: Who) -> Option<(Who, usize)> {
        let mut start = match (line.lower(at)?, line.lower(at + 1)) {
            ("known", Some("as")) => at + 2,
            ("called" | "named", _) => at + 1,
            _ => return None,
        };
        if line.class(start) == Class::Determiner {
            start += 1;
        }
        let end = Self::run(line, start)?;
        let name = join(line, start..end);
        let who = self.cast.named(&name, ActorKind::Organization, Some(of));
        Some((who, self.acronym(line, who, end)))
    }

    /// "Iranian airline Mahan Air", "Kenyan lawmaker Ana Otieno": a name after a common noun.
    pub(super) fn after_noun(
        &mut self,
        line: &Line<'_>,
        at: usize,
        end: usize,
        of: Who,
    ) -> Option<Mention> {
        let mut noun = end;
        while noun < end + 3
            && line.words.get(noun).is_some_and(|word| !word.capital && word.class == Class::Other)
        {
            noun += 1;
        }
        let last = noun.checked_sub(1).filter(|&last| last >= end)?;
        let offices = &lexicon().offices;
        let kind = if offices.firms.contains(line.lower(last)?) {
            ActorKind::Organization
        } else if offices.trades.contains(line.lower(last)?) {
            ActorKind::Person
        } else {
            return None;
        };
        let run = Self::run(line, noun).filter(|_| named(line, noun).is_none())?;
        let name = join(line, noun..run);
        let who = match kind {
            ActorKind::Person => self.cast.person(&name, Some(of)),
            _ => self.cast.named(&name, kind, Some(of)),
        };
        let run = self.acronym(line, who, run);
        Some(Mention { words: at..run, who: vec![who], form: MentionForm::Name })
    }

    /// A body without a state: the one named so before, else that of whoever acted last.
    pub(super) fn body(&mut self, body: &str, kind: ActorKind) -> Who {
        if let Some(&who) = self.bodies.get(body) {
            return who;
        }
        let of = self.subject.first().copied().or(self.person);
        let state = |who: &Who| self.is_kind(*who, ActorKind::State);
        let of = of.and_then(|who| Some(who).filter(state).or(self.cast.entities[who].of));
        let of = self.home(of.filter(state));
        let Some(of) = of.filter(|_| kind == ActorKind::Organization) else {
            return self.cast.named(body, kind, None);
        };
        self.body_of(body, kind, of)
    }

    /// "the parliament in Yerevan", "the government of Chad": the state that is told after a body.
    fn seat_after(&mut self, line: &Line<'_>, at: usize) -> Option<Who> {
        let the = usize::from(line.lower(at + 1) == Some("the"));
        match (line.lower(at)?, named(line, at + 1 + the)?) {
            ("in", (words, name @ Name::Capital(_))) => {
                let city = join(line, at + 1..at + 1 + words);
                let names = &lexicon().names;
                let then = self.year.is_none_or(|year| names.is_capital_in(&city, year));
                self.who_of(name).filter(|_| then)
            }
            ("of", (_, name @ Name::State(_))) => self.who_of(name),
            _ => None,
        }
    }

    /// A body of a state; its government is the state itself.
    fn body_of(&mut self, body: &str, kind: ActorKind, of: Who) -> Who {
        if kind != ActorKind::Organization {
            return self.cast.named(body, kind, Some(of));
        }
        if matches!(
            body,
            "government" | "administration" | "authorities" | "cabinet" | "presidency"
        ) {
            return of;
        }
        let name = format!("{} {body}", self.cast.entities[of].name);
        self.cast.named(&name, kind, Some(of))
    }

    /// The state that an article is about: the one named most often, where that is twice as often as
    /// the one that acted last.
    fn home(&self, latest: Option<Who>) -> Option<Who> {
        let often = |who: Who| self.named.get(&who).copied().unwrap_or_default();
        // Of two named as often the one that was named first.
        let states = self.named.keys().copied().filter(|&who| self.is_kind(who, ActorKind::State));
        let most = states.max_by_key(|&who| (often(who), std::cmp::Reverse(who)))?;
        match latest {
            Some(latest) if often(most) < 2 * often(latest) => Some(latest),
            _ => Some(most),
        }
        .filter(|&who| self.is_kind(who, ActorKind::State))
    }

    /// Notes a movement that is called rebels where it is named.
    pub(super) fn rebels(&mut self, line: &Line<'_>, mention: &Mention) {
        const REBELS: [&str; 8] = [
            "rebel",
            "rebels",
            "guerrilla",
            "guerrillas",
            "insurgent",
            "insurgents",
            "fighters",
            "militants",
        ];
        let &[who] = &mention.who[..] else { return };
        let is = |i: usize| line.lower(i).is_some_and(|word| REBELS.contains(&word));
        let (start, end) = (mention.words.start, mention.words.end);
        let mut before = start;
        while before > 0
            && (line.class(before - 1) == Class::Determiner || line.lower(before - 1) == Some("of"))
        {
            before -= 1;
        }
        let called = (start..=end).any(is) || before > 0 && is(before - 1);
        if called && mention.form == MentionForm::Name && self.is_kind(who, ActorKind::Organization)
            || called
                && mention.form == MentionForm::Noun
                && self.is_kind(who, ActorKind::Organization)
                && self.cast.entities[who].code.is_some()
        {
            self.movements.insert(who);
        }
    }

    /// Who "the rebels" are, where the article calls one movement so.
    pub(super) fn rebels_named(&self) -> BTreeMap<Who, Who> {
        let mut movements = self.movements.iter().copied();
        let (Some(movement), None) = (movements.next(), movements.next()) else {
            return BTreeMap::new();
        };
        let home = self.cast.entities[movement].of;
        let stands = |who: &Who| {
            let entity = &self.cast.entities[*who];
            let alone = matches!(&*entity.name, "rebels" | "guerrillas" | "insurgents");
            let own = home.is_some()
                && entity.of == home
                && [" rebels", " guerrillas", " insurgents"]
                    .iter()
                    .any(|n| entity.name.ends_with(n));
            entity.kind == ActorKind::Group && (alone || own)
        };
        (0..self.cast.entities.len()).filter(stands).map(|who| (who, movement)).collect()
    }

    /// "rebels", "the foreign ministry": somebody without a state.
    pub(super) fn noun(&mut self, line: &Line<'_>, at: usize) -> Option<Mention> {
        let offices = &lexicon().offices;
        let before = at.checked_sub(1).map(|i| line.class(i));
        // "heads of state and government"
        let heads = at > 1
            && matches!(line.lower(at - 1), Some("and" | "or"))
            && line.lower(at - 2) == Some("state");
        if heads {
            return None;
        }
        if let Some((words, ())) = offices.bodies.longest(|i| line.lower(at + i)) {
            let body = join(line, at..at + words).to_lowercase();
            let vague = matches!(
                body.as_str(),
                "ministry"
                    | "team"
                    | "forces"
                    | "troops"
                    | "delegation"
                    | "court"
                    | "embassy"
                    | "regime"
            );
            // "the crown prince"
            let office = offices.offices.longest(|i| line.lower(at + i));
            let office = office.is_some_and(|(length, ())| length > words);
            // "Authorities blamed the rebels"
            let opens = at == 0 && body == "authorities";
            if (before == Some(Class::Determiner) || opens)
                && !vague
                && !office
                && !line.words[at].quoted
            {
                let kind =
                    if body == "rebels" { ActorKind::Group } else { ActorKind::Organization };
                let who = match self.seat_after(line, at + words) {
                    Some(of) => self.body_of(&body, kind, of),
                    None => self.body(&body, kind),
                };
                return Some(Mention {
                    words: at..at + words,
                    who: vec![who],
                    form: MentionForm::Noun,
                });
            }
        }
        // "rebels", "militant students"
        let noun =
            if line.lower(at).is_some_and(|word| REBELS.contains(&word)) { at + 1 } else { at };
        let word = line.words.get(noun)?;
        if offices.acting.contains(&*word.lower) && !word.quoted {
            let name = join(line, at..noun + 1).to_lowercase();
            let before = self.recent.iter().rev().copied().find(|&who| {
                let entity = &self.cast.entities[who];
                let ends = || entity.name.strip_suffix(&*name).is_some_and(|n| n.ends_with(' '));
                !self.is_kind(who, ActorKind::Person) && ends()
            });
            // "Ugandan rebels ... rebels": those who were named.
            let who = match before {
                Some(who) => who,
                None => self.cast.named(&name, ActorKind::Group, None),
            };
            return Some(Mention { words: at..noun + 1, who: vec![who], form: MentionForm::Noun });
        }
        None
    }
}
