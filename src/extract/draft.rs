//! Events and actors → a draft of a timeline, with readable ids and quotes to the letter.

use std::collections::{BTreeSet, HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::actors::{Cast, Claim, Who};
use super::distance::{Far, Says, Timed};
use super::events::Telling;
use super::why::{Field, Ground};
use super::{Draft, Why};
use crate::article::{Article, PublishedBy};
use crate::calendar::When;
use crate::diagnostic::Span;
use crate::timeline::{Actor, Event, Evidence, Id, Office, Source, Timeline, Timing, Version};
use crate::vocabulary::{ActorKind, Confidence, Modality};

/// The longest id that we make, in characters; the file allows [`Id::LONGEST`].
const LONGEST: usize = 56;

/// Writes the draft.
pub(super) fn draft(
    article: &Article,
    file: Option<&str>,
    cast: &Cast,
    tellings: &[Telling],
    quote: impl Fn(&Telling) -> Span,
    mut past: impl FnMut(&Span) -> Vec<When>,
) -> Draft {
    let mut timeline = Timeline {
        title: article.headline.clone().unwrap_or_else(|| "Untitled".to_owned()),
        ..Timeline::default()
    };
    let source_id = source_id(article);
    timeline.sources.insert(source_id.clone(), source(article, file));

    let acting: BTreeSet<Who> = tellings
        .iter()
        .flat_map(|telling| telling.from.iter().chain(&telling.to).copied())
        .collect();
    // Whom they act for stands in the file, too.
    let mut named = acting.clone();
    for &who in &acting {
        let of = cast.entities[who].of;
        named.extend(of);
        named.extend(of.and_then(|of| cast.entities[of].of));
    }
    let mut ids = Ids::default();
    let ids_of_actors: HashMap<Who, Id> =
        named.iter().map(|&who| (who, ids.make(&cast.entities[who].name, "actor"))).collect();
    for &who in &named {
        timeline.actors.insert(ids_of_actors[&who].clone(), actor(cast, who, &ids_of_actors));
    }

    let mut ids = Ids::default();
    let ids_of_events: Vec<Id> =
        tellings.iter().map(|telling| ids.make(few(&telling.title), "event")).collect();
    let mut why = Vec::new();
    for (telling, id) in tellings.iter().zip(&ids_of_events) {
        let mut event = Event::new(telling.kind, telling.title.clone());
        let related = |list: &[usize]| list.iter().map(|&i| ids_of_events[i].clone()).collect();
        let actors = |list: &[Who]| list.iter().map(|who| ids_of_actors[who].clone()).collect();
        event.modality = telling.modality;
        event.from = actors(&telling.from);
        event.to = actors(&telling.to);
        event.place.clone_from(&telling.place);
        event.after = related(&telling.after);
        event.responds_to = related(&telling.responds_to);
        event.conditional_on = related(&telling.conditional_on);
        let timed = telling.timing.iter();
        event.timing = timed.map(|timed| timing(&article.text, timed, &ids_of_events)).collect();
        if let Some(date) = &telling.date {
            event.date = Some(date.value.clone().into());
        }
        for (field, confidence, rule) in doubts(telling) {
            event.confidence.insert(field.name().to_owned(), confidence);
            event.reading.insert(field.name().to_owned(), rule.to_owned());
        }
        let mut quotes = vec![quote(telling)];
        quotes.extend(telling.also.iter().cloned());
        event.evidence =
            quotes.iter().map(|span| evidence(&article.text, span, &source_id)).collect();
        timeline.events.insert(id.clone(), event);
        why.push(reasons(telling, id, &ids_of_events));
    }
    let mut claims = Vec::new();
    for (who, title, span) in &cast.claims {
        let entity = &cast.entities[*who];
        let of = entity.of.map(|of| &cast.entities[of]);
        let of = of
            .map(|of| of.code.as_ref().filter(|_| of.kind == ActorKind::State).unwrap_or(&of.name));
        let past = past(span);
        // A title of long ago is no claim for the day of the article.
        let actor = ids_of_actors.get(who).and_then(|id| timeline.actors.get_mut(id));
        if let Some(actor) = actor.filter(|_| past.is_empty()) {
            let same = |office: &Office| office.title.to_lowercase() == title.to_lowercase();
            if !actor.offices.iter().any(same) {
                actor.offices.push(Office {
                    title: title.clone(),
                    source: Some(source_id.clone()),
                    ..Office::default()
                });
            }
        }
        claims.push(Claim {
            person: entity.name.clone(),
            title: title.clone(),
            span: span.clone(),
            of: of.cloned(),
            past,
        });
    }
    Draft { timeline, claims, why, open: Vec::new(), published: None }
}

/// Which rule gave each field of an event, in the order of the file.
fn reasons(telling: &Telling, id: &Id, ids: &[Id]) -> Why {
    let mut grounds: Vec<Ground> = telling
        .grounds
        .0
        .iter()
        .map(|because| Ground {
            field: because.field,
            rule: because.rule,
            words: because.words.clone(),
            other: because.other.map(|other| ids[other].clone()),
        })
        .collect();
    grounds.extend(telling.date.as_ref().map(|date| Ground {
        field: Field::Date,
        rule: date.rule,
        words: date.span.clone(),
        other: None,
    }));
    grounds.sort_by_key(|ground| (ground.field, ground.words.start));
    let frame = telling.frame.clone();
    Why { event: id.clone(), trigger: telling.rule.clone(), frame, grounds }
}

/// What is unsure of an event: how much, and by which rule.
fn doubts(telling: &Telling) -> Vec<(Field, Confidence, &'static str)> {
    let mut doubts = Vec::new();
    if let Some(date) = telling.date.as_ref().filter(|date| date.confidence != Confidence::High) {
        doubts.push((Field::Date, date.confidence, date.rule));
    }
    let told = telling.modality == Modality::Happened;
    if !told
        && matches!(
            telling.modality_rule,
            "would" | "planned-to" | "noun-to" | "hoped-for" | "asked-for" | "toward"
        )
    {
        doubts.push((Field::Modality, Confidence::Medium, telling.modality_rule));
    }
    for field in [Field::From, Field::To, Field::Place] {
        let Some(because) = telling.grounds.of(field).next() else { continue };
        let confidence = match because.rule {
            "nobody-named" | "sides-told-before" => Confidence::Low,
            "nearest-before"
            | "nearest-after"
            | "beside-the-noun"
            | "parties-of-the-article"
            | "of-the-meeting"
            | "of-the-sentence"
            | "said-of"
            | "who-does-it" => Confidence::Medium,
            _ => continue,
        };
        doubts.push((field, confidence, because.rule));
    }
    doubts
}

/// How far from another event, or how long, with the words for it.
fn timing(text: &str, timed: &Timed, ids: &[Id]) -> Timing {
    let mut timing =
        Timing { quote: Some(text[timed.words.clone()].to_owned()), ..Timing::default() };
    let mut far = |far: &Far| {
        let length = Some(far.length.clone());
        if far.at_most { timing.within = length } else { timing.by = length }
    };
    match &timed.says {
        Says::After(other, length) => {
            far(length);
            timing.after = Some(ids[*other].clone());
        }
        Says::Before(other, length) => {
            far(length);
            timing.before = Some(ids[*other].clone());
        }
        Says::During(other) => timing.during = Some(ids[*other].clone()),
        Says::Lasts(length) => timing.lasts = Some(length.clone()),
    }
    timing
}

fn source(article: &Article, file: Option<&str>) -> Source {
    let mut source = Source {
        title: article.headline.clone().unwrap_or_else(|| "Untitled".to_owned()),
        publisher: article.publisher.clone(),
        author: article.author.clone(),
        url: article.url.clone().filter(|url| url.starts_with("http")),
        published: article.published.map(|published| When::day(published.day).into()),
        ..Source::default()
    };
    if matches!(
        article.published.map(|published| published.by),
        Some(PublishedBy::Text | PublishedBy::Url)
    ) {
        source.confidence.insert("published".to_owned(), Confidence::Medium);
        source.reading.insert("published".to_owned(), "inferred".to_owned());
    }
    // A file outside the timeline's own folder is no part of it.
    let inside = |file: &&str| {
        !file.starts_with('/')
            && !file.contains('\\')
            && !file.contains(':')
            && !file.split('/').any(|part| matches!(part, ".." | "." | ""))
    };
    if let Some(file) = file.filter(inside) {
        source.versions.push(Version { file: file.to_owned(), ..Version::default() });
    }
    source
}

fn source_id(article: &Article) -> Id {
    let day = article.published.map(|published| published.day.to_string());
    let name = match (&article.publisher, day) {
        (Some(publisher), Some(day)) => format!("{} {day}", cut(&slug(publisher), 40)),
        _ => article.headline.clone().unwrap_or_default(),
    };
    Ids::default().make(&name, "article")
}

fn actor(cast: &Cast, who: Who, ids: &HashMap<Who, Id>) -> Actor {
    let entity = &cast.entities[who];
    let aliases = match entity.kind {
        // "the US" is the lexicon's knowledge, not the article's.
        ActorKind::State => Vec::new(),
        _ => entity.aliases.clone(),
    };
    Actor {
        name: entity.name.clone(),
        kind: entity.kind,
        of: entity.of.and_then(|of| ids.get(&of).cloned()).filter(|of| Some(of) != ids.get(&who)),
        code: entity.code.clone(),
        aliases,
        offices: Vec::new(),
        aka: Vec::new(),
        note: None,
        extra: crate::timeline::Extra::new(),
    }
}

/// A quote, with what stands around it where the article has the words more than once.
fn evidence(text: &str, span: &Span, source: &Id) -> Evidence {
    let quote = &text[span.clone()];
    let mut evidence =
        Evidence { source: source.clone(), quote: Some(quote.to_owned()), ..Evidence::default() };
    let unique = |needle: &str| {
        let first = text.find(needle);
        first.is_some() && first == text.rfind(needle)
    };
    // Looking for a quote reads the whole text: in a very long one only short quotes are looked for.
    if !unique(quote) {
        for reach in [24, 48, 96, 192] {
            let start = floor(text, span.start.saturating_sub(reach));
            let end = ceil(text, (span.end + reach).min(text.len()));
            if unique(&text[start..end]) || reach == 192 {
                let prefix = &text[start..span.start];
                let suffix = &text[span.end..end];
                evidence.prefix = Some(prefix.to_owned()).filter(|p| !p.is_empty());
                evidence.suffix = Some(suffix.to_owned()).filter(|s| !s.is_empty());
                break;
            }
        }
    }
    evidence
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Makes ids: readable, unique, the same for the same article.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    taken: HashSet<String>,
    /// The next number for a slug that is taken.
    next: HashMap<String, usize>,
}

impl Ids {
    /// An id from some words; `otherwise` where no letter of theirs can be in one.
    pub(crate) fn make(&mut self, words: &str, otherwise: &str) -> Id {
        let mut base = cut(&slug(words), LONGEST).to_owned();
        if base.is_empty() || !Id(base.clone()).is_valid() {
            base =
                if base.is_empty() { otherwise.to_owned() } else { format!("{otherwise}-{base}") };
        }
        let mut id = base.clone();
        while self.taken.contains(&id) {
            let number = self.next.entry(base.clone()).or_insert(2);
            id = format!("{base}-{number}");
            *number += 1;
        }
        self.taken.insert(id.clone());
        Id(id)
    }

    /// Keeps an id from being made.
    pub(crate) fn take(&mut self, id: &Id) {
        self.taken.insert(id.0.clone());
    }
}

/// Words as a slug: lower case ASCII letters and digits, joined by hyphens.
fn slug(words: &str) -> String {
    let mut slug = String::new();
    for c in words.nfd().take(400) {
        let c = match c {
            'ı' => 'i',
            'ø' | 'Ø' => 'o',
            'ł' | 'Ł' => 'l',
            'đ' | 'Đ' => 'd',
            _ => c,
        };
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if matches!(c, 'ß') {
            slug.push_str("ss");
        } else if !c.is_alphanumeric()
            && !matches!(c, '\'' | '’' | '.')
            && !('\u{300}'..='\u{36f}').contains(&c)
            && !slug.ends_with('-')
            && !slug.is_empty()
        {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// The first words of a title, enough to tell it by, the last of them no small one.
fn few(title: &str) -> &str {
    const MANY: usize = 6;
    const SMALL: &[&str] = &[
        "a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "with", "by", "at", "its",
        "his", "her", "their", "that", "from", "be", "is", "are", "not", "as", "into", "over",
        "after", "may", "it", "if", "against", "between", "about", "this", "these", "which", "who",
        "does", "do", "no", "any", "such",
    ];
    let (mut count, mut end, mut next) = (0, 0, 0);
    for word in title.split(' ') {
        let start = next;
        next = start + word.len() + 1;
        if !SMALL.contains(&&*word.to_lowercase()) {
            if count == MANY || start + word.len() > LONGEST {
                break;
            }
            count += 1;
            end = start + word.len();
        }
    }
    if end == 0 { title } else { &title[..end] }
}

/// Cuts a slug between words.
fn cut(slug: &str, longest: usize) -> &str {
    if slug.len() <= longest {
        return slug;
    }
    let short = &slug[..longest];
    match short.rfind('-') {
        Some(at) if at > longest / 3 && slug.as_bytes()[longest] != b'-' => &short[..at],
        _ => short.trim_end_matches('-'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_readable_unique_and_valid() {
        let mut ids = Ids::default();
        for (words, id) in [
            ("Zelensky invites Putin", "zelensky-invites-putin"),
            ("Zelensky invites Putin", "zelensky-invites-putin-2"),
            ("Erdoğan’s visit to Türkiye", "erdogans-visit-to-turkiye"),
            ("U.S. talks", "us-talks"),
            ("会談", "event"),
            ("con", "event-con"),
        ] {
            let made = ids.make(words, "event");
            assert_eq!(made.as_str(), id);
            assert!(made.is_valid(), "{made}");
        }
        let long = ids.make(&"word ".repeat(60), "event");
        assert!(long.is_valid() && long.as_str().ends_with("word"), "{long}");
    }
}
