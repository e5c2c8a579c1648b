//! Titles before names: "Special Presidential Envoy for Climate", "the Turkish Foreign Minister".

use crate::diagnostic::Span;
use crate::lexicon::{Name, lexicon};

/// A title has no more words.
const LONGEST: usize = 16;

/// The field of an office has no more words: "Women, Girls, and Human Rights".
const LONGEST_FIELD: usize = 9;

/// Titles before names, two words or more, in order; they do not overlap.
pub(super) fn titles(forms: &[&str]) -> Vec<Span> {
    let mut found = Vec::new();
    if !forms.windows(2).any(|two| two.iter().all(|form| is_capital(form))) {
        return found;
    }
    let lower: Vec<String> = forms.iter().map(|form| form.to_lowercase()).collect();
    let mut at = 0;
    while at < forms.len() {
        let before = at.checked_sub(1).map_or("", |before| lower[before].as_str());
        let owned = matches!(before, "the" | "his" | "her" | "their" | "its");
        let fixed = owned || matches!(before, "a" | "an" | "-" | "this" | "every");
        let starts = is_capital(forms[at]) || lexicon().offices.before.contains(&lower[at]);
        let end = if starts && (owned || !fixed) { title(forms, &lower, at, owned) } else { None };
        match end {
            Some(end) => {
                found.push(at - usize::from(owned)..end);
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
///
/// - `owned`: a determiner stands before it.
fn title(forms: &[&str], lower: &[String], start: usize, owned: bool) -> Option<usize> {
    let (offices, names, titles) = (&lexicon().offices, &lexicon().names, &lexicon().titles);
    let stop = forms.len().min(start + LONGEST);
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
            // "Prime Minister and Foreign Minister"; after "the" they may be two people.
            if office && !owned && lower[at] == "and" {
                office = false;
            } else if !offices.before.contains(&lower[at]) || office {
                break;
            }
            at += 1;
        } else if let Some((words, ())) = offices.offices.longest(word) {
            at += words;
            office = true;
            if matches!(forms.get(at), Some(&"of" | &"for" | &"to" | &"on")) {
                let from = at + 1 + usize::from(forms.get(at + 1) == Some(&"the"));
                match (field(forms, lower, from), state(from)) {
                    (Some(end), _) => at = end,
                    (None, Some(words)) => at = from + words,
                    (None, None) => return None,
                }
            }
        } else if offices.honorifics.contains(&lower[at]) {
            at += 1;
            office = true;
        } else if titles.before.contains(&lower[at]) || offices.before.contains(&lower[at]) {
            at += 1;
        } else if let Some(words) = state(at) {
            at += words;
        } else {
            break;
        }
    }
    let led = office && at > start + 1 && at < stop && is_name(forms, lower, at);
    (led && !(owned && names_a_thing(forms, lower, at))).then_some(at)
}

/// Where the field of an office ends: of "State Ann Lind", after "State".
fn field(forms: &[&str], lower: &[String], from: usize) -> Option<usize> {
    let fields = &lexicon().titles.fields;
    let mut end = None;
    for at in from..forms.len().min(from + LONGEST_FIELD) {
        let goes_on = match lower[at].as_str() {
            "and" => true,
            // A list: each of its words is a field.
            "," => fields.contains(&lower[at - 1]),
            _ => is_capital(forms[at]),
        };
        if !goes_on {
            break;
        }
        if fields.contains(&lower[at]) {
            end = Some(at + 1);
        }
    }
    end
}

/// Whether the name of a person may begin at a word after a title.
fn is_name(forms: &[&str], lower: &[String], at: usize) -> bool {
    let (offices, titles) = (&lexicon().offices, &lexicon().titles);
    let thing = |at: usize| {
        forms.get(at).is_some_and(|form| {
            is_capital(form)
                && (offices.organizations.contains(&lower[at])
                    || offices.things.contains(&lower[at])
                    || titles.things.contains(&lower[at]))
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

/// Whether a name with its title belongs to what follows: "the Foreign Minister Lind delegation".
fn names_a_thing(forms: &[&str], lower: &[String], at: usize) -> bool {
    let offices = &lexicon().offices;
    let after = (at..forms.len()).find(|&at| !is_capital(forms[at]));
    after.is_some_and(|at| {
        offices.organizations.contains(&lower[at]) || offices.things.contains(&lower[at])
    })
}

fn is_capital(form: &str) -> bool {
    form.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{Sentences, missing};

    #[test]
    fn titles_end_where_names_begin_and_each_word_of_one_is_read() {
        let mut wrong = Vec::new();
        let mut words = Vec::new();
        let mut others = Vec::new();
        for (sentence, found) in Sentences::new().titled {
            let forms: Vec<&str> = sentence.split(' ').collect();
            let titles: Vec<String> =
                titles(&forms).into_iter().map(|title| forms[title].join(" ")).collect();
            if titles.join(" | ") != found {
                wrong.push(format!("{sentence}: {found}\n  {titles:?}"));
            }
            words.extend(found.to_lowercase().split(' ').map(str::to_owned));
            if found.is_empty() {
                others.extend(sentence.to_lowercase().split(' ').map(str::to_owned));
            }
        }
        let lists = &lexicon().titles;
        for (list, words) in
            [(&lists.before, &words), (&lists.fields, &words), (&lists.things, &others)]
        {
            wrong.extend(missing(list, words).iter().map(|word| format!("no title with {word}")));
        }
        assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    }
}
