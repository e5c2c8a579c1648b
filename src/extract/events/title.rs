//! One line for the timeline: who does what, in the present tense, names without titles.
//!
//! ```text
//! happened     Zelensky invites Putin to peace talks in Istanbul
//! planned      Mobutu to meet Kabila on a South African ship
//! possible     Russia may halt its airstrikes
//! denied       Putin does not endorse the 30-day ceasefire
//! by a noun    Meeting of Reagan and Gorbachev in Geneva
//! ```

use super::super::actors::{Cast, MentionForm, Who};
use super::super::words::Class;
use super::clause::{Clauses, Reading};
use super::{Telling, trigger};
use crate::lexicon::lexicon;
use crate::vocabulary::{ActorKind, EventType, Modality};

/// The longest title, in characters.
const LONGEST: usize = 90;

/// The line for an event.
pub(super) fn title(clauses: &Clauses<'_, '_>, cast: &Cast, telling: &Telling) -> String {
    let text = if telling.nominal {
        by_noun(clauses, cast, telling)
    } else {
        by_verb(clauses, cast, telling)
    };
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (from, to) in [
        (" ,", ","),
        ("“ ", "“"),
        (" ”", "”"),
        (" ’s", "’s"),
        (" 's", "'s"),
        (" .", "."),
        ("( ", "("),
        (" )", ")"),
    ] {
        text = text.replace(from, to);
    }
    let text = shorten(text.trim_matches([' ', ',', ';', ':', '.', '–', '—', '-']));
    if text.is_empty() { telling.kind.name().to_owned() } else { capitalize(&text) }
}

fn by_verb(clauses: &Clauses<'_, '_>, cast: &Cast, telling: &Telling) -> String {
    let line = clauses.line;
    let reading = clauses.reading(telling.at);
    let passive = matches!(reading, Reading::Passive | Reading::Reduced);
    let Some(form) = line.words[telling.at].form else {
        // "is prepared to assist": as it stands.
        return format!(
            "{} {}",
            names(cast, &telling.from),
            tail(clauses, cast, telling.at, telling)
        );
    };
    let verbs = &lexicon().verbs;
    let (subjects, subject) = if passive && telling.from.is_empty() || telling.from.is_empty() {
        let noun = subject_words(clauses, cast, telling);
        if noun.is_empty() {
            (&telling.to, names(cast, &telling.to))
        } else {
            (&telling.from, noun)
        }
    } else {
        (&telling.from, names(cast, &telling.from))
    };
    let plural = subjects.len() > 1
        || subjects.first().is_some_and(|who| cast.entities[*who].kind == ActorKind::Group)
        || subjects.is_empty() && plural_noun(clauses, telling);
    let noun_subject =
        trigger::verb(clauses, telling.at).is_some_and(|hit| hit.trigger.wants_subject);
    let subject = if noun_subject { subject_words(clauses, cast, telling) } else { subject };
    let plural = if noun_subject { plural_noun(clauses, telling) } else { plural };
    let as_passive = passive && (telling.from.is_empty() || noun_subject);
    if passive && !as_passive {
        // "The Accords, signed by A and B": turned around.
        let object = object_before(clauses, cast, telling);
        let verb =
            conjugate(verbs.lemma(form.verb), verbs.third(form.verb), plural, telling.modality);
        return format!("{subject} {verb} {object}");
    }
    let rest = tail(clauses, cast, telling.at + 1, telling);
    let verb = if as_passive {
        let participle = verbs.participle(form.verb);
        match telling.modality {
            Modality::Planned => format!("to be {participle}"),
            Modality::Possible | Modality::Conditional => format!("may be {participle}"),
            Modality::Denied if plural => format!("are not {participle}"),
            Modality::Denied => format!("is not {participle}"),
            Modality::Happened if plural => format!("are {participle}"),
            Modality::Happened => format!("is {participle}"),
        }
    } else {
        conjugate(verbs.lemma(form.verb), verbs.third(form.verb), plural, telling.modality)
    };
    format!("{subject} {verb} {rest}")
}

fn conjugate(base: &str, third: String, plural: bool, modality: Modality) -> String {
    match modality {
        Modality::Planned => format!("to {base}"),
        Modality::Possible | Modality::Conditional => format!("may {base}"),
        Modality::Denied if plural => format!("do not {base}"),
        Modality::Denied => format!("does not {base}"),
        Modality::Happened if plural => base.to_owned(),
        Modality::Happened => third,
    }
}

fn by_noun(clauses: &Clauses<'_, '_>, cast: &Cast, telling: &Telling) -> String {
    let line = clauses.line;
    let mut start = telling.words.start;
    while matches!(line.class(start), Class::Determiner) && start < telling.at {
        start += 1;
    }
    let mut text = String::new();
    // "his talks": whose.
    if line.class(start) == Class::Possessive && clauses.mentions.at[start].is_none() {
        start += 1;
        if !telling.from.is_empty() {
            text.push_str(&names(cast, &telling.from));
            text.push_str(": ");
        }
    }
    // An address in which somebody did something else: the clause tells less than the noun.
    if telling.kind == EventType::Address && start + 6 < telling.at {
        return format!("{} gives a {}", names(cast, &telling.from), telling.rule);
    }
    text.push_str(&plain(clauses, cast, start, telling.words.end));
    text
}

/// The words from a place to the end of the event, names without titles.
fn tail(clauses: &Clauses<'_, '_>, cast: &Cast, from: usize, telling: &Telling) -> String {
    let end = if telling.words.end > from { telling.words.end } else { from };
    // A title needs no word on when: the date says so.
    plain(clauses, cast, from, end)
}

/// Words as they stand, with the names of people in place of their titles.
fn plain(clauses: &Clauses<'_, '_>, cast: &Cast, from: usize, end: usize) -> String {
    let line = clauses.line;
    let mut text = String::new();
    let mut at = from;
    let end = end.min(line.words.len());
    while at < end {
        let mention =
            clauses.mentions.get(at).filter(|m| m.words.start == at && m.words.end <= end + 1);
        match mention {
            Some(m)
                if m.who.len() == 1
                    && m.form == MentionForm::Name
                    && cast.entities[m.who[0]].kind == ActorKind::Person =>
            {
                push(&mut text, &cast.entities[m.who[0]].name);
                at = m.words.end;
            }
            _ => {
                let word = &line.words[at];
                if word.class == Class::Quote {
                    // Marks lose their partner when the line is cut.
                    at += 1;
                    continue;
                }
                let glued = word.class == Class::Comma
                    || word.text.starts_with(['\'', '’'])
                    || word.text == "n't"
                    || word.text == "n’t";
                if !glued {
                    text.push(' ')
                }
                text.push_str(word.text);
                at += 1;
            }
        }
        if text.len() > 4 * LONGEST {
            break;
        }
    }
    text
}

fn push(text: &mut String, word: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(word);
}

/// "A, B and C"; of many the first and how many more.
pub(crate) fn names(cast: &Cast, who: &[Who]) -> String {
    let name = |who: &Who| cast.entities[*who].name.as_str();
    match who {
        [] => String::new(),
        [one] => name(one).to_owned(),
        [one, two] => format!("{} and {}", name(one), name(two)),
        [one, two, three] => format!("{}, {} and {}", name(one), name(two), name(three)),
        [one, rest @ ..] => format!("{} and {} others", name(one), rest.len()),
    }
}

/// The subject as it stands, where nobody is named: "direct negotiations in Istanbul".
fn subject_words(clauses: &Clauses<'_, '_>, cast: &Cast, telling: &Telling) -> String {
    let line = clauses.line;
    let end = clauses.group(telling.at);
    let mut start = telling.words.start.min(end);
    while start < end && matches!(line.class(start), Class::Determiner) {
        start += 1;
    }
    let mut end = end;
    while end > start && matches!(line.class(end - 1), Class::Subordinator | Class::Comma) {
        end -= 1;
    }
    plain(clauses, cast, start, end)
}

fn plural_noun(clauses: &Clauses<'_, '_>, telling: &Telling) -> bool {
    let line = clauses.line;
    let end = clauses.group(telling.at);
    let head = (telling.words.start..end)
        .find(|&i| matches!(line.class(i), Class::Preposition))
        .unwrap_or(end);
    head.checked_sub(1)
        .and_then(|i| line.lower(i))
        .is_some_and(|word| word.ends_with('s') && !word.ends_with("ss"))
}

/// What a reduced clause hangs on: "The Camp David Accords, signed by".
fn object_before(clauses: &Clauses<'_, '_>, cast: &Cast, telling: &Telling) -> String {
    let line = clauses.line;
    let mut end = clauses.group(telling.at);
    while end > 0 && matches!(line.class(end - 1), Class::Comma | Class::Subordinator) {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && end - start < 8 {
        let at = start - 1;
        if matches!(
            line.class(at),
            Class::Comma | Class::Break | Class::Subordinator | Class::Quote | Class::Mark
        ) || clauses.reading(at) != Reading::None
        {
            break;
        }
        start = at;
    }
    plain(clauses, cast, start, end)
}

/// Cuts at a word, so that at most [`LONGEST`] characters are left.
fn shorten(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut count = 0;
    for word in text.split(' ') {
        let length = word.chars().count() + 1;
        if count + length > LONGEST - 2 {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
        count += length;
    }
    // Not on a word that wants another one.
    loop {
        let trimmed = short.trim_end_matches([',', ' ', ';', ':', '–', '—']);
        let last = trimmed.rsplit(' ').next().unwrap_or_default();
        let open = matches!(
            last,
            "the"
                | "a"
                | "an"
                | "of"
                | "to"
                | "in"
                | "on"
                | "for"
                | "and"
                | "or"
                | "with"
                | "by"
                | "at"
                | "its"
                | "his"
                | "their"
                | "that"
                | "from"
                | "be"
                | "not"
                | "as"
        );
        if open && trimmed.len() > last.len() {
            short = trimmed[..trimmed.len() - last.len()].to_owned();
        } else {
            short = trimmed.to_owned();
            break;
        }
    }
    if short.is_empty() { text.chars().take(LONGEST - 1).collect() } else { short }
}

fn capitalize(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        // "al-Qaeda" keeps its article small.
        Some(first) if !text.starts_with("al-") => first.to_uppercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}
