//! The list of edits that `lemma` reads.

use std::collections::BTreeMap;

use crate::text::model::dict::{self, Dict};
use crate::text::model::lemma::{self, Edit, end_key, ends, verb_key, whole_key};

/// A word of the training text.
pub(super) struct Entry<'t> {
    pub(super) form: &'t str,
    pub(super) lemma: &'t str,
    pub(super) tag: u8,
    pub(super) verb: bool,
}

/// Learns rules about ends, then lists the words that they get wrong.
pub(super) fn pack(entries: &[Entry<'_>]) -> Vec<u8> {
    // A word counts once for the rules, however often it comes.
    let mut words: BTreeMap<(u8, &str), BTreeMap<&str, usize>> = BTreeMap::new();
    let mut verbs: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.lemma != "_" && entry.form.len() <= 64) {
        *words.entry((entry.tag, entry.form)).or_default().entry(entry.lemma).or_default() += 1;
        if entry.verb {
            *verbs.entry(entry.lemma).or_default() += 1;
        }
    }
    let usual = |lemmas: &BTreeMap<&'_ str, usize>| -> String {
        let best = lemmas.iter().max_by_key(|(lemma, count)| (**count, std::cmp::Reverse(**lemma)));
        best.map(|(lemma, _)| (*lemma).to_owned()).unwrap_or_default()
    };
    let mut rules: BTreeMap<(u8, String), BTreeMap<Edit, usize>> = BTreeMap::new();
    for (&(tag, form), lemmas) in &words {
        let small = form.to_lowercase();
        let edit = Edit::between(form, &usual(lemmas));
        for end in ends(&small) {
            *rules.entry((tag, end.to_owned())).or_default().entry(edit.clone()).or_default() += 1;
        }
    }
    let rules: BTreeMap<(u8, String), (Edit, usize)> = rules
        .into_iter()
        .filter_map(|(key, edits)| {
            let all = edits.values().sum();
            let (edit, _) =
                edits.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)))?;
            Some((key, (edit, all)))
        })
        .collect();
    let mut list = Vec::new();
    for ((tag, end), (edit, count)) in &rules {
        // A rule that says what the next shorter end says is none.
        let mut shorter = ends(end).skip_while(|other| *other == end.as_str());
        let next =
            shorter.find_map(|end| rules.get(&(*tag, end.to_owned())).filter(|rule| rule.1 > 1));
        if end.is_empty() || (*count > 1 && next.is_none_or(|next| next.0 != *edit)) {
            list.push((end_key(*tag, end), edit.bytes()));
        }
    }
    list.extend(
        verbs
            .iter()
            .filter(|(_, count)| **count > 1)
            .map(|(lemma, _)| (verb_key(lemma), Vec::new())),
    );
    let bytes = dict::pack(list.clone());
    let learned = Dict::new(&bytes).expect("we packed it");
    let is_verb: BTreeMap<u8, bool> = entries.iter().map(|entry| (entry.tag, entry.verb)).collect();
    for (&(tag, form), lemmas) in &words {
        let gold = usual(lemmas);
        if lemma::lemma(&learned, form, tag, is_verb[&tag]) != gold {
            list.push((whole_key(tag, form), Edit::between(form, &gold).bytes()));
        }
    }
    dict::pack(list)
}
