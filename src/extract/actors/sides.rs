//! "Both sides", "the two leaders": who faces whom, and who only stands between them.

use super::{Finder, Mention, MentionForm, Mentions, Who};
use crate::extract::words::{Class, Line};
use crate::lexicon::{lexicon, split};
use crate::vocabulary::ActorKind;

/// How many mentions back "both sides" may point where no pair was named.
const NEAR: usize = 24;

impl Finder {
    /// The two who are meant by "both sides": the pair that was named last, else the two latest who
    /// can face each other across a table.
    ///
    /// - `called`: what they are called: "leaders" are people, "presidents" hold an office,
    ///   "countries" are states.
    /// - `counted`: "both", "the two"; "the parties" are only a pair that was named.
    ///
    /// Whoever speaks of both sides is neither, unless the pair was named; nor is who mediates.
    pub(super) fn both_sides(
        &self,
        line: &Line<'_>,
        so_far: &Mentions,
        called: &str,
        counted: bool,
    ) -> Vec<Who> {
        let people = matches!(
            called,
            "leaders" | "men" | "women" | "presidents" | "ministers" | "pair" | "chiefs" | "state"
        );
        // "Morel met Ruiz. The two": whoever was named last, people or states.
        let near = self.recent.len().saturating_sub(6);
        let person =
            |who: &Who| self.is_kind(*who, ActorKind::Person) && self.recent[near..].contains(who);
        let people = people
            || matches!(called, "two" | "both") && self.latest(&person, &|_: &Who| true).is_some();
        let two = self.facing(line, so_far, called, people, counted);
        if !matches!(called, "countries" | "nations" | "governments") {
            return two;
        }
        // "a pact between A's navy and B's. The two countries": whose they are.
        let state = |who: Who| match self.cast.entities[who].of {
            Some(of) if self.is_kind(of, ActorKind::State) => of,
            _ => who,
        };
        let states: Vec<Who> = two.iter().map(|&who| state(who)).collect();
        if states.first() == states.last() { two } else { states }
    }

    fn facing(
        &self,
        line: &Line<'_>,
        so_far: &Mentions,
        called: &str,
        people: bool,
        counted: bool,
    ) -> Vec<Who> {
        let kinds: &[ActorKind] = if people {
            &[ActorKind::Person]
        } else {
            &[ActorKind::State, ActorKind::Organization]
        };
        let fits = |who: &Who| kinds.contains(&self.cast.entities[*who].kind);
        let mut here = (0..so_far.list.len()).rev();
        let named = here.find_map(|at| Self::between(line, so_far, at));
        let pair = named.as_ref().unwrap_or(&self.sides);
        if !people && pair.len() == 2 && !pair.iter().any(|who| self.mediators.contains(who)) {
            return pair.clone();
        }
        if !counted {
            return Vec::new();
        }
        let speaker = so_far.list.iter().find(|mention| Self::acts(line, mention));
        let says = |mention: &&Mention| {
            let after = mention.words.end..(mention.words.end + 4).min(line.words.len());
            after
                .into_iter()
                .any(|i| line.lower(i).is_some_and(|w| lexicon().titles.says.contains(w)))
        };
        let speaks = |who: &Who| {
            speaker.filter(says).is_some_and(|speaker| {
                speaker.who.len() == 1
                    && (speaker.who[0] == *who
                        || self.cast.entities[speaker.who[0]].of == Some(*who))
            })
        };
        // One of a list of many is no side: "the presidents of A, B, C and D".
        let one_of_many = |who: &Who| self.several.len() > 2 && self.several.contains(who);
        let apart = |who: &Who| !self.mediators.contains(who) && !speaks(who) && !one_of_many(who);
        let all = |_: &Who| true;
        let close = |who: &Who| apart(who) && !self.is_international(*who);
        // "the two presidents": who was called so.
        let office = called.strip_suffix('s').filter(|_| people).unwrap_or_default();
        let offices = &lexicon().offices.offices;
        let holds = |who: &Who| {
            offices.has(office)
                && self.cast.claims.iter().rev().take(64).any(|(person, claim, _)| {
                    person == who && claim.to_lowercase().split(' ').any(|word| word == office)
                })
        };
        // "Morel and Ruiz flew to Lima with Berg. The two men": who acted.
        let acted: Vec<Who> = self.subject.iter().copied().filter(|who| fits(who)).collect();
        if people && acted.len() == 2 && !offices.has(office) {
            return acted;
        }
        let two = self.latest(&holds, &apart).or_else(|| self.latest(&fits, &close));
        let two = two.or_else(|| self.latest(&fits, &apart));
        let two = two.or_else(|| self.latest(&fits, &all));
        match two {
            Some(two) => two,
            None if people => self.facing(line, so_far, called, false, true),
            None => Vec::new(),
        }
    }

    /// Whether it is an organization of many states: seldom one of two sides.
    fn is_international(&self, who: Who) -> bool {
        let entity = &self.cast.entities[who];
        let words: Vec<&str> = split(&entity.name).collect();
        entity.kind == ActorKind::Organization
            && entity.of.is_none()
            && lexicon()
                .names
                .longest(|i| words.get(i).copied())
                .is_some_and(|(n, _)| n == words.len())
    }

    /// The two latest of a kind, in their order.
    fn latest(
        &self,
        fits: &impl Fn(&Who) -> bool,
        apart: &impl Fn(&Who) -> bool,
    ) -> Option<Vec<Who>> {
        let mut two: Vec<Who> = Vec::new();
        for &who in self.recent.iter().rev().take(NEAR).filter(|who| fits(who) && apart(who)) {
            if !two.contains(&who) {
                two.insert(0, who);
            }
            if two.len() == 2 {
                return Some(two);
            }
        }
        None
    }

    /// Keeps who faces whom in a sentence, and who stands between them.
    pub(super) fn face(&mut self, line: &Line<'_>, mentions: &Mentions) {
        for mention in &mentions.list {
            if Self::mediates(line, mention) {
                for &who in &mention.who {
                    self.mediators.insert(who);
                    self.mediators.extend(self.cast.entities[who].of);
                }
            }
        }
        let body = |who: Who| {
            matches!(self.cast.entities[who].kind, ActorKind::State | ActorKind::Organization)
        };
        let mut pairs = (0..mentions.list.len()).filter_map(|at| {
            Self::between(line, mentions, at).or_else(|| Self::met(line, mentions, at))
        });
        let named = pairs.rfind(|pair| pair.iter().all(|&who| body(who)));
        let acting = || match self.subject[..] {
            [one, other] if body(one) && body(other) => Some(vec![one, other]),
            _ => None,
        };
        if let Some(pair) = named.or_else(acting) {
            self.sides = pair;
        }
    }

    /// "A met B", "A's talks with B", where A is the mention at a place of the list.
    fn met(line: &Line<'_>, mentions: &Mentions, at: usize) -> Option<Vec<Who>> {
        const FACES: [&str; 5] = ["meet", "negotiate", "talk", "fight", "clash"];
        let (one, other) = (&mentions.list[at], mentions.list.get(at + 1)?);
        let (&[one_who], &[other_who]) = (&one.who[..], &other.who[..]) else { return None };
        let within = one.words.end..other.words.start;
        let faces = within.len() < 7 && within.clone().any(|i| FACES.contains(&line.lemma(i)));
        let acts = Self::acts(line, one) || line.class(one.words.end) == Class::Possessive;
        // "met in Tashkent": where.
        let place = other.words.start.checked_sub(1).and_then(|i| line.lower(i));
        let faces = faces && !matches!(place, Some("in" | "at" | "near" | "outside"));
        (faces && acts && one_who != other_who).then(|| vec![one_who, other_who])
    }

    /// "between A and B", where A is the mention at a place of the list.
    fn between(line: &Line<'_>, mentions: &Mentions, at: usize) -> Option<Vec<Who>> {
        let one = &mentions.list[at];
        let other = mentions.list.get(at + 1)?;
        let before = (one.words.start.saturating_sub(2)..one.words.start)
            .any(|i| line.lower(i) == Some("between"));
        let joined = (one.words.end..other.words.start)
            .all(|i| line.lower(i) == Some("and") || line.class(i) == Class::Determiner);
        let near =
            other.words.start.checked_sub(one.words.end).is_some_and(|far| (1..4).contains(&far));
        match (&one.who[..], &other.who[..]) {
            (&[one], &[other]) if before && near && joined && one != other => {
                Some(vec![one, other])
            }
            _ => None,
        }
    }

    /// Whether a mention may be the subject of what follows it.
    fn acts(line: &Line<'_>, mention: &Mention) -> bool {
        let before = mention.words.start.checked_sub(1).map(|i| line.class(i));
        !mention.who.is_empty()
            && mention.form != MentionForm::Adjective
            && !matches!(before, Some(Class::Preposition | Class::To))
            && line.class(mention.words.end) != Class::Possessive
    }

    /// "brokered by A", "A mediated", "A's mediators".
    fn mediates(line: &Line<'_>, mention: &Mention) -> bool {
        const BETWEEN: [&str; 6] = ["mediate", "broker", "facilitate", "host", "sponsor", "chair"];
        let between = |i: usize| {
            let lemma = line.lemma(i);
            BETWEEN.contains(&lemma) && line.words.get(i).is_some_and(|word| word.form.is_some())
        };
        let (start, end) = (mention.words.start, mention.words.end);
        let by = (start.saturating_sub(2)..start).any(|i| line.lower(i) == Some("by"));
        let after = by && (start.saturating_sub(4)..start).any(between);
        let before =
            Self::acts(line, mention) && (end..(end + 3).min(line.words.len())).any(between);
        let named = (start..(end + 1).min(line.words.len())).any(|i| {
            matches!(line.lower(i), Some("mediator" | "mediators" | "facilitator" | "facilitators"))
        });
        after || before || named
    }
}
