//! What the parser is known to break is taken out, parsed by itself and put back.
//!
//! ```text
//! Turkish Foreign Minister Hakan Fidan left → Hakan Fidan left + Turkish Foreign Minister
//! "We are ready to talk about it," Lind said → Lind said + "We are ready to talk about it,"
//! Talks began at noon (local time) → Talks began at noon + (local time)
//! FILE PHOTO: Envoys meet → Envoys meet + FILE PHOTO:
//! ```
//!
//! A title hangs on the first word of the name (nmod:desc), a quotation on the verb of saying
//! (ccomp), an aside on what stands before it, as in the treebanks. Each word is parsed once, so
//! this takes no longer.

use super::mend::{subjects, visiting};
use super::spoken::spoken;
use super::titles::titles;
use super::weekdays::weekdays;
use crate::diagnostic::Span;
use crate::lexicon::lexicon;
use crate::text::model::{Analysis, Model, Scratch};

/// An aside has no more words.
const LONGEST_ASIDE: usize = 24;

/// What is parsed apart: places of its words, the words, the head of its root from 1, its relation.
type Apart<'m> = (Vec<usize>, Vec<Analysis<'m>>, usize, &'static str);

/// Tags and parses a sentence like [`Model::analyse`], what is known to break apart: titles before
/// names, quotations, asides in brackets, "FILE PHOTO:".
///
/// ```
/// # use demarche::text::{analyse, model::{Scratch, english}};
/// let forms = ["Envoy", "for", "Northern", "Women", "and", "Girls", "Ana", "Lind", "left"];
/// let words = analyse(english(), &forms, &mut Scratch::default());
/// assert_eq!((words[0].relation, words[0].head), ("nmod:desc", 7));
/// assert_eq!((words[6].relation, words[6].head), ("nsubj", 9));
/// ```
pub fn analyse<'m>(model: &Model<'m>, forms: &[&str], scratch: &mut Scratch) -> Vec<Analysis<'m>> {
    let label = label(forms);
    let mut words = if label == 0 {
        told(model, forms, scratch)
    } else {
        let outer = told(model, &forms[label..], scratch);
        let inner = model.analyse(&forms[..label], scratch);
        let root = outer.iter().position(|word| word.head == 0).unwrap_or(0);
        let relation = if label == 1 { "punct" } else { "parataxis" };
        let rest: Vec<usize> = (label..forms.len()).collect();
        let apart = ((0..label).collect(), inner, label + root + 1, relation);
        unfold(forms.len(), &rest, outer, vec![apart])
    };
    told_that(&mut words, forms);
    weekdays(&mut words, forms);
    subjects(&mut words);
    visiting(&mut words);
    words
}

/// How many words label what follows: a bullet, "(L-R)", "FILE PHOTO:", "FILE -".
fn label(forms: &[&str]) -> usize {
    let label = match forms {
        ["•" | "●" | "▪" | "■" | "*" | "–" | "—", ..] => 1,
        ["(", "L" | "l", "-" | "to", "R" | "r", ")", ..] => 5,
        ["(", "L-R" | "L-r" | "l-r", ")", ..]
        | ["FILE" | "File", "PHOTO" | "Photo" | "photo", ":" | "-" | "–" | "—", ..] => 3,
        ["FILE", "-" | "–" | "—" | ":", ..] => 2,
        _ => 0,
    };
    if label < forms.len() { label } else { 0 }
}

/// Parses quotations apart from the clause that says who said it.
fn told<'m>(model: &Model<'m>, forms: &[&str], scratch: &mut Scratch) -> Vec<Analysis<'m>> {
    quoted(model, forms, scratch).unwrap_or_else(|| with_asides(model, forms, scratch))
}

fn quoted<'m>(
    model: &Model<'m>,
    forms: &[&str],
    scratch: &mut Scratch,
) -> Option<Vec<Analysis<'m>>> {
    let spoken = spoken(forms)?;
    let mut inside = vec![false; forms.len()];
    for &at in spoken.parts.iter().flat_map(|(places, _)| places) {
        inside[at] = true;
    }
    let rest: Vec<usize> = (0..forms.len()).filter(|&at| !inside[at]).collect();
    let outer = with_asides(model, &pick(forms, &rest), scratch);
    let at = rest.iter().position(|&at| at == spoken.verb)?;
    if outer[at].upos != "VERB" {
        return None;
    }
    let apart = spoken.parts.into_iter().map(|(places, relation)| {
        let inner = with_asides(model, &pick(forms, &places), scratch);
        (places, inner, spoken.verb + 1, relation)
    });
    let apart = apart.collect();
    Some(unfold(forms.len(), &rest, outer, apart))
}

/// Parses what stands in brackets apart from what it is said of.
fn with_asides<'m>(model: &Model<'m>, forms: &[&str], scratch: &mut Scratch) -> Vec<Analysis<'m>> {
    let asides = asides(forms);
    if asides.is_empty() {
        return entitled(model, forms, scratch);
    }
    let mut inside = vec![false; forms.len()];
    for aside in &asides {
        inside[aside.clone()].fill(true);
    }
    let rest: Vec<usize> = (0..forms.len()).filter(|&at| !inside[at]).collect();
    let outer = entitled(model, &pick(forms, &rest), scratch);
    let before = |aside: &Span| rest.partition_point(|&at| at < aside.start) - 1;
    // "the (disputed) border": what is in brackets is no aside.
    let aside = |aside: &Span| matches!(outer[before(aside)].upos, "NOUN" | "PROPN" | "NUM");
    if !asides.iter().all(aside) {
        return entitled(model, forms, scratch);
    }
    let apart = asides
        .into_iter()
        .map(|aside| {
            let inner = entitled(model, &forms[aside.clone()], scratch);
            let before = before(&aside);
            let head = described(&outer, before);
            let relation = aside_relation(outer[head].upos, &inner);
            (aside.collect(), inner, rest[head] + 1, relation)
        })
        .collect();
    unfold(forms.len(), &rest, outer, apart)
}

/// Asides in brackets, brackets included, in order, none at the beginning and none in another.
fn asides(forms: &[&str]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, &form) in forms.iter().enumerate() {
        match (form, open) {
            ("(", _) if at > 0 => open = Some(at),
            (")", Some(from)) => {
                open = None;
                if at > from + 1 && at - from <= LONGEST_ASIDE + 1 {
                    found.push(from..at + 1);
                }
            }
            _ => {}
        }
    }
    found
}

/// What an aside behind a word is said of: "Ana" of "Ana Lind (55)".
fn described(words: &[Analysis<'_>], before: usize) -> usize {
    let mut at = before;
    for _ in 0..LONGEST_ASIDE {
        let Some(head) = words[at].head.checked_sub(1) else { break };
        let in_name = matches!(words[at].relation, "flat" | "fixed" | "goeswith" | "nmod:unmarked");
        if !(in_name && head < at || words[at].relation == "punct") {
            break;
        }
        at = head;
    }
    at
}

/// What an aside is to what it is said of.
fn aside_relation(head: &str, inner: &[Analysis<'_>]) -> &'static str {
    let Some(root) = inner.iter().position(|word| word.head == 0) else { return "parataxis" };
    let is_noun = |upos: &str| matches!(upos, "NOUN" | "PROPN" | "NUM" | "SYM" | "X" | "PRON");
    let case = inner.iter().any(|word| word.head == root + 1 && word.relation == "case");
    match (is_noun(head), is_noun(inner[root].upos)) {
        (true, true) if case => "nmod",
        (true, true) => "appos",
        _ => "parataxis",
    }
}

/// Parses titles apart from the names behind them.
fn entitled<'m>(model: &Model<'m>, forms: &[&str], scratch: &mut Scratch) -> Vec<Analysis<'m>> {
    let titles = titles(forms);
    if titles.is_empty() {
        return model.analyse(forms, scratch);
    }
    let mut rest = Vec::with_capacity(forms.len());
    let mut next = 0;
    for title in &titles {
        rest.extend(next..title.start);
        next = title.end;
    }
    rest.extend(next..forms.len());
    let outer = model.analyse(&pick(forms, &rest), scratch);
    let apart = titles
        .into_iter()
        .map(|title| {
            let mut inner = model.analyse(&forms[title.clone()], scratch);
            led_by_a_noun(&mut inner);
            let name = title.end + 1;
            (title.collect(), inner, name, "nmod:desc")
        })
        .collect();
    unfold(forms.len(), &rest, outer, apart)
}

/// A title has no verb: "Turkish" is none, whatever its end is like, and hangs on the office.
fn led_by_a_noun(words: &mut [Analysis<'_>]) {
    let Some(root) = words.iter().position(|word| word.head == 0) else { return };
    let is_noun = |word: &Analysis<'_>| matches!(word.upos, "NOUN" | "PROPN");
    if is_noun(&words[root]) {
        return;
    }
    let on_root = |word: &Analysis<'_>| word.head == root + 1 && is_noun(word);
    let Some(noun) = words.iter().position(on_root) else { return };
    for word in words.iter_mut().filter(|word| word.head == root + 1) {
        word.head = noun + 1;
    }
    (words[noun].head, words[noun].relation) = (0, "root");
    (words[root].head, words[root].relation) = (noun + 1, "amod");
    if matches!(words[root].upos, "VERB" | "AUX") {
        (words[root].upos, words[root].xpos) = ("ADJ", "JJ");
    }
}

fn pick<'a>(forms: &[&'a str], places: &[usize]) -> Vec<&'a str> {
    places.iter().map(|&at| forms[at]).collect()
}

/// Puts together what was parsed apart.
///
/// - `rest`: the place of each word of `outer` in the sentence.
fn unfold<'m>(
    words: usize,
    rest: &[usize],
    outer: Vec<Analysis<'m>>,
    apart: Vec<Apart<'m>>,
) -> Vec<Analysis<'m>> {
    let mut all: Vec<Option<Analysis<'m>>> = vec![None; words];
    for (&at, mut word) in rest.iter().zip(outer) {
        word.head = word.head.checked_sub(1).map_or(0, |head| rest[head] + 1);
        all[at] = Some(word);
    }
    for (places, inner, head, relation) in apart {
        for (&at, mut word) in places.iter().zip(inner) {
            if let Some(own) = word.head.checked_sub(1) {
                word.head = places[own] + 1;
            } else {
                (word.head, word.relation) = (head, relation);
            }
            all[at] = Some(word);
        }
    }
    all.into_iter().flatten().collect()
}

/// "told reporters that talks failed": the clause completes the verb, it describes no reporters.
fn told_that(words: &mut [Analysis<'_>], forms: &[&str]) {
    for that in 0..words.len() {
        if forms[that] != "that" || !matches!(words[that].relation, "mark" | "nsubj" | "obj") {
            continue;
        }
        let Some(clause) = words[that].head.checked_sub(1) else { continue };
        let Some(noun) = words[clause].head.checked_sub(1) else { continue };
        let Some(verb) = words[noun].head.checked_sub(1) else { continue };
        // A clause with a subject of its own has no need of "that" for one.
        let subject =
            |word: &Analysis<'_>| word.head == clause + 1 && word.relation.starts_with("nsubj");
        if words[clause].relation.starts_with("acl")
            && matches!(words[noun].relation, "obj" | "iobj")
            && verb < noun
            && noun < that
            && (words[that].relation == "mark"
                || words[that].relation == "nsubj"
                    && words.iter().take(clause).skip(that + 1).take(LONGEST_ASIDE).any(subject))
            && lexicon().titles.tells.contains(forms[verb])
        {
            (words[clause].head, words[clause].relation) = (verb + 1, "ccomp");
            (words[that].upos, words[that].xpos, words[that].relation) = ("SCONJ", "IN", "mark");
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lexicon::{Sentences, missing};
    use crate::text::model::english;

    #[test]
    fn asides_are_hung_on_what_they_tell_of() {
        for (sentence, head, relation) in [
            ("Talks began at noon ( local time ) in Oslo .", "noon", "appos"),
            ("The European Union ( EU ) imposed sanctions .", "Union", "appos"),
            ("Ana Lind ( 55 ) left .", "Ana", "appos"),
        ] {
            let forms: Vec<&str> = sentence.split(' ').collect();
            let words = analyse(english(), &forms, &mut Scratch::default());
            let aside = asides(&forms).remove(0);
            let root = aside.clone().find(|&at| !aside.contains(&(words[at].head - 1)));
            let word = words[root.expect("an aside has a root")];
            assert_eq!((forms[word.head - 1], word.relation), (head, relation), "{sentence}");
        }
    }

    /// The verb on which what it says hangs as what is said or told, and that verb.
    fn told(sentence: &str, verb: &str) -> Option<String> {
        let forms: Vec<&str> = sentence.split(' ').collect();
        let words = analyse(english(), &forms, &mut Scratch::default());
        let at = forms.iter().position(|form| *form == verb).expect("a word of the sentence");
        let told = words[at].relation == "ccomp" && words[at].head > 0;
        told.then(|| forms[words[at].head - 1].to_lowercase())
    }

    #[test]
    fn somebody_is_told_that_it_is_so_by_each_verb_of_the_list() {
        let tells = &lexicon().titles.tells;
        let sentences = Sentences::new();
        let mut wrong = Vec::new();
        let mut verbs = Vec::new();
        for (sentence, verb) in &sentences.tells {
            match told(sentence, verb).filter(|by| tells.contains(by)) {
                Some(by) => verbs.push(by),
                None => wrong.push(sentence.clone()),
            }
        }
        for (sentence, verb) in &sentences.tells_not {
            if told(sentence, verb).is_some() {
                wrong.push(format!("not: {sentence}"));
            }
        }
        let missing = missing(tells, &verbs);
        wrong.extend(missing.iter().map(|verb| format!("nobody is told by {verb}")));
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_label_is_no_part_of_the_sentence() {
        for (sentence, words) in [
            ("( L-R ) Ana Lind and Eva Berg in Oslo", 3),
            ("FILE PHOTO : Ana Lind in Oslo", 3),
            ("FILE - Ana Lind in Oslo", 2),
            ("• Talks go on", 1),
            ("FILE PHOTO :", 0),
            ("File a complaint", 0),
        ] {
            let forms: Vec<&str> = sentence.split(' ').collect();
            assert_eq!(label(&forms), words, "{sentence}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn every_word_has_its_place_in_one_tree(forms in prop::collection::vec(
            prop::sample::select(vec![
                "President", "Foreign", "Minister", "of", "State", "Lind", "said", "\"", ",", "We",
                "(", ")", "EU", "FILE", "PHOTO", ":", "the",
                "Turkish", "told", "that", "reporters", "US", "and", ".", "are", "ready",
            ]),
            1..40,
        )) {
            let words = analyse(english(), &forms, &mut Scratch::default());
            prop_assert_eq!(words.len(), forms.len());
            prop_assert_eq!(words.iter().filter(|word| word.head == 0).count(), 1);
            for start in 1..=words.len() {
                let (mut at, mut steps) = (start, 0);
                while at > 0 && steps <= words.len() {
                    at = words[at - 1].head;
                    steps += 1;
                }
                prop_assert_eq!(at, 0);
            }
        }
    }
}
