//! Offices that articles give to people, against the file's own terms of office and the register's.

use crate::calendar::{Bounds, NaiveDate, Truth};
use crate::diagnostic::{Code, Diagnostic};
use crate::lexicon::register::{Status, Title, judge};
use crate::timeline::{Actor, Document, Office, Route, Timeline};

/// Claims of articles (`source`) that nobody could make on the day the article came out.
///
/// An office of the file with dates goes before the register. Sources without a day are passed
/// over.
pub(super) fn check(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, actor) in &timeline.actors {
        for (i, office) in actor.offices.iter().enumerate() {
            let Some(source_id) = &office.source else { continue };
            let top = || Route::new().key("actors").key(id.as_str());
            let Some(source) = timeline.sources.get(source_id) else {
                found.push(
                    Diagnostic::new(
                        Code::UnknownSource,
                        format!("there is no source `{source_id}`"),
                    )
                    .label(document.find(&top().key("offices").index(i).key("source")), "")
                    .help("list it under `sources`, or correct its id"),
                );
                continue;
            };
            let published = source.published.as_ref().and_then(|date| date.when.as_ref());
            let Some(published) = published.map(crate::calendar::When::bounds) else { continue };
            let Some(days) = published.earliest_start.zip(published.latest_end) else { continue };
            let Some(says) = mismatch(timeline, actor, office, &published, days) else { continue };
            let came_out = Route::new().key("sources").key(source_id.as_str()).key("published");
            found.push(
                Diagnostic::new(
                    Code::OfficeMismatch,
                    format!("`{source_id}` calls {} `{}`, but {says}", actor.name, office.title),
                )
                .label(document.find(&top().key("offices").index(i).key("title")), "")
                .label(document.find(&came_out), format!("`{source_id}` came out on this day"))
                .help(
                    "put the title right and say so in a `note`, correct `published`, or give \
                     the actor an office with `from` and `to`",
                ),
            );
        }
    }
    found
}

/// What speaks against a claim.
fn mismatch(
    timeline: &Timeline,
    actor: &Actor,
    claim: &Office,
    published: &Bounds,
    days: (NaiveDate, NaiveDate),
) -> Option<String> {
    let title = Title::read(&claim.title)?;
    let own: Vec<(&Office, Bounds)> = (actor.offices.iter())
        .filter(|office| office.from.is_some() || office.to.is_some())
        .filter(|office| {
            let known = Title::read(&office.title);
            known.is_some_and(|known| {
                let same = known.of.is_none() || title.of.is_none() || known.of == title.of;
                known.office == title.office && same
            })
        })
        .map(|office| (office, term(office)))
        .collect();
    if own.is_empty() {
        let of = actor.of.as_ref().and_then(|of| timeline.actors.get(of));
        let of = of.map(|of| of.code.as_deref().filter(|code| code.len() == 3).unwrap_or(&of.name));
        return judge(&actor.name, &claim.title, of, days)
            .map(|says| format!("the register has {says}"));
    }
    let on_the_day = own.iter().map(|(_, term)| term.overlaps(published));
    let wrong = match title.status {
        Status::Now => on_the_day.clone().all(|held| held == Truth::No),
        Status::Former => on_the_day.clone().any(|held| held == Truth::Yes),
        _ => false,
    };
    let (office, _) = own.first().filter(|_| wrong)?;
    let day = |date: &Option<crate::timeline::Date>, word: &str| {
        date.as_ref().map_or(String::new(), |date| format!(" {word} {}", date.written))
    };
    Some(format!(
        "this file has `{}`{}{}",
        office.title,
        day(&office.from, "from"),
        day(&office.to, "to")
    ))
}

/// From the first to the last day of an office; open where the file doesn't say.
fn term(office: &Office) -> Bounds {
    let bounds = |date: &Option<crate::timeline::Date>| {
        date.as_ref().and_then(|date| Some(date.when.as_ref()?.bounds())).unwrap_or_default()
    };
    let (from, to) = (bounds(&office.from), bounds(&office.to));
    Bounds {
        earliest_start: from.earliest_start,
        latest_start: from.latest_start,
        earliest_end: to.earliest_end,
        latest_end: to.latest_end,
    }
}
