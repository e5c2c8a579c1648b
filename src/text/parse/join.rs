//! What the parser is known to break is taken out, parsed by itself and put back.
//!
//! ```text
//! Turkish Foreign Minister Hakan Fidan left → Hakan Fidan left + Turkish Foreign Minister
//! "We are ready to talk about it," Lind said → Lind said + "We are ready to talk about it,"
//! ```
//!
//! A title hangs on the first word of the name (nmod:desc), a quotation on the verb of saying
//! (ccomp), as in the treebanks. Each word is parsed once, so this takes no longer.

use crate::diagnostic::Span;
use crate::lexicon::{Name, lexicon};
use crate::text::model::{Analysis, Model, Scratch};

/// A title has no more words.
const LONGEST_TITLE: usize = 16;

/// Shorter quotations are no trouble.
const SHORTEST_QUOTATION: usize = 8;

/// How far from a quotation the verb of saying may stand, in words.
const REACH: usize = 6;

/// Where the field of an office ends: "Secretary for Northern Affairs".
const FIELDS: &[&str] = &[
    "Affairs",
    "State",
    "Climate",
    "Security",
    "Defense",
    "Defence",
    "Policy",
    "Staff",
    "Treasury",
    "Justice",
    "Trade",
    "Commerce",
    "Energy",
    "Development",
    "Relations",
    "Finance",
    "Cooperation",
    "Interior",
    "Parliament",
    "Rights",
    "Control",
    "Reconciliation",
    "Negotiations",
    "Intelligence",
];

/// What may stand in a title before an office, beside what the lexicon has.
const BEFORE: &[&str] = &[
    "Special",
    "Presidential",
    "Deputy",
    "Assistant",
    "Vice",
    "Under",
    "Acting",
    "Chief",
    "Senior",
    "Permanent",
    "Personal",
    "First",
    "Former",
    "Principal",
    "National",
    "Security",
    "Prime",
    "Foreign",
    "Defence",
    "Defense",
    "Interior",
    "Finance",
    "Economy",
    "State",
    "Attorney",
    "Major",
    "Lieutenant",
    "Brigadier",
    "High",
    "Trade",
    "Energy",
    "Justice",
    "Press",
];

/// Forms of verbs that quotations hang on.
const SAYS: &[&str] = &[
    "said",
    "says",
    "say",
    "told",
    "tells",
    "added",
    "adds",
    "stated",
    "states",
    "declared",
    "announced",
    "wrote",
    "writes",
    "replied",
    "warned",
    "warns",
    "insisted",
    "noted",
    "explained",
    "claimed",
    "stressed",
    "asked",
    "commented",
    "argued",
    "continued",
    "concluded",
    "tweeted",
];

/// Forms of verbs that tell somebody that something is so.
const TELLS: &[&str] = &[
    "tell",
    "tells",
    "told",
    "telling",
    "inform",
    "informs",
    "informed",
    "informing",
    "assure",
    "assures",
    "assured",
    "assuring",
    "warn",
    "warns",
    "warned",
    "warning",
    "remind",
    "reminds",
    "reminded",
    "notify",
    "notifies",
    "notified",
    "convince",
    "convinced",
    "persuade",
    "persuaded",
];

/// Tags and parses a sentence, what is known to break apart.
pub(crate) fn analyse<'m>(
    model: &Model<'m>,
    forms: &[&str],
    scratch: &mut Scratch,
) -> Vec<Analysis<'m>> {
    let mut words =
        quoted(model, forms, scratch).unwrap_or_else(|| entitled(model, forms, scratch));
    told_that(&mut words, forms);
    words
}

/// Parses a quotation apart from the clause that says who said it.
fn quoted<'m>(
    model: &Model<'m>,
    forms: &[&str],
    scratch: &mut Scratch,
) -> Option<Vec<Analysis<'m>>> {
    let (quotation, verb) = quotation(forms)?;
    let rest: Vec<usize> = (0..forms.len()).filter(|at| !quotation.contains(at)).collect();
    let outer: Vec<&str> = rest.iter().map(|&at| forms[at]).collect();
    let outer = entitled(model, &outer, scratch);
    let at = rest.iter().position(|&at| at == verb)?;
    if outer[at].upos != "VERB" {
        return None;
    }
    let inner = entitled(model, &forms[quotation.clone()], scratch);
    Some(unfold(forms.len(), &rest, outer, vec![(quotation.start, inner, verb + 1, "ccomp")]))
}

/// A quotation that is a sentence within a longer one, its marks and the comma before the end
/// included, and the verb of saying.
fn quotation(forms: &[&str]) -> Option<(Span, usize)> {
    let is_mark = |at: &usize| matches!(forms[*at], "\"" | "“" | "”" | "``" | "''");
    let open = (0..forms.len()).find(is_mark)?;
    let close = (open + 1..forms.len()).find(is_mark)?;
    if close - open < SHORTEST_QUOTATION
        || (close + 1..forms.len()).any(|at| is_mark(&at))
        || !forms[open + 1].starts_with(char::is_uppercase)
    {
        return None;
    }
    let says = |at: &usize| SAYS.contains(&forms[*at]);
    let ends = matches!(forms[close - 1], "," | "?" | "!");
    let after = (close + 1..forms.len().min(close + 1 + REACH)).find(says);
    if open == 0 {
        return after.filter(|_| ends).map(|verb| (open..close + 1, verb));
    }
    if !matches!(forms[open - 1], "," | ":") {
        return None;
    }
    let before = (open.saturating_sub(REACH)..open).rev().find(says)?;
    let full =
        matches!(forms[close - 1], "." | "?" | "!") || matches!(forms.get(close + 1), Some(&"."));
    (full && close + 2 >= forms.len()).then_some((open..close + 1, before))
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
    let kept: Vec<&str> = rest.iter().map(|&at| forms[at]).collect();
    let outer = model.analyse(&kept, scratch);
    let apart = titles
        .into_iter()
        .map(|title| {
            let mut inner = model.analyse(&forms[title.clone()], scratch);
            led_by_a_noun(&mut inner);
            (title.start, inner, title.end + 1, "nmod:desc")
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

/// Titles before names, two words or more, in order; they do not overlap.
fn titles(forms: &[&str]) -> Vec<Span> {
    let mut found = Vec::new();
    if !forms.windows(2).any(|two| two.iter().all(|form| is_capital(form))) {
        return found;
    }
    let lower: Vec<String> = forms.iter().map(|form| form.to_lowercase()).collect();
    let mut at = 0;
    while at < forms.len() {
        let fixed = at > 0
            && matches!(
                lower[at - 1].as_str(),
                "the" | "a" | "an" | "-" | "this" | "every" | "his" | "her" | "their" | "its"
            );
        let starts = is_capital(forms[at]) || lexicon().offices.before.contains(&lower[at]);
        let end = if starts && !fixed { title(forms, &lower, at) } else { None };
        match end {
            Some(end) => {
                found.push(at..end);
                at = end + 1;
            }
            // What follows a determiner is all one: "the US Secretary of State".
            None if fixed => {
                while at < forms.len() && is_capital(forms[at]) {
                    at += 1;
                }
                at += 1;
            }
            None => at += 1,
        }
    }
    found
}

/// Where a title that begins here ends, if a name comes next.
fn title(forms: &[&str], lower: &[String], start: usize) -> Option<usize> {
    let (offices, names) = (&lexicon().offices, &lexicon().names);
    let stop = forms.len().min(start + LONGEST_TITLE);
    let state = |at: usize| {
        names
            .longest(|ahead| forms.get(at + ahead).copied())
            .filter(|(_, name)| {
                matches!(name, Name::State(_) | Name::Adjective(_) | Name::Organization(_))
            })
            .map(|(words, _)| words)
    };
    let mut at = start;
    let mut office = false;
    while at < stop {
        let word = |ahead: usize| lower.get(at + ahead).map(String::as_str);
        if !is_capital(forms[at]) {
            if !offices.before.contains(&lower[at]) || office {
                break;
            }
            at += 1;
        } else if let Some((words, ())) = offices.offices.longest(word) {
            at += words;
            office = true;
            if matches!(forms.get(at), Some(&"of" | &"for" | &"to" | &"on")) {
                let from = at + 1 + usize::from(forms.get(at + 1) == Some(&"the"));
                let field = (from..forms.len().min(from + 5))
                    .take_while(|&at| is_capital(forms[at]) || lower[at] == "and")
                    .filter(|&at| FIELDS.contains(&forms[at]))
                    .last();
                match (field, state(from)) {
                    (Some(last), _) => at = last + 1,
                    (None, Some(words)) => at = from + words,
                    (None, None) => return None,
                }
            }
        } else if offices.honorifics.contains(&lower[at]) {
            at += 1;
            office = true;
        } else if BEFORE.contains(&forms[at]) || offices.before.contains(&lower[at]) {
            at += 1;
        } else if let Some(words) = state(at) {
            at += words;
        } else {
            break;
        }
    }
    (office && at > start + 1 && at < stop && is_name(forms, lower, at)).then_some(at)
}

/// Whether the name of a person may begin at a word after a title.
fn is_name(forms: &[&str], lower: &[String], at: usize) -> bool {
    let offices = &lexicon().offices;
    let thing = |at: usize| {
        forms.get(at).is_some_and(|form| {
            is_capital(form)
                && (offices.organizations.contains(&lower[at])
                    || offices.things.contains(&lower[at])
                    || matches!(*form, "Assembly" | "Office" | "Council" | "Staff" | "Debate"))
        })
    };
    let day = |word: &str| {
        word.ends_with("day")
            || matches!(
                word,
                "january" | "february" | "march" | "april" | "june" | "july" | "august"
            )
            || word.ends_with("ember")
            || word == "october"
    };
    is_capital(forms[at])
        && forms[at].chars().any(char::is_lowercase)
        && !day(&lower[at])
        && !thing(at)
        && !thing(at + 1)
}

fn is_capital(form: &str) -> bool {
    form.starts_with(char::is_uppercase)
}

/// Puts together what was parsed apart.
///
/// - `rest`: the place of each word of `outer` in the sentence.
/// - `apart`: the first place of each part, its words, the head of its root from 1, its relation.
fn unfold<'m>(
    words: usize,
    rest: &[usize],
    outer: Vec<Analysis<'m>>,
    apart: Vec<(usize, Vec<Analysis<'m>>, usize, &'static str)>,
) -> Vec<Analysis<'m>> {
    let mut all: Vec<Option<Analysis<'m>>> = vec![None; words];
    for (&at, mut word) in rest.iter().zip(outer) {
        word.head = word.head.checked_sub(1).map_or(0, |head| rest[head] + 1);
        all[at] = Some(word);
    }
    for (start, inner, head, relation) in apart {
        for (at, mut word) in (start..).zip(inner) {
            if word.head == 0 {
                (word.head, word.relation) = (head, relation);
            } else {
                word.head += start;
            }
            all[at] = Some(word);
        }
    }
    all.into_iter().flatten().collect()
}

/// "told reporters that talks failed": the clause completes the verb, it describes no reporters.
fn told_that(words: &mut [Analysis<'_>], forms: &[&str]) {
    for that in 0..words.len() {
        if words[that].relation != "mark" || forms[that] != "that" {
            continue;
        }
        let Some(clause) = words[that].head.checked_sub(1) else { continue };
        let Some(noun) = words[clause].head.checked_sub(1) else { continue };
        let Some(verb) = words[noun].head.checked_sub(1) else { continue };
        if words[clause].relation.starts_with("acl")
            && matches!(words[noun].relation, "obj" | "iobj")
            && verb < noun
            && noun < that
            && TELLS.contains(&forms[verb])
        {
            (words[clause].head, words[clause].relation) = (verb + 1, "ccomp");
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::model::english;

    fn split(sentence: &str) -> Vec<&str> {
        sentence.split(' ').collect()
    }

    #[test]
    fn titles_end_where_names_begin() {
        for (sentence, found) in [
            (
                "Special Presidential Envoy for Climate John Kerry left .",
                "Special Presidential Envoy for Climate",
            ),
            (
                "Deputy Assistant Secretary for Northern Affairs Jane Doe left .",
                "Deputy Assistant Secretary for Northern Affairs",
            ),
            ("Turkish Foreign Minister Hakan Fidan left .", "Turkish Foreign Minister"),
            ("They met former US President Ann Lind .", "former US President"),
            ("US Secretary of State Ann Lind left .", "US Secretary of State"),
            ("UN Special Envoy for Syria Ann Lind left .", "UN Special Envoy for Syria"),
            ("The US Secretary of State left .", ""),
            ("The Turkish Foreign Minister Hakan Fidan left .", ""),
            ("Russian Foreign Minister Monday left .", ""),
            ("President Lind left .", ""), // one word is no trouble
            ("A Security Council Resolution passed .", ""),
        ] {
            let forms = split(sentence);
            let titles: Vec<String> =
                titles(&forms).into_iter().map(|title| forms[title].join(" ")).collect();
            assert_eq!(titles.join(" | "), found, "{sentence}");
        }
    }

    #[test]
    fn a_quotation_is_a_sentence_with_a_verb_of_saying_beside_it() {
        for (sentence, found) in [
            ("\" We are ready to talk about it , \" Lind said .", "0..10 said"),
            ("Lind said : \" We are ready to talk about it . \"", "3..13 said"),
            ("\" We are ready , \" Lind said .", ""), // short
            ("Lind called it \" a very big step that nobody wanted \" .", ""),
            ("\" We are ready to talk about it , \" a sign read .", ""),
            ("\" We are ready to talk , \" he said , \" about it . \"", ""),
        ] {
            let forms = split(sentence);
            let found_here = quotation(&forms)
                .map(|(span, verb)| format!("{}..{} {}", span.start, span.end, forms[verb]));
            assert_eq!(found_here.unwrap_or_default(), found, "{sentence}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn every_word_has_its_place_in_one_tree(forms in prop::collection::vec(
            prop::sample::select(vec![
                "President", "Foreign", "Minister", "of", "State", "Lind", "said", "\"", ",", "We",
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
