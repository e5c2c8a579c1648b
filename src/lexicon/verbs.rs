//! The shape of verbs: which word is which form of which verb, and how to write a form.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;

use super::read;

/// Verbs and their forms.
#[derive(Debug)]
pub(crate) struct Verbs {
    lemmas: Vec<Box<str>>,
    index: HashMap<Box<str>, usize>,
    forms: HashMap<Box<str>, Form>,
    irregular: BTreeMap<String, Vec<String>>,
    doubling: HashSet<String>,
}

/// What a word is, as a form of a verb. One word may be several forms: "put".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a word is any set of the five forms of a verb")]
pub(crate) struct Form {
    /// The verb, an index for [`Verbs::lemma`].
    pub(crate) verb: usize,
    pub(crate) base: bool,
    pub(crate) third: bool,
    pub(crate) past: bool,
    pub(crate) participle: bool,
    pub(crate) ing: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    irregular: BTreeMap<String, Vec<String>>,
    doubling: HashSet<String>,
    other: Vec<String>,
}

impl Verbs {
    pub(super) fn new() -> Self {
        let file: File = read("verbs.yaml", include_str!("data/verbs.yaml"));
        let mut verbs = Self {
            lemmas: Vec::new(),
            index: HashMap::new(),
            forms: HashMap::new(),
            irregular: file.irregular,
            doubling: file.doubling,
        };
        let irregular: Vec<String> = verbs.irregular.keys().cloned().collect();
        for verb in irregular.iter().chain(&file.other) {
            verbs.add(verb.split(' ').next().unwrap_or(verb));
        }
        verbs
    }

    /// Adds a verb with all its forms; gives its index.
    pub(super) fn add(&mut self, base: &str) -> usize {
        if let Some(&index) = self.index.get(base) {
            return index;
        }
        let index = self.lemmas.len();
        self.lemmas.push(Box::from(base));
        self.index.insert(Box::from(base), index);
        if base == "be" {
            // Its forms are auxiliaries first, see the words of a sentence.
            return index;
        }
        let (pasts, participles) = self.past(base);
        let mut add = |word: String, set: fn(&mut Form)| {
            let form = self.forms.entry(word.into_boxed_str()).or_insert(Form {
                verb: index,
                base: false,
                third: false,
                past: false,
                participle: false,
                ing: false,
            });
            // "found" is a form of "find" and a verb of its own: the first one added stays.
            if form.verb == index {
                set(form);
            }
        };
        add(base.to_owned(), |form| form.base = true);
        add(third(base), |form| form.third = true);
        for past in pasts {
            add(past, |form| form.past = true);
        }
        for participle in participles {
            add(participle, |form| form.participle = true);
        }
        for ing in ing(base, &self.doubling) {
            add(ing, |form| form.ing = true);
        }
        index
    }

    fn past(&self, base: &str) -> (Vec<String>, Vec<String>) {
        match self.irregular.get(base).map(Vec::as_slice) {
            Some([past, participle, ..]) => (vec![past.clone()], vec![participle.clone()]),
            Some([past]) => (vec![past.clone()], vec![past.clone()]),
            _ => {
                let regular = regular_past(base, &self.doubling);
                (regular.clone(), regular)
            }
        }
    }

    /// What a word is, in lower case.
    pub(crate) fn form(&self, word: &str) -> Option<Form> {
        self.forms.get(word).copied()
    }

    /// The base form.
    pub(crate) fn lemma(&self, verb: usize) -> &str {
        &self.lemmas[verb]
    }

    /// The verb with that base form.
    pub(crate) fn index(&self, base: &str) -> Option<usize> {
        self.index.get(base).copied()
    }

    /// "meets": for one who does it now.
    pub(crate) fn third(&self, verb: usize) -> String {
        third(&self.lemmas[verb])
    }

    /// "met": what was done to somebody.
    pub(crate) fn participle(&self, verb: usize) -> String {
        let (_, participles) = self.past(&self.lemmas[verb]);
        participles.into_iter().next().unwrap_or_default()
    }
}

fn third(base: &str) -> String {
    match base {
        "have" => "has".to_owned(),
        "be" => "is".to_owned(),
        _ if ends_in_consonant_y(base) => format!("{}ies", &base[..base.len() - 1]),
        _ if ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| base.ends_with(end)) => {
            format!("{base}es")
        }
        _ => format!("{base}s"),
    }
}

fn regular_past(base: &str, doubling: &HashSet<String>) -> Vec<String> {
    if base.ends_with('e') {
        return vec![format!("{base}d")];
    }
    if ends_in_consonant_y(base) {
        return vec![format!("{}ied", &base[..base.len() - 1])];
    }
    with_doubling(base, "ed", doubling)
}

fn ing(base: &str, doubling: &HashSet<String>) -> Vec<String> {
    if let Some(stem) = base.strip_suffix("ie") {
        return vec![format!("{stem}ying")];
    }
    if let Some(stem) = base.strip_suffix('e').filter(|stem| !stem.ends_with(['e', 'y', 'o'])) {
        return vec![format!("{stem}ing")];
    }
    with_doubling(base, "ing", doubling)
}

/// "planned", and both of "cancelled" and "canceled".
fn with_doubling(base: &str, ending: &str, doubling: &HashSet<String>) -> Vec<String> {
    let last = base.chars().next_back().unwrap_or_default();
    let doubled = format!("{base}{last}{ending}");
    if doubling.contains(base) {
        if last == 'l' && base.len() > 5 {
            return vec![doubled, format!("{base}{ending}")];
        }
        return vec![doubled];
    }
    if is_short(base) { vec![doubled] } else { vec![format!("{base}{ending}")] }
}

/// One syllable of consonant, vowel, consonant: "put", "get", "run".
fn is_short(base: &str) -> bool {
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    match base.as_bytes() {
        [head @ .., vowel_byte, last] => {
            vowel(*vowel_byte)
                && !vowel(*last)
                && !matches!(last, b'w' | b'x' | b'y')
                && head.iter().all(|&b| !vowel(b) && b != b'y')
                && !head.is_empty()
        }
        _ => false,
    }
}

fn ends_in_consonant_y(base: &str) -> bool {
    match base.as_bytes() {
        [.., before, b'y'] => !matches!(before, b'a' | b'e' | b'i' | b'o' | b'u'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon;

    #[test]
    fn words_are_forms_of_their_verbs() {
        let verbs = &lexicon().verbs;
        for (word, lemma) in [
            ("met", "meet"),
            ("held", "hold"),
            ("rejects", "reject"),
            ("vetoes", "veto"),
            ("denied", "deny"),
            ("committed", "commit"),
            ("expelling", "expel"),
            ("travelled", "travel"),
            ("traveled", "travel"),
            ("visiting", "visit"),
            ("withdrew", "withdraw"),
            ("agreeing", "agree"),
            ("tying", "tie"),
            ("banned", "ban"),
            ("urged", "urge"),
        ] {
            let found = verbs.form(word).map(|form| verbs.lemma(form.verb));
            assert_eq!(found, Some(lemma), "{word}");
        }
        assert_eq!(verbs.form("table").map(|form| form.past), Some(false));
        let verb = verbs.index("veto").expect("a verb of the list");
        assert_eq!((verbs.third(verb), verbs.participle(verb)), ("vetoes".into(), "vetoed".into()));
    }
}
