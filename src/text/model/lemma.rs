//! Dictionary forms: a list of exceptions, irregular verbs, and rules about the ends of words.
//!
//! All three are edits under the hash of a tag and a word or its end: cut so many letters, write
//! these instead. The longest end that the training text knows wins; of a verb's regular forms
//! the one counts whose result the training text has as a verb.

use super::dict::Dict;
use super::hash::{add, finish, start, text};
use super::verbs;

/// The longest end of a word that a rule may ask for, in letters.
pub(super) const LONGEST_END: usize = 5;

/// The key of a whole word with its tag.
pub(super) fn whole_key(tag: u8, word: &str) -> u64 {
    finish(add(add(start(700), u64::from(tag)), text(word)))
}

/// The key of an end of a word with its tag.
pub(super) fn end_key(tag: u8, end: &str) -> u64 {
    finish(add(add(start(701), u64::from(tag)), text(end)))
}

/// The key under which a verb's dictionary form is known.
pub(super) fn verb_key(lemma: &str) -> u64 {
    finish(add(start(702), text(lemma)))
}

/// The ends of a word that rules are about, the longest first; the last is empty.
pub(super) fn ends(word: &str) -> impl Iterator<Item = &str> {
    let mut starts = [word.len(); LONGEST_END + 1];
    let mut count = 1;
    for (at, _) in word.char_indices().rev().take(LONGEST_END) {
        starts[count] = at;
        count += 1;
    }
    starts.into_iter().take(count).rev().map(|at| &word[at..])
}

/// Cut so many letters at the end, write these instead.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edit {
    /// Lower-case the word first.
    pub(super) lower: bool,
    pub(super) cut: u8,
    pub(super) write: String,
}

impl Edit {
    /// The edit that leads from a form to a lemma.
    pub(super) fn between(form: &str, lemma: &str) -> Self {
        let small = form.to_lowercase();
        let kept = |word: &str| word.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        let lower = kept(&small) > kept(form) || small == form;
        let word = if lower { &small } else { form };
        let kept = kept(word);
        let cut = u8::try_from(word.chars().count() - kept).unwrap_or(u8::MAX);
        Self { lower, cut, write: lemma.chars().skip(kept).collect() }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = vec![u8::from(self.lower), self.cut];
        bytes.extend_from_slice(self.write.as_bytes());
        bytes
    }
}

/// Edits a form by the bytes of an [`Edit`].
fn edited(form: &str, small: &str, edit: &[u8]) -> Option<String> {
    let [lower, cut, write @ ..] = edit else { return None };
    let word = if *lower > 0 { small } else { form };
    let keep = match word.char_indices().rev().take(usize::from(*cut)).last() {
        Some((at, _)) => at,
        None => word.len(),
    };
    Some(format!("{}{}", &word[..keep], std::str::from_utf8(write).ok()?))
}

/// The dictionary form of a word.
///
/// - `verb`: its tag is one of a verb or an auxiliary.
pub(super) fn lemma(list: &Dict<'_>, form: &str, tag: u8, verb: bool) -> String {
    let small = form.to_lowercase();
    // "'s" is of "be" or of "have"; else the list of verbs knows better than any one text.
    let irregular = || verbs::irregular(&small).map(str::to_owned).filter(|_| verb);
    if !small.starts_with('\'')
        && let Some(lemma) = irregular()
    {
        return lemma;
    }
    if let Some(lemma) = list.get(whole_key(tag, form)).and_then(|edit| edited(form, &small, edit))
    {
        return lemma;
    }
    if let Some(lemma) = irregular() {
        return lemma;
    }
    let rule = ends(&small)
        .find_map(|end| list.get(end_key(tag, end)))
        .and_then(|edit| edited(form, &small, edit))
        .unwrap_or_else(|| small.clone());
    let known = |lemma: &str| list.get(verb_key(lemma)).is_some();
    if verb && !known(&rule) {
        let lemma = regular(&small).into_iter().find(|lemma| known(lemma));
        let stem = || small.strip_suffix("ing").or_else(|| small.strip_suffix("ed"));
        return lemma.or_else(|| Some(verbs::base(stem()?))).unwrap_or(rule);
    }
    rule
}

/// What a regular verb form may come from, the likelier first.
fn regular(form: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut stem = |stem: &str, with_e: bool| {
        if with_e {
            found.push(format!("{stem}e"));
        }
        found.push(stem.to_owned());
        let mut ends = stem.chars().rev();
        if let (Some(last), Some(before)) = (ends.next(), ends.next())
            && last == before
        {
            found.push(stem[..stem.len() - last.len_utf8()].to_owned());
        }
    };
    if let Some(rest) = form.strip_suffix("ied").or_else(|| form.strip_suffix("ies")) {
        stem(&format!("{rest}y"), false);
        stem(&format!("{rest}i"), true);
    } else if let Some(rest) = form.strip_suffix("ing").or_else(|| form.strip_suffix("ed")) {
        stem(rest, true);
    } else if let Some(rest) = form.strip_suffix("es") {
        stem(rest, true);
    } else if let Some(rest) = form.strip_suffix('s') {
        stem(rest, false);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::model::{Scratch, english};

    #[test]
    fn an_edit_leads_to_its_lemma() {
        for (form, lemma) in [
            ("Talks", "talk"),
            ("Paris", "Paris"),
            ("States", "State"),
            ("went", "go"),
            ("ÉTATS", "état"),
        ] {
            let edit = Edit::between(form, lemma);
            let found = edited(form, &form.to_lowercase(), &edit.bytes());
            assert_eq!(found.as_deref(), Some(lemma), "{form}");
        }
    }

    #[test]
    fn verbs_have_their_dictionary_form() {
        for (sentence, at, lemma) in [
            ("The envoys held talks .", 2, "hold"),
            ("She sought an end to the war .", 1, "seek"),
            ("They have resumed the talks .", 2, "resume"),
            ("Both sides overrode the veto .", 2, "override"),
            ("The minister visited Kyiv .", 2, "visit"),
            ("He is planning a visit .", 2, "plan"),
        ] {
            let forms: Vec<&str> = sentence.split(' ').collect();
            let words = english().analyse(&forms, &mut Scratch::default());
            assert_eq!(english().lemma(forms[at], &words[at]), lemma, "{sentence}");
        }
    }

    #[test]
    fn ends_are_cut_between_letters() {
        assert_eq!(ends("añé").collect::<Vec<_>>(), ["añé", "ñé", "é", ""]);
        assert_eq!(ends("").collect::<Vec<_>>(), [""]);
    }
}
