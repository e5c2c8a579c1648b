//! Words → mentions: who is named where, chained through the article.
//!
//! ```text
//! Ukrainian President Volodymyr Zelensky met the Turkish foreign minister in Kyiv. He ...
//! |-------- mention: a person ---------|     |--- whoever holds it ----|    |place| |same person|
//! ```
//!
//! Tables first, then rules, then "unknown name". Whether a state or a city acts or is only where
//! something happens is decided by its place in the clause, in [`super::events`].

mod appositions;
mod brackets;
mod cast;
mod holders;
mod homonyms;
mod known;
mod names;
mod nouns;
mod pronouns;
mod runs;
mod sides;
#[cfg(test)]
mod tests;
mod titles;

pub use cast::Claim;
pub(crate) use cast::{Cast, Who};
pub(crate) use known::is_calendar;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::words::{Class, Line};
use crate::lexicon::lexicon;
use crate::vocabulary::ActorKind;

/// Somebody named in a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    /// Which words of the sentence, title included.
    pub(crate) words: Range<usize>,
    /// Whom it stands for; several for "both sides", nobody where a pronoun stays open.
    pub(crate) who: Vec<Who>,
    /// What it is made of.
    pub(crate) form: MentionForm,
}

/// What a mention is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MentionForm {
    /// A name, with or without title.
    Name,
    /// A city or a building that may stand for a government.
    Seat,
    /// The adjective of a state, before a noun that is no actor: "Turkish offer".
    Adjective,
    /// A common noun: "rebels", "the Turkish foreign ministry".
    Noun,
    /// "he", "both sides".
    Pronoun,
}

/// The mentions of a sentence, and which word belongs to which.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    pub(crate) list: Vec<Mention>,
    /// For each word the index of its mention.
    pub(crate) at: Vec<Option<usize>>,
}

impl Mentions {
    /// The mention that a word belongs to.
    pub(crate) fn get(&self, word: usize) -> Option<&Mention> {
        self.at.get(word).copied().flatten().map(|index| &self.list[index])
    }
}

/// Finds who is named, sentence by sentence; headlines last, so that they know the full names.
///
/// - `year`: of publication, for cities that were capitals for a time.
pub(crate) fn find(
    lines: &[Line<'_>],
    headline: impl Fn(&Line<'_>) -> bool,
    year: Option<i32>,
) -> (Cast, Vec<Mentions>) {
    // Who signs a statement stands above it, and is "we" in it.
    let headline = |line: &Line<'_>| headline(line) && !Finder::signs(line);
    let mut finder = Finder { year, ..Finder::new(lines, &headline) };
    let mut mentions: Vec<Mentions> = lines.iter().map(|_| Mentions::default()).collect();
    for headlines in [false, true] {
        for (line, mentions) in lines.iter().zip(&mut mentions) {
            if headline(line) == headlines {
                *mentions = finder.sentence(line, headlines);
            }
        }
    }
    let later = finder.named_later();
    for (&who, &person) in &later {
        let of = finder.cast.entities[who].of;
        finder.cast.belongs(person, of);
    }
    let later: BTreeMap<Who, Who> = finder.rebels_named().into_iter().chain(later).collect();
    let lists = mentions.iter_mut().flat_map(|mentions| &mut mentions.list);
    for who in lists.flat_map(|mention| &mut mention.who) {
        *who = later.get(who).copied().unwrap_or(*who);
    }
    finder.cast.settle_names();
    (finder.cast, mentions)
}

/// What is remembered from sentence to sentence.
#[derive(Debug)]
struct Finder {
    cast: Cast,
    /// Capitalised words that stand somewhere inside a sentence: names, not just first words.
    capitals: HashSet<String>,
    /// Words that stand somewhere in lower case: no names.
    common: HashSet<String>,
    /// Who was named lately, the latest last; by kind of who "he", "it", "both" may be.
    recent: Vec<Who>,
    /// Who acted first in the sentence before.
    subject: Vec<Who>,
    /// Bodies that were named with their state: "the Turkish foreign ministry" is "the ministry".
    bodies: HashMap<String, Who>,
    /// The last list of names, or the last group, of the sentence before: "they".
    several: Vec<Who>,
    /// The quartet that acted in the sentence before: "it".
    set: Vec<Who>,
    /// The latest list of three or more: "the four".
    counted: Vec<Who>,
    /// Who faces whom: the two of "between A and B", or who acted last as a pair.
    sides: Vec<Who>,
    /// Who stands between them: "brokered by A".
    mediators: HashSet<Who>,
    /// Who made the paper that the sentence before is about, if it is about one: "it".
    paper: Option<Vec<Who>>,
    /// How often each state was named, its people and its cities included.
    named: HashMap<Who, usize>,
    /// Who acted first in this paragraph's sentences so far, people only.
    person: Option<Who>,
    /// Whether the sentence is a headline.
    headline: bool,
    /// Movements that were called rebels: "UNITA rebels", "the rebel Patriotic Front".
    movements: BTreeSet<Who>,
    /// Of publication.
    year: Option<i32>,
    /// The first subject of the article that is a state or an organization, or the state that a
    /// body speaks for: "we".
    speaker: Vec<Who>,
    /// Whom an office alone stands for, as nobody of that office was named before.
    unnamed: BTreeMap<Who, (String, Who)>,
}

impl Finder {
    fn new(lines: &[Line<'_>], headline: &impl Fn(&Line<'_>) -> bool) -> Self {
        let mut capitals = HashSet::new();
        let mut common = HashSet::new();
        for line in lines.iter().filter(|line| !headline(line)) {
            for (i, word) in line.words.iter().enumerate() {
                if word.capital
                    && i > 0
                    && !matches!(line.class(i - 1), Class::Quote | Class::Break)
                {
                    capitals.insert(word.text.to_owned());
                } else if !word.capital {
                    common.insert(word.text.to_owned());
                }
            }
        }
        Self {
            cast: Cast::default(),
            capitals,
            common,
            recent: Vec::new(),
            subject: Vec::new(),
            bodies: HashMap::new(),
            several: Vec::new(),
            set: Vec::new(),
            counted: Vec::new(),
            sides: Vec::new(),
            mediators: HashSet::new(),
            paper: None,
            named: HashMap::new(),
            person: None,
            headline: false,
            movements: BTreeSet::new(),
            year: None,
            speaker: Vec::new(),
            unnamed: BTreeMap::new(),
        }
    }

    fn sentence(&mut self, line: &Line<'_>, headline: bool) -> Mentions {
        let mut mentions = Mentions { list: Vec::new(), at: vec![None; line.words.len()] };
        self.headline = headline;
        let mut at = 0;
        while at < line.words.len() {
            let Some(mention) = self.mention(line, at, &mentions, headline) else {
                at += 1;
                continue;
            };
            at = mention.words.end.max(at + 1);
            let index = mentions.list.len();
            for word in mention.words.clone() {
                mentions.at[word] = Some(index);
            }
            self.owned(line, &mentions, &mention);
            self.rebels(line, &mention);
            // Where something happens is no antecedent.
            let before = mention.words.start.checked_sub(1).and_then(|i| line.lower(i));
            let place = matches!(before, Some("in" | "at" | "near" | "outside" | "around"));
            for &who in &mention.who {
                let state = self.cast.entities[who].kind == ActorKind::State;
                let of = if state { Some(who) } else { self.cast.entities[who].of };
                if let Some(of) = of.filter(|_| !place) {
                    *self.named.entry(of).or_default() += 1;
                }
            }
            for &who in mention.who.iter().filter(|_| !place) {
                self.recent.push(who);
                // A window: what was named long ago is no antecedent.
                if self.recent.len() > 64 {
                    self.recent.drain(..32);
                }
            }
            mentions.list.push(mention);
        }
        if !headline {
            self.remember(line, &mentions);
            self.face(line, &mentions);
        }
        mentions
    }

    /// "Malta's Ana Berg" acts for Malta, "the ANC's Per Holm" for the ANC.
    fn owned(&mut self, line: &Line<'_>, so_far: &Mentions, mention: &Mention) {
        let start = mention.words.start;
        let (&[who], Some(owner)) = (&mention.who[..], start.checked_sub(2)) else { return };
        let &[of] = so_far.get(owner).map_or(&[][..], |owner| &owner.who[..]) else { return };
        if line.class(start - 1) == Class::Possessive
            && mention.form == MentionForm::Name
            && (self.is_kind(who, ActorKind::Person) || self.is_kind(who, ActorKind::Organization))
            && (self.is_kind(of, ActorKind::State) || self.is_kind(of, ActorKind::Organization))
        {
            self.cast.belongs(who, Some(of));
        }
    }

    /// Keeps who acted first, for the pronouns of the next sentence.
    fn remember(&mut self, line: &Line<'_>, mentions: &Mentions) {
        let acting = |mention: &&Mention| {
            let before = mention.words.start.checked_sub(1).map(|i| line.class(i));
            let owner = matches!(line.class(mention.words.end), Class::Possessive);
            !mention.who.is_empty()
                && mention.form != MentionForm::Adjective
                && !owner
                && !matches!(before, Some(Class::Preposition | Class::To))
        };
        self.paper = self.paper_of(line, mentions);
        self.several.clear();
        let mut end = usize::MAX;
        for mention in mentions.list.iter().filter(|m| m.form != MentionForm::Adjective) {
            let joins = |i: usize| {
                matches!(line.class(i), Class::Comma | Class::Conjunction)
                    || matches!(line.lower(i), Some("including" | "the"))
            };
            let goes_on = end <= mention.words.start
                && mention.words.start - end < 5
                && (end..mention.words.start).all(joins);
            let group = mention.who.iter().any(|&who| self.is_kind(who, ActorKind::Group));
            if goes_on && mention.words.start > end {
                // "European leaders, including A and B": A and B are who is meant.
                if (end..mention.words.start).any(|i| line.lower(i) == Some("including")) {
                    self.several.clear();
                }
                self.several.extend(&mention.who);
            } else if group || self.several.len() < 2 {
                self.several.clone_from(&mention.who);
            }
            end = mention.words.end;
        }
        let group = self.several.iter().any(|&who| self.is_kind(who, ActorKind::Group));
        if self.several.len() < 2 && !group {
            self.several.clear();
        }
        if self.several.len() > 2 {
            self.counted.clone_from(&self.several);
        }
        // Whom a quotation names acts less than who says it.
        let says = |mention: &&Mention| !line.words[mention.words.start].quoted;
        let outside = mentions.list.iter().filter(says).find(acting);
        let Some(first) = outside.or_else(|| mentions.list.iter().find(acting)) else { return };
        let last = mentions.list.iter().rfind(|m| {
            m.words.start > first.words.start
                && m.form == MentionForm::Name
                && (first.words.end..m.words.start).all(|i| {
                    mentions.at[i].is_some()
                        || matches!(line.class(i), Class::Comma | Class::Conjunction)
                        || line.lower(i) == Some("the")
                        // "Morel and breakaway leader Okafor"
                        || line.words[i].form.is_none()
                            && !line.words[i].capital
                            && line.class(i) == Class::Other
                            && line.class(i - 1) == Class::Conjunction
                })
        });
        if pronouns::is_set(line, first) {
            self.set.clone_from(&first.who);
        } else if first.form != MentionForm::Pronoun || first.who != self.set {
            self.set.clear();
        }
        self.byline(line, first);
        self.subject.clone_from(&first.who);
        if let Some(last) = last {
            let between = mentions
                .list
                .iter()
                .filter(|m| m.words.start > first.words.start && m.words.end <= last.words.end);
            self.subject.extend(between.flat_map(|m| m.who.iter().copied()));
        }
        let is = |who: &Who, kind| self.cast.entities[*who].kind == kind;
        if let Some(&who) = first.who.first().filter(|who| is(who, ActorKind::Person)) {
            self.person = Some(who);
        }
        let body = |who: &Who| is(who, ActorKind::State) || is(who, ActorKind::Organization);
        if self.speaker.is_empty() && self.subject.iter().all(body) {
            // "The ministry of A condemns ... We call on B": a body of a state speaks for it.
            let of = first.words.end;
            let state = mentions.list.iter().find(|m| {
                line.lower(of) == Some("of")
                    && m.words.start == of + 1
                    && m.who.iter().all(|who| is(who, ActorKind::State))
            });
            self.speaker.clone_from(state.map_or(&self.subject, |state| &state.who));
        }
    }

    /// Whether a line is a name with its office and nothing else.
    fn signs(line: &Line<'_>) -> bool {
        let verb = |i| matches!(line.part(i), "VERB" | "AUX");
        let Some(comma) = Self::run(line, 0).filter(|&end| end > 1) else { return false };
        let offices = &lexicon().offices.offices;
        line.words.len() < 16
            && line.class(comma) == Class::Comma
            && (comma + 1..comma + 5).any(|at| offices.longest(|i| line.lower(at + i)).is_some())
            && !(0..line.words.len()).any(verb)
    }

    /// "Ana Otieno, Secretary of State" over a text without a verb: "we" are she and her state.
    fn byline(&mut self, line: &Line<'_>, first: &Mention) {
        let verb = |i| matches!(line.part(i), "VERB" | "AUX");
        let &[who] = &first.who[..] else { return };
        let claims = self.cast.claims.iter().any(|(person, ..)| *person == who);
        if self.speaker.is_empty()
            && claims
            && line.words.len() < 16
            && !(0..line.words.len()).any(verb)
        {
            self.speaker = self.cast.entities[who].of.into_iter().chain([who]).collect();
        }
    }

    fn mention(
        &mut self,
        line: &Line<'_>,
        at: usize,
        so_far: &Mentions,
        headline: bool,
    ) -> Option<Mention> {
        self.pronoun(line, at, so_far)
            .or_else(|| self.the_country(line, at, so_far))
            .or_else(|| self.the_group(line, at))
            .or_else(|| self.half(line, at))
            .or_else(|| self.titled(line, at))
            .or_else(|| self.name(line, at, headline))
            .or_else(|| self.noun(line, at))
    }

    fn is_kind(&self, who: Who, kind: ActorKind) -> bool {
        self.cast.entities[who].kind == kind
    }
}
