//! Who, to whom and where of an event that a noun tells.

use super::super::actors::{Cast, MentionForm, Who};
use super::super::why::Field;
use super::super::words::{Class, REACH};
use super::arguments::{Arguments, phrase_start, tidy};
use super::clause::{Clauses, Reading};
use super::dependents::PLACES;
use super::frame::Oblique;
use super::places::{called_by, is_place, place_name, place_of, place_words};
use super::trigger::Hit;
use crate::lexicon::lexicon;
use crate::vocabulary::{ActorKind, EventType};

/// What belongs to a noun: what the parse hangs on it, on the verb that carries it ("talks held
/// with Malta", "a treaty signed by Malta"), else what stands nearest.
pub(super) fn of_noun(clauses: &Clauses<'_, '_>, cast: &Cast, hit: &Hit<'_>) -> Arguments {
    let line = clauses.line;
    let kind = hit.trigger.kind;
    let at_noun = hit.words.end - 1;
    let start = phrase_start(clauses, hit.words.start);
    let mut found =
        Arguments { words: start..hit.words.end, phrase: start, ..Arguments::default() };
    hanging(clauses, cast, hit, &mut found);
    let mut near = Arguments { words: start..hit.words.end, phrase: start, ..Arguments::default() };
    beside(clauses, cast, hit, start, &mut near);
    let reach = near.words.clone();
    if found.from.is_empty() && !near.from.is_empty() {
        near.from.retain(|who| !found.to.contains(who));
        found.from = near.from;
        found.rests(Field::From, "beside-the-noun", reach.clone());
        found.words.end = found.words.end.max(reach.end);
    }
    if found.to.is_empty() && !near.to.is_empty() {
        near.to.retain(|who| !found.from.contains(who));
        found.to = near.to;
        found.rests(Field::To, "beside-the-noun", reach.clone());
        found.words.end = found.words.end.max(reach.end);
    }
    if found.place.is_none() && near.place.is_some() {
        found.place = near.place;
        found.rests(Field::Place, "beside-the-noun", reach.clone());
        found.words.end = found.words.end.max(reach.end);
    }
    let agrees = matches!(
        kind,
        EventType::Talks | EventType::Meeting | EventType::Agreement | EventType::Collapse
    );
    if found.place.is_none()
        && agrees
        && let Some(words) = called_by(clauses, hit.words.start)
    {
        found.rests(Field::Place, "called-by", words.clone());
        found.place = Some(place_name(line, words));
    }
    if found.place.is_none() {
        // "the invasion of Malta", "Malta's elections"
        let state = |list: &[Who]| match list {
            [one] if cast.entities[*one].kind == ActorKind::State => {
                Some(cast.entities[*one].name.clone())
            }
            _ => None,
        };
        found.place = match (kind, line.lower(at_noun)) {
            (EventType::Attack, Some("invasion" | "incursion")) => state(&found.to),
            (EventType::Vote, Some("election" | "elections" | "referendum")) => state(&found.from),
            _ => None,
        };
    }
    // "left for talks with B": with those who left.
    let meets = matches!(kind, EventType::Talks | EventType::Meeting | EventType::Call);
    let visits = kind == EventType::Visit
        && start > 0
        && line.lower(start - 1) == Some("on")
        && line.head(at_noun).is_some_and(|verb| verb < start && line.part(verb) == "VERB");
    if (meets && !found.to.is_empty() || visits) && found.from.is_empty() {
        let verb = (start.saturating_sub(REACH / 2)..start)
            .rev()
            .find(|&i| matches!(clauses.reading(i), Reading::Active));
        let between = |verb: usize| {
            (verb + 1..start).all(|i| {
                !matches!(line.class(i), Class::Break | Class::Subordinator | Class::Modal)
            })
        };
        let under = start.checked_sub(1).and_then(|i| line.lower(i));
        if (visits || matches!(under, Some("for" | "in" | "during" | "after" | "before" | "to")))
            && let Some((who, _)) =
                verb.filter(|&verb| between(verb)).and_then(|verb| clauses.subject(verb, 0))
        {
            found.from = who;
            found.rests(Field::From, "who-does-it", start.saturating_sub(1)..hit.words.end);
        }
    }
    // "A and B witnessed the signing of two pacts": theirs.
    if kind == EventType::Agreement
        && found.from.is_empty()
        && let Some(who) = witnesses(clauses, cast, start)
    {
        found.from = who;
        found.rests(Field::From, "who-does-it", start..hit.words.end);
    }
    if kind == EventType::Visit
        && found.place.is_none()
        && let Some(&who) = found.to.first()
    {
        found.place = Some(cast.entities[who].name.clone());
        found.rests(Field::Place, "visited", hit.words.clone());
    }
    // "In a televised address, X": who acts in the clause gives it.
    if matches!(kind, EventType::Address) && found.from.is_empty() {
        let under = start.checked_sub(1).and_then(|i| line.lower(i));
        if under == Some("in") {
            let verb = (start.saturating_sub(20)..start)
                .rev()
                .find(|&i| matches!(clauses.reading(i), Reading::Active));
            let after = || {
                let at = hit.words.end + usize::from(line.class(hit.words.end) == Class::Comma);
                clauses.mentions.get(at).map(|m| m.who.clone())
            };
            let before = verb.and_then(|v| clauses.subject(v, 0));
            found.rests(Field::From, "who-does-it", hit.words.clone());
            if let Some((who, first)) = before {
                found.from = who;
                found.words.start = found.words.start.min(first);
            } else if let Some(who) = after() {
                found.from = who;
            }
        }
    }
    tidy(&mut found);
    found
}

/// For whom those act who watch over "the signing of" what begins at a place.
fn witnesses(clauses: &Clauses<'_, '_>, cast: &Cast, start: usize) -> Option<Vec<Who>> {
    let line = clauses.line;
    let signing = start.checked_sub(2).filter(|&i| line.lower(i + 1) == Some("of"))?;
    let verb = (signing.saturating_sub(4)..signing).rev().find(|&i| {
        matches!(line.lemma(i), "witness" | "attend" | "oversee" | "watch" | "preside")
            && line.part(i) == "VERB"
    })?;
    let signs = matches!(line.lower(signing), Some("signing" | "signature" | "conclusion"));
    let (who, _) = clauses.subject(verb, 0).filter(|_| signs)?;
    // Two presidents watch what is signed between their states.
    let state = |who: Who| {
        let of = cast.entities[who].of.filter(|&of| cast.entities[of].kind == ActorKind::State);
        of.unwrap_or(who)
    };
    let states: Vec<Who> = who.iter().copied().map(state).collect();
    let all = states.iter().all(|&who| cast.entities[who].kind == ActorKind::State);
    (who.len() > 1).then_some(if all { states } else { who })
}

/// Who, to whom and where by what hangs on a noun in the parse.
fn hanging(clauses: &Clauses<'_, '_>, cast: &Cast, hit: &Hit<'_>, found: &mut Arguments) {
    let line = clauses.line;
    let parse = line.parse;
    let carrying = &lexicon().words.carrying;
    let noun = hit.words.end - 1;
    let owners = clauses.owners(noun, &[]);
    if !owners.is_empty() {
        found.from.extend(owners);
        found.rests(Field::From, "owner", found.phrase..noun);
    }
    // "Morel is on a visit to Malta"
    if hit.trigger.kind == EventType::Visit && found.from.is_empty() {
        let who: Vec<Who> = parse
            .children_by(line.first + noun, "nsubj")
            .flat_map(|subject| clauses.actors(subject - line.first))
            .collect();
        if !who.is_empty() {
            found.from = who;
            found.rests(Field::From, "subject", found.phrase..noun);
        }
    }
    let mut carriers = vec![noun];
    for &child in parse.children(line.first + noun) {
        let verb = child - line.first;
        if !parse.is(child, "acl") || verb < noun || !carrying.contains(line.lemma(verb)) {
            continue;
        }
        carriers.push(verb);
        // "a conversation A and B had on Friday"
        let who: Vec<Who> = parse
            .children_by(child, "nsubj")
            .flat_map(|subject| clauses.actors(subject - line.first))
            .collect();
        if !who.is_empty() && found.from.is_empty() {
            found.from = who;
            found.rests(Field::From, "who-has-it", noun + 1..verb + 1);
            found.words.end = found.words.end.max(verb + 1);
        }
    }
    if parse.is(line.first + noun, "nsubj")
        && let Some(verb) = parse.head(line.first + noun).map(|token| token - line.first)
        && verb > noun
        && carrying.contains(line.lemma(verb))
    {
        carriers.push(verb);
    }
    for carrier in carriers {
        // "a deal brokered by Malta": between others.
        let between = is_between_others(line.lemma(carrier));
        for oblique in clauses.obliques(carrier) {
            if between && carrier != noun && oblique.preposition == "by" {
                continue;
            }
            side(clauses, cast, hit, &oblique, found);
        }
    }
}

/// Verbs of those who bring others together.
pub(super) fn is_between_others(verb: &str) -> bool {
    matches!(verb, "broker" | "mediate" | "facilitate" | "sponsor" | "arrange")
}

/// What a phrase with a preposition is to the event of a noun.
fn side(
    clauses: &Clauses<'_, '_>,
    cast: &Cast,
    hit: &Hit<'_>,
    oblique: &Oblique,
    found: &mut Arguments,
) {
    let head = oblique.head;
    if head < hit.words.start {
        return;
    }
    let end = clauses.mentions.get(head).map_or(head + 1, |mention| mention.words.end);
    let preposition = oblique.preposition.as_str();
    if PLACES.contains(&preposition)
        && let Some(words) = place_of(clauses, cast, head)
    {
        if found.place.is_none() {
            found.rests(Field::Place, "hangs-on-it", words.clone());
            found.words.end = found.words.end.max(words.end);
            found.place = Some(place_name(clauses.line, words));
        }
        if !hit.trigger.to.iter().any(|to| &**to == preposition) {
            return;
        }
    }
    let who = clauses.actors(head);
    if who.is_empty() {
        return;
    }
    let goes_to = hit.trigger.to.iter().any(|to| &**to == preposition);
    let (list, field) = match preposition {
        "by" | "among" | "between" => (&mut found.from, Field::From),
        "with" => (&mut found.to, Field::To),
        _ if goes_to => (&mut found.to, Field::To),
        "of" if found.from.is_empty() => (&mut found.from, Field::From),
        _ => return,
    };
    for one in who {
        if !list.contains(&one) {
            list.push(one);
        }
    }
    found.rests(field, "hangs-on-it", head..end);
    found.words.end = found.words.end.max(end);
}

/// The same by what stands beside the noun.
fn beside(
    clauses: &Clauses<'_, '_>,
    cast: &Cast,
    hit: &Hit<'_>,
    start: usize,
    found: &mut Arguments,
) {
    let line = clauses.line;
    for at in start..hit.words.start {
        if let Some(mention) = clauses.mentions.get(at).filter(|m| m.words.start == at) {
            let owner = line.class(mention.words.end) == Class::Possessive;
            if owner || mention.form == MentionForm::Adjective {
                found.from.extend(mention.who.iter().copied());
            }
        } else if line.class(at) == Class::Possessive {
            found.from.extend(owner(clauses, cast, at));
        }
    }
    // "a conversation Morel and Ruiz had on Friday"
    if let Some(mention) =
        clauses.mentions.get(hit.words.end).filter(|m| m.words.start == hit.words.end)
    {
        let (who, after) = clauses.list_after(mention);
        let has = |word: Option<&str>| matches!(word, Some("had" | "held" | "have" | "hold"));
        let verb = (after..after + 2).find(|&i| has(line.lower(i)));
        // "the exchange he had negotiated": no event of the noun's own.
        let helps = |verb: usize| {
            line.words.get(verb + 1).is_some_and(|w| w.form.is_some_and(|f| f.participle))
        };
        if let Some(verb) = verb.filter(|&verb| !helps(verb))
            && found.from.is_empty()
        {
            found.from = who;
            found.words.end = verb + 1;
            return;
        }
    }
    let mut preposition: Option<&str> = None;
    let end = clauses.end(hit.words.end).min(hit.words.end + 18);
    let mut at = hit.words.end;
    let mut gap = 0;
    while at < end {
        if clauses.reading(at) != Reading::None
            || gap > 7
            || matches!(line.class(at), Class::Modal | Class::Have | Class::Be)
        {
            break;
        }
        // "the exchange of prisoners he had negotiated": another clause.
        if matches!(line.lower(at), Some("he" | "she" | "they" | "we")) {
            break;
        }
        if let Some(mention) = clauses.mentions.get(at) {
            let (who, after) = clauses.list_after(mention);
            let plain = mention.form != MentionForm::Adjective
                && line.class(mention.words.end) != Class::Possessive;
            let mut used = plain;
            let others = (start..at).any(|i| is_between_others(line.lemma(i)));
            match preposition {
                Some("by") if others => used = false,
                Some("by" | "between" | "among") if plain => found.from.extend(who),
                Some("with") if plain => found.to.extend(who),
                Some("in" | "at" | "near" | "aboard") if plain && is_place(cast, mention) => {
                    found.place.get_or_insert_with(|| place_name(line, mention.words.clone()));
                }
                Some(p) if plain && hit.trigger.to.iter().any(|to| &**to == p) => {
                    found.to.extend(who);
                }
                Some("of") if plain && found.from.is_empty() => found.from.extend(who),
                _ => used = false,
            }
            if used {
                found.words.end = found.words.end.max(after);
            }
            at = after.max(at + 1);
            preposition = None;
            gap = 0;
            continue;
        }
        match line.class(at) {
            Class::Preposition => {
                // "talks in the Kazakh capital of Astana": a place
                let city = at > hit.words.end
                    && line.lower(at - 1).is_some_and(|word| lexicon().words.cities.contains(word));
                preposition = line.lower(at).filter(|_| !city);
                gap = 0;
                if let (None, Some(words)) = (&found.place, place_words(clauses, at)) {
                    found.place = Some(place_name(line, words.clone()));
                    found.words.end = found.words.end.max(words.end);
                }
            }
            Class::To => preposition = Some("to"),
            Class::Comma => {
                let ahead = matches!(
                    line.lower(at + 1),
                    Some("scheduled" | "planned" | "due" | "held" | "set")
                );
                if !ahead {
                    break;
                }
            }
            Class::Break | Class::Mark => break,
            _ => gap += 1,
        }
        at += 1;
    }
}

/// Whom "his" or "their" stands for.
fn owner(clauses: &Clauses<'_, '_>, cast: &Cast, at: usize) -> Vec<Who> {
    let wanted: &[ActorKind] = match clauses.line.lower(at) {
        Some("his" | "her") => &[ActorKind::Person],
        Some("its") => &[ActorKind::State, ActorKind::Organization],
        Some("their") => {
            &[ActorKind::Group, ActorKind::State, ActorKind::Person, ActorKind::Organization]
        }
        _ => return Vec::new(),
    };
    let plural = clauses.line.lower(at) == Some("their");
    let line = clauses.line;
    if let Some(who) = blamed(clauses, at) {
        let fits = who.iter().all(|&who| wanted.contains(&cast.entities[who].kind));
        if fits && (who.len() > 1) == plural {
            return who;
        }
    }
    // "Morel told Ruiz of her talks": of two the one who acts in the clause.
    let clause = line.parse.clause_of(line.first + at).map(|token| token - line.first);
    if let Some((who, start)) = clause.and_then(|verb| clauses.subject(verb, 0))
        && start < at
        && (who.len() > 1) == plural
        && who.iter().all(|&who| wanted.contains(&cast.entities[who].kind))
    {
        return who;
    }
    let low = at.saturating_sub(REACH);
    for i in (low..at).rev() {
        let Some(mention) = clauses.mentions.get(i).filter(|m| m.words.end == i + 1) else {
            continue;
        };
        if mention.form == MentionForm::Adjective {
            continue;
        }
        let (list, _) = clauses.list_before(mention);
        let fits = list.iter().all(|&who| wanted.contains(&cast.entities[who].kind));
        if fits && !list.is_empty() && (!plural || list.len() > 1) {
            return if plural { list } else { vec![list[list.len() - 1]] };
        }
    }
    Vec::new()
}

/// "imposed sanctions on Malta because of its refusal": what is held against somebody is theirs.
fn blamed(clauses: &Clauses<'_, '_>, at: usize) -> Option<Vec<Who>> {
    let line = clauses.line;
    let parse = line.parse;
    let noun = line.head(at).filter(|&noun| noun > at)?;
    let noun = parse.first_conjunct(line.first + noun).checked_sub(line.first)?;
    let holds = parse
        .children_by(line.first + noun, "case")
        .any(|case| matches!(&*parse.lemmas[case], "because" | "over" | "for"));
    let verb = line.head(noun).filter(|&verb| holds && verb < noun)?;
    let objects = clauses.objects(verb).into_iter().filter(|&object| object < noun);
    let on = clauses
        .obliques(verb)
        .into_iter()
        .chain(objects.clone().flat_map(|object| clauses.obliques(object)));
    let on = on.filter(|oblique| {
        oblique.head < noun && matches!(oblique.preposition.as_str(), "on" | "against" | "upon")
    });
    let who: Vec<Who> = objects
        .chain(on.map(|oblique| oblique.head))
        .flat_map(|head| clauses.actors(head))
        .collect();
    (!who.is_empty()).then_some(who)
}
