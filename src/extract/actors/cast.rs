//! Everybody whom an article names, each once, under the fullest form of the name.

use std::collections::{BTreeMap, HashMap};

use crate::calendar::When;
use crate::diagnostic::Span;
use crate::lexicon::{Pronoun, fold, lexicon};
use crate::vocabulary::ActorKind;

/// The index of somebody in a [`Cast`].
pub(crate) type Who = usize;

/// Somebody whom the article names.
#[derive(Debug, Clone)]
pub(crate) struct Entity {
    /// The fullest form, without title.
    pub(crate) name: String,
    pub(crate) kind: ActorKind,
    /// The state or organization it acts for.
    pub(crate) of: Option<Who>,
    /// ISO code or acronym.
    pub(crate) code: Option<String>,
    /// Prose wants "the" before the name.
    pub(crate) the: bool,
    /// Other forms in the article, in order of appearance.
    pub(crate) aliases: Vec<String>,
    /// The last words of the name, where the article calls a person so.
    pub(crate) short: Option<String>,
    /// Nobody by name: "officials", a news agency.
    pub(crate) unnamed: bool,
    /// "he" or "she", where title or first name tell.
    pub(crate) pronoun: Option<Pronoun>,
}

/// An office that the article gives to a person, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The person's name as the timeline writes it.
    pub person: String,
    /// The title as written: "former US President".
    pub title: String,
    /// Title and name, in bytes of the article.
    pub span: Span,
    /// Code of the state, or name of the organization, that the person acts for.
    pub of: Option<String>,
    /// Past times that its paragraph speaks of: it may be meant for them, not for the day of
    /// publication.
    pub past: Vec<When>,
}

/// Everybody whom an article names.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    pub(crate) entities: Vec<Entity>,
    /// Offices by person, in order of appearance.
    pub(crate) claims: Vec<(Who, String, Span)>,
    /// By folded name, or by `=CODE` for states.
    by_key: HashMap<String, Who>,
    /// Persons by the folded words of their names, the latest last.
    by_word: HashMap<String, Vec<Who>>,
    /// Persons by the letters of long words of their names, in order of the alphabet: "Tanjda" is
    /// "Tandja" misprinted.
    by_letters: HashMap<String, Vec<Who>>,
    /// Organizations and states of the lexicon that the article has not yet called by the lexicon's
    /// name, and the fullest name that it gives them.
    unwritten: BTreeMap<Who, String>,
}

impl Cast {
    /// A state of the lexicon.
    pub(crate) fn state(&mut self, index: usize) -> Who {
        let state = lexicon().names.state(index);
        let key = format!("={}", state.code);
        self.or_insert(key, || Entity {
            name: state.name.clone(),
            kind: ActorKind::State,
            of: None,
            code: Some(state.code.clone()),
            the: state.the,
            aliases: Vec::new(),
            short: None,
            unnamed: false,
            pronoun: None,
        })
    }

    /// An organization of the lexicon.
    pub(crate) fn organization(&mut self, index: usize) -> Who {
        let organization = lexicon().names.organization(index);
        let of = organization
            .of
            .as_deref()
            .and_then(|code| lexicon().names.state_by_code(code))
            .map(|state| self.state(state));
        let who = self.or_insert(fold(&organization.name), || Entity {
            name: organization.name.clone(),
            kind: ActorKind::Organization,
            of,
            code: (organization.acronym.first().or(organization.shy.first()))
                .map(|acronym| acronym.replace('.', "")),
            the: organization.the,
            aliases: Vec::new(),
            short: None,
            unnamed: false,
            pronoun: None,
        });
        for acronym in &organization.shy {
            self.by_key.entry(fold(acronym)).or_insert(who);
        }
        who
    }

    /// Notes how the article writes an organization of the lexicon.
    ///
    /// - `index`: its place in the lexicon.
    pub(crate) fn write(&mut self, who: Who, index: usize, form: &str) {
        let organization = lexicon().names.organization(index);
        if organization.acronym.iter().any(|acronym| acronym.eq_ignore_ascii_case(form)) {
            return;
        }
        let own = self.by_key.get(&fold(form)) == Some(&who);
        match self.unwritten.get_mut(&who) {
            _ if own => drop(self.unwritten.insert(who, String::new())),
            Some(fullest) if fullest.is_empty() || fullest.len() >= form.len() => {}
            Some(fullest) => form.clone_into(fullest),
            None => drop(self.unwritten.insert(who, form.to_owned())),
        }
    }

    /// Notes how the article writes a state: by a name of former times, or by one of today.
    pub(crate) fn write_state(&mut self, who: Who, index: usize, form: &str) {
        let once = lexicon().names.state(index).once.iter().any(|name| name == form);
        match self.unwritten.get(&who) {
            None if once => drop(self.unwritten.insert(who, form.to_owned())),
            _ if !once => drop(self.unwritten.insert(who, String::new())),
            _ => {}
        }
    }

    /// Calls organizations and states as the article does where it never uses the lexicon's name for them.
    pub(crate) fn settle_names(&mut self) {
        for (who, form) in std::mem::take(&mut self.unwritten) {
            if !form.is_empty() {
                let entity = &mut self.entities[who];
                entity.aliases.retain(|alias| *alias != form);
                entity.name = form;
            }
        }
    }

    /// Notes for whom somebody acts, if nothing is known yet.
    pub(crate) fn belongs(&mut self, who: Who, of: Option<Who>) {
        let entity = &mut self.entities[who];
        entity.of = entity.of.or(of.filter(|&of| of != who));
    }

    /// Somebody by name, known already or new.
    pub(crate) fn named(&mut self, name: &str, kind: ActorKind, of: Option<Who>) -> Who {
        let who = self.or_insert(fold(name), || Entity {
            name: name.to_owned(),
            kind,
            of,
            code: None,
            the: false,
            aliases: Vec::new(),
            short: None,
            unnamed: false,
            pronoun: None,
        });
        let entity = &mut self.entities[who];
        entity.of = entity.of.or(of.filter(|&of| of != who));
        who
    }

    /// A person by the words of a name, as far as they are given: the one who fits, or a new one.
    pub(crate) fn person(&mut self, name: &str, of: Option<Who>) -> Who {
        let key = fold(name);
        let words: Vec<String> = key.split(' ').map(str::to_owned).collect();
        if let Some(who) = self.known_person(name) {
            let longer = name.split(' ').count() > self.entities[who].name.split(' ').count();
            let before = self.entities[who].name.clone();
            if longer {
                self.add_alias(who, &before);
                name.clone_into(&mut self.entities[who].name);
                if is_end(&before, name) {
                    self.entities[who].short = Some(before);
                }
            } else {
                self.add_alias(who, name);
                self.shorten(who, name);
            }
            self.by_key.entry(key).or_insert(who);
            self.note_words(who, &words);
            let entity = &mut self.entities[who];
            entity.of = entity.of.or(of);
            self.called(who, lexicon().people.named(name));
            return who;
        }
        let who = self.named(name, ActorKind::Person, of);
        self.note_words(who, &words);
        self.called(who, lexicon().people.named(name));
        who
    }

    /// Notes which pronoun stands for a person, if nothing is known yet.
    pub(crate) fn called(&mut self, who: Who, pronoun: Option<Pronoun>) {
        let entity = &mut self.entities[who];
        if entity.kind == ActorKind::Person {
            entity.pronoun = entity.pronoun.or(pronoun);
        }
    }

    /// The person whom a name or a part of a name stands for.
    pub(crate) fn known_person(&self, name: &str) -> Option<Who> {
        let key = fold(name);
        if let Some(&who) = self.by_key.get(&key) {
            return (self.entities[who].kind == ActorKind::Person).then_some(who);
        }
        let words: Vec<&str> = key.split(' ').collect();
        let last = *words.last()?;
        let Some(candidates) = self.by_word.get(last) else { return self.misprinted(&words) };
        let fits = |&&who: &&Who| {
            let known = fold(&self.entities[who].name);
            let known: Vec<&str> = known.split(' ').collect();
            // "Keir Starmer" is "Starmer", "Nzanga Mobutu" is not "Mobutu Sese Seko".
            words.iter().all(|word| known.contains(word))
                || known.iter().all(|word| words.contains(word))
        };
        let mut fitting = candidates.iter().filter(fits);
        // A surname that two share goes to whoever had it first.
        fitting.next().copied()
    }

    /// The person whose surname has two letters changed round, and whose first names are the same as
    /// far as they are given.
    fn misprinted(&self, words: &[&str]) -> Option<Who> {
        let (last, first) = words.split_last()?;
        let mut candidates = self.by_letters.get(&letters(last)?)?.iter().copied();
        candidates.find(|&who| {
            let known = fold(&self.entities[who].name);
            let mut known = known.split(' ').rev();
            known.next().is_some_and(|known| turned_round(known, last))
                && first.iter().all(|word| known.clone().any(|known| known == *word))
        })
    }

    fn note_words(&mut self, who: Who, words: &[String]) {
        // Xi and Li are surnames, and come first.
        let long = |i: usize, word: &str| word.len() > 2 || i == 0 && word.len() == 2;
        for (_, word) in words.iter().enumerate().filter(|(i, word)| long(*i, word)) {
            let list = self.by_word.entry(word.clone()).or_default();
            if !list.contains(&who) && list.len() < 16 {
                list.push(who);
            }
        }
        if let Some(key) = words.last().and_then(|last| letters(last)) {
            let list = self.by_letters.entry(key).or_default();
            if !list.contains(&who) && list.len() < 16 {
                list.push(who);
            }
        }
    }

    /// The person whose last name a word is; the first name is known.
    pub(crate) fn surname_of(&self, word: &str) -> Option<Who> {
        let key = fold(word);
        let people = self.by_word.get(&key)?.iter();
        people.copied().find(|&who| {
            let name = fold(&self.entities[who].name);
            name.rsplit_once(' ').is_some_and(|(_, last)| last == key)
        })
    }

    /// Notes that the article calls a person by the end of the name alone.
    pub(crate) fn shorten(&mut self, who: Who, form: &str) {
        let entity = &mut self.entities[who];
        if entity.kind == ActorKind::Person && is_end(form, &entity.name) {
            entity.short = Some(form.to_owned());
        }
    }

    /// A name for a line: a person's as short as the article has it, where nobody else is called
    /// so.
    pub(crate) fn short(&self, who: Who) -> &str {
        let entity = &self.entities[who];
        let Some(short) = &entity.short else { return &entity.name };
        let last = fold(short);
        let last = last.rsplit(' ').next().unwrap_or_default();
        let alone = self.by_word.get(last).is_none_or(|list| list.len() < 2);
        if alone { short } else { &entity.name }
    }

    /// Notes another form of a name.
    pub(crate) fn add_alias(&mut self, who: Who, alias: &str) {
        let entity = &mut self.entities[who];
        let part = entity.name.split(' ').any(|word| word == alias);
        if alias != entity.name && !part && entity.aliases.len() < 8 {
            let alias = alias.to_owned();
            if !entity.aliases.contains(&alias) {
                entity.aliases.push(alias);
            }
        }
    }

    /// Lets another name stand for somebody: "(MILF)".
    pub(crate) fn abbreviate(&mut self, who: Who, acronym: &str) {
        self.by_key.entry(fold(acronym)).or_insert(who);
        self.add_alias(who, acronym);
        let entity = &mut self.entities[who];
        if entity.kind == ActorKind::Organization && entity.code.is_none() {
            entity.code = Some(acronym.to_owned());
        }
    }

    /// The state with a code, if the article names it.
    pub(crate) fn known_state(&self, code: &str) -> Option<Who> {
        self.by_key.get(&format!("={code}")).copied()
    }

    /// Somebody known by exactly that name.
    pub(crate) fn known(&self, name: &str) -> Option<Who> {
        self.by_key.get(&fold(name)).copied()
    }

    /// Notes an office that the article gives to a person.
    pub(crate) fn claim(&mut self, who: Who, title: &str, span: Span) {
        // "PM Omar Deby"
        let whole = |word| match word {
            "PM" => "Prime Minister",
            "FM" => "Foreign Minister",
            _ => word,
        };
        let title = title.split(' ').map(whole).collect::<Vec<_>>().join(" ");
        if !self.claims.iter().rev().take(64).any(|(w, t, _)| *w == who && *t == title) {
            self.claims.push((who, title, span));
        }
    }

    fn or_insert(&mut self, key: String, make: impl FnOnce() -> Entity) -> Who {
        if let Some(&who) = self.by_key.get(&key) {
            return who;
        }
        let who = self.entities.len();
        self.entities.push(make());
        self.by_key.insert(key, who);
        who
    }
}

/// The letters of a long word in order of the alphabet.
fn letters(word: &str) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    (letters.len() >= 6).then(|| letters.into_iter().collect())
}

/// Whether two words differ in two neighbours that have changed places, the first letter staying.
fn turned_round(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let apart: Vec<usize> =
        (0..one.len().min(other.len())).filter(|&i| one[i] != other[i]).collect();
    one.len() == other.len()
        && matches!(apart[..], [a, b] if a > 0 && b == a + 1 && one[a] == other[b] && one[b] == other[a])
}

/// Whether one name is the end of another: "bin Salman".
fn is_end(part: &str, name: &str) -> bool {
    name.strip_suffix(part).is_some_and(|first| first.ends_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_finds_its_person_and_a_fuller_form_wins() {
        let mut cast = Cast::default();
        let tusk = cast.person("Tusk", None);
        assert_eq!(cast.person("Donald Tusk", None), tusk);
        assert_eq!(cast.entities[tusk].name, "Donald Tusk");
        let trump = cast.person("Donald Trump", None);
        assert_ne!(trump, tusk);
        assert_eq!(cast.known_person("Trump"), Some(trump));
        let tandja = cast.person("Mamadou Tanjda", None);
        assert_eq!(cast.known_person("Tandja"), Some(tandja), "two letters changed round");
        assert_eq!(cast.known_person("Mamadou Tandja"), Some(tandja));
        assert_eq!(cast.known_person("Ana Tandja"), None, "somebody else");
        assert_eq!(cast.known_person("Atnjda"), None, "the first letter stays");
    }
}
