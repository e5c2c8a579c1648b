//! Words → clauses: which words are verbs and how, where a clause ends, who stands before and
//! after.
//!
//! Verbs and subjects are the parse's, see [`super::frame`]; what stands nearest is the fall-back.

use std::ops::Range;

use super::super::actors::{Mention, MentionForm, Mentions, Who};
use super::super::words::{Class, Line, REACH};
use crate::lexicon::lexicon;

/// How a word is a verb here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// It is none.
    None,
    /// "met", "has met", "will meet".
    Active,
    /// "was met".
    Passive,
    /// "presented by", after its noun.
    Reduced,
    /// "to meet".
    Infinitive,
    /// "meeting", after a comma or a preposition.
    Ing,
}

/// A sentence with what is known of it.
#[derive(Debug)]
pub(crate) struct Clauses<'l, 'a> {
    pub(crate) line: &'l Line<'a>,
    pub(crate) mentions: &'l Mentions,
    readings: Vec<Reading>,
}

/// "scheduled for Thursday" after its noun: no verb of its own.
pub(crate) fn is_scheduled(word: &str) -> bool {
    matches!(word, "scheduled" | "planned" | "slated" | "due" | "set" | "held")
}

impl<'l, 'a> Clauses<'l, 'a> {
    pub(crate) fn new(line: &'l Line<'a>, mentions: &'l Mentions) -> Self {
        let mut clauses = Self { line, mentions, readings: vec![Reading::None; line.words.len()] };
        for at in 0..line.words.len() {
            clauses.readings[at] = clauses.read(at);
        }
        clauses
    }

    /// How a word is a verb.
    pub(crate) fn reading(&self, at: usize) -> Reading {
        self.readings.get(at).copied().unwrap_or(Reading::None)
    }

    fn read(&self, at: usize) -> Reading {
        let line = self.line;
        let word = &line.words[at];
        if word.class == Class::Be {
            let ready = |i: usize| {
                matches!(line.lower(i), Some("prepared" | "ready" | "willing"))
                    && line.class(i + 1) == Class::To
            };
            // "is deeply concerned by"
            let feels = |i: usize| {
                line.lower(i).is_some_and(|word| lexicon().words.feelings.contains(word))
            };
            let next = at + 1 + usize::from(line.class(at + 1) == Class::Adverb);
            if ready(next) || feels(next) {
                return Reading::Active;
            }
            let alone = self.readings[..at].last() != Some(&Reading::Active);
            let helps = (at + 1..at + 4).any(|i| {
                line.words.get(i).and_then(|w| w.form).is_some_and(|f| f.participle || f.ing)
            });
            return if alone && !helps { Reading::Active } else { Reading::None };
        }
        // A form of a verb that the lists know, and no part of a name.
        if word.form.is_none() || self.mentions.at[at].is_some() && word.capital {
            return Reading::None;
        }
        match self.parsed_reading(at) {
            // "talks in Lima, scheduled for Friday": the day is that of the talks.
            Reading::Reduced
                if is_scheduled(&word.lower)
                    && line.class(at + 1) == Class::Preposition
                    && line.before(at).is_some_and(|i| line.class(i) == Class::Comma) =>
            {
                Reading::None
            }
            // "Vietnam, which claims it, called for restraint": else the sentence has no verb.
            Reading::Reduced
                if at > 0
                    && line.class(at - 1) == Class::Comma
                    && word.form.is_some_and(|form| form.past)
                    && line.lower(at + 1) != Some("by")
                    && self.lacks_verb(at) =>
            {
                Reading::Active
            }
            // "a treaty concluded between A and B", read as a verb of the past.
            Reading::Active
                if at > 0
                    && word.form.is_some_and(|form| form.participle && form.past)
                    && matches!(line.lower(at + 1), Some("by" | "between"))
                    && line.part(at - 1) == "NOUN"
                    && self.mentions.at[at - 1].is_none()
                    && (line.lower(at + 1) == Some("between") || !self.has_subject_before(at)) =>
            {
                Reading::Reduced
            }
            // "We condemn the use of force to redraw borders and call on both sides": joined to
            // what "we" do, wherever the parse hangs it.
            Reading::Infinitive if self.speaks_on(at) => Reading::Active,
            reading @ (Reading::None | Reading::Reduced) => self.beside(at).unwrap_or(reading),
            reading => reading,
        }
    }

    /// "5–17 May": a mark between numbers, no end of a clause.
    pub(crate) fn is_range(&self, at: usize) -> bool {
        self.line.class(at) == Class::Break
            && at > 0
            && self.line.class(at - 1) == Class::Number
            && self.line.class(at + 1) == Class::Number
    }

    /// The first word of the verb's group: "has not yet" before "met".
    pub(crate) fn group(&self, at: usize) -> usize {
        let mut start = at;
        while start > 0
            && at - start < 8
            && matches!(
                self.line.class(start - 1),
                Class::Be
                    | Class::Have
                    | Class::Do
                    | Class::Modal
                    | Class::Negation
                    | Class::Adverb
            )
        {
            start -= 1;
        }
        start
    }

    /// Where the clause of a verb or noun ends: before the next clause, list or sentence end.
    pub(crate) fn end(&self, from: usize) -> usize {
        let line = self.line;
        let limit = (from + REACH).min(line.words.len());
        for at in from..limit {
            let stop = match line.class(at) {
                Class::Break => !self.is_range(at),
                Class::Mark => matches!(line.lower(at), Some("." | "?" | "!" | ")")),
                Class::Subordinator => at > from,
                Class::Conjunction => {
                    let next = self.line.class(at + 1) == Class::Adverb;
                    let verb = at + 1 + usize::from(next);
                    matches!(
                        self.reading(verb),
                        Reading::Active | Reading::Passive | Reading::Ing | Reading::Reduced
                    ) || matches!(line.class(verb), Class::Modal | Class::Have | Class::Be)
                        || matches!(line.lower(at), Some("but"))
                }
                Class::Comma => {
                    let verb = at + 1 + usize::from(line.class(at + 1) == Class::Adverb);
                    matches!(line.class(verb), Class::Subordinator)
                        || matches!(
                            self.reading(verb),
                            Reading::Ing | Reading::Active | Reading::Reduced
                        )
                        || matches!(line.lower(verb), Some("but" | "with"))
                        || line.class(verb) == Class::Conjunction && !self.list_goes_on(verb + 1)
                }
                _ => false,
            };
            if stop {
                return at;
            }
        }
        limit
    }

    /// Who does what the verb at `at` says, and where their words begin.
    pub(crate) fn subject(&self, at: usize, depth: usize) -> Option<(Vec<Who>, usize)> {
        let line = self.line;
        // "fails to accept", whatever the parse hangs the infinitive on.
        if depth == 0
            && self.reading(at) == Reading::Infinitive
            && line.relation(at) == "acl"
            && let Some(over) = self.group(at).checked_sub(2)
            && line.class(over + 1) == Class::To
            && self.reading(over) == Reading::Active
        {
            return self.subject(over, 0);
        }
        if depth == 0
            && let Some((who, start)) = self.parsed_subject(at)
            && !who.is_empty()
        {
            // "the plan which A and B signed": who stands right before the verb does it, whatever
            // the parse makes of a name.
            if let Some(list) = self.right_before(at)
                && !list.0.iter().any(|one| who.contains(one))
            {
                return Some(list);
            }
            // "U.S. and Cuban officials": a list that the parse has in part.
            return match self.nearest(self.group(at)) {
                // "Morel, who came after visiting Malta, said": no list.
                Some((list, first))
                    if list.len() > who.len()
                        && who.iter().all(|one| list.contains(one))
                        && !self.ends_in_an_insertion(first, at) =>
                {
                    Some((list, start.min(first)))
                }
                _ => Some((who, start)),
            };
        }
        // "Condemning the raid, the minister said": who does what stands behind it.
        let over = line.head(at).filter(|&verb| verb > at && line.relation(at) == "advcl");
        if depth == 0
            && self.reading(at) == Reading::Ing
            && (0..at).all(|i| line.part(i) == "ADV" || line.class(i) == Class::Quote)
            && let Some(verb) = over
        {
            return self.subject(verb, 0).map(|(who, _)| (who, self.group(at)));
        }
        if depth == 0 && self.acts_by_nobody(at) {
            return None;
        }
        let start = self.group(at);
        let previous = start.checked_sub(1)?;
        // Long chains of verbs end somewhere.
        let inherited = |from: usize| {
            if depth > 6 {
                return None;
            }
            let verb = (from.saturating_sub(REACH)..from)
                .rev()
                .find(|&i| matches!(self.reading(i), Reading::Active | Reading::Passive))?;
            self.subject(verb, depth + 1).map(|(who, _)| (who, start))
        };
        if self.reading(at) == Reading::Ing {
            if let Some(blamed) = self.blamed_for(at, previous) {
                return Some(blamed);
            }
            if let Some(mention) =
                self.mentions.get(previous).filter(|m| m.form != MentionForm::Adjective)
            {
                // "Russia agreeing to": its own subject.
                if line.class(start.saturating_sub(1)) != Class::Comma {
                    return Some(self.list_before(mention));
                }
            }
            return inherited(start);
        }
        // "denied having given"
        let having = line.lower(start) == Some("having");
        if self.reading(at) == Reading::Infinitive || having {
            return inherited(start);
        }
        match line.class(previous) {
            Class::Conjunction => return inherited(previous),
            Class::Comma => {
                // "Karzai, concerned about the insurgency, proposed": jump over the insertion.
                let low = previous.saturating_sub(REACH);
                for comma in (low..previous).rev().filter(|&i| line.class(i) == Class::Comma) {
                    if let Some(mention) = comma.checked_sub(1).and_then(|i| self.mentions.get(i)) {
                        let inside = self.mentions.get(previous - 1).is_some_and(|m| {
                            m.words.start
                                == comma
                                    + 1
                                    + usize::from(line.class(comma + 1) == Class::Determiner)
                        });
                        let verb = (comma..previous).any(|i| self.reading(i) == Reading::Active);
                        let relative =
                            matches!(line.lower(comma + 1), Some("who" | "which" | "whose"));
                        if !inside && (!verb || relative) {
                            return Some(self.list_before(mention));
                        }
                    }
                }
                return inherited(previous).or_else(|| self.nearest(previous));
            }
            Class::Subordinator
                if matches!(line.lower(previous), Some("who" | "which" | "that")) =>
            {
                let mut i = previous;
                while i > 0 && matches!(line.class(i - 1), Class::Comma) {
                    i -= 1;
                }
                let mention = (i.saturating_sub(8)..i).rev().find_map(|j| self.mentions.get(j))?;
                return Some(self.list_before(mention));
            }
            _ => {}
        }
        self.nearest(start)
    }

    /// Whether a relative clause ends right before a verb: what it names does not do it.
    fn ends_in_an_insertion(&self, from: usize, at: usize) -> bool {
        let line = self.line;
        let group = self.group(at);
        group > 0
            && line.class(group - 1) == Class::Comma
            && (from..group).any(|i| matches!(line.lower(i), Some("who" | "which" | "whose")))
    }

    /// "blamed Malta for rejecting", "accused Malta of massing": whoever is blamed did it.
    pub(super) fn blamed_for(&self, at: usize, preposition: usize) -> Option<(Vec<Who>, usize)> {
        let line = self.line;
        if !matches!(line.lower(preposition), Some("for" | "of" | "from" | "over" | "into")) {
            return None;
        }
        // What the parse has for the object of the verb over it; else whoever stands before.
        let verb = self.line.head(at).filter(|&verb| verb < preposition);
        let objects = verb.map(|verb| self.objects(verb)).unwrap_or_default();
        let first = objects.iter().copied().filter(|&object| object < preposition).min();
        let named: Vec<Who> = objects.iter().flat_map(|&object| self.actors(object)).collect();
        if let Some(first) = first.filter(|_| !named.is_empty()) {
            return Some((named, first));
        }
        let object = self.mentions.get(preposition.checked_sub(1)?)?;
        if object.words.end != preposition || object.form == MentionForm::Adjective {
            return None;
        }
        let (who, start) = self.list_before(object);
        let before = start.checked_sub(1)?;
        let verb = before - usize::from(before > 0 && line.class(before) == Class::Determiner);
        let done =
            matches!(self.reading(verb), Reading::Active | Reading::Infinitive | Reading::Ing);
        (done && !who.is_empty()).then_some((who, start))
    }

    /// The names that stand right before a finite verb, under no preposition.
    fn right_before(&self, at: usize) -> Option<(Vec<Who>, usize)> {
        if !matches!(self.reading(at), Reading::Active | Reading::Passive) {
            return None;
        }
        let start = self.group(at);
        let mention = self.mentions.get(start.checked_sub(1)?)?;
        let free = mention.words.end == start
            && matches!(mention.form, MentionForm::Name | MentionForm::Seat)
            && !mention.who.is_empty()
            && self.governor(mention).is_none();
        let list = self.list_before(mention);
        let first = self.mentions.get(list.1)?;
        (free && self.governor(first).is_none()).then_some(list)
    }

    /// The nearest name before a place that is no part of a phrase with a preposition.
    fn nearest(&self, start: usize) -> Option<(Vec<Who>, usize)> {
        let line = self.line;
        let mut fallback = None;
        let mut at = start;
        let low = start.saturating_sub(REACH);
        while at > low {
            at -= 1;
            if let Some(mention) = self.mentions.get(at) {
                at = mention.words.start;
                let owner =
                    mention.words.end < start && line.class(mention.words.end) == Class::Possessive;
                let before = self.governor(mention);
                // "The Council last week expressed": a time is no noun that it would describe.
                let timed = matches!(
                    line.lower(mention.words.end),
                    Some("last" | "this" | "next" | "earlier" | "late" | "early")
                );
                let usable =
                    (mention.form != MentionForm::Adjective || timed) && !mention.who.is_empty();
                if before.is_none() && usable && !owner {
                    let list = self.list_before(mention);
                    // "talks between A and B offer": both stand under the preposition.
                    let under = self.mentions.get(list.1).and_then(|first| self.governor(first));
                    if under.is_none() {
                        return Some(list);
                    }
                    at = list.1;
                    continue;
                }
                if usable && !owner && before == Some("of") {
                    fallback = Some(self.list_before(mention));
                }
                continue;
            }
            let boundary =
                matches!(line.class(at), Class::Break | Class::Quote | Class::Subordinator)
                    || matches!(self.reading(at), Reading::Active | Reading::Passive)
                    || line.class(at) == Class::Comma && fallback.is_some();
            if boundary {
                break;
            }
        }
        fallback
    }

    /// The preposition that a mention stands under.
    pub(crate) fn governor(&self, mention: &Mention) -> Option<&str> {
        let mut at = mention.words.start;
        for _ in 0..4 {
            at = at.checked_sub(1)?;
            match self.line.class(at) {
                Class::Preposition => return self.line.lower(at),
                Class::To => return Some("to"),
                Class::Determiner | Class::Number => {}
                Class::Other
                    if self.line.words[at].form.is_none()
                        && !self.line.words[at].capital
                        && self.mentions.at[at].is_none() => {}
                _ => return None,
            }
        }
        None
    }

    /// The words from one place to another as a range that is never empty.
    pub(crate) fn trimmed(&self, words: Range<usize>) -> Range<usize> {
        let mut end = words.end.min(self.line.words.len());
        while end > words.start + 1
            && matches!(
                self.line.class(end - 1),
                Class::Comma
                    | Class::Break
                    | Class::Conjunction
                    | Class::Preposition
                    | Class::Subordinator
                    | Class::Determiner
                    | Class::To
            )
        {
            end -= 1;
        }
        words.start..end.max(words.start + 1)
    }
}
