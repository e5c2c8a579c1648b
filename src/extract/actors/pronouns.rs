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
        if let Some(words) = both(line, at) {
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
                let called = line.lower(at + words - 1).unwrap_or_default();
                // "the parties" may be more than two: only a pair that was named is meant.
                let counted = line.lower(at) == Some("both")
                    || !matches!(line.lower(at + words - 1), Some("parties" | "sides"))
                    || words > 2;
                let bare = words > 1
                    && !matches!(line.lower(at), Some("both"))
                    && line.lower(at + 1) != Some("two");
                let who = match self.group_called(called).filter(|_| bare) {
                    Some(group) => vec![group],
                    None => self.both_sides(line, so_far, called, counted),
                };
                if words > 1 && !(line.lower(at) == Some("the") && words == 2 && noun) {
                    return Some(Mention {
                        words: at..at + words,
                        who,
                        form: MentionForm::Pronoun,
                    });
                }
            }
        }
        // "Both rejected it"
        let both = line.lower(at) == Some("both")
            && (at == 0 || matches!(line.class(at - 1), Class::Comma | Class::Conjunction))
            && line.words.get(at + 1).is_some_and(|next| {
                next.form.is_some_and(|form| form.past || form.base) || next.class == Class::Have
            });
        if both {
            let who = self.both_sides(line, so_far, "both", true);
            return Some(Mention { words: at..at + 1, who, form: MentionForm::Pronoun });
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
            // "The quartet stated that it had agreed"
            "it" if !self.set_here(line, so_far).is_empty() => self.set_here(line, so_far),
            "it" => {
                // "Under the rules of the union, Chad said it": who acts.
                let acts = |m: &&Mention| m.form != MentionForm::Adjective && !is_under(line, m);
                let one = |m: &&Mention| m.who.len() == 1;
                let all = || so_far.list.iter().take(NEAR).filter(one);
                let here = all().find(acts).or_else(|| all().next()).map(|m| m.who[0]);
                let body = |who: &Who| {
                    !self.is_kind(*who, ActorKind::Person) && !self.is_kind(*who, ActorKind::Group)
                };
                match &self.paper {
                    Some(makers) if here.is_none() => makers.clone(),
                    _ => here.or(self.subject.first().copied()).filter(body).into_iter().collect(),
                }
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
        // "If Morel failed, Ruiz said he would act": who says it.
        let low = at.saturating_sub(3);
        let says = (low..at)
            .rev()
            .find(|&i| line.lower(i).is_some_and(|word| lexicon().titles.says.contains(word)));
        let speaker = says.and_then(|verb| {
            let last = so_far.list.iter().rev().find(|m| m.words.end <= verb)?;
            let right = last.words.end == verb
                || last.words.end + 1 == verb && line.class(verb - 1) == Class::Adverb;
            let only = (verb + 1..at).all(|i| line.lower(i) == Some("that"));
            one(last).filter(|who| right && only && fits(who))
        });
        let who = speaker.or(here).or(self.person.filter(fits)).or_else(other).or_else(latest)?;
        self.cast.called(who, Some(pronoun));
        Some(who)
    }

    /// The members of a set that acts in a sentence, or acted in the one before: "it".
    fn set_here(&self, line: &Line<'_>, so_far: &Mentions) -> Vec<Who> {
        match so_far.list.iter().find(|m| m.form != MentionForm::Adjective && !m.who.is_empty()) {
            Some(first) if is_set(line, first) => first.who.clone(),
            Some(_) => Vec::new(),
            None => self.set.clone(),
        }
    }

    /// Who made the paper that a sentence has for its subject: the body that stands before it, for a
    /// resolution the latest that makes such. None where it is about something else.
    pub(super) fn paper_of(&self, line: &Line<'_>, mentions: &Mentions) -> Option<Vec<Who>> {
        let words = &lexicon().words;
        let root = (0..line.words.len()).find(|&i| line.relation(i) == "root")?;
        let subject = (0..root)
            .find(|&i| line.relation(i).starts_with("nsubj") && line.head(i) == Some(root))?;
        // "The resolution ... It ... It also": goes on.
        if line.lower(subject) == Some("it") {
            return self.paper.clone();
        }
        let named = mentions.get(subject).is_some_and(|mention| !mention.who.is_empty());
        let lemma = line.lemma(subject).to_lowercase();
        if !words.papers.contains(&lemma) || named {
            return None;
        }
        let before = subject.checked_sub(1).map(|i| match line.class(i) {
            Class::Possessive => i.saturating_sub(1),
            _ => i,
        });
        let owner = before.and_then(|i| mentions.get(i)).map(|mention| mention.who.clone());
        let maker = |who: &&Who| {
            let name = &self.cast.entities[**who].name;
            let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
            self.is_kind(**who, ActorKind::Organization) && words.makers.contains(&last)
        };
        let latest = || self.recent.iter().rev().take(NEAR).find(maker).map(|&who| vec![who]);
        let resolution = lemma == "resolution";
        Some(owner.or_else(|| latest().filter(|_| resolution)).unwrap_or_default())
    }

    /// "the ministers": the group that was named so, "ASEAN foreign ministers".
    fn group_called(&self, called: &str) -> Option<Who> {
        let named = |who: &&Who| {
            let name = self.cast.entities[**who].name.to_lowercase();
            let so = name.split(' ').any(|word| word == called) && name.contains(' ');
            so && !self.is_kind(**who, ActorKind::Person)
        };
        let people = matches!(called, "leaders" | "presidents" | "ministers");
        self.recent.iter().rev().take(2 * NEAR).find(named).copied().filter(|_| people)
    }

    /// "the five leaders", "the quartet of ministers": the list or the group of the sentence before.
    fn counted(&self, line: &Line<'_>, at: usize) -> Option<Mention> {
        const MANY: [&str; 8] = ["three", "four", "five", "six", "seven", "eight", "nine", "ten"];
        let group =
            |i: usize| line.lower(i).is_some_and(|word| lexicon().offices.groups.contains(word));
        let word = line.lower(at + 1).filter(|_| line.lower(at) == Some("the"))?;
        let many = MANY.iter().position(|many| *many == word).map(|i| i + 3);
        let set = lexicon().words.sets.get(word).copied();
        let all = [&self.subject, &self.several, &self.counted];
        let as_many = |count: usize| all.into_iter().find(|who| who.len() == count);
        // "the quartet of foreign ministers"
        let of = (at + 3..at + 5).find(|&i| group(i)).filter(|_| line.lower(at + 2) == Some("of"));
        let (end, who) = match (many, set) {
            (Some(_), _) if group(at + 2) => {
                let longer = all.into_iter().find(|who| who.len() > 2);
                (at + 3, longer?)
            }
            // "the four agreed"
            (Some(count), _) if line.words.get(at + 2).is_some_and(|next| next.form.is_some()) => {
                (at + 2, as_many(count)?)
            }
            (_, Some(count)) => (of.map_or(at + 2, |of| of + 1), as_many(count)?),
            _ => return None,
        };
        Some(Mention { words: at..end, who: who.clone(), form: MentionForm::Pronoun })
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
        // "Morel invited Okafor when they met": the two before it.
        let meets = |i: usize| {
            matches!(line.lemma(i), "meet" | "speak" | "talk" | "discuss" | "sign" | "negotiate")
        };
        let when = at.checked_sub(1).and_then(|i| line.lower(i));
        if matches!(when, Some("when" | "as" | "after" | "before" | "that" | "while"))
            && (at + 1..at + 3).any(meets)
        {
            let mut two: Vec<Who> = Vec::new();
            for mention in so_far.list.iter().rev().take(NEAR) {
                let who = mention.who.iter().filter(|_| mention.form != MentionForm::Adjective);
                two.extend(who.filter(|who| !two.contains(who)).copied().collect::<Vec<_>>());
            }
            two.reverse();
            if two.len() == 2 {
                return two;
            }
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
        // "the island nation", "the West African country"
        let described = |i: usize| {
            matches!(line.part(i), "ADJ" | "PROPN" | "NOUN")
                && !matches!(
                    super::known::named(line, i),
                    Some((_, Name::Adjective(_) | Name::State(_) | Name::Organization(_)))
                )
        };
        let noun = (at + 1..at + 4)
            .find(|&i| line.lower(i).is_some_and(|word| offices.countries.contains(word)))?;
        if !(at + 1..noun).all(described) {
            return None;
        }
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

/// "the quartet": several that are one.
pub(super) fn is_set(line: &Line<'_>, mention: &Mention) -> bool {
    let word = line.lower(mention.words.start + 1);
    mention.form == MentionForm::Pronoun
        && word.is_some_and(|word| lexicon().words.sets.contains_key(word))
}

/// How many words "both sides" or "the two Maltese leaders" has.
fn both(line: &Line<'_>, at: usize) -> Option<usize> {
    let phrases = &lexicon().offices.both;
    let plain = phrases.longest(|i| line.lower(at + i)).map(|(words, ())| words);
    let count = match (line.lower(at)?, line.lower(at + 1)) {
        ("the", Some("two")) => 2,
        ("both", _) => 1,
        _ => return plain,
    };
    // "the two West European leaders"
    let described = (1..=3).find_map(|more| {
        // "the two Maltese leaders" are of one state.
        let told = (at + count..at + count + more).all(|i| {
            matches!(line.part(i), "ADJ" | "PROPN")
                && !matches!(super::known::named(line, i), Some((_, Name::Adjective(_))))
        });
        let noun = |i: usize| line.lower(at + if i < count { i } else { i + more });
        let (words, ()) = phrases.longest(noun).filter(|_| told)?;
        (words > count).then_some(words + more)
    });
    plain.filter(|words| *words > count).or(described).or(plain)
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
