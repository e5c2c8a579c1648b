//! "Both sides" in the mouth of a third are the two parties of the article, not the speaker and
//! one of them.

use std::collections::BTreeMap;

use super::super::actors::{MentionForm, Who};
use super::{Scene, Telling};
use crate::vocabulary::ActorKind;

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
    list.into_iter().map(|(who, _)| who).collect()
}
