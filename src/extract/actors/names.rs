//! Names: of the lexicon, and runs of capitals that it does not know.

use super::known::named;
use super::titles::{join, portfolio};
use super::{Finder, Mention, MentionForm, Who};
use crate::extract::words::{Class, Line};
use crate::lexicon::{Name, lexicon, register};
use crate::vocabulary::ActorKind;

/// Before a group of people: they are no part of the state.
pub(super) const REBELS: &[&str] = &[
    "rebel",
    "opposition",
    "separatist",
    "militant",
    "insurgent",
    "guerrilla",
    "islamist",
    "dissident",
];

impl Finder {
    /// A name, of the lexicon or not.
    pub(super) fn name(&mut self, line: &Line<'_>, at: usize, headline: bool) -> Option<Mention> {
        if let Some(mention) = self.pair(line, at) {
            return Some(mention);
        }
        if let Some((words, name)) = named(line, at) {
            if let Some(who) = self.surname(line, at, words, name) {
                let word = line.words[at].text;
                self.cast.shorten(who, word);
                return Some(Mention {
                    words: at..at + 1,
                    who: vec![who],
                    form: MentionForm::Name,
                });
            }
            if !Self::is_given(line, at, words) {
                return Some(self.known_name(line, at, words, name));
            }
        }
        // "Correspondent Ana Otieno has details"
        let reporter = line.lower(at).is_some_and(|w| lexicon().offices.reporters.contains(w));
        if let Some(end) = Self::run(line, at + 1).filter(|_| reporter) {
            return Some(Mention { words: at..end, who: Vec::new(), form: MentionForm::Noun });
        }
        let mut end = Self::run(line, at)?;
        // "the Kurdish People's Protection Units"
        if Self::is_creed(line, at)
            && matches!(named(line, at + 1), Some((words, Name::Organization(_))) if words > 1)
        {
            return None;
        }
        let mut at = at;
        // A sentence begins with a capital, whatever its first word is.
        let first = &line.words[at];
        let initial = at == 0 || matches!(line.class(at - 1), Class::Quote | Class::Break);
        if initial || headline {
            // "Van der Berg", "De Gaulle"
            let particle = Self::is_particle(line, at) && end - at > 1;
            let ordinary = !particle && self.common.contains(&*first.lower)
                || lexicon().offices.groups.contains(&*first.lower)
                || first.form.is_some()
                || first.lower.ends_with("ing");
            let proper = self.capitals.contains(first.text)
                || !ordinary && end - at == 1 && self.incumbent(line, at).is_some()
                || end - at > 1 && !ordinary
                || !ordinary && !headline && self.cast.known_person(first.text).is_some();
            let unknown = || {
                self.cast.known_person(first.text).is_none() && self.incumbent(line, at).is_none()
            };
            if !proper || headline && end - at == 1 && unknown() {
                at += 1;
                if at >= end {
                    return None;
                }
            }
        }
        if at < end && named(line, at).is_some() && !Self::is_given(line, at, 1) {
            return None;
        }
        let name = join(line, at..end);
        // "European leaders", "Moslem guerrillas"
        if let Some(group) = line.lower(end).filter(|w| lexicon().offices.groups.contains(*w)) {
            let unnamed = self.cast.known_person(&name).is_some();
            let known =
                self.cast.known(&name).filter(|&who| self.is_kind(who, ActorKind::Organization));
            // "the M23 rebels": the movement itself.
            if let Some(who) = known.filter(|_| lexicon().offices.acting.contains(group)) {
                let words = at..end + 1;
                return Some(Mention { words, who: vec![who], form: MentionForm::Name });
            }
            if !unnamed {
                let who = self.cast.named(&format!("{name} {group}"), ActorKind::Group, None);
                return Some(Mention {
                    words: at..end + 1,
                    who: vec![who],
                    form: MentionForm::Noun,
                });
            }
        }
        // "the Clinton administration", "the Peres government": the state.
        let body =
            matches!(line.lower(end), Some("administration" | "government" | "cabinet" | "regime"));
        if body && end - at == 1 && before_is_the(line, at) {
            let person = self.cast.known_person(&name).and_then(|who| self.cast.entities[who].of);
            let state = match person {
                Some(of) => Some(of),
                None => self.incumbent(line, at).map(|state| self.cast.state(state)),
            };
            if let Some(state) = state {
                let words = at..end + 1;
                return Some(Mention { words, who: vec![state], form: MentionForm::Noun });
            }
        }
        let nobody =
            |end| Some(Mention { words: at..end, who: Vec::new(), form: MentionForm::Noun });
        let last = line.lower(end - 1).unwrap_or_default();
        let organization = (at..end)
            .any(|i| line.lower(i).is_some_and(|w| lexicon().offices.organizations.contains(w)));
        let mut who = self.cast.known(&name).or_else(|| self.cast.known_person(&name));
        if who.is_none() {
            // "the Korean Central News Agency": what it says is attribution.
            if is_outlet(&name) {
                return nobody(Self::brackets(line, end));
            }
            if lexicon().offices.things.contains(last) && !last.ends_with("bank") {
                return nobody(end);
            }
            let before = at.checked_sub(1).and_then(|i| line.lower(i)).unwrap_or_default();
            let place = matches!(before, "in" | "at" | "near" | "from" | "around" | "outside");
            let owned = line.class(end) == Class::Possessive;
            let incumbent = (end - at == 1).then(|| self.incumbent(line, at)).flatten();
            who = if organization {
                Some(self.cast.named(&name, ActorKind::Organization, None))
            } else if let Some(state) = incumbent.filter(|_| !place && before != "the") {
                let state = self.cast.state(state);
                Some(self.cast.person(&name, Some(state)))
            } else if place || headline || before == "the" || end - at > 4 {
                return nobody(end);
            } else if end - at >= 2 || owned || Self::speaks(line, end) || self.joins(line, at) {
                let (of, after) = self.of_state(line, end);
                end = after;
                let shouted = name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
                if shouted {
                    Some(self.cast.named(&name, ActorKind::Organization, of))
                } else {
                    Some(self.cast.person(&name, of))
                }
            } else {
                return nobody(end);
            };
        }
        let who = who?;
        if self.cast.entities[who].kind == ActorKind::Person {
            self.cast.shorten(who, &name);
            end = self.office_after(line, who, at, end, false);
        }
        end = self.acronym(line, who, end);
        end = self.of_in_brackets(line, who, end);
        Some(Mention { words: at..end, who: vec![who], form: MentionForm::Name })
    }

    /// The state of whoever held an office in the year of publication and is called by this word alone:
    /// "Mitterrand invited them".
    fn incumbent(&self, line: &Line<'_>, at: usize) -> Option<usize> {
        let word = line.words.get(at)?;
        let title = lexicon().offices.honorifics.contains(&*word.lower);
        let name =
            line.part(at) == "PROPN" && !title && !lexicon().offices.things.contains(&*word.lower);
        let code = register::incumbent(word.text, self.year.filter(|_| name)?)?;
        lexicon().names.state_by_code(code)
    }

    /// Whether a name stands beside a person's: "Morel and Okafor".
    fn joins(&self, line: &Line<'_>, at: usize) -> bool {
        let person = |who: &Who| self.cast.entities[*who].kind == ActorKind::Person;
        at > 1
            && line.class(at - 1) == Class::Conjunction
            && line.words[at - 2].capital
            && self.recent.last().is_some_and(|who| {
                person(who) && self.cast.entities[*who].name.ends_with(line.words[at - 2].text)
            })
    }

    /// Whether a verb follows that somebody does.
    fn speaks(line: &Line<'_>, at: usize) -> bool {
        let mut at = at;
        if line.class(at) == Class::Adverb {
            at += 1;
        }
        line.words.get(at).is_some_and(|word| {
            word.class == Class::Modal || word.form.is_some_and(|form| form.past || form.third)
        })
    }

    /// A name of the lexicon, with the noun it belongs to: "Turkish forces", "Peru's Congress".
    fn known_name(&mut self, line: &Line<'_>, at: usize, words: usize, name: Name) -> Mention {
        let offices = &lexicon().offices;
        let end = at + words;
        if matches!(name, Name::Capital(_))
            && let Some(year) = self.year
            && !lexicon().names.is_capital_in(&join(line, at..end), year)
        {
            // Bonn in 2005 is a city.
            return Mention { words: at..end, who: Vec::new(), form: MentionForm::Noun };
        }
        if let Name::Region(state) = name
            && line.lower(end).is_some_and(|word| offices.groups.contains(word))
        {
            // "Gaza militants"
            let state = self.cast.state(state);
            let who = self.cast.named(&join(line, at..end + 1), ActorKind::Group, Some(state));
            return Mention { words: at..end + 1, who: vec![who], form: MentionForm::Noun };
        }
        // "Central American presidents", "Southeast Asian foreign ministers": no state's.
        let group =
            (end..end + 2).find(|&i| line.lower(i).is_some_and(|w| offices.groups.contains(w)));
        let plain = |i: usize| {
            line.part(i) == "ADJ" || line.lower(i).is_some_and(|w| offices.before.contains(w))
        };
        if let (Name::Medium, Some(last)) = (name, group)
            && (end..last).all(plain)
        {
            let who = self.cast.named(&join(line, at..last + 1), ActorKind::Group, None);
            return Mention { words: at..last + 1, who: vec![who], form: MentionForm::Noun };
        }
        // "Sudan Tribune": a newspaper.
        if let Some(run) = Self::run(line, end)
            && is_outlet(&join(line, at..run))
        {
            return Mention { words: at..run, who: Vec::new(), form: MentionForm::Noun };
        }
        if let Some(place) = Self::place(line, at, words, name) {
            return Mention { words: at..place, who: Vec::new(), form: MentionForm::Noun };
        }
        let spelled = join(line, at..end);
        if let Some(state) = self.elsewhere(line, at, name) {
            let who = self.namesake(state, &spelled);
            return Mention { words: at..end, who: vec![who], form: MentionForm::Name };
        }
        // "in the Maltese capital": a place.
        let city = line.lower(end).is_some_and(|word| lexicon().words.cities.contains(word));
        let the = usize::from(at > 0 && line.class(at - 1) == Class::Determiner);
        let under = at.checked_sub(the + 1).and_then(|i| line.lower(i));
        if matches!(name, Name::Adjective(_))
            && city
            && matches!(under, Some("in" | "at" | "near" | "from" | "to" | "outside"))
        {
            return Mention { words: at..end, who: Vec::new(), form: MentionForm::Adjective };
        }
        // "Moscow, Russian officials said": where it was written.
        if let (0, Name::Capital(city), Some((_, Name::Adjective(state)))) =
            (at, name, named(line, end + 1))
            && city == state
            && line.class(end) == Class::Comma
        {
            return Mention { words: at..end, who: Vec::new(), form: MentionForm::Noun };
        }
        let Some(of) = self.who_of(name) else {
            return Mention { words: at..end, who: Vec::new(), form: MentionForm::Noun };
        };
        let who = match name {
            Name::Organ(_) => {
                self.cast.named(&join(line, at..end), ActorKind::Organization, Some(of))
            }
            _ => of,
        };
        // "Kosovar Albanians": a people of one state by the name of another's.
        if matches!(name, Name::Adjective(_) | Name::State(_) | Name::Region(_))
            && let Some((more, Name::People(other))) = named(line, end)
            && self.cast.state(other) != of
        {
            let words = at..end + more;
            let who = self.cast.named(&join(line, words.clone()), ActorKind::Group, Some(of));
            return Mention { words, who: vec![who], form: MentionForm::Noun };
        }
        match name {
            _ if line.shouts => {}
            Name::State(index) => {
                self.cast.add_alias(of, &spelled);
                self.cast.write_state(of, index, &spelled);
            }
            Name::Organization(index) => self.cast.write(of, index, &spelled),
            _ => {}
        }
        let end = self.acronym(line, who, end);
        let owner = line.class(end) == Class::Possessive;
        // "Seoul's National Intelligence Service"
        if owner
            && matches!(named(line, end + 1), Some((_, Name::Organization(_) | Name::Organ(_))))
        {
            return Mention { words: at..end, who: vec![who], form: MentionForm::Name };
        }
        // Up to two plain adjectives may stand before the noun: "Turkish special forces".
        let from = if owner { end + 1 } else { end };
        let mut rebels = false;
        // "Malta's largest leftist rebel army"
        let reach = if owner { 5 } else { 3 };
        for noun in from..(from + reach).min(line.words.len()) {
            if let Some((length, ())) = offices.bodies.longest(|i| line.lower(noun + i)) {
                let length = whole_body(line, noun, length);
                let body = join(line, noun..noun + length).to_lowercase();
                let own = !matches!(
                    body.as_str(),
                    "government"
                        | "administration"
                        | "authorities"
                        | "regime"
                        | "delegation"
                        | "forces"
                        | "troops"
                        | "cabinet"
                        | "presidency"
                        | "team"
                        | "embassy"
                );
                // "Farc rebels": the movement itself.
                let own = match name {
                    Name::Organization(index) if offices.acting.contains(&body) => {
                        self.cast.write(of, index, &join(line, at..noun + length));
                        false
                    }
                    _ => own,
                };
                let who = if own {
                    let name = join(line, at..noun + length);
                    self.cast.named(&name, ActorKind::Organization, Some(of))
                } else {
                    who
                };
                self.bodies.insert(body, who);
                return Mention {
                    words: at..noun + length,
                    who: vec![who],
                    form: MentionForm::Noun,
                };
            }
            let Some(word) = line.words.get(noun) else { break };
            // "the Austrian People's Party"
            if word.capital && Self::is_of_many(line, noun + 1) {
                break;
            }
            if REBELS.contains(&&*word.lower) && noun + 1 < line.words.len() {
                rebels = true;
                continue;
            }
            let plain = offices.unnamed.contains(&*word.lower);
            if plain || offices.groups.contains(&*word.lower) {
                let own = rebels
                    || matches!(
                        &*word.lower,
                        "rebels"
                            | "opposition"
                            | "guerrillas"
                            | "separatists"
                            | "militants"
                            | "protesters"
                            | "settlers"
                            | "refugees"
                            | "dissidents"
                            | "insurgents"
                            | "prisoners"
                            | "citizens"
                            | "neighbours"
                            | "neighbors"
                            | "allies"
                    );
                let own = match name {
                    Name::Organization(index) if offices.acting.contains(&*word.lower) => {
                        self.cast.write(of, index, &join(line, at..noun + 1));
                        false
                    }
                    _ => own,
                };
                // "Taiwanese official Wu Mei-ling"
                let one = plain && !word.lower.ends_with('s') && word.lower != "media";
                if let Some(end) = Self::run(line, noun + 1)
                    && one
                    && named(line, noun + 1).is_none()
                {
                    let person = self.cast.person(&join(line, noun + 1..end), Some(of));
                    return Mention { words: at..end, who: vec![person], form: MentionForm::Name };
                }
                if let Some((who, end)) = self.known_as(line, noun + 1, of).filter(|_| own) {
                    return Mention { words: at..end, who: vec![who], form: MentionForm::Name };
                }
                let who = if own {
                    self.cast.named(&join(line, at..noun + 1), ActorKind::Group, Some(of))
                } else {
                    who
                };
                let people = !matches!(&*word.lower, "media" | "television" | "radio" | "reports");
                if !people {
                    // What a broadcaster says is attribution.
                    return Mention {
                        words: at..noun + 1,
                        who: Vec::new(),
                        form: MentionForm::Noun,
                    };
                }
                if people {
                    return Mention {
                        words: at..noun + 1,
                        who: vec![who],
                        form: MentionForm::Noun,
                    };
                }
            }
            let describes = owner && line.relation(noun) == "amod";
            if word.class != Class::Other || word.form.is_some() && !describes {
                break;
            }
        }
        let adjective = matches!(name, Name::Adjective(_)) || owner;
        if let Some(mention) = self.after_noun(line, at, from, of).filter(|_| adjective) {
            return mention;
        }
        // "Israeli Labor Party"
        if let Some(run) = Self::run(line, end).filter(|_| !owner) {
            let last = line.lower(run - 1).unwrap_or_default();
            if offices.organizations.contains(last) && !offices.things.contains(last) {
                let name = join(line, at..run);
                if is_outlet(&name) {
                    let words = at..Self::brackets(line, run);
                    return Mention { words, who: Vec::new(), form: MentionForm::Noun };
                }
                let who = self.cast.named(&name, ActorKind::Organization, Some(of));
                let run = self.acronym(line, who, run);
                return Mention { words: at..run, who: vec![who], form: MentionForm::Name };
            }
        }
        let end = self.acronym(line, who, end);
        let noun_follows = line.words.get(end).is_some_and(|word| {
            word.class == Class::Other
                && !word.capital
                && (word.form.is_none() && !word.lower.ends_with("ed")
                    || at > 0
                        && match line.class(at - 1) {
                            Class::Preposition => word.form.is_some_and(|f| f.base || f.third),
                            Class::Determiner => word.form.is_some_and(|form| form.base),
                            _ => false,
                        })
        });
        let form = match name {
            Name::Adjective(_) => MentionForm::Adjective,
            Name::Capital(_) | Name::Seat(_) => MentionForm::Seat,
            _ if noun_follows => MentionForm::Adjective,
            _ => MentionForm::Name,
        };
        Mention { words: at..end, who: vec![who], form }
    }
}

fn before_is_the(line: &Line<'_>, at: usize) -> bool {
    at > 0 && matches!(line.class(at - 1), Class::Determiner | Class::Possessive)
}

/// How many words a body of a state has with what it is for: "Ministry of Rural Development".
fn whole_body(line: &Line<'_>, at: usize, words: usize) -> usize {
    let last = at + words - 1;
    let of = matches!(line.lower(last + 1), Some("of" | "for"))
        && line.words[last].capital
        && matches!(line.lower(last), Some("ministry" | "department"));
    match portfolio(line, last + 2) {
        Some(end) if of => end - at,
        _ => words,
    }
}

/// Whether a name is a newspaper's, an agency's: "the Lima Times".
fn is_outlet(name: &str) -> bool {
    let lower = name.to_lowercase();
    lexicon().offices.outlets.iter().any(|outlet| lower.ends_with(outlet))
}
