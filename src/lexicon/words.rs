//! Small words that turn an event around: planned, possible, denied, conditional, an answer.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::{Phrases, read};

/// Small words, in lower case.
#[derive(Debug)]
pub(crate) struct Words {
    /// "will": what is to come.
    pub(crate) planned: HashSet<String>,
    /// "could": what may come.
    pub(crate) possible: HashSet<String>,
    /// "would": planned as told by somebody, or conditional.
    pub(crate) would: HashSet<String>,
    /// "plan", "expect", "due": the infinitive after them is planned.
    pub(crate) plans: HashSet<String>,
    /// "fail": the infinitive after them was not done.
    pub(crate) fails: HashSet<String>,
    /// "deny": what they complete is told to be untrue.
    pub(crate) denies: HashSet<String>,
    /// "report", "claim": what is said to be so.
    pub(crate) claims: HashSet<String>,
    /// "reject", "call": what statements do in the first person.
    pub(crate) speech: HashSet<String>,
    /// "comment": who declines to, keeps silent.
    pub(crate) silence: HashSet<String>,
    /// "think", "consider": doing what follows was only thought of.
    pub(crate) considers: HashSet<String>,
    /// "decide", "try": the infinitive after them is done as far as they are.
    pub(crate) carries_out: HashSet<String>,
    /// "call", "seek": what they are for, or their object, is only asked for.
    pub(crate) asks_for: HashSet<String>,
    /// "prospect", "hope": of what may come.
    pub(crate) hopes: HashSet<String>,
    /// "hold", "sign": they only carry the noun that tells: "talks held in Oslo".
    pub(crate) carrying: HashSet<String>,
    /// "resolution": papers that "it" may stand for.
    pub(crate) papers: HashSet<String>,
    /// "Republic": what a state is by its official name.
    pub(crate) state_forms: HashSet<String>,
    /// "Islamic": what stands before it.
    pub(crate) state_kinds: HashSet<String>,
    /// "quartet": how many are spoken of as one.
    pub(crate) sets: HashMap<String, usize>,
    /// "capital": a place in the state whose adjective stands before it.
    pub(crate) cities: HashSet<String>,
    /// "deadline": what is met without anybody there.
    pub(crate) met: HashSet<String>,
    /// "council": last words of the names of bodies that make them.
    pub(crate) makers: HashSet<String>,
    /// "concerned": what somebody is who says so, "is concerned by".
    pub(crate) feelings: HashSet<String>,
    /// "usually": told of no single time.
    pub(crate) habitual: HashSet<String>,
    /// "observatory", "newspaper": they tell and take no part.
    pub(crate) observers: HashSet<String>,
    /// "stopped short of": what follows was not done.
    pub(crate) stops: Phrases<()>,
    /// "not", "never".
    pub(crate) negations: HashSet<String>,
    /// "scheduled": what the noun names is to come.
    pub(crate) nouns_planned: HashSet<String>,
    /// "possible": what the noun names may come.
    pub(crate) nouns_possible: HashSet<String>,
    /// "no": what the noun names did not come.
    pub(crate) nouns_denied: HashSet<String>,
    /// "contingent upon": what follows must come first.
    pub(crate) conditions: Phrases<()>,
    /// "following": what follows came first.
    pub(crate) after: Phrases<()>,
    /// "ahead of": what follows came later.
    pub(crate) before: Phrases<()>,
    /// "in response to".
    pub(crate) answers: Phrases<()>,
    /// "that", "because", "who": a new clause begins.
    pub(crate) subordinators: HashSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    planned: HashSet<String>,
    possible: HashSet<String>,
    would: HashSet<String>,
    plans: HashSet<String>,
    fails: HashSet<String>,
    denies: HashSet<String>,
    claims: HashSet<String>,
    silence: HashSet<String>,
    speech: HashSet<String>,
    considers: HashSet<String>,
    carries_out: HashSet<String>,
    asks_for: HashSet<String>,
    hopes: HashSet<String>,
    carrying: HashSet<String>,
    papers: HashSet<String>,
    state_forms: HashSet<String>,
    state_kinds: HashSet<String>,
    sets: HashMap<String, usize>,
    cities: HashSet<String>,
    met: HashSet<String>,
    makers: HashSet<String>,
    feelings: HashSet<String>,
    habitual: HashSet<String>,
    observers: HashSet<String>,
    stops: Vec<String>,
    negations: HashSet<String>,
    nouns_planned: HashSet<String>,
    nouns_possible: HashSet<String>,
    nouns_denied: HashSet<String>,
    conditions: Vec<String>,
    after: Vec<String>,
    before: Vec<String>,
    answers: Vec<String>,
    subordinators: HashSet<String>,
}

impl Words {
    pub(super) fn new() -> Self {
        let file: File = read("words.yaml", include_str!("data/words.yaml"));
        let phrases = |list: &[String]| {
            let mut phrases = Phrases::default();
            for phrase in list {
                phrases.insert(phrase, ());
            }
            phrases
        };
        Self {
            stops: phrases(&file.stops),
            conditions: phrases(&file.conditions),
            after: phrases(&file.after),
            before: phrases(&file.before),
            answers: phrases(&file.answers),
            planned: file.planned,
            possible: file.possible,
            would: file.would,
            plans: file.plans,
            fails: file.fails,
            denies: file.denies,
            claims: file.claims,
            silence: file.silence,
            speech: file.speech,
            considers: file.considers,
            carries_out: file.carries_out,
            asks_for: file.asks_for,
            hopes: file.hopes,
            carrying: file.carrying,
            papers: file.papers,
            state_forms: file.state_forms,
            state_kinds: file.state_kinds,
            sets: file.sets,
            cities: file.cities,
            met: file.met,
            makers: file.makers,
            feelings: file.feelings,
            habitual: file.habitual,
            observers: file.observers,
            negations: file.negations,
            nouns_planned: file.nouns_planned,
            nouns_possible: file.nouns_possible,
            nouns_denied: file.nouns_denied,
            subordinators: file.subordinators,
        }
    }
}
