//! Text → draft of a timeline: actors, times, events, how they hang together.
//!
//! ```text
//! words → actors → times → events → order → distance → merge → draft
//! ```
//!
//! Each stage is a file or folder that knows only the ones before it. `words` gives every word its
//! place in the parse. Whatever is found keeps its span and the rule that found it ([`Found`], [`Why`]).
//!
//! Reading is deterministic, uses no knowledge of who holds which office (that judges afterwards,
//! [`remarks`]), and takes time linear in
//! the text: every search looks at a bounded number of words.

mod actors;
mod answers;
mod codes;
mod distance;
mod draft;
mod events;
mod found;
mod merge;
mod offices;
mod order;
mod published;
mod reference;
#[cfg(test)]
mod tests;
mod times;
mod why;
mod words;

pub use actors::Claim;
pub use codes::{Coded, coded};
pub use found::Found;
pub use offices::remarks;
pub use published::{Inferred, Reason};
pub use times::{Anchor, FromTold, Reading, Time, TimeKind, Unit, times};
pub use why::{Field, Ground, Why};

use crate::article::{Article, ParagraphKind};
use crate::calendar::When;
use crate::diagnostic::Span;
use crate::text::model::english;
use crate::text::{Parse, Text};
use crate::timeline::{Id, Timeline};
use crate::vocabulary::Confidence;
use events::Scene;

/// What was read from an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The draft itself.
    pub timeline: Timeline,
    /// The offices that the article gives to people, as it writes them. Those of actors stand in the
    /// draft, too, with the article as their source.
    pub claims: Vec<Claim>,
    /// For each event which rules made it, in the order of the events.
    pub why: Vec<Why>,
    /// Times that only the day of publication could tell, in bytes of the article.
    pub open: Vec<Span>,
    /// The day of publication as the text itself lets it be inferred, where nothing prints it.
    pub published: Option<Inferred>,
}

/// Reads an article into a draft of a timeline.
///
/// Relative dates ("Thursday") hang on [`Article::published`]; without it they are listed in
/// [`Draft::open`] and their events stay undated. Headlines lend names, and events only where the
/// prose has none: they have no tense and tell what the lead tells.
///
/// - `file`: the article's file as the timeline is to name it; left out where it lies outside of
///   the timeline's folder.
///
/// ```
/// # use demarche::{article, extract, text::Text};
/// let article = article::read(b"Envoys\n\nChile invited Peru to talks in Lima.\n", None)?;
/// let draft = extract::extract(&article, &Text::new(&article), None);
/// let event = &draft.timeline.events[0];
/// assert_eq!((event.kind.name(), event.from[0].as_str()), ("invitation", "chile"));
/// # Ok::<(), article::Unreadable>(())
/// ```
pub fn extract(article: &Article, text: &Text, file: Option<&str>) -> Draft {
    extract_parsed(article, text, &Parse::new(article, text, english()), file)
}

/// The same of a text that is parsed already, by our model or another.
pub fn extract_parsed(
    article: &Article,
    text: &Text,
    parse: &Parse<'_>,
    file: Option<&str>,
) -> Draft {
    extract_knowing(article, text, parse, file, None)
}

/// The same beside a timeline: where nothing prints the day of publication, what it dates may help
/// to infer it ("the war has lasted over three years").
pub fn extract_knowing(
    article: &Article,
    text: &Text,
    parse: &Parse<'_>,
    file: Option<&str>,
    known: Option<&Timeline>,
) -> Draft {
    let lines = words::lines(article, text, parse);
    let kind = |paragraph: usize| article.paragraphs[paragraph].kind;
    let headline = |line: &words::Line<'_>| {
        matches!(kind(line.paragraph), ParagraphKind::Headline | ParagraphKind::Heading)
    };
    let year = article.published.map(|published| chrono::Datelike::year(&published.day));
    let (cast, mentions) = actors::find(&lines, headline, year);
    let here = words::dateline_city(article, text);
    let tell = |times: &[Found<Time>], published| {
        let (lines, mentions, cast) = (&lines[..], &mentions[..], &cast);
        let scene = Scene { lines, mentions, cast, times, published, here: here.as_deref() };
        let mut tellings = events::find(&scene, |line| kind(line.paragraph).is_prose());
        if tellings.is_empty() {
            // A page of a headline and nothing that tells more.
            tellings = events::find(&scene, headline);
        }
        order::order(&scene, &mut tellings);
        events::answered(cast, &mut tellings);
        distance::distances(&scene, &mut tellings);
        tellings
    };
    let printed = article.published.map(|published| published.day);
    let mut times = times::times(article, text, printed);
    let mut tellings = tell(&times, printed);
    let inferred = if printed.is_none() {
        let (lines, times, tellings) = (&lines, &times, &tellings);
        let cast = &cast;
        published::infer(published::Read { article, lines, times, tellings, cast, known })
    } else {
        None
    };
    if let Some(inferred) = &inferred {
        times = published::blurred(article, text, inferred, times);
        tellings = tell(&times, inferred.day());
    }
    let quote = |telling: &events::Telling| {
        lines[telling.line].span(telling.words.start, telling.words.end)
    };
    let open = |telling: &events::Telling| -> Option<&str> {
        let words = quote(telling);
        let next = times.partition_point(|time| time.span.start < words.start);
        let time = times.get(next).filter(|time| time.span.end <= words.end)?;
        (time.value.reading == Reading::Open).then(|| &article.text[time.span.clone()])
    };
    let tellings = merge::merge(&lines, tellings, open);
    let inferred_first = || inferred.as_ref()?.when.bounds().earliest_start;
    let first = printed.or_else(inferred_first);
    let mut past: Vec<Option<Vec<When>>> = vec![None; article.paragraphs.len()];
    let past = |span: &Span| {
        let at = article.paragraphs.partition_point(|paragraph| paragraph.span.end <= span.start);
        let Some(paragraph) = article.paragraphs.get(at) else { return Vec::new() };
        past[at].get_or_insert_with(|| offices::past(&paragraph.span, &times, first)).clone()
    };
    let mut draft = draft::draft(article, file, &cast, &tellings, quote, past);
    draft.open = times
        .iter()
        .filter(|time| time.value.reading == Reading::Open)
        .map(|time| time.span.clone())
        .collect();
    if let (Some(inferred), Some(source)) = (inferred, draft.timeline.sources.values_mut().next()) {
        source.published = Some(inferred.when.clone().into());
        source.confidence.insert("published".to_owned(), Confidence::Low);
        source.reading.insert("published".to_owned(), inferred.told(article));
        draft.published = Some(inferred);
    }
    draft
}

/// Adds what another article tells: ids that are taken get a number, the same actors are one.
pub fn unite(into: &mut Timeline, other: Timeline) {
    let mut sources = draft::Ids::default();
    into.sources.keys().for_each(|id| sources.take(id));
    let mut actors = draft::Ids::default();
    into.actors.keys().for_each(|id| actors.take(id));
    let mut events = draft::Ids::default();
    into.events.keys().for_each(|id| events.take(id));

    let mut source_of = std::collections::HashMap::new();
    for (id, source) in other.sources {
        let new = sources.make(id.as_str(), "article");
        source_of.insert(id, new.clone());
        into.sources.insert(new, source);
    }
    let mut actor_of = std::collections::HashMap::new();
    for (id, actor) in &other.actors {
        let same = into.actors.get(id).is_some_and(|known| known.kind == actor.kind);
        let new = if same { id.clone() } else { actors.make(id.as_str(), "actor") };
        actor_of.insert(id.clone(), new);
    }
    for (id, mut actor) in other.actors {
        let new = actor_of[&id].clone();
        actor.of = actor.of.and_then(|of| actor_of.get(&of).cloned());
        for office in &mut actor.offices {
            if let Some(source) = office.source.as_ref().and_then(|id| source_of.get(id)) {
                office.source = Some(source.clone());
            }
        }
        match into.actors.entry(new) {
            indexmap::map::Entry::Occupied(mut known) => {
                known.get_mut().offices.extend(actor.offices);
            }
            indexmap::map::Entry::Vacant(place) => {
                place.insert(actor);
            }
        }
    }
    let event_of: std::collections::HashMap<Id, Id> =
        other.events.keys().map(|id| (id.clone(), events.make(id.as_str(), "event"))).collect();
    for (id, mut event) in other.events {
        let moved = |list: &mut Vec<Id>, to: &std::collections::HashMap<Id, Id>| {
            for one in list {
                if let Some(new) = to.get(one) {
                    *one = new.clone();
                }
            }
        };
        moved(&mut event.from, &actor_of);
        moved(&mut event.to, &actor_of);
        moved(&mut event.after, &event_of);
        moved(&mut event.responds_to, &event_of);
        moved(&mut event.conditional_on, &event_of);
        for timing in &mut event.timing {
            for one in [&mut timing.after, &mut timing.before, &mut timing.during] {
                if let Some(new) = one.as_ref().and_then(|one| event_of.get(one)) {
                    *one = Some(new.clone());
                }
            }
        }
        for evidence in &mut event.evidence {
            if let Some(new) = source_of.get(&evidence.source) {
                evidence.source = new.clone();
            }
        }
        into.events.insert(event_of[&id].clone(), event);
    }
}
