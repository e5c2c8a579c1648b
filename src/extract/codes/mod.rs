//! Text → events in the codes of the trade: who did what to whom, sentence by sentence.
//!
//! ```text
//! Iraq said it would allow the return of UN inspectors.
//!      says   means to | admit them                      IRQ > IGOUNO 0355
//! ```
//!
//! - `tree`: the sentence, with its day
//! - `frames`: which trigger of the lexicon a word is
//! - `acts`: what is done
//! - `turned`, `modal`: what becomes of it when it is promised, refused, asked for; "will", "must"
//! - `targets`: to whom
//! - `parties`: actors as countries and roles
//!
//! A coder counts deeds that no timeline shows (demonstrations, arrests, trade), takes actors that
//! nobody names, and asks for no date; so it reads the same lexicon by the tree, sentence by
//! sentence. Attribution codes nothing, and there is no fallback: what has no trigger has no code.

mod acts;
mod frames;
mod modal;
mod parties;
mod targets;
#[cfg(test)]
mod tests;
mod tree;
mod turned;

use serde::Serialize;

use crate::article::Article;
use crate::text::model::english;
use crate::text::{Parse, Text};
use crate::vocabulary::cameo;

use super::words;
use acts::Act;
use tree::Tree;

/// An event in codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coded {
    /// Who did it: `IRQGOV`; empty where nobody is named.
    pub source: String,
    /// To whom; empty where nobody is named.
    pub target: String,
    /// CAMEO, two to four digits.
    pub code: String,
    /// PLOVER's category; empty for what PLOVER leaves out.
    pub plover: &'static str,
    /// How it was done, in PLOVER's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<&'static str>,
    /// What it was about, in PLOVER's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<&'static str>,
}

/// Kinds of organizations, that are of no country.
const KINDS: [&str; 3] = ["IGO", "NGO", "IMG"];

/// The most pairs that one act makes: who lists twenty states gets no four hundred events.
const PAIRS: usize = 16;

/// Codes every sentence of an article.
///
/// ```
/// # use demarche::{article, extract, text::Text};
/// let article = article::read(b"Iraqi troops shelled Iranian villages on Monday.", None)?;
/// let events = extract::coded(&article, &Text::new(&article));
/// let event = &events[0];
/// assert_eq!((&*event.source, &*event.target, &*event.code), ("IRQMIL", "IRN", "194"));
/// # Ok::<(), article::Unreadable>(())
/// ```
pub fn coded(article: &Article, text: &Text) -> Vec<Coded> {
    let parse = Parse::new(article, text, english());
    let mut events: Vec<Coded> = Vec::new();
    let day = article.published.map(|published| published.day);
    for line in &words::lines(article, text, &parse) {
        let tree = Tree::new(line, day);
        for act in acts::of_sentence(&tree) {
            write(&tree, &act, &mut events);
        }
    }
    events
}

/// Pairs of actors are made here and nowhere else.
fn write(tree: &Tree<'_>, act: &Act, events: &mut Vec<Coded>) {
    let Some(plover) = cameo::plover(&act.code) else { return };
    let country = |list: &[parties::Party]| {
        list.iter().map(|party| party.country.clone()).find(|country| !country.is_empty())
    };
    let (from_country, to_country) = (country(&act.from), country(&act.to));
    // Rebels and protesters face their own state; a minister may face any.
    let at_home = act.from.iter().all(|party| !matches!(party.role, "GOV" | "MIL" | ""));
    let named = |list: &[parties::Party]| list.iter().any(|party| !party.country.is_empty());
    let here = from_country
        .clone()
        .or(act.place.clone())
        .or(to_country.clone().filter(|_| at_home || !named(&act.to)))
        .or_else(|| parties::elsewhere(tree, &act.to))
        // Where one country alone is named, everybody is of it.
        .or(to_country);
    let codes = |list: &[parties::Party], here: Option<&str>| -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for party in list {
            let code = party.code(here);
            if !code.is_empty() && !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes
    };
    let from = codes(&act.from, here.as_deref());
    // Whom a state or an organization meets abroad, where no country is named, is of that country.
    let state = act.from.iter().all(|party| matches!(party.role, "GOV" | "MIL" | ""));
    let place = act.place.clone().filter(|place| state && from_country.as_ref() != Some(place));
    let body = from_country.as_ref().filter(|own| own.len() > 3 || KINDS.contains(&&***own));
    let there = place.or_else(|| body.and_then(|_| parties::elsewhere(tree, &act.from)));
    let mut to = codes(&act.to, there.as_deref().or(here.as_deref()));
    // Who protests at home, or lifts a curfew, does it to the own state.
    let domestic = ["081", "0873", "14", "172", "175"];
    let domestic = to.is_empty() && domestic.iter().any(|begins| act.code.starts_with(begins));
    if domestic && let Some(own) = here.clone().filter(|own| own.len() == 3) {
        to.push(own);
    }
    let context = targets::context(tree, act);
    let mut pairs: Vec<(String, String)> = Vec::new();
    if act.both && to.is_empty() && from.len() > 1 {
        for one in &from {
            let others = from.iter().filter(|other| *other != one);
            pairs.extend(others.map(|other| (one.clone(), other.clone())));
        }
    } else {
        let alone = domestic || from.len() == 1 && act.to.len() == 1;
        to.retain(|code| alone || !from.contains(code));
        let nobody = [String::new()];
        let sources = if from.is_empty() { &nobody[..] } else { &from };
        let targets = if to.is_empty() { &nobody[..] } else { &to };
        for source in sources {
            for target in targets {
                pairs.push((source.clone(), target.clone()));
                if act.both && !source.is_empty() && !target.is_empty() {
                    pairs.push((target.clone(), source.clone()));
                }
            }
        }
    }
    // Somebody whom no list knows did it: that is an event all the same.
    let somebody = !act.from.is_empty() || !act.to.is_empty();
    pairs.retain(|(source, target)| somebody || !(source.is_empty() && target.is_empty()));
    for (source, target) in pairs.into_iter().take(PAIRS) {
        let event = Coded {
            source,
            target,
            code: act.code.clone(),
            plover: plover.category,
            mode: plover.mode,
            context,
        };
        if !events.contains(&event) {
            events.push(event);
        }
    }
}
