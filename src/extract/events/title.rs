//! One line for the timeline: who does what, in the present tense, names without titles.
//!
//! ```text
//! happened     Zelensky invites Putin to peace talks in Istanbul
//! planned      Mobutu to meet Kabila on a South African ship
//! possible     Russia may halt its airstrikes
//! denied       Putin does not endorse the 30-day ceasefire
//! by a noun    Meeting of Reagan and Gorbachev in Geneva
//! ```
//!
//! A line that is too long ends before a phrase, never inside of one: see [`super::line`].

use super::super::actors::{Cast, Who};
use super::super::words::Class;
use super::arguments::phrase_start;
use super::clause::{Clauses, Reading};
use super::line::{Piece, complete, names, names_inside, pieces, room, written};
use super::saying::{said, said_before};
use super::{Telling, trigger};
use crate::lexicon::lexicon;
use crate::vocabulary::{ActorKind, EventType, Modality};

/// The line for an event.
pub(super) fn title(clauses: &Clauses<'_, '_>, cast: &Cast, telling: &Telling) -> String {
    let parts = if telling.nominal {
        by_noun(clauses, cast, telling)
    } else {
        by_verb(clauses, cast, telling)
    };
    let text = written(&parts);
    if text.is_empty() { capitalize(telling.kind.name()) } else { capitalize(&text) }
}

fn by_verb(clauses: &Clauses<'_, '_>, cast: &Cast, telling: &Telling) -> Vec<Piece> {
    let line = clauses.line;
    let at = telling.at;
    let wants_subject = trigger::verb(clauses, at).is_some_and(|hit| hit.trigger.wants_subject);
    let passive = matches!(clauses.reading(at), Reading::Passive | Reading::Reduced);
    let unnamed = telling.from.is_empty() && clauses.has_unnamed_subject(at);
    let own_words = wants_subject || passive && telling.from.is_empty() || unnamed;
    // "New differences delayed the signing"
    let thing = clauses.thing_that_is(at).filter(|_| telling.from.is_empty() && !passive);
    let own_words = own_words || thing.is_some();
    let mut subject = if let Some(thing) = thing.filter(|_| !wants_subject) {
        pieces(clauses, cast, telling, thing)
    } else if own_words {
        subject_words(clauses, cast, telling)
    } else {
        vec![Piece::whole(names(cast, &telling.from))]
    };
    subject.retain(|piece| !piece.text.is_empty());
    // "it was not invited"
    let pronoun = matches!(&subject[..], [one] if matches!(&*one.text.to_lowercase(), "it" | "he" | "she" | "they"));
    if own_words && pronoun && !telling.to.is_empty() {
        subject = vec![Piece::whole(names(cast, &telling.to))];
    }
    let plural = if own_words && !subject.is_empty() {
        plural_noun(&subject)
    } else {
        is_plural(cast, if own_words { &telling.to } else { &telling.from })
    };
    if subject.is_empty() {
        if !passive || telling.to.is_empty() {
            return by_kind(cast, telling);
        }
        subject.push(Piece::whole(names(cast, &telling.to)));
    }
    let agent = !telling.from.is_empty() && !wants_subject;
    // "pulled out, as demanded by Malta"
    let as_done = clauses.group(at).checked_sub(1).and_then(|i| line.lower(i)) == Some("as");
    if passive && agent && as_done {
        return by_kind(cast, telling);
    }
    if passive && agent {
        // "The Accords, signed by A and B": turned around.
        let mut verb = active(clauses, telling, plural);
        // "was called off": the particle goes with the verb.
        let hit = trigger::verb(clauses, at);
        for i in hit.iter().flat_map(|hit| at + 1..hit.words.end) {
            verb.extend([" ", &*line.words[i].lower]);
        }
        subject.push(Piece::whole(verb));
        // "Malta was suspended from the Union": done to somebody, and to no thing.
        // "a deal brokered by Malta": the deal.
        let thing = hit.is_none_or(|hit| hit.trigger.wants_object)
            || clauses.acts_by_nobody(at)
            || clauses.reading(at) == Reading::Reduced;
        if !thing && !telling.to.is_empty() {
            subject.push(Piece::whole(names(cast, &telling.to)));
        } else {
            let mut object = object_before(clauses, cast, telling);
            // "no request was made": the verb is denied already.
            if telling.modality == Modality::Denied
                && object.first().is_some_and(|piece| piece.text == "no")
            {
                object.remove(0);
            }
            subject.extend(object);
        }
        return subject;
    }
    // "Fighting flared anew": nothing is done to it.
    let does = wants_subject && line.parse.auxiliaries(line.first + at).is_empty();
    let as_passive = passive && line.words[at].form.is_some() && !does;
    let verb = if as_passive {
        let form = line.words[at].form.expect("looked at above");
        format!("{}{}", be(telling.modality, plural), lexicon().verbs.participle(form.verb))
    } else {
        active(clauses, telling, plural)
    };
    let mut tail = tail(clauses, cast, telling);
    // `"...," Kasuri said`: what was said stands before.
    let told = |tail: &[Piece]| tail.iter().any(|piece| piece.tells);
    let mut verb = verb;
    // "..., said Lind, adding that": all before it.
    let named_behind = |who: &Who| {
        clauses.mentions.get(at + 1).is_some_and(|m| m.words.start <= at + 2 && m.who.contains(who))
    };
    if telling.kind == EventType::Statement
        && at > 1
        && line.class(at - 1) == Class::Comma
        && telling.from.iter().any(named_behind)
        && !clauses.has_subject_before(at)
    {
        tail = said(clauses, cast, telling, 0..at - 1);
    }
    if telling.kind == EventType::Statement {
        let said = said_before(clauses, cast, telling);
        if told(&said) && !clauses.says_behind(at) {
            tail = said;
            // Whom they told stands in the tail that is left out.
            if telling.rule.split(' ').next() == Some("tell")
                && telling.modality == Modality::Happened
            {
                if plural { "say" } else { "says" }.clone_into(&mut verb);
            }
        }
    }
    let wants_words = matches!(
        telling.kind,
        EventType::Statement
            | EventType::Criticism
            | EventType::Endorsement
            | EventType::Appeal
            | EventType::Demand
            | EventType::Warning
    );
    if wants_words && !as_passive && !told(&tail) {
        return by_kind(cast, telling);
    }
    let said = subject.len() + 1;
    subject.push(Piece::whole(verb));
    // "the sanctions it has imposed on Malta"
    let hit = trigger::verb(clauses, at).filter(|hit| hit.trigger.wants_object && !passive);
    if let Some(noun) = hit.and_then(|hit| hit.noun).filter(|&noun| noun < at) {
        subject.push(Piece::whole(line.words[noun].text.to_owned()));
    }
    subject.append(&mut tail);
    // "says the envoys of A and B": half of what is said is nothing.
    let does = |pieces: &[Piece]| pieces.iter().any(|piece| piece.acts);
    let room = room(&subject);
    let half =
        room < subject.len() && does(&subject[said..]) && !does(&subject[said..room.max(said)]);
    let says = lexicon().titles.says.contains(&*line.words[at].lower)
        && (clauses.says_behind(at) || clauses.says_at_the_end(at));
    if telling.kind == EventType::Statement && says && half {
        return by_kind(cast, telling);
    }
    subject
}

/// "Statement by Kasuri", "Criticism of Chile": all that is known.
fn by_kind(cast: &Cast, telling: &Telling) -> Vec<Piece> {
    let mut text = telling.kind.name().to_owned();
    if telling.kind == EventType::Collapse && !telling.from.is_empty() {
        text.push_str(" of talks");
    }
    let list = |text: &mut String, word: &str, who: &[Who]| {
        if !who.is_empty() {
            text.extend([" ", word, " ", &names_inside(cast, who)]);
        }
    };
    let between = match telling.kind {
        EventType::Collapse if telling.from.len() > 1 => "between",
        kind if kind.is_reciprocal() && telling.from.len() > 1 => "of",
        _ => "by",
    };
    list(&mut text, between, &telling.from);
    let toward = match telling.kind {
        EventType::Criticism
        | EventType::Rejection
        | EventType::Endorsement
        | EventType::Acceptance => "of",
        EventType::Attack => "on",
        EventType::Sanctions => "against",
        kind if kind.is_reciprocal() => "with",
        _ => "to",
    };
    // "Visit to Chad in N'Djamena" is one to N'Djamena.
    let visits = telling.kind == EventType::Visit && telling.place.is_some();
    list(&mut text, toward, if visits { &[] } else { &telling.to });
    if let Some(place) = telling.place.as_ref().filter(|_| visits) {
        text.extend([" to ", place]);
    } else if let Some(place) = &telling.place {
        text.extend([" in ", place]);
    }
    vec![Piece::whole(text)]
}

/// The verb in the voice it is told in.
fn active(clauses: &Clauses<'_, '_>, telling: &Telling, plural: bool) -> String {
    let word = &clauses.line.words[telling.at];
    let Some(form) = word.form.filter(|_| word.class != Class::Be) else {
        return be(telling.modality, plural).trim_end().to_owned();
    };
    let verbs = &lexicon().verbs;
    let base = verbs.lemma(form.verb);
    match telling.modality {
        Modality::Planned => format!("to {base}"),
        Modality::Possible | Modality::Conditional => format!("may {base}"),
        Modality::Denied if plural => format!("do not {base}"),
        Modality::Denied => format!("does not {base}"),
        Modality::Happened if plural => base.to_owned(),
        Modality::Happened => verbs.third(form.verb),
    }
}

fn be(modality: Modality, plural: bool) -> &'static str {
    match modality {
        Modality::Planned => "to be ",
        Modality::Possible | Modality::Conditional => "may be ",
        Modality::Denied if plural => "are not ",
        Modality::Denied => "is not ",
        Modality::Happened if plural => "are ",
        Modality::Happened => "is ",
    }
}

fn by_noun(clauses: &Clauses<'_, '_>, cast: &Cast, telling: &Telling) -> Vec<Piece> {
    let line = clauses.line;
    let mut start = telling.words.start;
    // An address in which somebody did something else: the clause tells less than the noun.
    if telling.kind == EventType::Address && start + 6 < telling.at && !telling.from.is_empty() {
        let given = if is_plural(cast, &telling.from) { "give" } else { "gives" };
        let before = telling.at.checked_sub(1).filter(|&i| {
            line.class(i) == Class::Other
                && line.words[i].form.is_none_or(|form| form.participle)
                && clauses.mentions.at[i].is_none()
        });
        let noun = match before {
            Some(i) => format!("{} {}", line.words[i].lower, telling.rule),
            None => telling.rule.clone(),
        };
        let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        return vec![Piece::whole(format!(
            "{} {given} {article} {noun}",
            names(cast, &telling.from)
        ))];
    }
    start = noun_phrase(clauses, start, telling.at);
    let mut parts = Vec::new();
    // "his talks": whose.
    let owned = line.class(start) == Class::Possessive && clauses.mentions.at[start].is_none();
    if owned {
        start += 1;
        if !telling.from.is_empty() {
            parts.push(Piece::whole(format!("{}’s", names(cast, &telling.from))));
        }
    }
    let end = complete(clauses, telling.words.end);
    parts.extend(pieces(clauses, cast, telling, start..end));
    // "the talks": whose, where the noun does not say it.
    let here = |who: &Who| {
        clauses.mentions.list.iter().any(|mention| {
            mention.words.start >= start && mention.words.end <= end && mention.who.contains(who)
        })
    };
    let sides: Vec<Who> = telling.from.iter().chain(&telling.to).copied().collect();
    if !owned && !sides.is_empty() && !sides.iter().any(here) {
        let word = match telling.kind {
            kind if kind.is_reciprocal() && sides.len() > 1 => "between",
            kind if kind.is_reciprocal() => "with",
            _ => "by",
        };
        let place = parts.iter().position(|piece| piece.opens).unwrap_or(parts.len());
        parts.insert(place, Piece::whole(format!("{word} {}", names_inside(cast, &sides))));
    }
    parts
}

/// Where the phrase of a noun begins, without its article and without a verb before it:
/// "endorsing the truce", "pursued intensive talks".
fn noun_phrase(clauses: &Clauses<'_, '_>, start: usize, noun: usize) -> usize {
    let line = clauses.line;
    let mut at = start;
    while at < noun {
        let word = &line.words[at];
        let after_determiner =
            at > 0 && matches!(line.class(at - 1), Class::Determiner | Class::Possessive);
        let verb = word.form.is_some_and(|form| {
            form.ing || form.third || form.base && !form.participle || at > 0 && form.past
        }) && !word.capital
            && !after_determiner
            && at > start.saturating_sub(1)
            || at == 0 && word.form.is_some_and(|form| form.ing);
        let known = {
            let words = &lexicon().words;
            words.nouns_planned.contains(&*word.lower)
                || words.nouns_possible.contains(&*word.lower)
                || word.lower == "last"
        };
        match word.class {
            Class::Determiner | Class::Adverb | Class::Comma | Class::Quote => at += 1,
            Class::Other
                if (verb || at > 0 && line.class(at - 1) == Class::To)
                    && !known
                    && clauses.mentions.at[at].is_none() =>
            {
                at += 1;
            }
            _ => break,
        }
    }
    at
}

/// The words after the verb, as far as the event and its last phrase go.
fn tail(clauses: &Clauses<'_, '_>, cast: &Cast, telling: &Telling) -> Vec<Piece> {
    let line = clauses.line;
    let mut from = telling.at + 1;
    while matches!(line.class(from), Class::Comma | Class::Break | Class::Quote)
        && from < telling.words.end
    {
        from += 1;
    }
    let end = complete(clauses, telling.words.end.max(from));
    if telling.kind == EventType::Statement {
        return said(clauses, cast, telling, from..end);
    }
    // "discussed in phone talks on Monday the truce": what comes first.
    if matches!(telling.kind, EventType::Talks | EventType::Call | EventType::Meeting)
        && line.class(from) == Class::Preposition
        && let Some(what) = (from + 2..end.min(from + 7)).find(|&i| {
            line.class(i) == Class::Determiner
                && !matches!(line.class(i - 1), Class::Preposition | Class::To | Class::Conjunction)
                && !matches!(line.lower(i), Some("both" | "all" | "each"))
        })
        && (from..what).all(|i| !matches!(line.class(i), Class::Comma | Class::Conjunction))
    {
        from = what;
    }
    pieces(clauses, cast, telling, from..end)
}

/// The subject as it stands, where nobody is named: "direct negotiations in Istanbul".
fn subject_words(clauses: &Clauses<'_, '_>, cast: &Cast, telling: &Telling) -> Vec<Piece> {
    let line = clauses.line;
    let mut end = clauses.group(telling.at);
    let mut start = telling.words.start.min(end);
    // "The Rambouillet Conference": a name that is nobody's.
    if let Some(name) = clauses.mentions.get(start).filter(|mention| mention.who.is_empty()) {
        start = name.words.start;
    }
    while start < end && matches!(line.class(start), Class::Determiner | Class::Quote) {
        start += 1;
    }
    // "talks, which ended Thursday, were aimed at"
    if let Some(clause) = (start + 1..end).find(|&i| {
        matches!(line.class(i), Class::Subordinator | Class::Break)
            || clauses.reading(i) != Reading::None
    }) {
        end = clause;
    }
    let opens = |i: usize| {
        matches!(line.class(i), Class::Subordinator | Class::Comma)
            || matches!(line.lower(i), Some("which" | "that" | "who"))
    };
    while end > start && opens(end - 1) {
        end -= 1;
    }
    pieces(clauses, cast, telling, start..end)
}

/// Whether a subject's head, before its first preposition, is a plural.
fn plural_noun(subject: &[Piece]) -> bool {
    let head = subject.iter().position(|piece| piece.opens).unwrap_or(subject.len());
    head.checked_sub(1)
        .map(|i| subject[i].text.as_str())
        .is_some_and(|word| word.ends_with('s') && !word.ends_with("ss"))
}

fn is_plural(cast: &Cast, who: &[Who]) -> bool {
    let many = |who: &Who| {
        let entity = &cast.entities[*who];
        let one_word = !entity.name.contains(' ') && entity.name.ends_with('s');
        match entity.kind {
            ActorKind::Group => true,
            ActorKind::Organization => {
                entity.code.is_none() && (one_word || ends_in_a_group(&entity.name))
            }
            _ => false,
        }
    };
    who.len() > 1 || who.iter().any(many)
}

/// "Ugandan rebels", "Maltese troops".
fn ends_in_a_group(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    last.ends_with('s') && lexicon().offices.groups.contains(last)
}

/// What a reduced clause hangs on: "The Camp David Accords, signed by".
fn object_before(clauses: &Clauses<'_, '_>, cast: &Cast, telling: &Telling) -> Vec<Piece> {
    let line = clauses.line;
    // "The conference, which lasted until Monday, was convened by": past what is inserted.
    if clauses.reading(telling.at) == Reading::Passive
        && let Some(thing) = clauses.thing_before(telling.at)
    {
        return pieces(clauses, cast, telling, thing);
    }
    let mut end = clauses.group(telling.at);
    while end > 0 && matches!(line.class(end - 1), Class::Comma | Class::Subordinator) {
        end -= 1;
    }
    let noun = trigger::verb(clauses, telling.at).and_then(|hit| hit.noun).filter(|&i| i < end);
    let mut start = end;
    while start > 0 && end - start < 10 {
        let at = start - 1;
        let over = noun.is_none_or(|noun| start <= noun);
        let stop = match line.class(at) {
            // "by 9 a.m. or the talks would be canceled"
            Class::Conjunction => over && line.lower(at) == Some("or"),
            Class::Comma | Class::Break | Class::Subordinator | Class::Quote | Class::Mark => true,
            Class::Preposition | Class::To => over && line.lower(at) != Some("of"),
            _ => clauses.reading(at) != Reading::None,
        };
        if stop {
            break;
        }
        start = at;
    }
    // "A ceasefire in Malta was brokered by"
    if noun.is_none()
        && clauses.reading(telling.at) == Reading::Passive
        && let Some(thing) = clauses.thing_that_is(telling.at)
    {
        return pieces(clauses, cast, telling, thing);
    }
    // "talks between A and B attended by C": the thing itself.
    if let Some(noun) = noun.filter(|&noun| noun < start) {
        // "a memorandum of understanding"
        let mut first = phrase_start(clauses, noun);
        while first > 1 && line.lower(first - 1) == Some("of") && line.part(first - 2) == "NOUN" {
            first = phrase_start(clauses, first - 2);
        }
        return pieces(clauses, cast, telling, first..noun + 1);
    }
    pieces(clauses, cast, telling, start..end)
}

fn capitalize(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        // "al-Qaeda" keeps its article small.
        Some(first) if !text.starts_with("al-") => first.to_uppercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}
