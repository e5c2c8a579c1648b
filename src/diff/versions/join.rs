//! Changes of words joined with changes of the timeline, by where the quotes stand.

use std::collections::HashMap;

use super::{Cause, Effect, Telling, What};
use crate::diagnostic::Span;
use crate::diff::changes::{Change, Changed, Changes, Field, FieldChange, Values};
use crate::diff::offices::{CalledIn, Found, offices};
use crate::diff::sense::Sense;
use crate::diff::words::{RunKind, TextChange};
use crate::timeline::{Evidence, Id, Timeline};

/// Where the words of an event stand, the first place that fits.
fn locate(text: &str, evidence: &Evidence) -> Option<Span> {
    let quote = evidence.quote.as_deref().filter(|quote| !quote.is_empty())?;
    let prefix = evidence.prefix.as_deref().unwrap_or_default();
    let suffix = evidence.suffix.as_deref().unwrap_or_default();
    let fits =
        |at: &usize| text[..*at].ends_with(prefix) && text[*at + quote.len()..].starts_with(suffix);
    let mut places = text.match_indices(quote).map(|(at, _)| at);
    let first = places.next()?;
    let at = std::iter::once(first).chain(places).find(fits).unwrap_or(first);
    Some(at..at + quote.len())
}

/// One version: where its events stand, and where it changed.
pub(super) struct Side<'a> {
    text: &'a str,
    timeline: &'a Timeline,
    /// By the event's id.
    quotes: HashMap<&'a str, Vec<Span>>,
    /// Changed passages in order, with the number of the change.
    passages: Vec<(Span, usize)>,
}

impl<'a> Side<'a> {
    pub(super) fn new(
        text: &'a str,
        timeline: &'a Timeline,
        source: Option<&str>,
        changes: &[TextChange],
        passage: impl Fn(&TextChange) -> Option<Span>,
    ) -> Self {
        let ours = |evidence: &&Evidence| source.is_none_or(|id| evidence.source.as_str() == id);
        let quotes = timeline.events.iter().map(|(id, event)| {
            let quotes = event.evidence.iter().filter(ours);
            (id.as_str(), quotes.filter_map(|evidence| locate(text, evidence)).collect())
        });
        let quotes = quotes.collect();
        let passages = changes.iter().enumerate();
        let mut passages: Vec<(Span, usize)> =
            passages.filter_map(|(at, change)| Some((passage(change)?, at))).collect();
        passages.sort_by_key(|(span, _)| span.start);
        Self { text, timeline, quotes, passages }
    }

    fn quotes(&self, event: &Id) -> &[Span] {
        self.quotes.get(event.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The first changed passage that a span reaches into.
    fn passage(&self, span: &Span) -> Option<usize> {
        let at = self.passages.partition_point(|(passage, _)| passage.end <= span.start);
        self.passages.get(at).filter(|(passage, _)| passage.start < span.end).map(|(_, at)| *at)
    }

    /// The nearest changed passage in the paragraph of a span.
    fn beside(&self, span: &Span) -> Option<usize> {
        let start = self.text[..span.start].rfind("\n\n").map_or(0, |at| at + 2);
        let end = self.text[span.end..].find("\n\n").map_or(self.text.len(), |at| span.end + at);
        let within = self
            .passages
            .iter()
            .filter(|(passage, _)| start <= passage.start && passage.end <= end);
        within.min_by_key(|(passage, _)| passage.start.abs_diff(span.start)).map(|(_, at)| *at)
    }
}

pub(super) struct Join<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    pub(super) changes: &'a [TextChange],
}

impl Join<'_> {
    /// The passage that changed an event, by where its words stand in both versions.
    fn cause(&self, old: Option<&Id>, new: Option<&Id>) -> Option<(usize, Cause)> {
        let olds = old.map_or(&[][..], |id| self.old.quotes(id));
        let news = new.map_or(&[][..], |id| self.new.quotes(id));
        let hits = |quote: &Span, words: &Span| {
            quote.start < words.end && words.start < quote.end
                || words.is_empty() && quote.start < words.start && words.start < quote.end
        };
        let direct = |side: &Side<'_>, quote: &Span, of_old: bool| {
            let at = side.passage(quote)?;
            let hit = self.changes[at].runs.iter().filter(|run| run.kind != RunKind::Kept);
            let mut words = hit.map(|run| if of_old { &run.old } else { &run.new });
            Some((
                at,
                if words.any(|words| hits(quote, words)) { Cause::Direct } else { Cause::Context },
            ))
        };
        let found = olds.iter().filter_map(|quote| direct(&self.old, quote, true));
        let found = found.chain(news.iter().filter_map(|quote| direct(&self.new, quote, false)));
        found.min_by_key(|(at, cause)| (*cause, *at)).or_else(|| {
            let beside = olds.iter().filter_map(|quote| self.old.beside(quote));
            let mut beside = beside.chain(news.iter().filter_map(|quote| self.new.beside(quote)));
            beside.next().map(|at| (at, Cause::Context))
        })
    }

    /// Events that found no partner by their looks, but stand in the same changed sentence, alone
    /// of their type, or alone at all and between the same actors ("demanded" that became "asked
    /// for"): places of old and new events.
    pub(super) fn same_place(&self, changes: &Changes) -> Vec<(usize, usize)> {
        let mut groups: std::collections::BTreeMap<_, (Vec<usize>, Vec<usize>)> =
            std::collections::BTreeMap::new();
        for gone in &changes.events.removed {
            if let Some((at, _)) = self.cause(Some(&gone.id), None) {
                groups.entry((at, gone.entry.kind)).or_default().0.push(gone.at);
            }
        }
        for come in &changes.events.added {
            if let Some((at, _)) = self.cause(None, Some(&come.id)) {
                groups.entry((at, come.entry.kind)).or_default().1.push(come.at);
            }
        }
        groups.retain(|(at, _), _| {
            self.changes[*at].old.is_some() && self.changes[*at].new.is_some()
        });
        let alone =
            |group: &(Vec<usize>, Vec<usize>)| match (group.0.as_slice(), group.1.as_slice()) {
                ([old], [new]) => Some((*old, *new)),
                _ => None,
            };
        let mut same: Vec<(usize, usize)> = groups.values().filter_map(alone).collect();
        // Whoever is left, whatever the type.
        let mut left: std::collections::BTreeMap<usize, (Vec<usize>, Vec<usize>)> =
            std::collections::BTreeMap::new();
        for ((at, _), group) in groups.into_iter().filter(|(_, group)| alone(group).is_none()) {
            let (olds, news) = left.entry(at).or_default();
            olds.extend(group.0);
            news.extend(group.1);
        }
        let event = |timeline: &'_ Timeline, at: usize| {
            timeline.events.get_index(at).map(|(_, event)| (event.from.clone(), event.to.clone()))
        };
        same.extend(left.values().filter_map(alone).filter(|(old, new)| {
            let (was, is) = (event(self.old.timeline, *old), event(self.new.timeline, *new));
            was == is && was.is_some_and(|(from, _)| !from.is_empty())
        }));
        same
    }

    /// What each changed passage did, and what no passage explains.
    pub(super) fn effects(
        &self,
        changes: &Changes,
        old: &Telling<'_>,
        new: &Telling<'_>,
    ) -> (Vec<Vec<Effect>>, Vec<Effect>) {
        let mut told =
            Told { passages: vec![Vec::new(); self.changes.len()], elsewhere: Vec::new() };
        let mut offices_of: Vec<Id> = Vec::new();
        let called = CalledIn::new([self.old.timeline, self.new.timeline]);
        for (at, change) in self.changes.iter().enumerate() {
            for found in offices(change, old.text, new.text, &called) {
                let what = match found {
                    Found::Office { actor, name, old, new } => {
                        offices_of.push(actor.clone());
                        What::Office { actor, name, old, new }
                    }
                    Found::Holder { office, old, new } => What::Holder { office, old, new },
                };
                told.passages[at].push(Effect { cause: Cause::Direct, what });
            }
        }
        self.events(changes, &called, &mut told);
        self.actors(changes, &called, &offices_of, &mut told);
        for effects in &mut told.passages {
            effects.sort_by_key(|effect| (effect.is_minor(), effect.cause));
        }
        (told.passages, told.elsewhere)
    }

    fn events(&self, changes: &Changes, called: &CalledIn<'_>, told: &mut Told) {
        let mut seen: std::collections::HashSet<&Id> = std::collections::HashSet::new();
        // Where an event that came or went was told, for relations that followed it.
        let mut place: HashMap<&Id, usize> = HashMap::new();
        for gone in &changes.events.removed {
            let cause = self.cause(Some(&gone.id), None);
            place.extend(cause.map(|(at, _)| (&gone.id, at)));
            seen.insert(&gone.id);
            let title = gone.entry.title.clone();
            told.add(cause, What::EventRemoved { id: gone.id.clone(), title });
        }
        for come in &changes.events.added {
            let cause = self.cause(None, Some(&come.id));
            place.extend(cause.map(|(at, _)| (&come.id, at)));
            let title = come.entry.title.clone();
            told.add(cause, What::EventAdded { id: come.id.clone(), title });
        }
        let published = changes.sources.changed.iter().flat_map(|source| &source.fields);
        let published = published.into_iter().any(|change| change.field == Field::Published);
        // Where an event was told otherwise, for relations whose own words are the same.
        let mut otherwise = place.clone();
        for changed in &changes.events.changed {
            if let Some((at, Cause::Direct)) = self.cause(Some(&changed.old), Some(&changed.new)) {
                otherwise.extend([(&changed.old, at), (&changed.new, at)]);
            }
        }
        let links = [Links::new(self.old.timeline), Links::new(self.new.timeline)];
        for changed in &changes.events.changed {
            let cause = self.cause(Some(&changed.old), Some(&changed.new));
            let place = if cause.is_none() { &otherwise } else { &place };
            let by_answer = |change: &FieldChange| self.by_answer(change, changed, &links, called);
            let follows = |change: &FieldChange| {
                follows(change, place).or_else(|| {
                    let others = by_answer(change)?;
                    others.into_iter().find_map(|id| otherwise.get(id).copied())
                })
            };
            let (relations, fields): (Vec<_>, Vec<_>) = changed
                .fields
                .iter()
                .filter(|change| change.sense() < Sense::Housekeeping)
                .filter(|change| change.field != Field::Evidence)
                .cloned()
                .partition(|change| follows(change).is_some());
            seen.insert(&changed.old);
            let title = self.new.timeline.events.get(changed.new.as_str());
            let title = title.map(|event| event.title.clone()).unwrap_or_default();
            let what = |fields| What::EventChanged {
                old: changed.old.clone(),
                new: changed.new.clone(),
                title: title.clone(),
                fields,
            };
            for relation in relations {
                let at = follows(&relation).map(|at| (at, Cause::Derived));
                told.add(at, what(vec![relation]));
            }
            if fields.is_empty() {
                continue;
            }
            match cause {
                None if published && fields.iter().all(|change| change.field == Field::Date) => {
                    let what = what(fields);
                    told.elsewhere.push(Effect { cause: Cause::Publication, what });
                }
                cause => told.add(cause, what(fields)),
            }
        }
        for (id, event) in self.old.timeline.events.iter().filter(|(id, _)| !seen.contains(id)) {
            for quote in self.old.quotes(id) {
                let words = &self.old.text[quote.clone()];
                let Some(at) = self.old.passage(quote).filter(|_| !self.new.text.contains(words))
                else {
                    continue;
                };
                let (title, quote) = (event.title.clone(), words.to_owned());
                told.add(
                    Some((at, Cause::Direct)),
                    What::Requoted { id: id.clone(), title, quote },
                );
            }
        }
    }

    /// The events that a change of sides hangs on, where no words of the event itself name who came
    /// or went: an answer goes to whoever made the offer, and an offer to whoever answers it. Where
    /// the one changes, so does whom the other is told to be for.
    fn by_answer<'c>(
        &self,
        change: &FieldChange,
        changed: &'c Changed,
        links: &[Links<'c>; 2],
        called: &CalledIn<'_>,
    ) -> Option<Vec<&'c Id>> {
        let Values::Ids(ids) = &change.values else { return None };
        if !matches!(change.field, Field::From | Field::To) {
            return None;
        }
        let mut others = Vec::new();
        for (side, links, event, is_old) in [
            (&self.old, &links[0], &changed.old, true),
            (&self.new, &links[1], &changed.new, false),
        ] {
            let linked = links.of(event);
            let of_link = |actor: &Id| {
                let does = |id: &&Id| {
                    let other = side.timeline.events.get(id.as_str());
                    other.is_some_and(|other| other.from.contains(actor))
                };
                linked.iter().any(does)
            };
            let named = |actor: &Id| {
                let mut quotes = side.quotes(event).iter();
                quotes.any(|quote| called.within(&side.text[quote.clone()]).contains(&actor))
            };
            if !ids
                .iter()
                .filter_map(|one| id_in(one, is_old))
                .all(|actor| of_link(actor) && !named(actor))
            {
                return None;
            }
            others.extend(linked);
        }
        others.extend([&changed.old, &changed.new]);
        Some(others)
    }

    fn actors(&self, changes: &Changes, called: &CalledIn<'_>, offices_of: &[Id], told: &mut Told) {
        let actors = &changes.actors;
        if actors.is_empty() {
            return;
        }
        // Who is named in which changed passage, by the first one.
        let mut named: [HashMap<&Id, usize>; 2] = [HashMap::new(), HashMap::new()];
        for (side, named) in [&self.old, &self.new].into_iter().zip(&mut named) {
            for (span, at) in &side.passages {
                for id in called.within(&side.text[span.clone()]) {
                    named.entry(id).or_insert(*at);
                }
            }
        }
        let at = |of: usize, id: &Id| named[of].get(id).map(|at| (*at, Cause::Direct));
        for gone in &actors.removed {
            let what = What::ActorRemoved { id: gone.id.clone(), name: gone.entry.name.clone() };
            told.add(at(0, &gone.id), what);
        }
        for come in &actors.added {
            let what = What::ActorAdded { id: come.id.clone(), name: come.entry.name.clone() };
            told.add(at(1, &come.id), what);
        }
        for changed in &actors.changed {
            // The words told it already.
            let office_told =
                offices_of.contains(&changed.new) || offices_of.contains(&changed.old);
            let fields: Vec<FieldChange> = changed
                .fields
                .iter()
                .filter(|change| change.sense() < Sense::Housekeeping)
                .filter(|change| change.field != Field::Aliases)
                .filter(|change| change.field != Field::Offices || !office_told)
                .cloned()
                .collect();
            if fields.is_empty() {
                continue;
            }
            let name = self.new.timeline.actors.get(changed.new.as_str());
            let name = name.map(|actor| actor.name.clone()).unwrap_or_default();
            let what = What::ActorChanged { id: changed.new.clone(), name, fields };
            told.add(at(1, &changed.new).or_else(|| at(0, &changed.old)), what);
        }
    }
}

fn id_in(change: &Change<Id>, is_old: bool) -> Option<&Id> {
    if is_old { change.old.as_ref() } else { change.new.as_ref() }
}

/// Where the events came or went that a change of relations follows, if it follows nothing else.
fn follows(change: &FieldChange, place: &HashMap<&Id, usize>) -> Option<usize> {
    let related = matches!(change.field, Field::After | Field::RespondsTo | Field::ConditionalOn);
    let Values::Ids(ids) = &change.values else { return None };
    let mut places = ids
        .iter()
        .map(|id| id.old.as_ref().or(id.new.as_ref()).and_then(|id| place.get(id).copied()));
    let first = places.next()??;
    (related && places.all(|at| at.is_some())).then_some(first)
}

/// Which event answers which, both ways.
struct Links<'t>(HashMap<&'t Id, Vec<&'t Id>>);

impl<'t> Links<'t> {
    fn new(timeline: &'t Timeline) -> Self {
        let mut links: HashMap<&Id, Vec<&Id>> = HashMap::new();
        for (id, event) in &timeline.events {
            for other in &event.responds_to {
                links.entry(id).or_default().push(other);
                links.entry(other).or_default().push(id);
            }
        }
        Self(links)
    }

    fn of(&self, event: &Id) -> &[&'t Id] {
        self.0.get(event).map_or(&[], Vec::as_slice)
    }
}

/// Effects as they are found.
struct Told {
    passages: Vec<Vec<Effect>>,
    elsewhere: Vec<Effect>,
}

impl Told {
    fn add(&mut self, cause: Option<(usize, Cause)>, what: What) {
        match cause {
            Some((at, cause)) => self.passages[at].push(Effect { cause, what }),
            None => self.elsewhere.push(Effect { cause: Cause::Unexplained, what }),
        }
    }
}
