//! Titles and offices: before a name, after it, and in place of it.
//!
//! ```text
//! former US President Donald Trump        title, then name
//! Hakan Fidan, the Turkish foreign minister   name, then title
//! the Turkish foreign minister            whoever was called so, else somebody by office
//! the White House spokesman               speaks for the White House
//! ```

use std::ops::Range;

use super::known::named;
use super::{Finder, Mention, MentionForm, Who};
use crate::extract::words::{Class, Line};
use crate::lexicon::{Name, lexicon};
use crate::vocabulary::ActorKind;

/// A title as it stands in a sentence.
#[derive(Debug)]
pub(super) struct Title {
    pub(super) words: Range<usize>,
    /// The office alone; of several the first.
    pub(super) office: Range<usize>,
    /// Where the first of two ends: "Deputy Prime Minister/Foreign Minister".
    first: Option<usize>,
    /// The state or organization before it.
    pub(super) of: Option<Who>,
    /// Where the state begins, if it does.
    has_state: bool,
}

impl Finder {
    /// A title with a name, or a title in place of a name.
    pub(super) fn titled(&mut self, line: &Line<'_>, at: usize) -> Option<Mention> {
        if let Some(mention) = self.honorific(line, at) {
            return Some(mention);
        }
        if let Some(several) = self.of_both(line, at) {
            return Some(several);
        }
        // "King Charles Street" is no king.
        if let Some((office, ())) = lexicon().offices.offices.longest(|i| line.lower(at + i))
            && named(line, at).is_some_and(|(words, _)| words > office)
        {
            return None;
        }
        let mut title = self.title(line, at)?;
        if let Some(several) = self.of_several(line, &title) {
            return Some(several);
        }
        title.of = title.of.or_else(|| self.whose(line, at));
        let mut name_at = title.words.end;
        // "ambassador to Germany Richard Grenell", "secretary for Western Affairs Emily Mendrala"
        if matches!(line.lower(name_at), Some("for" | "to" | "of")) {
            let mut after = name_at + 1;
            if line.lower(after) == Some("the") {
                after += 1;
            }
            if let Some((words, name)) = named(line, after) {
                let office = line.lower(name_at);
                let who = self.who_of(name);
                name_at = after + words;
                if office == Some("of") {
                    title.of = title.of.or(who);
                    title.has_state |= who.is_some();
                }
                title.words.end = name_at;
            } else if let Some(end) = portfolio(line, after).filter(|end| *end > after + 1) {
                name_at = end;
                title.words.end = end;
            } else if let Some(end) = Self::run(line, after).filter(|end| end - after >= 3) {
                name_at = end - 2;
                title.words.end = name_at;
            }
        }
        // "Minister of Foreign Affairs and International Cooperation Ana Lind"
        if line.lower(name_at) == Some("and")
            && let Some(end) = portfolio(line, name_at + 1)
            && self.run_here(line, end).is_some()
        {
            name_at = end;
            title.words.end = end;
        }
        name_at = honorifics(line, name_at);
        let free = named(line, name_at).is_none() || Self::is_given(line, name_at, 1);
        if let Some(end) = self.run_here(line, name_at).filter(|_| free) {
            return Some(self.holder_named(line, at, &title, name_at..end));
        }
        // "the Salvadoran ambassador in Washington, Julio Rivera, said"
        let mut seat = 0;
        if matches!(line.lower(name_at), Some("in" | "at")) {
            seat = named(line, name_at + 1).map_or(0, |(words, _)| words + 1);
        }
        let name_at = name_at + seat;
        // "the party's counsel, Lanang Ali, said"
        let definite = title.has_state
            || at > 0 && matches!(line.class(at - 1), Class::Determiner | Class::Possessive);
        // "the Union's chief, President Ana Berg, said": two offices of one.
        if definite && title.of.is_some() && line.class(name_at) == Class::Comma {
            let next = name_at + 1 + usize::from(line.class(name_at + 1) == Class::Determiner);
            let named = self.title(line, next).and_then(|second| {
                let end = Self::run(line, second.words.end)
                    .filter(|_| named(line, second.words.end).is_none())?;
                let closed = matches!(line.class(end), Class::Comma | Class::Mark);
                let listed = line.class(end) == Class::Comma
                    && matches!(line.class(end + 1), Class::Conjunction | Class::Other)
                    && self.title(line, end + 1).is_some();
                let and = line.lower(end + 1) == Some("and");
                (closed && !listed && !and).then_some((second, end))
            });
            if let Some((second, end)) = named {
                let mention = self.holder_named(line, next, &second, second.words.end..end);
                let words = join(line, title.words.clone());
                self.cast.claim(mention.who[0], &words, line.span(at, end));
                return Some(Mention { words: at..mention.words.end, ..mention });
            }
        }
        if definite && line.class(name_at) == Class::Comma {
            let start = honorifics(line, name_at + 1);
            let start = start + usize::from(line.lower(start) == Some("sheikh"));
            if let Some(end) = Self::run(line, start).filter(|end| {
                // "the Soviet foreign minister, M. Molotov,"
                (end - start >= 2 || start > name_at + 1)
                    && named(line, start).is_none()
                    && !matches!(line.class(*end), Class::Conjunction)
            }) {
                return Some(self.holder_named(line, at, &title, start..end));
            }
        }
        if !definite || at > 0 && matches!(line.class(at - 1), Class::To | Class::Modal) {
            return None;
        }
        self.by_office(line, &title)
    }

    /// "the prime ministers of Malta and Chad": each for the own state.
    fn of_several(&mut self, line: &Line<'_>, title: &Title) -> Option<Mention> {
        let plural = line.lower(title.office.end - 1)?.ends_with('s');
        if !plural || title.has_state || line.lower(title.words.end) != Some("of") {
            return None;
        }
        let mut who = Vec::new();
        let mut end = title.words.end + 1;
        loop {
            let start = end + usize::from(line.class(end) == Class::Determiner);
            let Some((words, name @ Name::State(_))) = named(line, start) else { break };
            who.extend(self.who_of(name));
            end = start + words;
            let next = (end..end + 2)
                .take_while(|&i| line.class(i) == Class::Comma || line.lower(i) == Some("and"));
            let after = end + next.count();
            if after == end {
                break;
            }
            let state = after + usize::from(line.class(after) == Class::Determiner);
            if !matches!(named(line, state), Some((_, Name::State(_)))) {
                break;
            }
            end = after;
        }
        let words = title.words.start..end;
        (who.len() > 1).then_some(Mention { words, who, form: MentionForm::Noun })
    }

    /// "Mr. Kabila", "Presidents Buhari of Nigeria".
    fn honorific(&mut self, line: &Line<'_>, at: usize) -> Option<Mention> {
        // "His Excellency"
        let lofty = matches!(
            line.lower(at + 1),
            Some("excellency" | "majesty" | "highness" | "holiness" | "eminence")
        );
        if line.class(at) == Class::Possessive && !lofty {
            return None;
        }
        let start = honorifics(line, at);
        if start == at {
            return None;
        }
        // "the General Secretary", "Justice Minister Eva Berg"
        let office = lexicon().offices.offices.longest(|i| line.lower(at + i));
        if office.is_some_and(|(words, ())| words > start - at) {
            return None;
        }
        // "the Justice Department", "King Charles Street"
        if named(line, at).is_some_and(|(words, _)| words > start - at) {
            return None;
        }
        // "His Excellency President Dr Omar Deby"
        if self.title(line, start).is_some_and(|title| title.office.start == start) {
            let mention = self.titled(line, start)?;
            return Some(Mention { words: at..mention.words.end, ..mention });
        }
        // "the General Border Committee"
        if Self::run(line, start).is_some_and(|end| {
            line.lower(end - 1).is_some_and(|w| lexicon().offices.organizations.contains(w))
        }) {
            return None;
        }
        // "General de Gaulle"
        let particle = usize::from(Self::is_particle(line, start));
        let end = Self::run(line, start + particle)?;
        // "M. Bidault", not "M. K. Gandhi"
        if line.lower(at) == Some("m.") && end != start + 1 {
            return None;
        }
        let name = join(line, start..end);
        // A king has one name, and the title belongs to it.
        let royal = matches!(line.lower(start - 1), Some("king" | "queen" | "prince" | "pope"));
        let name = if royal && end == start + 1 { join(line, start - 1..end) } else { name };
        let (of, end) = self.of_state(line, end);
        let who = self.cast.person(&name, of);
        let pronoun = (at..start).find_map(|i| lexicon().people.titled(line.lower(i)?));
        self.cast.called(who, pronoun);
        let end = self.office_after(line, who, start, end, true);
        Some(Mention { words: at..end, who: vec![who], form: MentionForm::Name })
    }

    /// The mention of a person whose title and name are known.
    fn holder_named(
        &mut self,
        line: &Line<'_>,
        at: usize,
        title: &Title,
        name: Range<usize>,
    ) -> Mention {
        let office = line.lower(title.office.end - 1).unwrap_or_default();
        let royal = matches!(office, "king" | "queen" | "prince" | "emperor" | "pope" | "sheikh");
        let written = if royal && name.len() == 1 && title.office.end == name.start {
            join(line, title.office.end - 1..name.end)
        } else {
            join(line, name.clone())
        };
        let (of, end) = self.of_state(line, name.end);
        let who = self.cast.person(&written, title.of.or(of));
        let pronoun = (at..name.start).find_map(|i| lexicon().people.titled(line.lower(i)?));
        self.cast.called(who, pronoun);
        // "president" claims an office; "counterpart" only compares.
        if office != "counterpart" || title.of.is_some() {
            let first = title.words.start..title.first.unwrap_or(title.words.end);
            let second = title.first.map(|end| end + 1..title.words.end);
            for words in std::iter::once(first).chain(second) {
                let words = join(line, words);
                self.cast.claim(who, words.trim_end_matches('’'), line.span(at, name.end));
            }
        }
        let end = self.office_after(line, who, at, end, true);
        Mention { words: at..end, who: vec![who], form: MentionForm::Name }
    }

    /// "of Nigeria" after a name.
    pub(super) fn of_state(&mut self, line: &Line<'_>, at: usize) -> (Option<Who>, usize) {
        if line.lower(at) == Some("of")
            && let Some((words, name @ Name::State(_))) = named(line, at + 1)
        {
            return (self.who_of(name), at + 1 + words);
        }
        (None, at)
    }

    /// The words of a title from a place on, with the state it belongs to.
    pub(super) fn title(&mut self, line: &Line<'_>, at: usize) -> Option<Title> {
        let offices = &lexicon().offices;
        let mut office: Option<Range<usize>> = None;
        let mut of = None;
        let mut has_state = false;
        let mut i = at;
        for _ in 0..8 {
            let Some(word) = line.words.get(i) else { break };
            if let Some((words, ())) = offices.offices.longest(|n| line.lower(i + n)) {
                office = Some(i..i + words);
                i += words;
            } else if office.is_some() {
                break;
            } else if let Some((words, name)) = named(line, i) {
                of = self.who_of(name);
                has_state = true;
                i += words;
                if let Some(of) = of {
                    i = self.acronym(line, of, i);
                }
                if line.class(i) == Class::Possessive {
                    i += 1;
                }
            } else if word.lower.strip_prefix("ex-").is_some_and(|rest| offices.offices.has(rest)) {
                // "Ex-President"
                office = Some(i..i + 1);
                i += 1;
            } else if offices.before.contains(&*word.lower) {
                i += 1;
            } else if word.capital
                && offices.portfolios.contains(&*word.lower)
                && matches!(line.lower(i + 1), Some("minister" | "secretary"))
            {
                // "Agriculture Minister"
                i += 1;
            } else if let Some((words, ())) = offices
                .bodies
                .longest(|n| line.lower(i + n))
                .filter(|(words, ())| offices.offices.has(line.lower(i + words).unwrap_or("")))
            {
                // "Foreign Ministry spokeswoman"
                i += words;
            } else if let Some(who) = Some(word.text).filter(|_| word.capital).and_then(|name| {
                // "Arafat aide", "a senior Arafat aide"
                let next = || offices.offices.longest(|n| line.lower(i + 1 + n)).is_some();
                let known = self.cast.known(name).filter(|_| i == at || next());
                known.or_else(|| self.cast.known_person(name).filter(|_| next()))
            }) {
                of = match self.cast.entities[who].kind {
                    ActorKind::Person => self.cast.entities[who].of,
                    _ => Some(who),
                };
                has_state = true;
                i += 1;
                if line.class(i) == Class::Possessive {
                    i += 1;
                }
            } else if has_state
                && word.class == Class::Other
                && word.form.is_none_or(|form| form.base)
                && (1..4).any(|n| offices.offices.longest(|k| line.lower(i + n + k)).is_some())
            {
                // "US Middle East peace envoy"
                i += 1;
            } else {
                break;
            }
        }
        let office = office?;
        // "at 3 PM"
        let hour = at > 0 && line.class(at - 1) == Class::Number;
        if hour && matches!(line.lower(office.end - 1), Some("pm")) {
            return None;
        }
        if !has_state && at == office.start {
            // Of these there is one: "Secretary of State Ana Otieno".
            let home = match join(line, office.clone()).to_lowercase().as_str() {
                "secretary of state" | "treasury secretary" => Some("USA"),
                "taoiseach" | "tánaiste" => Some("IRL"),
                "external affairs minister" => Some("IND"),
                _ => None,
            };
            let home = home.and_then(|code| lexicon().names.state_by_code(code));
            of = home.map(|state| self.cast.state(state));
        }
        let end = self.second_office(line, &office, of).unwrap_or(office.end);
        (!line.words[at].quoted || line.words[at].capital).then_some(Title {
            words: at..end,
            first: (end > office.end).then_some(office.end),
            office,
            of,
            has_state,
        })
    }

    /// "Deputy Prime Minister/Foreign Minister", "Prime Minister and Minister of Finance": where the
    /// second office of whoever is named after it ends.
    fn second_office(
        &self,
        line: &Line<'_>,
        office: &Range<usize>,
        of: Option<Who>,
    ) -> Option<usize> {
        let slash = line.lower(office.end) == Some("/");
        let start = office.end + 1;
        let (words, ()) = lexicon()
            .offices
            .offices
            .longest(|i| line.lower(start + i))
            .filter(|_| slash || line.lower(office.end) == Some("and"))?;
        let end = start + words;
        let named = Self::run(line, end).is_some() && named(line, end).is_none()
            || line.words.get(end).is_some_and(|word| {
                word.capital && lexicon().offices.honorifics.contains(&*word.lower)
            });
        // "the Secretary and Foreign Minister Dar": two, where the first is known already.
        let known = || self.holder(&join(line, office.clone()).to_lowercase(), of).is_some();
        (named && (slash || !known())).then_some(end)
    }

    /// Who stands behind a name of the lexicon.
    pub(super) fn who_of(&mut self, name: Name) -> Option<Who> {
        match name {
            Name::State(i)
            | Name::Adjective(i)
            | Name::People(i)
            | Name::Capital(i)
            | Name::Seat(i)
            | Name::Organ(i) => Some(self.cast.state(i)),
            Name::Organization(i) => Some(self.cast.organization(i)),
            // Nobody speaks for a part of a state but itself.
            Name::Region(_) | Name::Medium => None,
        }
    }
}

/// Where the honorifics from a place on end: "His Excellency Dr", "H. E.".
fn honorifics(line: &Line<'_>, at: usize) -> usize {
    let mut end = at;
    while end < at + 4 {
        let Some(word) = line.words.get(end).filter(|word| word.capital) else { break };
        // "H. E. Omar Deby", not "H. E. Holm"
        let spaced = word.text == "H."
            && line.words.get(end + 1).is_some_and(|next| next.text == "E.")
            && (end + 2..end + 4).all(|i| line.words.get(i).is_some_and(|word| word.capital));
        match () {
            () if spaced => end += 2,
            () if lexicon().offices.honorifics.contains(&*word.lower) => end += 1,
            () => break,
        }
    }
    end
}

/// Where the name of what a minister is for ends: "Foreign and European Affairs".
pub(super) fn portfolio(line: &Line<'_>, from: usize) -> Option<usize> {
    let belongs = |i: &usize| {
        line.words.get(*i).is_some_and(|word| {
            word.capital || matches!(&*word.lower, "and" | "of" | "the" | "," | "&" | "for")
        })
    };
    let last = (from..from + 9).take_while(belongs).filter(|&i| {
        line.words[i].capital && lexicon().offices.portfolios.contains(&*line.words[i].lower)
    });
    last.last().map(|last| last + 1)
}

/// The text of some words, with a space between them where the article has one, none before `'s`.
pub(super) fn join(line: &Line<'_>, words: Range<usize>) -> String {
    let mut text = String::new();
    let mut end = usize::MAX;
    for word in &line.words[words] {
        let glued = word.text.starts_with(['\'', '’'])
            || word.class == Class::Comma
            || word.span.start == end;
        end = word.span.end;
        if !text.is_empty() && !glued {
            text.push(' ');
        }
        text.push_str(word.text);
    }
    text
}
