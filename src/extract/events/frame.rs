//! What the parse says around a word: how it is a verb, whose subject and object it has, what
//! hangs on it by a preposition. Heads are followed to the actors that they name.

use std::ops::Range;

use super::super::actors::{Mention, MentionForm, Who, is_calendar};
use super::super::words::{Class, REACH};
use super::clause::{Clauses, Reading};
use crate::lexicon::lexicon;

/// Nouns of people and bodies that act for whoever they are said to be of.
const BODIES: [&str; 24] = [
    "leader",
    "official",
    "minister",
    "government",
    "representative",
    "delegation",
    "group",
    "diplomat",
    "envoy",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "authority",
    "ministry",
    "team",
    "mission",
    "force",
    "troop",
    "side",
    "party",
    "member",
    "parliament",
    "president",
    "head",
];

/// A word that stands under another, by its preposition.
#[derive(Debug)]
pub(super) struct Oblique {
    /// In small letters; empty where there is none.
    pub(super) preposition: String,
    /// The head word of the phrase.
    pub(super) head: usize,
}

impl Clauses<'_, '_> {
    /// A token of the text as a word of this line.
    pub(super) fn word(&self, token: usize) -> usize {
        token - self.line.first
    }

    /// How the parse reads a word as a verb.
    pub(super) fn parsed_reading(&self, at: usize) -> Reading {
        let line = self.line;
        if line.part(at) != "VERB"
            || matches!(line.relation(at), "amod" | "compound" | "case" | "flat" | "mark" | "nmod")
        {
            return Reading::None;
        }
        let parse = line.parse;
        let verb = line.first + at;
        let passive = parse.is_passive(verb);
        match line.tag(at) {
            // "Malta called in the envoy": a passive has an auxiliary, whatever its subject is
            // labelled.
            "VBD" | "VBZ" | "VBP" if passive && !parse.auxiliaries(verb).is_empty() => {
                Reading::Passive
            }
            "VBN" => {
                let auxiliaries = parse.auxiliaries(verb);
                let has = |lemma: &str| auxiliaries.iter().any(|&i| &*parse.lemmas[i] == lemma);
                // "had accepted an offer by Malta": whoever the parse takes for an agent.
                if has("have") && !has("be") && !has("get") {
                    return Reading::Active;
                }
                let alone = auxiliaries.is_empty();
                let relation = line.relation(at);
                // A passive in a clause of its own has an auxiliary.
                if alone && matches!(relation, "acl" | "acl:relcl" | "advcl") {
                    Reading::Reduced
                } else if passive && !(alone && relation == "root") {
                    Reading::Passive
                } else if alone && self.own_subject(at).is_none() && relation != "conj" {
                    Reading::Reduced
                } else {
                    Reading::Active
                }
            }
            "VBG" if parse.auxiliaries(verb).is_empty() => Reading::Ing,
            "VBD" | "VBZ" | "VBP" | "VBG" => Reading::Active,
            _ => self.bare(at),
        }
    }

    /// Whether a verb of speech without a "to" of its own goes on with what the sentence says in the
    /// present: the parse joins it to the nearest infinitive.
    pub(super) fn speaks_on(&self, at: usize) -> bool {
        let line = self.line;
        let joins = at > 0
            && line.relation(at) == "conj"
            && line.class(line.before(at).unwrap_or(at)) == Class::Conjunction
            && lexicon().words.speech.contains(line.lemma(at));
        let low = at.saturating_sub(REACH);
        joins
            && (low..at).any(|i| {
                line.tag(i) == "VBP"
                    && self.reading(i) == Reading::Active
                    && lexicon().words.speech.contains(line.lemma(i))
            })
    }

    /// Whether the parse has a name for the root of a sentence, and no verb before a word but those
    /// that describe it.
    pub(super) fn lacks_verb(&self, at: usize) -> bool {
        let line = self.line;
        let low = at.saturating_sub(REACH);
        let root = (low..at).find(|&i| line.relation(i) == "root");
        root.is_some_and(|root| matches!(line.part(root), "NOUN" | "PROPN"))
            && (low..at).all(|i| {
                !matches!(self.reading(i), Reading::Active | Reading::Passive)
                    || line.relation(i).starts_with("acl")
            })
    }

    /// What stands right before a form of the past where the tagger sees no verb, or no auxiliary:
    /// "Malta froze assets", "denied having given".
    pub(super) fn beside(&self, at: usize) -> Option<Reading> {
        let line = self.line;
        let form = line.words[at].form?;
        let before = line.before(at)?;
        if form.participle && line.class(before) == Class::Have {
            return Some(Reading::Active);
        }
        let by = line.lower(at + 1) == Some("by");
        if !form.past || by || line.class(before) != Class::Other {
            return None;
        }
        // "Morel on Friday promised"
        let named = self.mentions.at[before].is_some()
            || is_calendar(&line.words[before].lower)
                && self.mentions.at[..before].contains(&Some(0));
        let first =
            || (0..at).all(|i| !matches!(self.reading(i), Reading::Active | Reading::Passive));
        (named && first()).then_some(Reading::Active)
    }

    /// "to meet", "will meet", "to come and meet".
    fn bare(&self, at: usize) -> Reading {
        let line = self.line;
        let parse = line.parse;
        let verb = line.first + at;
        if !parse.auxiliaries(verb).is_empty() {
            return if parse.is_passive(verb) { Reading::Passive } else { Reading::Active };
        }
        let to = |at: usize| parse.children_by(at, "mark").any(|mark| &*parse.lemmas[mark] == "to");
        let first = parse.first_conjunct(verb);
        match () {
            () if to(verb) || to(first) || line.relation(at) == "xcomp" => Reading::Infinitive,
            () => Reading::Active,
        }
    }

    /// The subject that hangs on a verb itself.
    fn own_subject(&self, at: usize) -> Option<usize> {
        let line = self.line;
        let mut children = line.parse.children_by(line.first + at, "nsubj");
        children.next().map(|token| self.word(token))
    }

    /// Who does what a verb says by the parse, and where their words begin; nobody where the
    /// subject names no actor.
    pub(super) fn parsed_subject(&self, at: usize) -> Option<(Vec<Who>, usize)> {
        let line = self.line;
        let mut heads: Vec<usize> = line
            .parse
            .subjects(line.first + at)
            .into_iter()
            .map(|token| self.word(token))
            .collect();
        let first = *heads.first()?;
        if let Some(told) = self.relative_subject(at) {
            return Some(told);
        }
        // What is joined on the other side of the verb is joined wrongly.
        heads.retain(|&head| (head < at) == (first < at));
        let mut who = self.named(heads.iter().copied());
        let own = self.own_subject(at).filter(|&head| head < at);
        if who.is_empty() && own == Some(first) && line.part(first) == "NOUN" {
            // "a statement by Malta said", "the Maltese offer includes"
            who = self.owners(first, &["by", "of", "from"]);
        }
        let group = self.group(at);
        let start = match own {
            Some(head) => self.phrase(head).start.min(first).min(group),
            None => group,
        };
        Some((who, start))
    }

    /// "which both Malta and Chad agreed to attend": who stands between "which" and the verb.
    fn relative_subject(&self, at: usize) -> Option<(Vec<Who>, usize)> {
        let line = self.line;
        let group = self.group(at);
        let low = group.saturating_sub(12);
        let which =
            (low..group).rev().find(|&i| matches!(line.lower(i), Some("which" | "whom")))?;
        let last = self.mentions.get(group.checked_sub(1)?)?;
        if last.form == MentionForm::Adjective || last.words.start <= which {
            return None;
        }
        let (who, start) = self.list_before(last);
        let only = (which + 1..start).all(|i| line.class(i) == Class::Determiner);
        (only && !who.is_empty()).then_some((who, which + 1))
    }

    /// Whether some people or bodies whom nothing names do what a verb says: "donors suspended".
    pub(super) fn has_unnamed_subject(&self, at: usize) -> bool {
        self.own_subject(at).is_some_and(|head| {
            head < at
                && self.line.part(head) == "NOUN"
                && (lexicon().offices.groups.contains(self.line.lower(head).unwrap_or(""))
                    || BODIES.contains(&self.line.lemma(head)))
        })
    }

    /// "Participants of the meeting on Malta reached": a subject of its own that names nobody; who
    /// is named inside of its phrase does not do it.
    pub(super) fn acts_by_nobody(&self, at: usize) -> bool {
        self.own_subject(at).is_some_and(|head| {
            // "Vietnam, which borders Cambodia, called": a verb read as a noun.
            let relative = matches!(
                head.checked_sub(1).and_then(|i| self.line.lower(i)),
                Some("which" | "who" | "that")
            );
            head < at
                && !relative
                && self.line.part(head) == "NOUN"
                && self.mentions.at[head].is_none()
        })
    }

    /// The subject of a passive without what is told of it in a clause between: "The conference,
    /// which lasted a week, was convened".
    pub(super) fn thing_before(&self, at: usize) -> Option<Range<usize>> {
        let line = self.line;
        let head = self.own_subject(at).filter(|&head| head < at && at - head < 2 * REACH)?;
        let clause = (head + 1..self.group(at))
            .any(|i| line.class(i) == Class::Comma && line.relation(i + 1) != "conj");
        let start = self.phrase(head).start;
        let short = head - start < 10;
        let plain = short && (start..head).all(|i| self.reading(i) == Reading::None);
        (clause && plain).then_some(start..head + 1)
    }

    /// A subject that names nobody, without its article: "nationwide ceasefire".
    pub(super) fn thing_that_is(&self, at: usize) -> Option<Range<usize>> {
        let relative =
            |head: usize| matches!(self.line.lower(head), Some("which" | "that" | "who" | "it"));
        let open = |head: usize| {
            // "the sides", where nobody knows which
            head < at
                && self.line.part(head) == "NOUN"
                && !relative(head)
                && self.mentions.get(head).is_some_and(|mention| mention.who.is_empty())
        };
        let head = self.own_subject(at).filter(|&head| self.acts_by_nobody(at) || open(head))?;
        let mut start = self.phrase(head).start.max(head.saturating_sub(8));
        while start < head
            && matches!(self.line.class(start), Class::Determiner | Class::Quote | Class::Comma)
        {
            start += 1;
        }
        Some(start..head + 1)
    }

    /// Whether a noun before a verb may do what it says: not the talks in "talks once monitors began
    /// looking", nor those "aimed at ending a war".
    pub(super) fn may_be_subject(&self, at: usize, noun: usize) -> bool {
        let own = self.own_subject(at).filter(|&head| head < at);
        let relative =
            |head: usize| matches!(self.line.lower(head), Some("which" | "that" | "who"));
        match own {
            Some(head) if !relative(head) => {
                // "A truce between A and B began": joined to its subject by the parse.
                let joined = self.line.relation(at) == "conj" && self.line.head(at) == Some(noun);
                joined || self.phrase(head).contains(&noun)
            }
            // "violated accords and failed to say so": whoever violated them.
            None if self.line.relation(at) == "conj" => {
                let shared = self.line.parse.subjects(self.line.first + at).into_iter().next();
                let head = shared.map(|token| self.word(token)).filter(|&head| head < at);
                head.is_none_or(|head| {
                    self.phrase(head).contains(&noun) || self.line.head(at) == Some(noun)
                })
            }
            _ => self.reading(at) != Reading::Ing || self.objects(at).is_empty(),
        }
    }

    /// Whether a verb has a subject of its own in front of it.
    pub(super) fn has_subject_before(&self, at: usize) -> bool {
        self.own_subject(at).is_some_and(|head| head < at)
    }

    /// Whether the subject of a verb in front of it is called by name or noun.
    pub(super) fn has_named_subject(&self, at: usize) -> bool {
        let named = |head: usize| {
            self.mentions.get(head).is_none_or(|mention| mention.form != MentionForm::Pronoun)
        };
        self.own_subject(at).is_some_and(|head| head < at && named(head))
            || self.line.relation(at) == "conj"
    }

    /// The words that name the subject of a verb, shared with another verb or not.
    pub(super) fn subject_words(&self, at: usize) -> Option<Range<usize>> {
        let head = self.line.parse.subjects(self.line.first + at).into_iter().next()?;
        let head = self.word(head);
        Some(self.mentions.get(head).map_or(head..head + 1, |mention| mention.words.clone()))
    }

    /// All that hangs on a word and itself.
    pub(crate) fn phrase(&self, head: usize) -> Range<usize> {
        let span = self.line.parse.subtree(self.line.first + head);
        self.word(span.start)..self.word(span.end)
    }

    /// The actors that some heads name, each with those joined to it.
    pub(super) fn named(&self, heads: impl Iterator<Item = usize>) -> Vec<Who> {
        let mut found: Vec<Who> = Vec::new();
        for head in heads {
            for who in self.actors(head) {
                if !found.contains(&who) {
                    found.push(who);
                }
            }
        }
        found
    }

    /// Whom the phrase of a head names: itself, the members told after "including", and for
    /// "leaders of Malta" Malta.
    pub(super) fn actors(&self, head: usize) -> Vec<Who> {
        let Some(mention) = self.mention(head) else {
            let body = lexicon().offices.groups.contains(self.line.lower(head).unwrap_or(""))
                || BODIES.contains(&self.line.lemma(head));
            let of = |oblique: Oblique| match oblique.preposition.as_str() {
                "of" | "from" | "for" => self.mention(oblique.head).map(|m| self.list_after(m).0),
                // "lawmakers in Manila"
                "in" => self
                    .mention(oblique.head)
                    .filter(|mention| mention.form == MentionForm::Seat)
                    .map(|mention| mention.who.clone()),
                _ => None,
            };
            let named = self.obliques(head).into_iter().filter(|_| body).filter_map(of);
            let mut named: Vec<Who> = named.flatten().collect();
            // "by officials from Malta", wherever the parse hangs them.
            if named.is_empty() && matches!(self.line.lower(head + 1), Some("of" | "from")) {
                let first = head + 2 + usize::from(self.line.class(head + 2) == Class::Determiner);
                let beside = self.mentions.get(first).filter(|m| body && m.words.start == first);
                let beside = beside.filter(|m| m.form != MentionForm::Adjective);
                named.extend(beside.map_or_else(Vec::new, |mention| self.list_after(mention).0));
            }
            // "regional leaders, including A and B"
            let limit = (head + 4).min(self.line.words.len());
            let members = (head + 1..limit).find(|&i| self.line.lower(i) == Some("including"));
            if let Some(members) = members.filter(|_| body) {
                let first = members + 1;
                let first = first + usize::from(self.line.class(first) == Class::Determiner);
                if let Some(member) = self.mentions.get(first) {
                    named.extend(self.list_after(member).0);
                }
            }
            return named;
        };
        let mut who = self.adjectives_before(mention);
        // Names that stand joined belong together, as far as the phrase goes.
        let phrase = self.phrase(head);
        let (list, start) = self.list_before(mention);
        if start >= phrase.start {
            who.extend(list);
        }
        // A list that begins in the phrase belongs to it, wherever the parse hangs its end.
        let (list, end) = self.list_after(mention);
        let second = self.mentions.list.iter().find(|m| m.words.start >= mention.words.end);
        if second.is_none_or(|second| second.words.start < phrase.end)
            || end <= phrase.end
            || list.len() > 2 && self.is_closed(mention.words.end, end)
        {
            who.extend(list);
        }
        who.extend(&mention.who);
        for oblique in self.obliques(head) {
            if oblique.preposition.starts_with("includ")
                && let Some(member) = self.mention(oblique.head)
            {
                who.extend(&member.who);
            }
        }
        who
    }

    /// Whether "and" stands before the last of a list, and nothing it does itself after it.
    fn is_closed(&self, from: usize, to: usize) -> bool {
        let line = self.line;
        let last =
            (from..to).rev().find(|&i| matches!(line.class(i), Class::Conjunction | Class::Comma));
        last.is_some_and(|i| line.lower(i) == Some("and"))
            && self.reading(to) == Reading::None
            && !matches!(
                line.class(to),
                Class::Modal | Class::Be | Class::Have | Class::Subordinator
            )
    }

    /// "Chilean and" before "Peruvian officials".
    fn adjectives_before(&self, mention: &Mention) -> Vec<Who> {
        let mut who = Vec::new();
        let mut at = mention.words.start;
        if mention.form != MentionForm::Noun {
            return who;
        }
        while at > 1
            && who.len() < 8
            && matches!(self.line.class(at - 1), Class::Conjunction | Class::Comma)
            && let Some(before) = self.mentions.get(at - 2)
            && before.form == MentionForm::Adjective
        {
            who.extend(&before.who);
            at = before.words.start;
        }
        who.reverse();
        who
    }

    /// The mention that names the head of a phrase; not one that only describes it.
    pub(super) fn mention(&self, head: usize) -> Option<&Mention> {
        let line = self.line;
        let mention = self.mentions.get(head)?;
        let owner =
            line.class(mention.words.end) == Class::Possessive && mention.words.end == head + 1;
        // "arms to Pakistan last year": a name by itself, whatever follows.
        let describes = mention.form == MentionForm::Adjective
            && (line.part(head) != "PROPN"
                || matches!(line.relation(head), "amod" | "compound" | "nmod:poss" | "nmod:desc"));
        (!owner && !describes).then_some(mention)
    }

    /// Whose the thing is that a head names: "Malta's offer", "the attack by Malta".
    pub(super) fn owners(&self, head: usize, prepositions: &[&str]) -> Vec<Who> {
        let line = self.line;
        let parse = line.parse;
        let mut found = Vec::new();
        for &child in parse.children(line.first + head) {
            let word = self.word(child);
            let relation = parse.relation(child);
            let owner = relation == "nmod:poss"
                || matches!(relation, "amod" | "compound")
                    && self.mentions.get(word).is_some_and(|m| m.form == MentionForm::Adjective);
            if owner && let Some(mention) = self.mentions.get(word) {
                found.extend(&mention.who);
                let joined = parse.conjuncts(child);
                found.extend(self.named(joined.into_iter().map(|token| self.word(token))));
            }
        }
        for oblique in self.obliques(head) {
            if prepositions.contains(&oblique.preposition.as_str()) {
                found.extend(self.actors(oblique.head));
            }
        }
        found
    }

    /// The objects of a verb.
    pub(super) fn objects(&self, at: usize) -> Vec<usize> {
        let line = self.line;
        let objects = line.parse.objects(line.first + at);
        objects.into_iter().map(|token| self.word(token)).collect()
    }

    /// What hangs on a word by a preposition.
    pub(super) fn obliques(&self, at: usize) -> Vec<Oblique> {
        let line = self.line;
        line.parse
            .obliques(line.first + at)
            .into_iter()
            .map(|(preposition, token)| Oblique { preposition, head: self.word(token) })
            // "according to Malta": whose word it is, and nobody's part in it.
            .filter(|oblique| !oblique.preposition.starts_with("accord"))
            .collect()
    }
}
