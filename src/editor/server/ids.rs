//! Where an id is made and where it is named.

use serde_json::{Value, json};

use super::Open;
use crate::editor::ids::{self, named_by};
use crate::editor::outline::{At, Outline};
use crate::timeline::{self, Document, Section};

/// What an id names, at a place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) section: Section,
    pub(super) id: String,
    pub(super) at: At,
}

/// The id at a byte, be it made there or named.
pub(super) fn named(text: &str, outline: &Outline, byte: usize) -> Option<Named> {
    let at = outline.at(byte)?;
    let section = section(text, outline, at)?;
    Some(Named { section, id: text[outline.spots[at].span.clone()].to_owned(), at })
}

/// What the spot names or makes, if it is an id.
fn section(text: &str, outline: &Outline, at: At) -> Option<Section> {
    let way = outline.way(text, at);
    if outline.spots[at].is_key {
        let [section] = way.as_slice() else { return None };
        ids::section(section)
    } else {
        named_by(&way)
    }
}

/// Every spot of an id, in the order of the text, its own key among them.
fn spots(text: &str, outline: &Outline, wanted: &Named) -> Vec<At> {
    (0..outline.spots.len())
        .filter(|&at| text[outline.spots[at].span.clone()] == wanted.id)
        .filter(|&at| section(text, outline, at) == Some(wanted.section))
        .collect()
}

pub(super) fn definition(uri: &str, open: &Open, byte: usize) -> Value {
    let (text, outline) = (open.text.as_str(), open.outline());
    let Some(named) = named(text, &outline, byte) else { return Value::Null };
    let own = spots(text, &outline, &named).into_iter().find(|&at| outline.spots[at].is_key);
    own.map_or(Value::Null, |at| location(uri, open, &outline, at))
}

pub(super) fn references(uri: &str, open: &Open, byte: usize, with_own: bool) -> Value {
    let (text, outline) = (open.text.as_str(), open.outline());
    let Some(named) = named(text, &outline, byte) else { return Value::Null };
    spots(text, &outline, &named)
        .into_iter()
        .filter(|&at| with_own || !outline.spots[at].is_key)
        .map(|at| location(uri, open, &outline, at))
        .collect()
}

pub(super) fn highlights(open: &Open, byte: usize) -> Value {
    let (text, outline) = (open.text.as_str(), open.outline());
    let Some(named) = named(text, &outline, byte) else { return Value::Null };
    spots(text, &outline, &named)
        .into_iter()
        .map(|at| {
            let spot = &outline.spots[at];
            // To write is to make it.
            json!({"range": open.text.range(&spot.span), "kind": if spot.is_key { 3 } else { 2 }})
        })
        .collect()
}

/// What would be renamed, so that the editor can show it.
pub(super) fn prepare(open: &Open, byte: usize) -> Value {
    let (text, outline) = (open.text.as_str(), open.outline());
    named(text, &outline, byte).map_or(Value::Null, |named| {
        let span = &outline.spots[named.at].span;
        json!({"range": open.text.range(span), "placeholder": named.id})
    })
}

/// The edits that give an id another name everywhere; the old one is kept in `aka`.
///
/// It is the edit of `demarche rename`: it is refused where the file has mistakes of form, where
/// the new id is taken or none, and where the outcome would not say what is meant.
pub(super) fn rename(uri: &str, open: &mut Open, byte: usize, new: &str) -> Result<Value, String> {
    let outline = open.outline();
    let named = named(open.text.as_str(), &outline, byte)
        .ok_or("there is no id here that could be renamed")?;
    let read = open.read();
    if let Some(remark) = read.told.first() {
        return Err(format!("the file has a mistake: {}", remark.message));
    }
    let edits = timeline::rename(&read.timeline, named.section, &named.id, new, true)
        .map_err(|refused| refused.why)?;
    let document = Document::new("", open.text.as_str());
    let text = timeline::apply(&document, &edits).map_err(|refused| refused.why)?;
    Ok(json!({"changes": {uri: open.text.edits(&text)}}))
}

fn location(uri: &str, open: &Open, outline: &Outline, at: At) -> Value {
    json!({"uri": uri, "range": open.text.range(&outline.spots[at].span)})
}
