//! What a merge could not settle, until somebody does.

use crate::diagnostic::{Code, Diagnostic};
use crate::timeline::{Conflict, Document, Route, Timeline};

pub(super) fn check(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let told = timeline.conflicts.iter().enumerate();
    told.map(|(at, conflict)| remark(document, at, conflict)).collect()
}

fn remark(document: &Document, at: usize, conflict: &Conflict) -> Diagnostic {
    let sections =
        [("sources", &conflict.source), ("actors", &conflict.actor), ("events", &conflict.event)];
    let about = sections.into_iter().find_map(|(section, id)| Some((section, id.as_ref()?)));
    let mut place = Route::new();
    if let Some((section, id)) = about {
        place = place.key(section).key(id.as_str());
    }
    place = conflict.field.iter().fold(place, |place, field| place.key(field.as_str()));
    let of = about.map_or_else(|| "the timeline".to_owned(), |(_, id)| format!("`{id}`"));
    let what = match &conflict.field {
        Some(field) => format!("`{field}` of {of}"),
        None => of,
    };
    let record = Route::new().key("conflicts").index(at);
    let mut told = Diagnostic::new(Code::Conflict, format!("{what} was changed in two ways"))
        .label(document.find(&record.clone().key("id")), format!("conflict {}", conflict.id))
        .help(format!(
            "settle it: demarche resolve {} --ours, --theirs or --value VALUE",
            conflict.id
        ));
    if let Some(why) = &conflict.why {
        told = told.label(document.find(&record.key("why")), why.clone());
    }
    if about.is_some() || conflict.field.is_some() {
        told = told.label(document.find(&place), "what stands now");
    }
    told
}
