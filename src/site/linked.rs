//! What pages are about, for machines: JSON-LD in the terms of schema.org.
//!
//! ```text
//! event     Event, subjectOf its NewsArticles; and where somebody said something, the Claims
//! actor     Person, Country or Organization
//! source    NewsArticle
//! timeline  Dataset
//! ```
//!
//! It is written so that it may stand in a page: `<`, `>`, `&` and the separators of lines are
//! escaped, and nothing in it can end the element around it.

use std::borrow::Cow;

use super::address::Web;
use super::book::{Book, Cast, Rank, Shelf};
use super::family::Family;
use super::settings::Settings;
use super::view::{named, title};
use super::{address, words};
use crate::calendar::NaiveDate;
use crate::timeline::{Actor, Evidence, Id, Source};
use crate::vocabulary::{ActorKind, EventType, Modality};

/// The most pieces of evidence, and the most actors on a side, that are named.
const FEW: usize = 20;

/// A value of JSON as it is written down.
pub(crate) struct Json(String);

impl Json {
    pub(crate) fn new() -> Self {
        Self(String::with_capacity(512))
    }

    fn object(kind: &str) -> Self {
        let mut json = Self::new();
        json.0.push('{');
        json.text("@type", kind);
        json
    }

    /// A field with a text; nothing for an empty one.
    fn text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.key(key);
            quote(&mut self.0, text);
        }
    }

    fn raw(&mut self, key: &str, json: &str) {
        self.key(key);
        self.0.push_str(json);
    }

    fn list(&mut self, key: &str, items: &[impl AsRef<str>]) {
        match items {
            [] => {}
            [only] => self.raw(key, only.as_ref()),
            [first, rest @ ..] => {
                self.key(key);
                self.0.push('[');
                self.0.push_str(first.as_ref());
                for item in rest {
                    self.0.push(',');
                    self.0.push_str(item.as_ref());
                }
                self.0.push(']');
            }
        }
    }

    fn key(&mut self, key: &str) {
        if !self.0.ends_with('{') {
            self.0.push(',');
        }
        quote(&mut self.0, key);
        self.0.push(':');
    }

    fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// A text of JSON that may stand in a page.
pub(crate) fn quote(out: &mut String, text: &str) {
    use std::fmt::Write as _;
    out.push('"');
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        // Most characters of most texts.
        if c.is_ascii_alphanumeric() || c == ' ' {
            continue;
        }
        let escaped = match c {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\t' => "\\t",
            '<' | '>' | '&' | '\'' | '\u{2028}' | '\u{2029}' => "",
            c if c.is_control() => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        out.push_str(escaped);
        if escaped.is_empty() {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        }
        plain = at + c.len_utf8();
    }
    out.push_str(&text[plain..]);
    out.push('"');
}

fn graph(mut objects: Vec<String>) -> String {
    const CONTEXT: &str = "{\"@context\":\"https://schema.org\",";
    if objects.len() == 1 {
        let only = objects.remove(0);
        return format!("{CONTEXT}{}", &only[1..]);
    }
    format!("{CONTEXT}\"@graph\":[{}]}}", objects.join(","))
}

/// An event, and what was claimed in it.
pub(crate) fn event(book: &Book<'_>, rank: Rank, settings: &Settings) -> String {
    let entry = &book.events[rank];
    let event = entry.event;
    let mut json = Json::object("Event");
    let path = format!("{}/{}", book.name, address::event(entry.id));
    json.text("@id", &settings.name(&path));
    json.text("name", title(entry));
    let bounds = event.when().map(crate::calendar::When::bounds);
    let day = |day: Option<NaiveDate>| {
        let day = day.filter(|day| (1..=9999).contains(&chrono::Datelike::year(day)));
        day.map(|day| day.to_string()).unwrap_or_default()
    };
    if let Some(bounds) = bounds {
        json.text("startDate", &day(bounds.earliest_start));
        json.text("endDate", &day(bounds.latest_end));
    }
    if let Some(when) = event.when() {
        json.text("temporalCoverage", &when.to_string());
    }
    let status = match (event.modality, event.kind) {
        (_, EventType::Postponement) => "https://schema.org/EventPostponed",
        (Modality::Planned, _) => "https://schema.org/EventScheduled",
        _ => "",
    };
    json.text("eventStatus", status);
    json.text("additionalType", event.kind.name());
    json.text("description", event.note.as_deref().unwrap_or_default());
    if let Some(place) = &event.place {
        let mut object = Json::object("Place");
        object.text("name", place);
        json.raw("location", &object.end());
    }
    let actors = |ids: &[Id]| -> Vec<Cow<'_, str>> {
        ids.iter().take(FEW).map(|id| actor_named(book, id)).collect()
    };
    json.list("organizer", &actors(&event.from));
    json.list("attendee", &actors(&event.to));
    let evidence = &event.evidence[..event.evidence.len().min(FEW)];
    let mut articles: Vec<Cow<'_, str>> = Vec::new();
    for one in evidence {
        let article = article_of(book, one);
        if !articles.contains(&article) {
            articles.push(article);
        }
    }
    json.list("subjectOf", &articles);
    let mut objects = vec![json.end()];
    let said = matches!(Family::of(event.kind), Family::Words | Family::Pressure)
        || event.modality == Modality::Denied;
    for one in evidence.iter().filter(|_| said) {
        let Some(quote) = &one.quote else { continue };
        let mut claim = Json::object("Claim");
        claim.text("text", quote);
        claim.list("author", &actors(&event.from));
        claim.raw("appearance", &article_of(book, one));
        objects.push(claim.end());
    }
    graph(objects)
}

/// Who an actor is.
pub(crate) fn actor(book: &Book<'_>, cast: &Cast<'_>) -> String {
    let actor = cast.actor;
    let mut json = Json::object(kind(actor.kind));
    json.text("name", &book.name_of(cast.id).text);
    let aliases: Vec<String> = (actor.aliases.iter())
        .map(|alias| {
            let mut out = String::new();
            quote(&mut out, alias);
            out
        })
        .collect();
    json.list("alternateName", &aliases);
    json.text("identifier", actor.code.as_deref().unwrap_or_default());
    json.text("description", actor.note.as_deref().unwrap_or_default());
    if actor.kind == ActorKind::Person {
        let offices: Vec<String> = (actor.offices.iter())
            .map(|office| {
                let mut role = Json::object("OrganizationRole");
                role.text("roleName", &office.title);
                let written = |date: &Option<crate::timeline::Date>| {
                    let when = date.as_ref().and_then(|date| date.when.as_ref());
                    when.and_then(words::datetime).unwrap_or_default()
                };
                role.text("startDate", &written(&office.from));
                role.text("endDate", &written(&office.to));
                role.end()
            })
            .collect();
        json.list("hasOccupation", &offices);
        if let Some(of) = &actor.of {
            json.raw("affiliation", &actor_named(book, of));
        }
    } else if let Some(of) = &actor.of {
        json.raw("parentOrganization", &actor_named(book, of));
    }
    graph(vec![json.end()])
}

/// An article.
pub(crate) fn source(shelf: &Shelf<'_>) -> String {
    graph(vec![shelf.linked.clone()])
}

/// A timeline as a whole.
pub(crate) fn timeline(book: &Book<'_>) -> String {
    let mut json = Json::object("Dataset");
    json.text("name", book.title());
    let summary = book.timeline.summary.as_deref().unwrap_or_default();
    json.text("description", summary);
    json.text("inLanguage", book.timeline.lang.as_deref().unwrap_or_default());
    if let Some((first, last)) = book.stretch() {
        json.text("temporalCoverage", &format!("{first}/{last}"));
    }
    graph(vec![json.end()])
}

const fn kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "Person",
        ActorKind::State => "Country",
        ActorKind::Organization | ActorKind::Group => "Organization",
    }
}

fn actor_named<'b>(book: &'b Book<'_>, id: &Id) -> Cow<'b, str> {
    match book.actor(id) {
        Some(cast) => Cow::Borrowed(&cast.linked),
        None => Cow::Owned(object_named("Thing", id.as_str())),
    }
}

/// An actor by its name.
pub(crate) fn named_actor(actor: &Actor, id: &Id) -> String {
    object_named(kind(actor.kind), named(&actor.name, id))
}

fn object_named(kind: &str, name: &str) -> String {
    let mut json = Json::object(kind);
    json.text("name", name);
    json.end()
}

fn article_of<'b>(book: &'b Book<'_>, evidence: &Evidence) -> Cow<'b, str> {
    if let Some(shelf) = book.source(&evidence.source) {
        return Cow::Borrowed(&shelf.linked);
    }
    let mut json = Json::object("NewsArticle");
    json.text("headline", evidence.source.as_str());
    Cow::Owned(json.end())
}

/// An article that is known by its source.
pub(crate) fn article(source: &Source, id: &Id) -> String {
    let mut json = Json::object("NewsArticle");
    json.text("headline", named(&source.title, id));
    json.text("url", source.url.as_deref().and_then(address::web).map_or("", Web::as_str));
    let published = source.published.as_ref().and_then(|date| date.when.as_ref());
    json.text("datePublished", &published.and_then(words::datetime).unwrap_or_default());
    for (key, kind, name) in
        [("publisher", "Organization", &source.publisher), ("author", "Person", &source.author)]
    {
        if let Some(name) = name {
            let mut object = Json::object(kind);
            object.text("name", name);
            json.raw(key, &object.end());
        }
    }
    json.end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_end_the_element_around_it() {
        let mut out = String::new();
        quote(&mut out, "</script><!--\"\\\n\u{2028}&\u{0}");
        assert!(!out.contains(['<', '>', '&', '\n', '\u{2028}', '\u{0}']), "{out}");
        let read: String = serde_json::from_str(&out).expect("it is JSON");
        assert_eq!(read, "</script><!--\"\\\n\u{2028}&\u{fffd}");
    }
}
