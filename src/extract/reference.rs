//! Which event a noun refers to: "the offer", "these talks", "Russia's proposal", "the move".
//!
//! Looked for backwards, among a bounded number of events, by type and by whose it is.

use std::ops::Range;

use super::actors::{MentionForm, Who};
use super::events::{Clauses, Scene, Telling};
use super::order::{NEAR, is_act};
use super::words::{Class, Line};
use crate::lexicon::lexicon;
use crate::vocabulary::{EventType, Modality};

/// A noun that refers to an event.
#[derive(Debug)]
pub(super) struct Told {
    /// Where it stands.
    pub(super) at: usize,
    /// Which types the event may have; empty for any.
    pub(super) types: &'static [EventType],
    /// Told as known: "the", "this", "Russia's".
    pub(super) definite: bool,
}

/// The first noun of a range that can refer to an event.
pub(super) fn noun(line: &Line<'_>, range: Range<usize>) -> Option<Told> {
    let mut definite = false;
    for at in range.start..range.end.min(line.words.len()) {
        let word = &line.words[at];
        match word.class {
            Class::Determiner => {
                definite =
                    matches!(&*word.lower, "the" | "this" | "these" | "those" | "that" | "such");
            }
            // "its offer": whose is for the pronoun to say, and mostly the speaker's own.
            Class::Possessive => definite = word.text.starts_with(['\'', '’']),
            Class::Subordinator if word.lower == "that" => definite = true,
            Class::Break | Class::Mark | Class::Subordinator => return None,
            Class::Preposition | Class::Comma | Class::Conjunction => definite = false,
            Class::Other => {
                if let Some(types) = lexicon().references.types(&word.lower) {
                    // The head of a compound: "the ceasefire initiative".
                    let head = line.words.get(at + 1).is_none_or(|next| {
                        next.class != Class::Other || next.capital || next.form.is_some()
                    });
                    if head {
                        return Some(Told { at, types, definite });
                    }
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether the verb at a place answers: "responded", "responded cautiously, stating".
pub(super) fn is_answering(line: &Line<'_>, clauses: &Clauses<'_, '_>, at: usize) -> bool {
    let answers = |i: usize| {
        line.words[i].form.is_some_and(|form| {
            lexicon().references.answering.contains(lexicon().verbs.lemma(form.verb))
        }) && clauses.reading(i) != super::events::Reading::None
    };
    answers(at)
        || line.words[at].form.is_some_and(|form| form.ing)
            && (at.saturating_sub(5)..at).any(answers)
}

/// A search for the event that some words of another one refer to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Referent<'t, 's, 'a> {
    pub(super) scene: &'t Scene<'s, 'a>,
    pub(super) tellings: &'t [Telling],
    /// The event whose words refer.
    pub(super) of: usize,
}

impl Referent<'_, '_, '_> {
    /// The event that a noun of this event's sentence refers to; not one done by `but`.
    pub(super) fn find(&self, told: &Told, but: Option<&[Who]>) -> Option<usize> {
        let line = self.tellings[self.of].line;
        let here = self.tellings.iter().enumerate().skip(self.of.saturating_sub(8)).take(16);
        let itself =
            here.filter(|(_, t)| t.line == line && t.nominal).find(|(_, t)| t.at == told.at);
        if let Some((index, telling)) = itself {
            // The noun is told as an event of its own, with more than its name.
            if !told.definite || telling.date.is_some() || !telling.from.is_empty() {
                return Some(index);
            }
        }
        if !told.definite {
            return None;
        }
        if let Some(same) = self.described_alike(told) {
            return Some(same);
        }
        let owner = self.owner(told.at);
        // "The move" is something done before it is something said.
        if told.types.is_empty()
            && owner.is_empty()
            && let Some(deed) = self.backwards(told.at, |telling| {
                is_act(telling)
                    && is_deed(telling.kind)
                    && Some(&*telling.from) != but
                    && self.is_news(telling)
            })
        {
            return Some(deed);
        }
        // "The move": what the day's news tells, rather than its background.
        if told.types.is_empty()
            && owner.is_empty()
            && let Some(news) = self.news(told.at).filter(|&i| Some(&*self.tellings[i].from) != but)
        {
            return Some(news);
        }
        self.backwards(told.at, |telling| {
            // "this incident" may be one that only a noun told.
            let struck =
                telling.kind == EventType::Attack && telling.modality == Modality::Happened;
            let fits = if told.types.is_empty() {
                is_act(telling) || struck
            } else {
                told.types.contains(&telling.kind)
            };
            let mine = but.is_some_and(|but| !but.is_empty() && telling.from == but);
            let its_own = owner.is_empty()
                || telling.from.iter().any(|who| self.side(*who).iter().any(|s| owner.contains(s)));
            fits && !mine && its_own && telling.modality != Modality::Denied
        })
        .or_else(|| itself.map(|(index, _)| index))
    }

    /// The nearest event, before or after, that is told in the words of a noun: "the 30-day
    /// ceasefire" is the one that somebody proposed for thirty days.
    fn described_alike(&self, told: &Told) -> Option<usize> {
        let line = self.tellings[self.of].line;
        let words = &self.scene.lines[line];
        let described: Vec<&str> = (told.at.saturating_sub(6)..told.at)
            .rev()
            .take_while(|&i| matches!(words.class(i), Class::Other | Class::Number | Class::Break))
            .filter(|&i| {
                words.class(i) == Class::Number
                    || words.class(i) == Class::Other
                        && matches!(words.part(i), "ADJ" | "NOUN")
                        && self.scene.mentions[line].at[i].is_none()
            })
            .map(|i| words.lemma(i))
            .collect();
        if described.is_empty() || told.types.is_empty() {
            return None;
        }
        let noun = words.lemma(told.at);
        let alike = |telling: &Telling| {
            let other = &self.scene.lines[telling.line];
            let quote = telling.words.start..telling.words.end.min(other.words.len());
            let has = |lemma: &str| quote.clone().any(|i| other.lemma(i) == lemma);
            (told.types.contains(&telling.kind) || telling.kind == EventType::Proposal)
                && telling.line != line
                && has(noun)
                && described.iter().all(|word| has(word))
        };
        let near = self.of.saturating_sub(NEAR)..self.tellings.len().min(self.of + NEAR);
        near.filter(|&i| i != self.of && alike(&self.tellings[i]))
            .min_by_key(|&i| i.abs_diff(self.of))
    }

    /// The latest thing done of the news of the day, told by a verb of its own, not one in "-ing".
    pub(super) fn news(&self, at: usize) -> Option<usize> {
        let line = self.tellings[self.of].line;
        self.scene.published?;
        self.backwards(at, |telling| {
            telling.line < line && is_act(telling) && self.is_news(telling)
        })
    }

    /// Whether something is told as the news of the day, by a verb of its own, not one in "-ing".
    /// Without a day of publication all that a verb tells is.
    fn is_news(&self, telling: &Telling) -> bool {
        let here = &self.scene.lines[telling.line];
        let end = telling.date.as_ref().and_then(|date| date.value.bounds().latest_end);
        let fresh = self
            .scene
            .published
            .is_none_or(|published| end.is_some_and(|end| (published - end).num_days() <= 4));
        fresh
            && !telling.nominal
            && here.tag(telling.at) != "VBG"
            && !here.relation(telling.at).starts_with("acl")
    }

    /// The latest thing that somebody else did, of this paragraph or the one before.
    pub(super) fn done_by_others(&self) -> Option<usize> {
        let here = &self.tellings[self.of];
        let found = self.backwards(here.at, |telling| {
            is_act(telling) && telling.line < here.line && telling.from != here.from
        })?;
        (self.tellings[found].paragraph + 1 >= here.paragraph).then_some(found)
    }

    /// The latest thing done that the sentences before told, at most so many paragraphs ago.
    pub(super) fn latest_act(&self, paragraphs: usize) -> Option<usize> {
        let here = &self.tellings[self.of];
        let earlier = self.backwards(0, |telling| {
            telling.line < here.line && is_act(telling) && !telling.nominal
        })?;
        (self.tellings[earlier].paragraph + paragraphs >= here.paragraph).then_some(earlier)
    }

    /// The latest event that was done to whoever does this one, or to their state; of some types.
    pub(super) fn aimed_at_me(&self, types: &[EventType]) -> Option<usize> {
        let from = &self.tellings[self.of].from;
        let me: Vec<Who> = from.iter().flat_map(|who| self.side(*who)).collect();
        if me.is_empty() {
            return None;
        }
        let at = self.tellings[self.of].at;
        self.backwards(at, |telling| {
            telling.kind != EventType::Statement
                && (types.is_empty() || types.contains(&telling.kind))
                && telling.from != *from
                && telling.to.iter().any(|who| self.side(*who).iter().any(|s| me.contains(s)))
        })
    }

    /// The latest thing planned, of this sentence or the one before.
    pub(super) fn planned(&self, at: usize) -> Option<usize> {
        let line = self.tellings[self.of].line;
        self.backwards(at, |telling| {
            telling.modality == Modality::Planned && telling.line + 2 >= line
        })
    }

    /// The latest offer, appeal or demand of somebody else, near enough to be what is accepted.
    pub(super) fn offered(&self) -> Option<usize> {
        let here = &self.tellings[self.of];
        let found = self.backwards(here.at, |telling| {
            matches!(
                telling.kind,
                EventType::Proposal
                    | EventType::Invitation
                    | EventType::Appeal
                    | EventType::Demand
                    | EventType::Mediation
            ) && telling.from != here.from
        })?;
        (self.tellings[found].paragraph + 1 >= here.paragraph).then_some(found)
    }

    /// The nearest event before a word of this event's sentence.
    fn backwards(&self, at: usize, fits: impl Fn(&Telling) -> bool) -> Option<usize> {
        let line = self.tellings[self.of].line;
        let last = self.tellings.len().min(self.of + 8);
        (self.of.saturating_sub(NEAR)..last).rev().find(|&i| {
            let telling = &self.tellings[i];
            i != self.of && (telling.line, telling.at) < (line, at) && fits(telling)
        })
    }

    /// Whose a noun is: "Russia's offer", "the Turkish offer".
    fn owner(&self, noun: usize) -> Vec<Who> {
        let line = self.tellings[self.of].line;
        let words = &self.scene.lines[line];
        let mention = (noun.saturating_sub(3)..noun)
            .rev()
            .find_map(|i| self.scene.mentions[line].get(i))
            .filter(|mention| {
                let possessive = |i: usize| words.class(i) == Class::Possessive;
                mention.form == MentionForm::Adjective
                    || possessive(mention.words.end)
                    || mention.words.clone().any(possessive)
            });
        // "the decision of Malta"
        let of = || {
            let made = matches!(
                words.lemma(noun),
                "decision" | "move" | "offer" | "plan" | "proposal" | "request" | "refusal"
            );
            let mut children = words.children(noun);
            let name = children.find(|&child| made && words.case(child) == Some("of"))?;
            self.scene.mentions[line].get(name)
        };
        mention
            .or_else(of)
            .map(|mention| mention.who.iter().flat_map(|who| self.side(*who)).collect())
            .unwrap_or_default()
    }

    /// Somebody and whom they act for.
    fn side(&self, who: Who) -> Vec<Who> {
        let of = self.scene.cast.entities[who].of;
        let above = of.and_then(|of| self.scene.cast.entities[of].of);
        [Some(who), of, above].into_iter().flatten().collect()
    }
}

/// Whether a kind of event is something done rather than something said.
fn is_deed(kind: EventType) -> bool {
    !matches!(
        kind,
        EventType::Statement
            | EventType::Criticism
            | EventType::Demand
            | EventType::Appeal
            | EventType::Warning
            | EventType::Endorsement
    )
}
