//! What auxiliaries make of a deed: "will", "must", "not".

use super::acts::{Above, Act, Reader};
use super::parties::Party;
use super::tree::is;
use crate::vocabulary::cameo::Turn;

/// What stands before a verb.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a verb has any set of auxiliaries")]
pub(super) struct Aux {
    pub(super) will: bool,
    pub(super) would: bool,
    pub(super) must: bool,
    pub(super) should: bool,
    pub(super) may: bool,
    pub(super) not: bool,
}

impl Reader<'_, '_> {
    /// What stands before a verb.
    pub(super) fn aux(&self, at: usize) -> Aux {
        let mut aux = Aux::default();
        let tree = self.tree;
        for child in tree.children(at) {
            let lower = tree.lower(child).unwrap_or_default();
            if is(tree.relation(child), "aux") {
                match lower {
                    "will" | "'ll" | "’ll" | "wo" | "shall" => aux.will = true,
                    "would" | "'d" | "’d" => aux.would = true,
                    "must" => aux.must = true,
                    "should" | "ought" => aux.should = true,
                    "may" | "might" | "could" | "can" | "ca" => aux.may = true,
                    _ => {}
                }
            }
            let negation = matches!(lower, "not" | "n't" | "n’t" | "never" | "cannot")
                || lower == "longer" && tree.lower(child.saturating_sub(1)) == Some("no");
            aux.not |= negation && child < at + 3;
        }
        aux
    }

    /// What auxiliaries make of an act; `None` where nothing is left of it.
    pub(super) fn modal(aux: Aux, above: &Above, act: &mut Act) -> Option<()> {
        let root = act.code.get(..2)?.to_owned();
        let deed = !matches!(&*root, "01" | "02" | "03" | "10" | "11" | "12" | "13");
        if aux.must || aux.should {
            if above.speaker.is_empty() {
                return None;
            }
            let turn = if aux.must { Turn::Demand } else { Turn::Ask };
            let who: Vec<Party> = act.from.clone();
            let own = who == above.speaker || who.is_empty();
            let code = turn.of(Some(&act.code)).to_owned();
            act.code = code;
            act.both = false;
            act.from.clone_from(&above.speaker);
            if !own {
                act.to = who;
            }
            return Some(());
        }
        if aux.not {
            match (&*root, aux.will || aux.would) {
                ("03" | "04" | "05" | "06" | "07" | "08", _) => {
                    act.code = Turn::Refuse.of(Some(&act.code)).to_owned();
                    act.both = false;
                }
                ("12", _) | (_, false) => return None,
                _ => "030".clone_into(&mut act.code),
            }
            return Some(());
        }
        if aux.may {
            return None;
        }
        if (aux.will || aux.would) && deed {
            intend(act);
        }
        Some(())
    }
}

/// The act as somebody means to do it. Talks that are meant are still of both sides.
pub(super) fn intend(act: &mut Act) {
    let root = act.code.get(..2).unwrap_or_default();
    if matches!(root, "02" | "03" | "10" | "11" | "12" | "13") {
        return;
    }
    act.code = Turn::Intend.of(Some(&act.code)).to_owned();
}
