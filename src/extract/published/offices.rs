//! The days on which people held the offices that an article gives them.
//!
//! Articles make slips, and keep titles of other times: so no claim counts alone. The days are
//! those on which most claims hold at once, at least two of different people and more than are
//! against them, and neither end rests on one claim only. What the text itself tells goes before.

use std::cmp::Reverse;

use super::super::words::Line;
use super::{Read, Run};
use crate::calendar::NaiveDate;
use crate::diagnostic::Span;
use crate::lexicon::fold;
use crate::lexicon::register::{Held as Term, Status, Title, terms};
use crate::timeline::{Actor, Office, Timeline};
use crate::vocabulary::ActorKind;

/// A claim, and the days on which it holds.
struct Held<'r> {
    person: &'r str,
    span: &'r Span,
    terms: Vec<Term>,
}

impl Held<'_> {
    /// Its term that a day lies in.
    fn on(&self, day: NaiveDate) -> Option<&Term> {
        self.terms.iter().find(|term| {
            term.from.is_none_or(|from| from <= day) && term.to.is_none_or(|to| day <= to)
        })
    }
}

/// Narrows the run to the days on which most of the claimed offices were held.
pub(super) fn narrow(read: &Read<'_, '_>, run: &mut Run) {
    let claims = claims(read);
    let holds = |day: NaiveDate| claims.iter().filter(|claim| claim.on(day).is_some()).count();
    // Where a term begins the number of claims that hold can only rise.
    let begins = || {
        let earliest = run.first.as_ref().map(|(day, _)| *day);
        let terms = claims.iter().flat_map(|claim| &claim.terms).filter_map(|term| term.from);
        terms
            .map(move |day| earliest.map_or(day, |earliest| day.max(earliest)))
            .filter(|day| run.allows(Some(*day), Some(*day)))
    };
    let Some((count, Reverse(day))) = begins().map(|day| (holds(day), Reverse(day))).max() else {
        return;
    };
    if count < 2 || count * 2 <= claims.len() {
        return;
    }
    let mut holding: Vec<(&Held<'_>, &Term)> =
        claims.iter().filter_map(|claim| Some((claim, claim.on(day)?))).collect();
    // Days on which others hold, as many: then nobody knows which of the two.
    let end = holding.iter().filter_map(|(_, term)| term.to).min();
    let elsewhere =
        begins().any(|other| end.is_some_and(|end| other > end) && holds(other) == count);
    let says = |claim: &Held<'_>, term: &Term, bound: &str| {
        let others = count - 1;
        format!(
            "is a title of {} held {}, and {others} more were held then: {bound}",
            claim.person, term.written
        )
    };
    // The second in order, since one may be a slip: without it, the bound still stands.
    holding.sort_by_key(|(_, term)| Reverse(term.from));
    if let Some((claim, term)) = holding.get(1)
        && let Some(from) = term.from
        && run.allows(Some(from), None)
    {
        let says = says(claim, term, &format!("not before {from}"));
        run.not_before(from, claim.span, Some(says));
    }
    holding.sort_by_key(|(_, term)| (term.to.is_none(), term.to));
    if let Some((claim, term)) = holding.get(1)
        && let Some(to) = term.to
        && !elsewhere
        && run.allows(None, Some(to))
    {
        let says = says(claim, term, &format!("not after {to}"));
        run.not_after(to, claim.span, Some(says));
    }
}

/// The claims that have terms, one for each person: of those who hold an office now, where their
/// sentence tells no other time.
fn claims<'r>(read: &Read<'r, '_>) -> Vec<Held<'r>> {
    let mut claims: Vec<Held<'r>> = Vec::new();
    for (who, title, span) in read.cast.claims.iter().take(64) {
        let person = &read.cast.entities[*who];
        let line = read.line_at(span.start).map(|at| &read.lines[at]);
        if line.is_none_or(|line| tells_another_time(read, line))
            || claims.iter().any(|claim| claim.person == person.name)
        {
            continue;
        }
        let of = person.of.map(|of| &read.cast.entities[of]);
        let of = of.map(|of| {
            of.code.as_deref().filter(|_| of.kind == ActorKind::State).unwrap_or(&of.name)
        });
        let own = read.known.map_or_else(Vec::new, |known| own_terms(known, &person.name, title));
        let terms = if own.is_empty() { terms(&person.name, title, of) } else { own };
        if !terms.is_empty() {
            claims.push(Held { person: &person.name, span, terms });
        }
    }
    claims
}

/// Whether a sentence speaks of a day or a year of its own.
fn tells_another_time(read: &Read<'_, '_>, line: &Line<'_>) -> bool {
    let Some((first, last)) = line.words.first().zip(line.words.last()) else { return false };
    let next = read.times.partition_point(|time| time.span.start < first.span.start);
    read.times[next..]
        .iter()
        .take_while(|time| time.span.end <= last.span.end)
        .any(|time| time.value.when().is_some())
}

/// The terms that the timeline itself has: they go before the register.
fn own_terms(known: &Timeline, name: &str, title: &str) -> Vec<Term> {
    let Some(title) = Title::read(title).filter(|title| title.status == Status::Now) else {
        return Vec::new();
    };
    let called = |actor: &Actor| {
        fold(&actor.name) == fold(name)
            || actor.aliases.iter().any(|alias| fold(alias) == fold(name))
    };
    let term = |office: &Office| {
        let bounds = |date: &Option<crate::timeline::Date>| {
            date.as_ref().and_then(|date| Some(date.when.as_ref()?.bounds())).unwrap_or_default()
        };
        let (from, to) = (bounds(&office.from).earliest_start, bounds(&office.to).latest_end);
        let same = Title::read(&office.title).is_some_and(|known| {
            known.office == title.office
                && (known.of.is_none() || title.of.is_none() || known.of == title.of)
        });
        (same && (from.is_some() || to.is_some())).then(|| Term::new(from, to))
    };
    known
        .actors
        .values()
        .filter(|actor| called(actor))
        .flat_map(|a| &a.offices)
        .filter_map(term)
        .collect()
}
