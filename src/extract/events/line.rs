//! Words of a sentence as a line: short names, whole phrases, no marks without their partner.

use std::ops::Range;

use super::super::actors::{Cast, Mention, MentionForm, Who};
use super::super::words::Class;
use super::Telling;
use super::clause::{Clauses, Reading};
use crate::vocabulary::{ActorKind, EventType};

/// The longest title, in characters.
const LONGEST: usize = 90;

/// A word of a line, or several that stay together.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "what a word may be, each by itself")]
pub(super) struct Piece {
    pub(super) text: String,
    /// Stands close to the word before it.
    glued: bool,
    /// Begins a phrase, so the line may end before it.
    pub(super) opens: bool,
    /// Wants another word after it.
    dangles: bool,
    /// Says something: no small word.
    pub(super) tells: bool,
    /// A verb, or one of its auxiliaries.
    pub(super) acts: bool,
}

impl Piece {
    /// Words that stay together.
    pub(super) fn whole(text: String) -> Self {
        Self { text, glued: false, opens: false, dangles: false, tells: true, acts: false }
    }
}

/// The words of a range, names of people in place of their titles; the day is left out, the date
/// says it.
pub(super) fn pieces(
    clauses: &Clauses<'_, '_>,
    cast: &Cast,
    telling: &Telling,
    range: Range<usize>,
) -> Vec<Piece> {
    let line = clauses.line;
    let mut list: Vec<Piece> = Vec::new();
    let end = range.end.min(line.words.len());
    let mut at = range.start;
    while at < end && list.len() < LONGEST {
        if let Some(after) = day(clauses, telling, at, end) {
            at = after;
            continue;
        }
        if let Some((name, after)) = person(clauses, cast, telling, at) {
            // "his Afghan counterpart, X"
            if at > range.start && line.class(at - 1) == Class::Possessive {
                list.pop_if(|piece| matches!(&*piece.text, "his" | "her" | "its" | "their"));
            } else if at > range.start && line.class(at - 1) == Class::Determiner {
                list.pop_if(|piece| piece.dangles);
            }
            list.push(Piece::whole(name));
            at = after;
            continue;
        }
        let word = &line.words[at];
        // "signed the treaty here": where the reporter stood.
        if word.lower == "here" && !list.is_empty() && !word.quoted {
            at += 1;
            continue;
        }
        let opening = word.text == "(";
        // Marks lose their partner when the line is cut; what stands in brackets can be spared.
        if word.class == Class::Quote || word.text == ")" {
            at += 1;
            continue;
        }
        if opening {
            at = (at..end).find(|&i| line.words[i].text == ")").map_or(end, |i| i + 1);
            continue;
        }
        if word.class == Class::Mark && matches!(word.text, "." | "!" | "?" | "…") {
            break;
        }
        let infinitive = word.class == Class::To
            && (clauses.reading(at + 1) == Reading::Infinitive
                || line.words.get(at + 1).is_some_and(|w| w.form.is_some_and(|f| f.base)));
        let opens = match word.class {
            Class::Preposition => !matches!(&*word.lower, "of" | "off" | "up" | "out" | "down"),
            Class::To => !infinitive,
            Class::Comma | Class::Conjunction | Class::Break => true,
            Class::Subordinator => word.lower != "that",
            _ => false,
        };
        // "After Norway had backed the plan, Denmark signed": the next clause is another event.
        let next_clause = word.class == Class::Comma
            && telling.kind != EventType::Statement
            && (at..end)
                .find(|&i| {
                    line.class(i) == Class::Subordinator || clauses.reading(i) != Reading::None
                })
                .is_some_and(|i| matches!(clauses.reading(i), Reading::Active));
        if next_clause && !list.is_empty() {
            break;
        }
        let particle = matches!(&*word.lower, "out" | "off" | "up" | "down");
        let dangles = !particle
            && matches!(
                word.class,
                Class::Determiner
                    | Class::Preposition
                    | Class::Conjunction
                    | Class::Subordinator
                    | Class::To
                    | Class::Modal
                    | Class::Be
                    | Class::Have
                    | Class::Do
                    | Class::Comma
                    | Class::Break
                    | Class::Negation
            )
            || matches!(&*word.lower, "only" | "even" | "more" | "also" | "beginning" | "starting")
            || word.class == Class::Possessive && !word.text.starts_with(['\'', '’']);
        let glued = matches!(word.class, Class::Comma)
            || matches!(word.text, ":" | ";" | "%")
            || word.text.starts_with(['\'', '’'])
            || matches!(word.text, "n't" | "n’t")
            || at > range.start && matches!(line.words[at - 1].text, "$" | "€" | "£");
        let text = match &*word.lower {
            "our" | "my" if !word.quoted => {
                if telling.from.len() == 1 { "its" } else { "their" }.to_owned()
            }
            lower if word.class == Class::Determiner => lower.to_owned(),
            // "Talks mediated by Malta": no name, though it opens the sentence.
            lower if at == 0 && line.part(0) == "NOUN" && clauses.mentions.at[0].is_none() => {
                lower.to_owned()
            }
            _ => word.text.to_owned(),
        };
        let tells = matches!(word.class, Class::Other | Class::Number)
            && !(dangles || word.class == Class::Adverb);
        let acts = matches!(word.class, Class::Be | Class::Have | Class::Modal | Class::Do)
            || clauses.reading(at) != Reading::None;
        list.push(Piece { text, glued, opens, dangles, tells, acts });
        at += 1;
    }
    // "killed one soldier and wounding": a verb whose object stands elsewhere.
    let bare = end > range.start + 1
        && at == end
        && clauses.reading(end - 1) != Reading::None
        && line.class(end - 2) == Class::Conjunction;
    if bare {
        list.pop();
    }
    while list.last().is_some_and(|piece| piece.dangles) {
        list.pop();
    }
    list
}

/// A day without a year, with its preposition, where the date of the event says it.
fn day(clauses: &Clauses<'_, '_>, telling: &Telling, at: usize, end: usize) -> Option<usize> {
    let line = clauses.line;
    let date = telling.date.as_ref().filter(|date| date.rule != "published-day")?;
    let within = |i: usize| {
        line.words
            .get(i)
            .is_some_and(|w| w.span.start >= date.span.start && w.span.end <= date.span.end)
    };
    let preposition = matches!(line.lower(at), Some("on" | "in" | "for" | "at" | "until"));
    let first = at + usize::from(preposition && !within(at));
    let first = first + usize::from(line.lower(first) == Some("the") && !within(first));
    if !within(first) || first > 0 && within(first - 1) && first == at {
        return None;
    }
    let last = (first..end).take_while(|&i| within(i)).last()?;
    let year = (first..=last).any(|i| {
        let text = line.words[i].text;
        text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
    });
    // "a meeting on Tuesday of": gone; "Thursday's meeting", "in May talks": kept.
    let closed = !matches!(line.class(last + 1), Class::Possessive | Class::Other | Class::Number);
    (!year && closed).then_some(last + 1)
}

/// A person by name or by pronoun, as short as the article has it.
fn person(
    clauses: &Clauses<'_, '_>,
    cast: &Cast,
    telling: &Telling,
    at: usize,
) -> Option<(String, usize)> {
    let mention = clauses.mentions.get(at).filter(|m| m.words.start == at)?;
    let &[who] = &mention.who[..] else { return None };
    let person = cast.entities[who].kind == ActorKind::Person;
    let pronoun = mention.form == MentionForm::Pronoun && !telling.from.contains(&who);
    (person && (mention.form == MentionForm::Name || pronoun))
        .then(|| (cast.short(who).to_owned(), mention.words.end))
}

/// Where the last phrase before `end` is whole: "talks between Chad" goes on with "and Niger".
pub(super) fn complete(clauses: &Clauses<'_, '_>, end: usize) -> usize {
    let line = clauses.line;
    let mut end = end.min(line.words.len());
    let cut = |end: usize| {
        let inside = |m: &&Mention| m.words.start < end && m.words.end > end;
        clauses.mentions.get(end).filter(inside).map(|m| m.words.end)
    };
    if let Some(after) = cut(end) {
        end = after;
    }
    let last = end.checked_sub(1).and_then(|i| clauses.mentions.get(i));
    if let Some(mention) = last.filter(|m| m.form != MentionForm::Adjective) {
        let (_, after) = clauses.list_after(mention);
        end = end.max(after);
        // The second of "between A and B" belongs to the first, whatever follows.
        if clauses.governor(mention) == Some("between") && line.lower(end) == Some("and") {
            let next = end + 1 + usize::from(line.class(end + 1) == Class::Determiner);
            end = clauses.mentions.get(next).map_or(end, |second| second.words.end);
        }
    }
    let limit = (end + 8).min(line.words.len());
    let start = end;
    while end < limit
        && matches!(line.class(end), Class::Other | Class::Number | Class::Possessive)
        && (clauses.reading(end) == Reading::None
            || end == start && line.class(end - 1) == Class::To)
    {
        end = cut(end).unwrap_or(end + 1);
    }
    end
}

/// The same inside of a line, with the articles that prose wants: "the United States".
pub(super) fn names_inside(cast: &Cast, who: &[Who]) -> String {
    let text = names(cast, who);
    match who.first() {
        Some(&first) if cast.entities[first].the => format!("the {text}"),
        _ => text,
    }
}

/// "A, B and C"; of many the first and how many more.
pub(super) fn names(cast: &Cast, who: &[Who]) -> String {
    let name = |who: &Who| cast.short(*who);
    match who {
        [] => String::new(),
        [one] => name(one).to_owned(),
        [one, two] => format!("{} and {}", name(one), name(two)),
        [one, two, three] => format!("{}, {} and {}", name(one), name(two), name(three)),
        [one, rest @ ..] => format!("{} and {} others", name(one), rest.len()),
    }
}

/// Whether a line has room for all pieces and a short name with its verb before them.
pub(super) fn fits(parts: &[Piece]) -> bool {
    let length = parts.iter().map(|p| p.text.chars().count() + usize::from(!p.glued));
    length.sum::<usize>() + 20 <= LONGEST
}

/// The line: as many pieces as it has room for, up to the end of a phrase.
pub(super) fn written(parts: &[Piece]) -> String {
    let mut text = String::new();
    for (i, piece) in parts[..room(parts)].iter().enumerate() {
        if i > 0 && !piece.glued {
            text.push(' ');
        }
        text.push_str(&piece.text);
    }
    let text = text.trim_matches([' ', ',', ';', ':', '.', '–', '—', '-']);
    text.chars().take(LONGEST).collect()
}

/// How many pieces a line has room for.
pub(super) fn room(parts: &[Piece]) -> usize {
    let mut lengths = Vec::with_capacity(parts.len());
    let mut length = 0;
    for (i, piece) in parts.iter().enumerate() {
        length += piece.text.chars().count() + usize::from(i > 0 && !piece.glued);
        lengths.push(length);
    }
    let fits = |count: usize| count == 0 || lengths[count - 1] <= LONGEST;
    let whole = |count: usize| count > 0 && !parts[count - 1].dangles;
    let mut count = parts.len();
    if !fits(count) || !whole(count) {
        let ends = |n: &usize| fits(*n) && whole(*n);
        count = (2..parts.len())
            .rev()
            .filter(ends)
            .find(|&n| parts[n].opens)
            .filter(|&n| lengths[n - 1] > LONGEST / 4)
            .or_else(|| (1..parts.len()).rev().find(ends))
            .unwrap_or(usize::from(!parts.is_empty()));
        // Half a list of names is none.
        if let Some(list) = (1..count).rev().find(|&i| parts[i].text == "including") {
            count = if parts[list - 1].text == "," { list - 1 } else { list };
        }
    }
    count
}
