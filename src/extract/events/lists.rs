//! Names that stand joined: "Malta, Chad and Niger", and where a list ends.
//!
//! A comma or an "and" joins names, and so it does clauses: what the second does itself is no part of
//! what is done to the first.

use super::super::actors::{Mention, MentionForm, Who};
use super::super::words::Class;
use super::clause::{Clauses, Reading};

impl Clauses<'_, '_> {
    /// Whether a name follows: the last of a list.
    pub(super) fn list_goes_on(&self, at: usize) -> bool {
        let at = at + usize::from(self.line.class(at) == Class::Determiner);
        self.mentions.get(at).is_some_and(|m| {
            !matches!(self.reading(m.words.end), Reading::Active | Reading::Passive)
                && !matches!(self.line.class(m.words.end), Class::Modal | Class::Be | Class::Have)
        })
    }

    /// The names joined to one by commas and "and", and where the first of them begins.
    pub(crate) fn list_before(&self, mention: &Mention) -> (Vec<Who>, usize) {
        let mut groups = vec![mention.who.clone()];
        let mut start = mention.words.start;
        for _ in 0..24 {
            let mut at = start;
            // "Morel and breakaway leader Okafor"
            let told = |i: usize| {
                self.mentions.at[i].is_none()
                    && matches!(self.line.part(i), "ADJ" | "NOUN" | "PROPN")
                    && self.line.class(i) == Class::Other
            };
            let words = (1..4).take_while(|&n| at >= n && told(at - n)).count();
            let joins = at > words && self.line.class(at - words - 1) == Class::Conjunction;
            if groups.len() == 1 && mention.form == MentionForm::Name && joins {
                at -= words;
            }
            while at > 0 && self.line.class(at - 1) == Class::Determiner {
                at -= 1;
            }
            let both = start > at && self.line.lower(start - 1) == Some("both");
            let joined = at > 0
                && !both
                && matches!(self.line.class(at - 1), Class::Comma | Class::Conjunction)
                && self.line.lower(at - 1) != Some("but");
            if !joined {
                break;
            }
            at -= 1;
            if at > 0 && self.line.class(at - 1) == Class::Comma {
                at -= 1;
            }
            let Some(before) = at.checked_sub(1).and_then(|i| self.mentions.get(i)) else { break };
            let after = self.mentions.get(start).unwrap_or(mention);
            if before.form == MentionForm::Pronoun
                || self.are_apart(before, after)
                || groups.len() == 1 && self.line.class(at) == Class::Comma
            {
                // A comma alone may part a fronted phrase from its subject.
                break;
            }
            // "in Lima, Peru, Morel and Okafor": where.
            if self.line.class(at) == Class::Comma && self.is_placed(before) {
                break;
            }
            // "Morel, who leads the union, Okafor and Berg": the union is inside the insertion.
            if let Some(first) = self.before_insertion(before) {
                groups.push(first.who.clone());
                start = first.words.start;
                continue;
            }
            groups.push(before.who.clone());
            start = before.words.start;
        }
        groups.reverse();
        (groups.concat(), start)
    }

    /// Whether a name tells where: "in Lima", "in Lima, Peru".
    fn is_placed(&self, mention: &Mention) -> bool {
        let placed = |mention: &Mention| {
            matches!(self.governor(mention), Some("in" | "at" | "near" | "from" | "outside"))
        };
        let city = mention.words.start.checked_sub(2).and_then(|i| self.mentions.get(i));
        let comma =
            mention.words.start > 0 && self.line.class(mention.words.start - 1) == Class::Comma;
        // "Regarding Syria, Morel and Okafor"
        let fronted = mention.words.start < 4
            && self.governor(mention).is_some_and(|under| !matches!(under, "between" | "with"));
        placed(mention) || fronted || comma && city.is_some_and(placed)
    }

    /// Of whom a relative clause tells whose last word is a name: Morel in "Morel, who leads Malta".
    fn before_insertion(&self, last: &Mention) -> Option<&Mention> {
        let line = self.line;
        let low = last.words.start.saturating_sub(12);
        let who = (low..last.words.start)
            .rev()
            .take_while(|&i| line.class(i) != Class::Comma)
            .find(|&i| matches!(line.lower(i), Some("who" | "which" | "whose")))?;
        let comma = who.checked_sub(1).filter(|&i| line.class(i) == Class::Comma)?;
        self.mentions.get(comma.checked_sub(1)?).filter(|m| m.form == MentionForm::Name)
    }

    /// The names joined to one by commas and "and" after it, and where the last of them ends.
    pub(crate) fn list_after(&self, mention: &Mention) -> (Vec<Who>, usize) {
        let mut who = mention.who.clone();
        let mut end = mention.words.end;
        for _ in 0..24 {
            let mut at = end;
            while matches!(self.line.class(at), Class::Comma | Class::Conjunction)
                && at - end < 2
                && self.line.lower(at) != Some("but")
            {
                at += 1;
            }
            // "European leaders, including A and B"
            if self.line.lower(at) == Some("including") {
                at += 1;
            }
            if at == end {
                break;
            }
            // "the union, an African bloc, invited": what it is.
            let comma = self.line.class(at - 1) == Class::Comma && at == end + 1;
            if comma && matches!(self.line.lower(at), Some("a" | "an")) {
                break;
            }
            if self.line.class(at) == Class::Determiner {
                at += 1;
                // "and the rival Forces of Malta"
                let adjective =
                    |i: usize| self.line.part(i) == "ADJ" && self.mentions.at[i].is_none();
                let told = (at..at + 3).take_while(|&i| adjective(i)).count();
                let named =
                    self.mentions.get(at + told).is_some_and(|m| m.form == MentionForm::Name);
                at += if named { told } else { 0 };
            }
            match self.mentions.get(at) {
                Some(next)
                    if next.words.start == at
                        && next.form != MentionForm::Pronoun
                        && !self.acts_itself(next)
                        && !self.are_apart(mention, next) =>
                {
                    who.extend(next.who.iter().copied());
                    end = next.words.end;
                }
                _ => break,
            }
        }
        (who, end)
    }

    /// "Chad completely broke": a verb after a name.
    fn acts_itself(&self, mention: &Mention) -> bool {
        let next = mention.words.end;
        let next = next + usize::from(self.line.class(next) == Class::Adverb);
        matches!(self.reading(next), Reading::Active)
            || matches!(self.line.class(next), Class::Modal | Class::Be | Class::Have)
    }

    /// "expelled Malta's envoy and Chad broke ties": what is done to the first, and what the second
    /// does.
    fn are_apart(&self, first: &Mention, second: &Mention) -> bool {
        let head = |mention: &Mention| {
            let inside = |token: usize| {
                token.checked_sub(self.line.first).is_some_and(|i| mention.words.contains(&i))
            };
            mention
                .words
                .clone()
                .find(|&i| !self.line.parse.head(self.line.first + i).is_some_and(inside))
        };
        let (Some(first), Some(second)) = (head(first), head(second)) else { return false };
        let over = |word: usize| self.line.head(word);
        self.line.relation(second).starts_with("nsubj")
            && matches!(self.line.relation(first), "obj" | "iobj" | "obl" | "nmod")
            && over(first).is_some_and(|verb| verb < first)
            && over(second).is_some_and(|verb| verb > second)
    }
}
