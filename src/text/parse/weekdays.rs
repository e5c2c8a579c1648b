//! Bare weekdays: agencies write "said Sunday", "met in Riyadh Saturday"; the treebanks hardly do.
//!
//! A weekday without a word before it that makes it part of something else tells when its verb
//! happened (obl:unmarked). Taken for a subject, an object or a part of a name, it would be read
//! as somebody who acts.

use crate::text::model::Analysis;

/// "said Sunday", "met Saturday": relations of a weekday to the verb before it that are a mistake.
const MISTAKEN: &[&str] =
    &["nsubj", "obj", "iobj", "xcomp", "ccomp", "appos", "flat", "nmod:unmarked", "nmod:desc"];

/// Prepositions of places: what they lead to is no day.
const PLACING: &[&str] = &["in", "at", "near", "from", "to", "into", "outside", "with"];

/// Words up to the verb that are climbed at most.
const CLIMB: usize = 8;

/// Hangs bare weekdays on the verb that they date.
pub(super) fn weekdays(words: &mut [Analysis<'_>], forms: &[&str]) {
    for day in 1..words.len() {
        if !is_weekday(forms[day]) || part_of_more(words, forms, day) {
            continue;
        }
        swallowed_place(words, forms, day);
        let cased = (0..day).rev().take(CLIMB).any(|at| {
            words[at].head == day + 1 && matches!(words[at].relation, "case" | "det" | "mark")
        });
        let Some(head) = words[day].head.checked_sub(1).filter(|_| !cased) else { continue };
        let relation = words[day].relation;
        if is_verb(&words[head]) {
            let another = |from: usize, to: usize| {
                words[from..to]
                    .iter()
                    .any(|word| word.head == head + 1 && word.relation.starts_with("nsubj"))
            };
            if head < day && MISTAKEN.contains(&relation) {
                words[day].relation = "obl:unmarked";
            } else if head > day
                && relation.starts_with("nsubj")
                && another(day + 1, head)
                && is_verb(&words[day - 1])
            {
                (words[day].head, words[day].relation) = (day, "obl:unmarked");
            }
        } else if head < day && forms[head + 1..day].iter().all(|form| is_capital(form)) {
            // "in Jordan Sunday": the name before it.
            let named = words[head].upos == "PROPN" && head < day && !is_weekday(forms[head]);
            if let Some(verb) =
                above(words, head).filter(|_| named && !relation.starts_with("conj"))
            {
                (words[day].head, words[day].relation) = (verb + 1, "obl:unmarked");
            }
        }
    }
}

/// "in Saudi Arabia Saturday" read as one name that ends in the day: the place gets its place back.
fn swallowed_place(words: &mut [Analysis<'_>], forms: &[&str], day: usize) {
    let from = day.saturating_sub(CLIMB);
    let mine = |at: &usize| words[*at].head == day + 1;
    let Some(case) = (from..day).filter(mine).find(|&at| words[at].relation == "case") else {
        return;
    };
    if !PLACING.contains(&forms[case]) {
        return;
    }
    let named = |at: &usize| {
        words[*at].upos == "PROPN" && matches!(words[*at].relation, "compound" | "flat" | "nmod")
    };
    let Some(place) = (case + 1..day).filter(mine).find(named) else { return };
    let Some(verb) = above(words, day) else { return };
    for word in words[from..day].iter_mut().filter(|word| word.head == day + 1) {
        word.head = place + 1;
    }
    let relation = if words[day].relation == "obl:unmarked" { "obl" } else { words[day].relation };
    (words[place].head, words[place].relation) = (words[day].head, relation);
    (words[day].head, words[day].relation) = (verb + 1, "obl:unmarked");
}

/// "Sunday's talks", "Sunday talks", "Sunday, May 4", "a Sunday".
fn part_of_more(words: &[Analysis<'_>], forms: &[&str], day: usize) -> bool {
    matches!(words[day].relation, "compound" | "nmod:poss" | "conj" | "root")
        || matches!(forms.get(day + 1), Some(&("'s" | "’s" | "-" | "–" | "'" | "’")))
        || matches!(forms[day - 1], "-" | "–")
}

/// The verb above a word.
fn above(words: &[Analysis<'_>], mut at: usize) -> Option<usize> {
    for _ in 0..CLIMB {
        at = words[at].head.checked_sub(1)?;
        if is_verb(&words[at]) {
            return Some(at);
        }
    }
    None
}

fn is_verb(word: &Analysis<'_>) -> bool {
    word.upos == "VERB"
}

fn is_capital(form: &str) -> bool {
    form.starts_with(char::is_uppercase)
}

fn is_weekday(form: &str) -> bool {
    form.strip_suffix("day").is_some_and(|day| {
        matches!(day, "Mon" | "Tues" | "Wednes" | "Thurs" | "Fri" | "Satur" | "Sun")
    })
}

#[cfg(test)]
mod tests {
    use crate::text::analyse;
    use crate::text::model::{Scratch, english};

    #[test]
    fn a_bare_weekday_hangs_on_the_verb_that_it_dates() {
        for (sentence, verb) in [
            ("Lind said Sunday the road to peace is open .", "said"),
            ("The envoys met Saturday .", "met"),
            ("Lind , speaking in Jordan Sunday , said talks are near .", "speaking"),
            ("The coalition met in Saudi Arabia Saturday and condemned the raid .", "met"),
            ("Officials told of a call that Lind and Berg had Saturday .", "had"),
        ] {
            let forms: Vec<&str> = sentence.split(' ').collect();
            let words = analyse(english(), &forms, &mut Scratch::default());
            let day = forms.iter().position(|form| form.ends_with("day")).expect("a day");
            let head = forms[words[day].head - 1];
            assert_eq!((head, words[day].relation), (verb, "obl:unmarked"), "{sentence}");
        }
    }

    #[test]
    fn a_weekday_that_is_part_of_more_stays_where_it_is() {
        for sentence in
            ["The Sunday talks failed .", "They condemned Sunday 's attack .", "Sunday was calm ."]
        {
            let forms: Vec<&str> = sentence.split(' ').collect();
            let words = analyse(english(), &forms, &mut Scratch::default());
            let day = forms.iter().position(|form| form.ends_with("day")).expect("a day");
            assert_ne!(words[day].relation, "obl:unmarked", "{sentence}");
        }
    }
}
