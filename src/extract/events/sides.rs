//! "Both sides" in the mouth of a third are the two parties of the article, not the speaker and
//! one of them.

use std::collections::BTreeMap;

use super::super::actors::{MentionForm, Who};
use super::super::why::Field;
use super::{Scene, Telling};
use crate::vocabulary::{ActorKind, Confidence, EventType};

/// Puts the parties of the article in place of sides that the speaker would be one of.
pub(super) fn turn(scene: &Scene<'_, '_>, tellings: &mut [Telling]) {
    let mut counted: Option<Vec<Who>> = None;
    for telling in tellings.iter_mut().filter(|t| !t.nominal && !t.kind.is_reciprocal()) {
        let line = &scene.lines[telling.line];
        let both = scene.mentions[telling.line].list.iter().find(|mention| {
            mention.form == MentionForm::Pronoun
                && mention.words.start > telling.at
                && mention.words.end <= telling.words.end
                && mention.who.len() == 2
                && matches!(line.lower(mention.words.end - 1), Some("sides" | "parties"))
        });
        let Some(both) = both else { continue };
        let speaks = |who: &Who| telling.from.iter().any(|from| is_of(scene, *from, *who));
        if !both.who.iter().any(speaks) {
            continue;
        }
        let counted = counted.get_or_insert_with(|| parties(scene));
        let others: Vec<Who> = counted.iter().filter(|who| !speaks(who)).copied().take(2).collect();
        if others.len() == 2 {
            telling.to = others;
            let words = line.span(both.words.start, both.words.end);
            telling.grounds.set(Field::To, "parties-of-the-article", words);
        }
    }
}

/// Gives their sides to talks, truces and deals that are told without: "the talks broke down" are
/// those told of before, else those between the two parties of the article.
pub(super) fn lend(scene: &Scene<'_, '_>, tellings: &mut [Telling]) {
    /// How far back, in events, talks are still "the talks".
    const NEAR: usize = 12;
    let mut counted: Option<Vec<Who>> = None;
    for index in 0..tellings.len() {
        let telling = &tellings[index];
        let has_sides = matches!(
            telling.kind,
            EventType::Talks | EventType::Collapse | EventType::Ceasefire | EventType::Agreement
        );
        if !has_sides || !telling.from.is_empty() {
            continue;
        }
        let to = telling.to.clone();
        let told = tellings[index.saturating_sub(NEAR)..index].iter().rev().find_map(|other| {
            let meets = match other.kind {
                EventType::Meeting | EventType::Call => other.line == telling.line,
                EventType::Ceasefire => true,
                kind => kind.is_reciprocal(),
            };
            let all: Vec<Who> = other.from.iter().chain(&other.to).copied().collect();
            (meets && all.len() > 1 && to.iter().all(|who| all.contains(who))).then_some(all)
        });
        let sides = told.or_else(|| {
            let counted = counted.get_or_insert_with(|| parties(scene));
            let two: Vec<Who> = counted.iter().copied().take(2).collect();
            (two.len() == 2 && to.iter().all(|who| two.contains(who))).then_some(two)
        });
        if let Some(mut sides) = sides {
            sides.retain(|who| !to.contains(who));
            tellings[index].from = sides;
            let words = tellings[index].trigger.clone();
            tellings[index].confidence = Confidence::Low;
            tellings[index].grounds.set(Field::From, "sides-told-before", words);
        }
    }
}

fn is_of(scene: &Scene<'_, '_>, from: Who, who: Who) -> bool {
    from == who || scene.cast.entities[from].of == Some(who)
}

/// The states and organizations of the article, those named most often first.
fn parties(scene: &Scene<'_, '_>) -> Vec<Who> {
    let mut times: BTreeMap<Who, usize> = BTreeMap::new();
    for mention in scene.mentions.iter().flat_map(|mentions| &mentions.list) {
        if mention.form != MentionForm::Pronoun {
            for &who in &mention.who {
                let kind = scene.cast.entities[who].kind;
                if matches!(kind, ActorKind::State | ActorKind::Organization) {
                    *times.entry(who).or_default() += 1;
                }
            }
        }
    }
    let mut list: Vec<(Who, usize)> = times.into_iter().collect();
    list.sort_by_key(|&(who, times)| (std::cmp::Reverse(times), who));
    list.into_iter().filter(|(_, times)| *times > 1).map(|(who, _)| who).collect()
}
