//! Evidence: every event rests on something, and every quote stands in its article.

use indexmap::IndexMap;

use super::articles::Articles;
use super::quotes::{Searched, words_before};
use super::references::is_lost;
use crate::diagnostic::{Code, Diagnostic};
use crate::timeline::passages::{self, Found, Quote};
use crate::timeline::{self, Document, Edit, Evidence, Id, Route, Source, Timeline, Value};

/// How much text is searched in one check, in bytes: minutes of nothing else are not worth the
/// quotes of a file that no person wrote.
const MOST: usize = 1 << 30;
/// Of how many quotes that are not there the check looks for what is there instead.
const HINTS: usize = 50;

pub(super) fn check(
    document: &Document,
    timeline: &Timeline,
    articles: &Articles,
) -> Vec<Diagnostic> {
    let mut found = without(document, timeline);
    let mut quoted: IndexMap<&Id, Vec<Quoted<'_>>> = IndexMap::new();
    for (id, event) in &timeline.events {
        for (i, evidence) in event.evidence.iter().enumerate() {
            let Some(words) = evidence.quote.as_deref() else { continue };
            let route = || Route::event(id.as_str(), "evidence").index(i);
            if words.trim().is_empty() {
                found.push(
                    Diagnostic::new(Code::BadValue, "the quote is empty")
                        .label(document.find(&route().key("quote")), "")
                        .help("quote the words of the article, or drop `quote`"),
                );
            } else if timeline.sources.contains_key(&evidence.source) {
                quoted.entry(&evidence.source).or_default().push(Quoted { event: id, i, evidence });
            }
        }
    }
    let mut search = Search { document, articles, searched: 0, hints: HINTS };
    for (id, quotes) in &quoted {
        let source = &timeline.sources[*id];
        if source.versions.is_empty() {
            found.push(unkept(document, id, &quotes[0]));
            continue;
        }
        if search.searched > MOST {
            found.push(
                Diagnostic::new(
                    Code::QuoteNotInArticle,
                    "too many quotes in too long articles: from here on they are not looked up",
                )
                .label(document.find(&quotes[0].route()), "")
                .help("divide the timeline"),
            );
            break;
        }
        found.extend(search.source(id, source, quotes));
    }
    found
}

/// A quote, and where it stands.
struct Quoted<'t> {
    event: &'t Id,
    i: usize,
    evidence: &'t Evidence,
}

impl<'t> Quoted<'t> {
    fn route(&self) -> Route {
        Route::event(self.event.as_str(), "evidence").index(self.i).key("quote")
    }

    fn sought(&self) -> Quote<'t> {
        Quote {
            words: self.evidence.quote.as_deref().unwrap_or_default(),
            prefix: self.evidence.prefix.as_deref().unwrap_or_default(),
            suffix: self.evidence.suffix.as_deref().unwrap_or_default(),
        }
    }
}

/// A source that is quoted and of which nothing is kept.
fn unkept(document: &Document, id: &Id, quoted: &Quoted<'_>) -> Diagnostic {
    Diagnostic::new(Code::SourceWithoutFile, format!("`{id}` is quoted, but no copy of it is kept"))
        .label(document.find(&Route::new().key("sources").name(id.as_str())), "no `versions`")
        .label(document.find(&quoted.route()), "quoted here")
        .help(format!("save the article: `versions: [{{file: articles/{id}.md}}]`"))
}

/// Events that rest on nothing; a timeline without any source is told so once.
fn without(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    if timeline.sources.is_empty() && is_lost(document, "sources") {
        return Vec::new();
    }
    if timeline.sources.is_empty() && timeline.events.len() > 1 {
        let place = document.find(&Route::new().name("events"));
        return vec![
            Diagnostic::new(
                Code::EventWithoutEvidence,
                format!("none of the {} events rests on a source", timeline.events.len()),
            )
            .label(place, "")
            .help("list the articles under `sources` and name them in the `evidence` of events"),
        ];
    }
    let bare = timeline.events.iter().filter(|(_, event)| event.evidence.is_empty());
    bare.map(|(id, _)| {
        Diagnostic::new(Code::EventWithoutEvidence, format!("`{id}` rests on no source"))
            .label(document.find(&Route::new().key("events").name(id.as_str())), "")
            .help("say who reported it: `evidence: [{source: ID, quote: \"...\"}]`")
    })
    .collect()
}

/// Looks quotes up in the saved copies.
struct Search<'a> {
    document: &'a Document,
    articles: &'a Articles,
    searched: usize,
    /// Of how many more the check looks for what is there instead.
    hints: usize,
}

impl Search<'_> {
    /// The quotes from one source that are not in its newest copy, or there more than once.
    fn source(&mut self, id: &Id, source: &Source, quotes: &[Quoted<'_>]) -> Vec<Diagnostic> {
        let articles = self.articles;
        let texts = source.versions.iter().rev();
        let mut copies = texts
            .filter_map(|version| Some((version.file.as_str(), articles.text(&version.file)?)));
        let Some((file, text)) = copies.next() else { return Vec::new() };
        let sought: Vec<Quote<'_>> = quotes.iter().map(Quoted::sought).collect();
        self.searched += text.len();
        let mut found = Vec::new();
        let mut missing = Vec::new();
        for (n, there) in passages::count(text, &sought).into_iter().enumerate() {
            match there.times {
                1 => {}
                0 => missing.push((n, there)),
                _ => found.push(self.often(file, text, &quotes[n], &there)),
            }
        }
        // The newest of the older copies in which each of these still stands.
        let mut last_seen: Vec<Option<&str>> = vec![None; missing.len()];
        for (older, text) in copies {
            if missing.is_empty() || self.searched > MOST {
                break;
            }
            self.searched += text.len();
            let sought: Vec<Quote<'_>> = missing.iter().map(|(n, _)| sought[*n]).collect();
            for (seen, there) in last_seen.iter_mut().zip(passages::count(text, &sought)) {
                if there.times > 0 {
                    seen.get_or_insert(older);
                }
            }
        }
        let mut article = None;
        for ((n, there), older) in missing.into_iter().zip(last_seen) {
            let lost = &quotes[n];
            found.push(match (older, there.anywhere) {
                (Some(older), _) => self.gone(id, file, older, lost),
                (None, Some(_)) => self.elsewhere(file, lost),
                (None, None) if self.hints > 0 => {
                    self.hints -= 1;
                    let article = article.get_or_insert_with(|| Searched::new(text));
                    self.nowhere(file, article, lost)
                }
                (None, None) => self
                    .absent(format!("the quote is not in `{file}`"), lost)
                    .help("copy the words from the article to the letter"),
            });
        }
        found
    }

    fn often(&self, file: &str, text: &str, quoted: &Quoted<'_>, there: &Found) -> Diagnostic {
        let before: Vec<String> =
            there.places.iter().map(|place| words_before(text, place.start)).collect();
        let mut fixes = Vec::new();
        if quoted.evidence.prefix.is_none() && there.times == before.len() && before[0] != before[1]
        {
            let route = Route::event(quoted.event.as_str(), "evidence").index(quoted.i);
            for words in before.iter().filter(|words| !words.is_empty()) {
                let edit = Edit::Set {
                    route: route.clone().key("prefix"),
                    value: Value::Quoted(format!("{words} ")),
                };
                let title = format!("add `prefix: \"{words} \"`");
                fixes.extend(timeline::fix(self.document, title, &[edit]));
            }
        }
        Diagnostic::new(
            Code::QuoteAmbiguous,
            format!("the quote stands in `{file}` {} times", there.times),
        )
        .label(self.document.find(&quoted.route()), "which of them?")
        .help(which(&before))
        .fixes(fixes)
    }

    fn absent(&self, message: String, quoted: &Quoted<'_>) -> Diagnostic {
        Diagnostic::new(Code::QuoteNotInArticle, message)
            .label(self.document.find(&quoted.route()), "not there")
    }

    fn gone(&self, id: &Id, file: &str, older: &str, quoted: &Quoted<'_>) -> Diagnostic {
        self.absent(format!("the quote is gone from `{id}`; last seen in `{older}`"), quoted).help(
            format!("the article was changed: compare the copies, `demarche diff {older} {file}`"),
        )
    }

    fn elsewhere(&self, file: &str, quoted: &Quoted<'_>) -> Diagnostic {
        let message = format!("the quote stands in `{file}`, but not with this prefix and suffix");
        self.absent(message, quoted).help("copy them again from the article, or drop them")
    }

    fn nowhere(&self, file: &str, article: &Searched, quoted: &Quoted<'_>) -> Diagnostic {
        let words = quoted.sought().words;
        let remark = self.absent(format!("the quote is not in `{file}`"), quoted);
        if let Some(written) = article.written(words) {
            let edit = Edit::Set { route: quoted.route(), value: Value::Text(written.clone()) };
            return remark
                .help(format!("the article writes it \"{written}\""))
                .fixes(timeline::fix(self.document, "quote it as the article does", &[edit]));
        }
        remark.help(match article.beginning(words) {
            Some((upto, then)) => format!("after \"{upto}\" the article goes on: \"{then}\""),
            None => "copy the words from the article to the letter".to_owned(),
        })
    }
}

fn which(before: &[String]) -> String {
    let mut prefixes: Vec<String> = before
        .iter()
        .filter(|words| !words.is_empty())
        .map(|words| format!("`prefix: \"{words}\"`"))
        .collect();
    prefixes.dedup();
    match prefixes.as_slice() {
        [one, other] => format!("say what stands before it: {one} or {other}"),
        _ => "add `prefix` or `suffix`: the words before or after it".to_owned(),
    }
}
