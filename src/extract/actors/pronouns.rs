//! "He", "they", "both sides", "the country", "the South": whom a word points back to.

use super::{Finder, Mention, MentionForm, Mentions, Who};
use crate::extract::words::{Class, Line, Word};
use crate::lexicon::{Name, Pronoun, lexicon};
use crate::vocabulary::ActorKind;

/// How many mentions back a word may point within a sentence.
const NEAR: usize = 24;

impl Finder {
    /// "he", "it", "we", "both sides".
    pub(super) fn pronoun(
        &mut self,
        line: &Line<'_>,
        at: usize,
        so_far: &Mentions,
    ) -> Option<Mention> {
        if let Some((words, ())) = lexicon().offices.both.longest(|i| line.lower(at + i)) {
            // "the two" and "both" alone only where no noun follows.
            let noun = line
                .words
                .get(at + words)
                .is_some_and(|w| w.class == Class::Other && w.form.is_none());
            // "the leaders of the bloc": others.
            let others = words > 1
                && !line
                    .lower(at + words - 1)
                    .is_some_and(|word| matches!(word, "sides" | "parties"))
                && !line.words[at..at + words].iter().any(|w| matches!(&*w.lower, "both" | "two"))
                && matches!(line.lower(at + words), Some("of" | "from" | "in"));
            if (words > 1 || !noun) && !others {
                let people = line.lower(at + words - 1).is_some_and(|word| {
                    matches!(
                        word,
                        "leaders"
                            | "men"
                            | "women"
                            | "presidents"
                            | "ministers"
                            | "pair"
                            | "chiefs"
                    )
                });
                // "the parties" may be more than two: only a pair that was named is meant.
                let counted = line.lower(at) == Some("both")
                    || !matches!(line.lower(at + words - 1), Some("parties" | "sides"))
                    || words > 2;
                let who = self.both_sides(line, so_far, people, counted);
                if words > 1 && !(line.lower(at) == Some("the") && words == 2 && noun) {
                    return Some(Mention {
                        words: at..at + words,
                        who,
                        form: MentionForm::Pronoun,
                    });
                }
            }
        }
        if let Some(mention) = self.counted(line, at) {
            return Some(mention);
        }
        let word = line.words.get(at)?;
        // "HE the Prime Minister": His Excellency.
        let title = |next: &Word<'_>| next.capital || next.lower == "the";
        if word.text == "HE" && !line.shouts && line.words.get(at + 1).is_some_and(title) {
            return None;
        }
        if word.class != Class::Pronoun || word.quoted && word.lower != "he" {
            return None;
        }
        let who: Vec<Who> = match &*word.lower {
            "he" | "him" => self.he_or_she(Pronoun::He, line, at, so_far).into_iter().collect(),
            "she" => self.he_or_she(Pronoun::She, line, at, so_far).into_iter().collect(),
            "they" => self.they(line, at, so_far),
            "it" => {
                // "Under the rules of the union, Chad said it": who acts.
                let acts = |m: &&Mention| m.form != MentionForm::Adjective && !is_under(line, m);
                let one = |m: &&Mention| m.who.len() == 1;
                let all = || so_far.list.iter().take(NEAR).filter(one);
                let here = all().find(acts).or_else(|| all().next()).map(|m| m.who[0]);
                let body = |who: &Who| {
                    !self.is_kind(*who, ActorKind::Person) && !self.is_kind(*who, ActorKind::Group)
                };
                here.or(self.subject.first().copied()).filter(body).into_iter().collect()
            }
            "we" => self.speaker.clone(),
            _ => return None,
        };
        Some(Mention { words: at..at + 1, who, form: MentionForm::Pronoun })
    }

    /// Who acted last and may be called so. Once called so, always so.
    ///
    /// Whom somebody names in a quotation is not who says it.
    fn he_or_she(
        &mut self,
        pronoun: Pronoun,
        line: &Line<'_>,
        at: usize,
        so_far: &Mentions,
    ) -> Option<Who> {
        let fits = |who: &Who| {
            self.is_kind(*who, ActorKind::Person)
                && self.cast.entities[*who].pronoun.is_none_or(|known| known == pronoun)
        };
        let one = |mention: &Mention| match mention.who[..] {
            [one] => Some(one),
            _ => None,
        };
        let speaks =
            |mention: &&Mention| line.words[at].quoted || !line.words[mention.words.start].quoted;
        let here = so_far.list.iter().take(NEAR).filter(speaks).filter_map(one).find(fits);
        let near = so_far.list.iter().rev().take(NEAR).filter(|m| !speaks(m));
        let quoted: Vec<Who> = near.flat_map(|m| m.who.iter().copied()).collect();
        let latest = || self.recent.iter().rev().take(NEAR).copied().find(fits);
        let other = || {
            let near = self.recent.iter().rev().take(NEAR).copied();
            near.filter(|who| !quoted.contains(who)).find(fits)
        };
        let who = here.or(self.person.filter(fits)).or_else(other).or_else(latest)?;
        self.cast.called(who, Some(pronoun));
        Some(who)
    }

    /// "the five leaders": the list or the group of the sentence before.
    fn counted(&self, line: &Line<'_>, at: usize) -> Option<Mention> {
        const MANY: [&str; 8] = ["three", "four", "five", "six", "seven", "eight", "nine", "ten"];
        let counted = line.lower(at) == Some("the")
            && line.lower(at + 1).is_some_and(|word| MANY.contains(&word))
            && line.lower(at + 2).is_some_and(|word| lexicon().offices.groups.contains(word));
        let who = if self.subject.len() > 2 { &self.subject } else { &self.several };
        (counted && who.len() > 2).then(|| Mention {
            words: at..at + 3,
            who: who.clone(),
            form: MentionForm::Pronoun,
        })
    }

    /// Whoever of several acted last: in this sentence, else in the one before.
    fn they(&self, line: &Line<'_>, at: usize, so_far: &Mentions) -> Vec<Who> {
        let group = |who: &Who| self.is_kind(*who, ActorKind::Group);
        let here = so_far.list.iter().rev().take(NEAR).find(|mention| {
            let before = mention.words.start.checked_sub(1).map(|i| line.class(i));
            matches!(mention.form, MentionForm::Name | MentionForm::Noun)
                && mention.who.iter().any(group)
                && !matches!(before, Some(Class::Preposition | Class::To))
                && line.class(mention.words.end) != Class::Possessive
        });
        if let Some(here) = here {
            return here.who.clone();
        }
        let together = |i: usize| matches!(line.lower(i), Some("together" | "jointly"));
        if (at.saturating_sub(2)..at + 3).any(together) {
            // "A hosted B and C. Together, they": all of them.
            let mut all = self.subject.clone();
            all.extend(self.several.iter().filter(|who| !self.subject.contains(who)));
            return all;
        }
        // "A and B said they": who acts together before it in the sentence.
        let pair = together_before(line, so_far);
        if pair.len() > 1 {
            return pair;
        }
        let plural = self.subject.len() > 1 || self.subject.iter().any(group);
        if plural {
            return self.subject.clone();
        }
        if !self.several.is_empty() {
            return self.several.clone();
        }
        // "The army said they would": a body of many.
        let body = |who: &Who| self.is_kind(*who, ActorKind::Organization);
        if pair.len() == 1 { pair.into_iter().filter(body).collect() } else { Vec::new() }
    }

    /// "the country", "the kingdom's army": the state that was spoken of last.
    pub(super) fn the_country(
        &self,
        line: &Line<'_>,
        at: usize,
        so_far: &Mentions,
    ) -> Option<Mention> {
        const COMES: [&str; 7] = ["arrive", "visit", "land", "enter", "tour", "reach", "travel"];
        let offices = &lexicon().offices;
        let noun = at + 1;
        let own = matches!(line.lower(at), Some("his" | "her"));
        let points = (own || matches!(line.lower(at), Some("the" | "that" | "this")))
            && line.lower(noun).is_some_and(|word| offices.countries.contains(word))
            && !line.words[noun].capital
            && line.lower(noun + 1) != Some("of");
        if !points {
            return None;
        }
        let state = |who: Who| match self.cast.entities[who].kind {
            ActorKind::State => Some(who),
            _ => self.cast.entities[who].of.filter(|&of| self.is_kind(of, ActorKind::State)),
        };
        let here =
            so_far.list.iter().rev().take(NEAR).flat_map(|mention| mention.who.iter().copied());
        let before = self.subject.first().copied();
        // "his country": of the person who was named last.
        let person = |who: &Who| !own || self.is_kind(*who, ActorKind::Person);
        // "Morel arrived in the country": not in the one that Morel is from.
        let guest = (at.saturating_sub(3)..at).any(|i| COMES.contains(&line.lemma(i)));
        let home = so_far.list.first().and_then(|m| m.who.first()).copied().filter(|_| guest);
        let home = home.and_then(|who| self.cast.entities[who].of);
        let candidates = here.chain(before).chain(self.recent.iter().rev().copied());
        let who = candidates.filter(person).filter_map(state).find(|who| Some(*who) != home)?;
        let mut end = noun + 1;
        if line.class(end) == Class::Possessive {
            // "the country's armed forces"
            let body = (end + 1..end + 3).find_map(|i| {
                let (words, ()) = offices.bodies.longest(|n| line.lower(i + n))?;
                Some(i + words)
            });
            end = body.unwrap_or(end);
        }
        Some(Mention { words: at..end, who: vec![who], form: MentionForm::Noun })
    }

    /// The organization or group that was spoken of last.
    fn the_group_named(&self) -> Option<Who> {
        let body = |who: &&Who| {
            self.is_kind(**who, ActorKind::Organization) || self.is_kind(**who, ActorKind::Group)
        };
        self.recent.iter().rev().take(12).find(body).copied()
    }

    /// "the group", "the bloc": the organization that was spoken of last.
    pub(super) fn the_group(&self, line: &Line<'_>, at: usize) -> Option<Mention> {
        let points = matches!(line.lower(at), Some("the" | "this"))
            && line.lower(at + 1).is_some_and(|word| lexicon().offices.groupings.contains(word))
            && !line.words[at + 1].capital
            && !matches!(line.lower(at + 2), Some("of" | "known" | "called"));
        // "the group leaders" are others; "the group rejected" is the group.
        let verb = line.words.get(at + 2).is_some_and(|word| word.form.is_some());
        let alone = points && (line.class(at + 2) != Class::Other || verb);
        let who = self.the_group_named().filter(|_| alone)?;
        Some(Mention { words: at..at + 2, who: vec![who], form: MentionForm::Noun })
    }

    /// "the South" beside North Korea: the other half by the same name.
    pub(super) fn half(&mut self, line: &Line<'_>, at: usize) -> Option<Mention> {
        let word = line.words.get(at).filter(|word| word.capital)?;
        let alone = at > 0
            && line.lower(at - 1) == Some("the")
            && matches!(&*word.lower, "north" | "south" | "east" | "west")
            && !line.words.get(at + 1).is_some_and(|next| next.capital)
            && line.lower(at + 1) != Some("of");
        if !alone {
            return None;
        }
        let states = self.recent.iter().rev().filter(|&&who| self.is_kind(who, ActorKind::State));
        let halves = ["North ", "South ", "East ", "West "];
        let whole = states.clone().find_map(|&who| {
            let name = &self.cast.entities[who].name;
            halves.iter().find_map(|half| name.strip_prefix(half)).map(str::to_owned)
        })?;
        let parts: Vec<&str> = std::iter::once(word.text).chain(whole.split(' ')).collect();
        let (words, name) = lexicon().names.longest(|i| parts.get(i).copied())?;
        let Name::State(state) = name else { return None };
        let who = (words == parts.len()).then(|| self.cast.state(state))?;
        // No name of a place: it is written without its state.
        Some(Mention { words: at..at + 1, who: vec![who], form: MentionForm::Noun })
    }
}

/// The names that stand joined as the first subject of a sentence: "A, B and C said".
fn together_before(line: &Line<'_>, so_far: &Mentions) -> Vec<Who> {
    let names = |mention: &&Mention| {
        !mention.who.is_empty()
            && matches!(mention.form, MentionForm::Name | MentionForm::Noun | MentionForm::Seat)
    };
    let mut list = so_far.list.iter().take(NEAR).filter(names);
    let Some(first) = list.next() else { return Vec::new() };
    let before = first.words.start.checked_sub(1).map(|i| line.class(i));
    if matches!(before, Some(Class::Preposition | Class::To)) {
        return Vec::new();
    }
    let mut who = first.who.clone();
    let mut end = first.words.end;
    for next in list {
        let joins = |i: usize| {
            matches!(line.class(i), Class::Comma | Class::Determiner)
                || line.lower(i) == Some("and")
        };
        let between = end..next.words.start;
        if between.is_empty() || between.len() > 3 || !between.clone().all(joins) {
            break;
        }
        who.extend(&next.who);
        end = next.words.end;
    }
    // "A's offer and B's": owners act not.
    if line.class(end) == Class::Possessive { Vec::new() } else { who }
}

/// Whether a preposition stands before a mention and its article: "of the union".
fn is_under(line: &Line<'_>, mention: &Mention) -> bool {
    let before = (0..mention.words.start).rev().find(|&i| line.class(i) != Class::Determiner);
    before.is_some_and(|i| matches!(line.class(i), Class::Preposition | Class::To))
}
