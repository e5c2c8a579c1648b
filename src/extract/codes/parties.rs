//! Phrases → actors in codes: a country or a kind of organization, and a role.
//!
//! ```text
//! Iraqi troops                       IRQMIL
//! opposition groups in Zimbabwe      ZWEOPP
//! U.S. and Jordanian officials       USAGOV, JORGOV
//! the UN refugee agency              IGOUNO
//! the rebels                         REB, of the country that the sentence is about
//! ```

#![expect(clippy::similar_names, reason = "a name is one of the names")]

use super::tree::{Tree, is};
use crate::lexicon::register::state;
use crate::lexicon::{Name, lexicon};

/// Somebody who acts, as far as a phrase tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Party {
    /// Of a country, or a kind of organization: `IRQ`, `IGOUNO`; empty where only the role is
    /// known.
    pub(super) country: String,
    /// `GOV`, `MIL`; empty where none is told.
    pub(super) role: &'static str,
}

impl Party {
    /// Somebody of whom nothing is known.
    pub(super) const fn unknown() -> Self {
        Self { country: String::new(), role: "" }
    }

    /// The code of the actor; of a country elsewhere in the sentence where it has none.
    pub(super) fn code(&self, otherwise: Option<&str>) -> String {
        let own = Some(self.country.as_str()).filter(|country| !country.is_empty());
        format!("{}{}", own.or(otherwise).unwrap_or_default(), self.role)
    }
}

/// A name that stands for a country or an organization.
#[derive(Debug)]
struct Named {
    /// The first and the word after the last.
    from: usize,
    to: usize,
    country: String,
    role: &'static str,
}

/// The actors of a noun phrase, those joined to it by "and" included.
pub(super) fn of_phrase(tree: &Tree<'_>, head: usize) -> Vec<Party> {
    let mut parties = of_one(tree, head);
    for other in tree.by(head, "conj").take(12) {
        if matches!(tree.part(other), "NOUN" | "PROPN" | "PRON" | "ADJ") {
            let mut more = of_one(tree, other);
            // "the government and rebels of Chad": one country for both.
            for party in &mut more {
                if party.country.is_empty()
                    && let Some(first) = parties.first()
                {
                    party.country.clone_from(&first.country);
                }
            }
            parties.extend(more);
        }
    }
    let mut seen: Vec<Party> = Vec::new();
    for party in parties {
        if !seen.contains(&party) {
            seen.push(party);
        }
    }
    seen
}

/// The first country that a sentence names and none of these act for.
pub(super) fn elsewhere(tree: &Tree<'_>, not: &[Party]) -> Option<String> {
    /// How many words are looked through: each act of a sentence asks.
    const FAR: usize = 80;
    let words: Vec<usize> = (0..tree.len().min(FAR)).collect();
    let kind = |country: &str| ["IGO", "NGO", "IMG"].iter().any(|kind| country.starts_with(kind));
    names(tree, &words)
        .into_iter()
        .map(|named| named.country)
        .find(|country| !kind(country) && not.iter().all(|party| party.country != *country))
}

/// Clauses and lists are no part of who somebody is.
fn skipped(tree: &Tree<'_>, child: usize) -> bool {
    matches!(
        tree.relation(child),
        "conj" | "acl:relcl" | "parataxis" | "advcl" | "acl" | "advcl:relcl" | "punct" | "dep"
    )
}

fn of_one(tree: &Tree<'_>, head: usize) -> Vec<Party> {
    let words = tree.phrase(head, |child| child != head && skipped(tree, child));
    let names = names(tree, &words);
    // "Doctors Without Borders" are a charity's name, no doctors.
    let charity = |at: &usize| {
        names.iter().any(|named| named.country == "NGO" && (named.from..named.to).contains(at))
    };
    let others: Vec<usize> = words.iter().copied().filter(|at| !charity(at)).collect();
    let role = role(tree, head, &others);
    let coordinated = coordinated(tree, head, &names);
    if coordinated.len() > 1 {
        return coordinated
            .into_iter()
            .map(|country| Party { country, role: role.unwrap_or_default() })
            .collect();
    }
    match best(tree, head, &names) {
        Some(named) => {
            let movement = named.country.starts_with("IMG");
            let role = if movement { "" } else { role.unwrap_or(named.role) };
            let mut countries = vec![named.country.clone()];
            countries.extend(joined(tree, named));
            let organization = ["IGO", "NGO"].iter().any(|k| named.country.starts_with(k));
            let role = if organization && role == "GOV" { "" } else { role };
            countries.dedup();
            countries.into_iter().map(|country| Party { country, role }).collect()
        }
        None => match role.or_else(|| names.first().map(|named| named.role)) {
            Some(role) if !role.is_empty() => {
                let country = match role {
                    "NGO" => "NGO".to_owned(),
                    "GOV" | "ELI" => acl_country(tree, head)
                        .or_else(|| of_person(tree, head, &words))
                        .unwrap_or_default(),
                    _ => acl_country(tree, head).unwrap_or_default(),
                };
                vec![Party { country, role: if role == "NGO" { "" } else { role } }]
            }
            // Somebody by name: of the register, or of the country that the sentence is about.
            _ if tree.part(head) == "PROPN" => match of_person(tree, head, &words) {
                Some(country) => vec![Party { country, role: "GOV" }],
                None if acts(tree, head) => vec![Party::unknown()],
                None => Vec::new(),
            },
            _ => Vec::new(),
        },
    }
}

/// The state of whoever is called by name, as the register of offices has it.
fn of_person(tree: &Tree<'_>, head: usize, words: &[usize]) -> Option<String> {
    let names = |at: usize| {
        let role = || tree.lower(at).and_then(|word| lexicon().roles.of(word));
        tree.part(at) == "PROPN" && role().is_none()
    };
    let runs: Vec<&[usize]> = words
        .chunk_by(|&one, &next| next == one + 1 && names(one) && names(next))
        .filter(|run| names(run[0]))
        .collect();
    let run = runs.iter().find(|run| run.contains(&head)).or(runs.first())?;
    let name: Vec<&str> = run.iter().filter_map(|&at| tree.text(at)).collect();
    state(&name.join(" "), tree.day).map(str::to_owned)
}

/// Whether it stands where one who acts, or is acted upon, is named.
fn acts(tree: &Tree<'_>, at: usize) -> bool {
    let place = |at: usize| is(tree.relation(at), "nsubj") || tree.relation(at) == "obl:agent";
    place(at) || tree.relation(at) == "conj" && tree.head(at).is_some_and(place)
}

/// "borders with Iran and Turkey": the names joined to a name inside of the phrase.
fn joined(tree: &Tree<'_>, named: &Named) -> Vec<String> {
    let within = named.from..named.to;
    let heads = within.filter(|&at| tree.relation(at) != "conj" && is_noun(tree, at));
    let others = heads.flat_map(|at| tree.by(at, "conj").collect::<Vec<_>>());
    let first = |at: usize| {
        let words = tree.phrase(at, |child| skipped(tree, child));
        names(tree, &words).into_iter().next().map(|named| named.country)
    };
    others.take(8).filter_map(first).collect()
}

fn is_noun(tree: &Tree<'_>, at: usize) -> bool {
    matches!(tree.part(at), "NOUN" | "PROPN") && !matches!(tree.relation(at), "nsubj" | "obj")
}

/// "Albanians living in Macedonia": where a clause says that they are.
fn acl_country(tree: &Tree<'_>, head: usize) -> Option<String> {
    let clause = tree.children(head).find(|&c| tree.relation(c) == "acl")?;
    let words = tree.phrase(clause, |_| false);
    names(tree, &words).first().map(|named| named.country.clone())
}

/// "U.S. and Jordanian": adjectives of several countries before one noun.
fn coordinated(tree: &Tree<'_>, head: usize, names: &[Named]) -> Vec<String> {
    let mut countries = Vec::new();
    let before = |at: usize| names.iter().find(|n| n.from <= at && at < n.to && at < head);
    for modifier in tree.children(head) {
        let relation = tree.relation(modifier);
        if !matches!(relation, "amod" | "compound" | "nmod:poss") {
            continue;
        }
        let list = std::iter::once(modifier).chain(tree.by(modifier, "conj"));
        let found: Vec<String> =
            list.filter_map(before).map(|named| named.country.clone()).collect();
        if found.len() > 1 {
            countries = found;
        }
    }
    countries.dedup();
    countries
}

/// The name that says whose the head is: itself, what stands before it, what follows.
fn best<'n>(tree: &Tree<'_>, head: usize, names: &'n [Named]) -> Option<&'n Named> {
    let ethnic = |named: &&Named| named.from > 0 && tree.lower(named.from - 1) == Some("ethnic");
    let itself = names.iter().find(|n| n.from <= head && head < n.to);
    let after = || names.iter().find(|n| n.from > head);
    let before = || names.iter().rev().find(|n| n.to <= head);
    let first = itself.or_else(before);
    // "Bosnian Serbs", "Kosovo Albanians" are of where they live.
    let lives = |people: &Named| {
        let before = |named: &&Named| named.to == people.from && named.country != people.country;
        names.iter().find(before)
    };
    match first {
        Some(named) if named.role == "CVL" && lives(named).is_some() => lives(named),
        // "ethnic Albanians in Serbia", "the Albanians of Serbia" are of the state they live in.
        Some(named) if ethnic(&named) => after(),
        Some(named) if named.role == "CVL" => after().or(first),
        Some(_) => first,
        None => after(),
    }
}

/// The names among some words, in order.
fn names(tree: &Tree<'_>, words: &[usize]) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut next = 0;
    for &at in words {
        if at < next {
            continue;
        }
        if let Some(named) = name(tree, at) {
            next = named.to;
            found.push(named);
        }
    }
    found
}

/// The name that begins at a word.
fn name(tree: &Tree<'_>, at: usize) -> Option<Named> {
    let text = tree.text(at)?;
    if !text.starts_with(|c: char| c.is_uppercase()) && !text.starts_with("al-") && text != "al" {
        return None;
    }
    let lexicon = lexicon();
    let whole = |length: usize, country: &str, role| {
        Some(Named { from: at, to: at + length, country: country.to_owned(), role })
    };
    let word = |i: usize| tree.text(at + i);
    if let Some(length) = lexicon.roles.movement(word) {
        return whole(length, "IMG", "");
    }
    if let Some(length) = lexicon.roles.charity(word) {
        return whole(length, "NGO", "");
    }
    if let Some((length, name)) = lexicon.names.longest(word) {
        let code = |state: usize| lexicon.names.state(state).code.as_str();
        return match name {
            Name::State(state) | Name::Adjective(state) | Name::Region(state) => {
                whole(length, code(state), "")
            }
            Name::People(state) => whole(length, code(state), "CVL"),
            Name::Capital(state) | Name::Seat(state) => whole(length, code(state), "GOV"),
            Name::Organ(state) => whole(length, code(state), "LEG"),
            Name::Organization(index) => {
                let organization = lexicon.names.organization(index);
                if let Some(of) = &organization.of {
                    whole(length, of, "REB")
                } else {
                    let code = organization.acronym.first().map(|a| a.replace('.', ""));
                    let code = code.unwrap_or_else(|| organization.name.to_uppercase());
                    let letters = code.chars().filter(char::is_ascii_uppercase);
                    let short: String = letters.take(3).collect();
                    whole(length, &format!("IGO{}", united(&organization.name, &short)), "")
                }
            }
            Name::Medium => None,
        };
    }
    // "Vietnamese-led forces", but not "Iranian-backed".
    let (first, rest) = text.split_once('-')?;
    if !matches!(rest, "led" | "based" | "dominated" | "ruled" | "controlled" | "born") {
        return None;
    }
    let (_, name) = lexicon.names.longest(|i| (i == 0).then_some(first))?;
    match name {
        Name::State(state) | Name::Adjective(state) | Name::Capital(state) => {
            whole(1, &lexicon.names.state(state).code, "")
        }
        _ => None,
    }
}

/// CAMEO's three letters of an organization.
fn united<'c>(name: &str, short: &'c str) -> &'c str {
    match name {
        _ if name.starts_with("UN ") || name == "United Nations" => "UNO",
        "NATO" => "NAT",
        "European Union" | "European Commission" | "European Council" => "EEC",
        _ if short.len() == 3 => short,
        _ => "",
    }
}

/// The role that the words of a phrase give to its head.
fn role(tree: &Tree<'_>, head: usize, words: &[usize]) -> Option<&'static str> {
    let roles = &lexicon().roles;
    let own = |at: usize| {
        // The head, what is compounded with it, and its title.
        at == head
            || tree.head(at) == Some(head)
                && matches!(
                    tree.relation(at),
                    "compound" | "amod" | "nmod:desc" | "appos" | "flat" | "nmod:poss"
                )
            || tree.head(at).is_some_and(|up| {
                tree.head(up) == Some(head)
                    && matches!(tree.relation(up), "nmod:desc" | "appos")
                    && matches!(tree.relation(at), "compound" | "amod")
            })
    };
    let phrase = |from: usize, length: usize| -> Option<String> {
        let words: Option<Vec<&str>> = (from..from + length).map(|i| tree.lower(i)).collect();
        Some(words?.join(" "))
    };
    let mut weak = None;
    let mut strong = None;
    for &at in words.iter().filter(|&&at| own(at)) {
        for length in [3, 2, 1] {
            if at + 1 < length {
                continue;
            }
            let Some(role) = phrase(at + 1 - length, length).and_then(|p| roles.of(&p)) else {
                continue;
            };
            match role {
                (role, true) => weak = weak.or(Some(role)),
                (role, false) => {
                    if strong.is_none() || at == head {
                        strong = Some(role);
                    }
                }
            }
            break;
        }
    }
    strong.or(weak).or_else(|| {
        // "a group of refugees", "the leader of the rebels"
        let of = tree.by(head, "nmod").find(|&n| tree.case(n) == Some("of"))?;
        let lower = tree.lower(of)?;
        roles.of(lower).map(|(role, _)| role)
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::words;
    use super::*;
    use crate::article;
    use crate::lexicon::Roles;
    use crate::text::model::english;
    use crate::text::{Parse, Text};

    /// The codes of who does it in a sentence.
    fn coded(sentence: &str) -> String {
        let article = article::read(sentence.as_bytes(), Some("-.txt")).expect("a sentence");
        let text = Text::new(&article);
        let parse = Parse::new(&article, &text, english());
        let lines = words::lines(&article, &text, &parse);
        let line = lines.first().expect("a line");
        let tree = Tree::new(line, None);
        let subject = (0..tree.len()).find(|&at| tree.relation(at).starts_with("nsubj"));
        let parties = subject.map_or_else(Vec::new, |head| of_phrase(&tree, head));
        let codes: Vec<String> = parties.iter().map(|party| party.code(None)).collect();
        if parties.is_empty() { "nobody".to_owned() } else { codes.join("+") }
    }

    #[test]
    fn each_word_of_a_role_gives_it_to_a_phrase() {
        let (lists, sentences) = Roles::lists();
        let mut wrong = Vec::new();
        let none = ("none".to_owned(), Vec::new());
        for (list, members) in lists.iter().chain([(&none.0, &none.1)]) {
            let mut read = String::new();
            for sentence in sentences.get(list).into_iter().flatten() {
                let (sentence, code) = sentence.split_once(" = ").expect("a sentence and its code");
                let found = coded(sentence);
                if found == code {
                    read.extend([" ", sentence, " "]);
                } else {
                    wrong.push(format!("{list}: {sentence} {code}, not {found}"));
                }
            }
            // Names are written in one way.
            let names = matches!(list.as_str(), "movements" | "charities");
            let small = |text: &str| if names { text.to_owned() } else { text.to_lowercase() };
            let read = small(&read);
            let plural = |word: &str| {
                let many = |stem: Option<&str>, end| stem.map(|stem| format!("{stem}{end}"));
                many(word.strip_suffix("man"), "men")
                    .or_else(|| many(word.strip_suffix('y'), "ies"))
            };
            for member in members {
                let member = small(member);
                let forms = [Some(member.clone()), Some(format!("{member}s")), plural(&member)];
                let mut forms = forms.into_iter().flatten();
                if !forms.any(|form| read.contains(&format!(" {form} "))) {
                    wrong.push(format!("{list}: no sentence gives it to {member}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    }
}
