//! Dates: what is none, spans with swapped ends, plans that are over, reports from before.

use crate::calendar::{self, Bounds, Remark, Truth};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::timeline::{self, Date, Document, Edit, Event, Id, Office, Route, Timeline, Value};
use crate::vocabulary::Modality;

pub(super) fn check(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, source) in &timeline.sources {
        if let Some(date) = &source.published {
            let route = Route::new().key("sources").key(id.as_str()).key("published");
            found.extend(written(document, &route, date));
        }
    }
    for (id, actor) in &timeline.actors {
        for (i, office) in actor.offices.iter().enumerate() {
            let route = || Route::new().key("actors").key(id.as_str()).key("offices").index(i);
            for (end, date) in [("from", &office.from), ("to", &office.to)] {
                if let Some(date) = date {
                    found.extend(written(document, &route().key(end), date));
                }
            }
            found.extend(term(document, &route(), office));
        }
    }
    for (id, event) in &timeline.events {
        let Some(date) = &event.date else { continue };
        found.extend(written(document, &Route::event(id.as_str(), "date"), date));
        found.extend(seen_from_sources(document, timeline, id, event));
    }
    found
}

/// A date that cannot be read, and why; or what is odd about it.
fn written(document: &Document, route: &Route, date: &Date) -> Option<Diagnostic> {
    let bad = match calendar::read(&date.written) {
        Ok((_, odd)) => return odd.first().map(|odd| strange(document, route, date, *odd)),
        Err(bad) => bad,
    };
    let code = if bad.reversed { Code::DateReversed } else { Code::BadDate };
    let help = bad.help.unwrap_or_else(|| {
        "write a day \"2025-05-11\", a month \"2025-05\", a span \"2025-05-11/2025-05-13\" or \
         a limit \"[..2025-05-11]\""
            .to_owned()
    });
    let place = document.find(route);
    let fixes = meant(document, route, &help, bad.reversed);
    let mut remark = Diagnostic::new(code, bad.message).label(place, "").help(help);
    remark.fixes = fixes;
    Some(remark)
}

/// The dates that a help proposes, each as a change of the file. Certain is a single one that is
/// the same day in another form.
fn meant(document: &Document, route: &Route, help: &str, reversed: bool) -> Vec<Fix> {
    let quoted: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
    let dates = quoted.iter().filter(|text| calendar::read(text).is_ok());
    let fixes = dates.filter_map(|date| {
        let value = Value::Quoted((*date).to_owned());
        let edit = Edit::Set { route: route.clone(), value };
        timeline::fix(document, format!("write \"{date}\""), &[edit])
    });
    let mut fixes: Vec<Fix> = fixes.collect();
    let whole = quoted.first().is_some_and(|date| help == format!("write `{date}`"));
    if let ([only], true, false) = (fixes.as_mut_slice(), whole, reversed) {
        only.certain = true;
    }
    fixes
}

/// A date that can be read, with something to tell about it.
fn strange(document: &Document, route: &Route, date: &Date, odd: Remark) -> Diagnostic {
    let help = match (odd, &date.when) {
        (Remark::TimeOfDay, Some(when)) => format!("write \"{when}\""),
        _ => "a timeline of diplomacy rarely needs it: look at the year again".to_owned(),
    };
    let mut remark = Diagnostic::new(Code::OddDate, odd.to_string());
    if odd == Remark::TimeOfDay {
        remark.fixes = meant(document, route, &help.replace('"', "`"), true);
    }
    remark.label(document.find(route), "").help(help)
}

/// A term of office that ends before it begins.
fn term(document: &Document, route: &Route, office: &Office) -> Option<Diagnostic> {
    let (from, to) = (office.from.as_ref()?, office.to.as_ref()?);
    (to.when.as_ref()?.bounds().before(&from.when.as_ref()?.bounds()) == Truth::Yes).then(|| {
        Diagnostic::new(
            Code::DateReversed,
            format!("the term as `{}` ends before it begins", office.title),
        )
        .label(document.find(&route.clone().key("to")), format!("ends {}", to.written))
        .label(document.find(&route.clone().key("from")), format!("begins {}", from.written))
        .help("swap the two, or correct one of them")
    })
}

/// An event as its sources can have seen it: a plan for a day that was over when the first of
/// them came out, a report of something that came after all of them.
fn seen_from_sources(
    document: &Document,
    timeline: &Timeline,
    id: &Id,
    event: &Event,
) -> Option<Diagnostic> {
    let when = event.when()?;
    if when.is_approximate() || when.is_uncertain() || event.evidence.is_empty() {
        return None;
    }
    // Where one source has no day, nothing can be said.
    let published: Option<Vec<(&Id, Bounds)>> = event
        .evidence
        .iter()
        .map(|evidence| {
            let source = timeline.sources.get(&evidence.source)?;
            Some((&evidence.source, source.published.as_ref()?.when.as_ref()?.bounds()))
        })
        .collect();
    let published = published?;
    let days = when.bounds();
    let told = |source: &Id, bounds: &Bounds| {
        let route = Route::new().key("sources").key(source.as_str()).key("published");
        (document.find(&route), format!("`{source}` came out on {}", day(bounds)))
    };
    let place = document.find(&Route::event(id.as_str(), "date"));
    match event.modality {
        Modality::Planned => {
            let (source, first) = published.iter().min_by_key(|(_, b)| b.earliest_start)?;
            (days.before(first) == Truth::Yes).then(|| {
                let (span, text) = told(source, first);
                Diagnostic::new(
                    Code::PlannedButOver,
                    format!("`{id}` is planned, but its day was over when its source came out"),
                )
                .label(place, "planned for here")
                .label(span, text)
                .help(
                    "say what came of it in `modality` (happened, denied), correct a date, or add \
                     the source that announced it",
                )
                .fixes(became(document, id, Modality::Happened))
            })
        }
        Modality::Happened => {
            let (source, last) = published.iter().max_by_key(|(_, b)| b.latest_end)?;
            (last.before(&days) == Truth::Yes).then(|| {
                let (span, text) = told(source, last);
                Diagnostic::new(
                    Code::HappenedInFuture,
                    format!("`{id}` happened only after its source came out"),
                )
                .label(place, "happened here")
                .label(span, text)
                .help("make it `modality: planned`, add a later source, or correct a date")
                .fixes(became(document, id, Modality::Planned))
            })
        }
        Modality::Conditional | Modality::Possible | Modality::Denied => None,
    }
}

/// The event with another modality.
fn became(document: &Document, id: &Id, modality: Modality) -> Option<Fix> {
    let edit = Edit::Set {
        route: Route::event(id.as_str(), "modality"),
        value: Value::Text(modality.name().to_owned()),
    };
    timeline::fix(document, format!("write `modality: {modality}`"), &[edit])
}

/// The day a source came out, as far as it is known.
fn day(bounds: &Bounds) -> String {
    bounds.latest_end.map_or_else(|| "an open day".to_owned(), |day| day.to_string())
}
