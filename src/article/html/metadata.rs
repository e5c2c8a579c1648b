//! What a page says of itself: headline, author, publisher, address, day.

use serde_json::Value;

use super::stream::Page;
use crate::article::{Published, PublishedBy, printed};

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) headline: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    pub(super) published: Option<Published>,
}

/// `meta` keys of the day of publication, the most exact first; updates are another day.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published",
    "article.published",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "rnews:datepublished",
    "originalpublicationdate",
    "published_time",
    "published-date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "pub_date",
    "publication_date",
    "publication-date",
    "prism.publicationdate",
    "citation_publication_date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "article.created",
    "date",
];

/// Reads what a page says of itself.
///
/// - `article`: the `article` element that was chosen; `time` elements of others are not its own.
pub(super) fn read(page: &Page, article: Option<usize>) -> Metadata {
    let linked = linked_data(page);
    let said = |keys: &[&str]| -> Option<String> {
        keys.iter().find_map(|key| {
            let found = page.meta.iter().find(|(name, value)| name == key && !value.is_empty());
            found.map(|(_, value)| value.clone())
        })
    };
    let publisher = linked.publisher.or_else(|| said(&["og:site_name", "application-name"]));
    let headline = linked.headline.or_else(|| said(&["og:title", "twitter:title"])).or_else(|| {
        let title = page.title.split_whitespace().collect::<Vec<_>>().join(" ");
        (!title.is_empty()).then_some(title)
    });
    let writer = linked
        .author
        .or_else(|| said(&["author", "byl", "parsely-author", "dc.creator", "article:author"]))
        .map(|author| author.strip_prefix("By ").unwrap_or(&author).trim().to_owned())
        .filter(|author| !author.is_empty() && !is_address(author));
    let known = |by: PublishedBy| move |day| Published { day, by };
    let day = linked
        .published
        .as_deref()
        .and_then(printed::day_of_stamp)
        .map(known(PublishedBy::JsonLd))
        .or_else(|| {
            PUBLISHED
                .iter()
                .filter_map(|key| said(&[*key]))
                .find_map(|stamp| printed::day_of_stamp(&stamp))
                .or_else(|| day_of_time(page, article))
                .map(known(PublishedBy::Metadata))
        });
    let url = page
        .canonical
        .clone()
        .filter(|url| is_address(url))
        .or_else(|| said(&["og:url"]).filter(|url| is_address(url)))
        .or_else(|| linked.url.filter(|url| is_address(url)));
    let headline = headline.map(|headline| without_site(&headline, publisher.as_deref()));
    Metadata { headline, author: writer, publisher, url, published: day }
}

fn is_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://")) && text.len() <= 2000
}

/// "Envoys meet | The Example Post" without the site's name.
fn without_site(title: &str, site: Option<&str>) -> String {
    let cut = site.and_then(|site| {
        title
            .strip_suffix(site)
            .map(|rest| rest.trim_end_matches([' ', '|', '-', '–', '—', '·', ':']))
    });
    cut.filter(|rest| !rest.is_empty()).unwrap_or(title).to_owned()
}

/// The `time` that says it is the publication's, else the first of the article's own; an update
/// only where there is no other.
fn day_of_time(page: &Page, article: Option<usize>) -> Option<crate::calendar::NaiveDate> {
    let own = || {
        page.times
            .iter()
            .filter(|time| !time.aside && (time.article.is_none() || time.article == article))
    };
    own()
        .filter(|time| time.publication)
        .chain(own().filter(|time| !time.update))
        .chain(own())
        .find_map(|time| printed::day_of_stamp(&time.stamp))
}

#[derive(Debug, Default)]
struct Linked {
    headline: Option<String>,
    author: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    published: Option<String>,
}

/// What JSON-LD says of the first article in it; scripts that are no JSON are passed over.
fn linked_data(page: &Page) -> Linked {
    for script in &page.json_ld {
        let Ok(data) = serde_json::from_str::<Value>(script.trim()) else { continue };
        let mut open = vec![&data];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(values) => open.extend(values.iter().rev()),
                Value::Object(fields) => {
                    if value.get("datePublished").is_some() || is_article(value) {
                        return of_article(value);
                    }
                    open.extend(
                        fields.values().rev().filter(|value| value.is_array() || value.is_object()),
                    );
                }
                _ => {}
            }
        }
    }
    Linked::default()
}

fn is_article(value: &Value) -> bool {
    let named = |kind: &Value| {
        kind.as_str().is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting"))
    };
    value.get("@type").is_some_and(|kind| match kind {
        Value::Array(kinds) => kinds.iter().any(named),
        kind => named(kind),
    })
}

fn of_article(article: &Value) -> Linked {
    let text = |key: &str| article.get(key).and_then(Value::as_str).map(plain);
    Linked {
        headline: text("headline"),
        author: article.get("author").and_then(name_of),
        publisher: article.get("publisher").and_then(name_of),
        url: text("url").or_else(|| text("mainEntityOfPage")),
        published: text("datePublished").or_else(|| text("dateCreated")),
    }
}

/// A name: the text itself, the `name` of an object, the names of a list.
fn name_of(value: &Value) -> Option<String> {
    let one = |value: &Value| -> Option<String> {
        value.as_str().or_else(|| value.get("name")?.as_str()).map(plain)
    };
    let name = match value {
        Value::Array(values) => {
            values.iter().take(20).filter_map(one).collect::<Vec<_>>().join(", ")
        }
        value => one(value)?,
    };
    (!name.is_empty()).then_some(name)
}

fn plain(text: &str) -> String {
    super::entities::decode(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
