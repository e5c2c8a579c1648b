//! Where an account takes place, and before whom: what its first meeting tells holds for what its
//! sides say and agree there.

use super::super::actors::Who;
use super::super::why::Field;
use super::super::words::{Class, Line};
use super::{Clauses, Scene, Telling, places};
use crate::diagnostic::Span;
use crate::vocabulary::{EventType, Modality};

/// A meeting that others are told about as part of it.
#[derive(Debug)]
struct Setting {
    paragraph: usize,
    place: Option<String>,
    from: Vec<Who>,
    to: Vec<Who>,
    /// The words that tell of it, in bytes of the article.
    words: Span,
}

/// Lends place and counterpart to what is told of one meeting.
///
/// - `account`: whether the whole article tells of one day, not only the paragraph.
pub(super) fn lend(scene: &Scene<'_, '_>, tellings: &mut [Telling], account: bool) {
    let mut setting: Option<Setting> = None;
    let mut read: Option<(usize, Clauses<'_, '_>)> = None;
    let mut place: Option<(usize, String)> = None;
    for telling in tellings.iter_mut() {
        let paragraph = scene.lines[telling.line].paragraph;
        if telling.place.is_none()
            && let Some((told, there)) = &place
            && *told == paragraph
            && is_there(&scene.lines[telling.line], telling)
        {
            telling.place = Some(there.clone());
            telling.grounds.set(Field::Place, "there", telling.trigger.clone());
        }
        if telling.place.is_none() && happens_somewhere(telling.kind) {
            // Once for a sentence, however many events it tells.
            let line = telling.line;
            let same = read.take().filter(|(other, _)| *other == line);
            let (_, clauses) = read.insert(same.unwrap_or_else(|| {
                (line, Clauses::new(&scene.lines[line], &scene.mentions[line]))
            }));
            telling.place = places::after(clauses, scene.cast, &telling.words, scene.here);
            if telling.place.is_some() {
                telling.grounds.set(Field::Place, "of-the-sentence", telling.trigger.clone());
            }
        }
        if let Some(there) = &telling.place {
            place = Some((paragraph, there.clone()));
        }
        let meets = matches!(
            telling.kind,
            EventType::Meeting | EventType::Talks | EventType::Visit | EventType::Address
        );
        if meets && telling.modality == Modality::Happened && !telling.from.is_empty() {
            let known = account && setting.is_some();
            if known || telling.nominal && telling.date.is_none() {
                continue;
            }
            if account && telling.place.is_none() {
                let clauses =
                    Clauses::new(&scene.lines[telling.line], &scene.mentions[telling.line]);
                telling.place = places::of_line(&clauses, scene.cast);
                if telling.place.is_some() {
                    telling.grounds.set(Field::Place, "of-the-sentence", telling.trigger.clone());
                }
            }
            let side = |list: &[Who]| list.iter().map(|&who| acts_for(scene, who)).collect();
            setting = Some(Setting {
                paragraph,
                place: telling.place.clone(),
                from: side(&telling.from),
                to: side(&telling.to),
                words: telling.trigger.clone(),
            });
            continue;
        }
        let Some(setting) = setting.as_ref().filter(|s| account || s.paragraph == paragraph) else {
            continue;
        };
        let carried = telling.date.as_ref().is_none_or(|date| date.rule == "carried-over");
        let news = telling.date.as_ref().is_some_and(|date| date.rule == "published-day");
        if telling.nominal || telling.modality != Modality::Happened || !(carried || news) {
            continue;
        }
        let by: Vec<Who> = telling.from.iter().map(|&who| acts_for(scene, who)).collect();
        let ours = |side: &[Who]| !by.is_empty() && by.iter().all(|who| side.contains(who));
        let (first, second) = (ours(&setting.from), ours(&setting.to));
        let both = by.iter().all(|who| setting.from.contains(who) || setting.to.contains(who));
        if by.is_empty() || !both {
            continue;
        }
        let together = matches!(telling.kind, EventType::Proposal | EventType::Agreement);
        if telling.place.is_none() && (account || together) {
            telling.place.clone_from(&setting.place);
            if telling.place.is_some() {
                telling.grounds.set(Field::Place, "of-the-meeting", setting.words.clone());
            }
        }
        let said = matches!(
            telling.kind,
            EventType::Statement
                | EventType::Criticism
                | EventType::Pledge
                | EventType::Demand
                | EventType::Warning
                | EventType::Appeal
                | EventType::Proposal
        );
        if account && said && telling.to.is_empty() && first != second {
            telling.to.clone_from(if first { &setting.to } else { &setting.from });
            if !telling.to.is_empty() {
                telling.grounds.set(Field::To, "of-the-meeting", setting.words.clone());
            }
        }
    }
}

/// "will meet there": where what was told before took place.
fn is_there(line: &Line<'_>, telling: &Telling) -> bool {
    let end = (telling.words.end + 2).min(line.words.len());
    let there = (telling.at + 1..end).find(|&i| line.lower(i) == Some("there"));
    there.is_some_and(|i| line.relation(i) != "expl" && line.class(i + 1) != Class::Be)
}

/// Whether the place named next in a sentence is where it happens.
fn happens_somewhere(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Meeting
            | EventType::Talks
            | EventType::Agreement
            | EventType::Collapse
            | EventType::Attack
            | EventType::Address
    )
}

/// The state or organization that somebody acts for, or who it is.
fn acts_for(scene: &Scene<'_, '_>, who: Who) -> Who {
    scene.cast.entities[who].of.unwrap_or(who)
}
