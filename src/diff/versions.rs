//! Two versions of an article: what their words changed on the timeline.

use std::borrow::Cow;
use std::collections::HashMap;

use super::changes::{Changes, Field, FieldChange, Values};
use super::diff_joined;
use super::offices::{CalledIn, Found, offices};
use super::sense::Sense;
use super::words::{RunKind, TextChange, TextMove, words};
use crate::diagnostic::Span;
use crate::timeline::{Evidence, Id, Timeline};

/// A version of an article.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    /// Its words, in which the quotes of the timeline stand.
    pub text: &'a str,
    /// The timeline that rests on it: what was extracted from it, or one kept by hand; both
    /// versions may share one.
    pub timeline: &'a Timeline,
    /// The article's id in that timeline; `None` takes every quote for one of this article's.
    pub source: Option<&'a str>,
}

/// What changed from one version of an article to another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VersionChanges {
    /// Headline, byline, day of publication.
    pub head: Vec<FieldChange>,
    /// Passages told in other words, each with what that did to the timeline; reading order.
    pub passages: Vec<ChangedPassage>,
    /// Passages that stand elsewhere.
    pub moves: Vec<TextMove>,
    /// Sentences that differ in spaces and typographic marks only.
    pub cosmetic: usize,
    /// What changed on the timeline although none of its words did.
    pub elsewhere: Vec<Effect>,
}

impl VersionChanges {
    /// Nothing differs that a reader would see.
    pub fn is_empty(&self) -> bool {
        self.head.is_empty()
            && self.passages.is_empty()
            && self.moves.is_empty()
            && self.elsewhere.is_empty()
    }
}

/// A passage told in other words.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangedPassage {
    /// The words.
    pub words: TextChange,
    /// What they did to the timeline, the weightiest first; nothing where the text alone changed.
    pub effects: Vec<Effect>,
}

/// A change of the timeline and how it hangs on the words.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// How it hangs on the words that changed.
    pub cause: Cause,
    /// What changed.
    pub what: What,
}

/// How a change of the timeline hangs on a change of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// The words that changed are words it rests on.
    Direct,
    /// Words beside those it rests on changed, in the same passage or paragraph.
    Context,
    /// It follows from another change: a relation to an event that is gone.
    Derived,
    /// The day of publication changed, from which relative dates are counted.
    Publication,
    /// No words changed: look at what read the article, or at the hand that edited the timeline.
    Unexplained,
}

/// What changed on the timeline.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// An event that was not told before.
    EventAdded {
        /// Its id in the new timeline.
        id: Id,
        /// Its title.
        title: String,
    },
    /// An event that is told no more.
    EventRemoved {
        /// Its id in the old timeline.
        id: Id,
        /// Its title.
        title: String,
    },
    /// An event that is told otherwise.
    EventChanged {
        /// Its id in the old timeline.
        old: Id,
        /// Its id in the new timeline.
        new: Id,
        /// Its title in the new timeline.
        title: String,
        /// What differs; at least one.
        fields: Vec<FieldChange>,
    },
    /// Somebody who was not named before.
    ActorAdded {
        /// Their id in the new timeline.
        id: Id,
        /// Their name.
        name: String,
    },
    /// Somebody who is named no more.
    ActorRemoved {
        /// Their id in the old timeline.
        id: Id,
        /// Their name.
        name: String,
    },
    /// Somebody of whom something else is said.
    ActorChanged {
        /// Their id in the new timeline.
        id: Id,
        /// Their name in the new timeline.
        name: String,
        /// What differs; at least one.
        fields: Vec<FieldChange>,
    },
    /// Somebody is given another office, by the words before or after the name.
    Office {
        /// Their id.
        actor: Id,
        /// Their name.
        name: String,
        /// The office in the old words; `None` where there was none.
        old: Option<String>,
        /// The office in the new words; `None` where there is none.
        new: Option<String>,
    },
    /// An office is given to somebody else.
    Holder {
        /// The office.
        office: String,
        /// The id and name of who held it.
        old: (Id, String),
        /// The id and name of who holds it.
        new: (Id, String),
    },
    /// An event rests on words that changed, and is told the same all the same.
    Requoted {
        /// Its id in the old timeline.
        id: Id,
        /// Its title.
        title: String,
        /// The words that the article no longer has.
        quote: String,
    },
}

impl Effect {
    /// Whether it says no more than that words changed.
    pub fn is_minor(&self) -> bool {
        match &self.what {
            What::EventChanged { fields, .. } | What::ActorChanged { fields, .. } => {
                self.cause == Cause::Derived
                    || fields.iter().all(|change| change.sense() >= Sense::Wording)
            }
            What::Requoted { .. } | What::ActorAdded { .. } | What::ActorRemoved { .. } => true,
            _ => false,
        }
    }
}

/// Compares two versions of an article and what was made of them.
///
/// Every change of words is told once, with what it did to the timeline; a change of the
/// timeline without changed words is told in [`VersionChanges::elsewhere`]. Ids, order, and what
/// a machine notes on its own readings are no changes here.
pub fn versions(old: &Telling<'_>, new: &Telling<'_>) -> VersionChanges {
    let text = words(old.text, new.text);
    let (old_timeline, new_timeline) = (same_source(old, new), new.timeline);
    let join = Join {
        old: Side::new(
            old.text,
            &old_timeline,
            new.source.or(old.source),
            &text.changes,
            |change| change.old.as_ref().map(|passage| passage.span.clone()),
        ),
        new: Side::new(new.text, new_timeline, new.source, &text.changes, |change| {
            change.new.as_ref().map(|passage| passage.span.clone())
        }),
        changes: &text.changes,
    };
    let mut changes = diff_joined(&old_timeline, new_timeline, &[]);
    let same = join.same_place(&changes);
    if !same.is_empty() {
        changes = diff_joined(&old_timeline, new_timeline, &same);
    }
    let (passages, elsewhere) = join.effects(&changes, old, new);
    let head: Vec<FieldChange> =
        changes.sources.changed.iter().flat_map(|source| &source.fields).cloned().collect();
    let kept = |change: &FieldChange| {
        change.sense() < Sense::Housekeeping && change.field != Field::Versions
    };
    VersionChanges {
        head: head.into_iter().filter(kept).collect(),
        passages: text
            .changes
            .into_iter()
            .zip(passages)
            .map(|(words, effects)| ChangedPassage { words, effects })
            .collect(),
        moves: text.moves,
        cosmetic: text.cosmetic,
        elsewhere,
    }
}

/// The old timeline with the article under the id that it has in the new one.
fn same_source<'a>(old: &Telling<'a>, new: &Telling<'_>) -> Cow<'a, Timeline> {
    let (Some(from), Some(to)) = (old.source, new.source) else {
        return Cow::Borrowed(old.timeline);
    };
    if from == to || old.timeline.sources.contains_key(to) {
        return Cow::Borrowed(old.timeline);
    }
    let mut timeline = old.timeline.clone();
    if let Some(source) = timeline.sources.shift_remove(from) {
        timeline.sources.insert(to.into(), source);
    }
    for evidence in timeline.events.values_mut().flat_map(|event| &mut event.evidence) {
        if evidence.source.as_str() == from {
            evidence.source = to.into();
        }
    }
    Cow::Owned(timeline)
}

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
struct Side<'a> {
    text: &'a str,
    timeline: &'a Timeline,
    /// By the event's id.
    quotes: HashMap<&'a str, Vec<Span>>,
    /// Changed passages in order, with the number of the change.
    passages: Vec<(Span, usize)>,
}

impl<'a> Side<'a> {
    fn new(
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

struct Join<'a> {
    old: Side<'a>,
    new: Side<'a>,
    changes: &'a [TextChange],
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
    /// of their type: places of old and new events.
    fn same_place(&self, changes: &Changes) -> Vec<(usize, usize)> {
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
        let alone = groups.into_iter().filter(|((at, _), _)| {
            self.changes[*at].old.is_some() && self.changes[*at].new.is_some()
        });
        alone
            .filter_map(|(_, group)| match (group.0.as_slice(), group.1.as_slice()) {
                ([old], [new]) => Some((*old, *new)),
                _ => None,
            })
            .collect()
    }

    /// What each changed passage did, and what no passage explains.
    fn effects(
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
        self.events(changes, &mut told);
        self.actors(changes, &called, &offices_of, &mut told);
        for effects in &mut told.passages {
            effects.sort_by_key(|effect| (effect.is_minor(), effect.cause));
        }
        (told.passages, told.elsewhere)
    }

    fn events(&self, changes: &Changes, told: &mut Told) {
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
        for changed in &changes.events.changed {
            let (relations, fields): (Vec<_>, Vec<_>) = changed
                .fields
                .iter()
                .filter(|change| change.sense() < Sense::Housekeeping)
                .filter(|change| change.field != Field::Evidence)
                .cloned()
                .partition(|change| follows(change, &place).is_some());
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
                let at = follows(&relation, &place).map(|at| (at, Cause::Derived));
                told.add(at, what(vec![relation]));
            }
            if fields.is_empty() {
                continue;
            }
            match self.cause(Some(&changed.old), Some(&changed.new)) {
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
