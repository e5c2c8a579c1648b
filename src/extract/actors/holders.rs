//! Who is meant by an office alone: "the president", "her Swedish counterpart".

use std::collections::{BTreeMap, HashMap};

use super::titles::{Title, join};
use super::{Finder, Mention, MentionForm, Who};
use crate::extract::words::Line;
use crate::lexicon::lexicon;
use crate::vocabulary::ActorKind;

impl Finder {
    /// Who is meant by a title without a name.
    pub(super) fn by_office(&mut self, line: &Line<'_>, title: &Title) -> Option<Mention> {
        let office = line.lower(title.office.end - 1)?.to_owned();
        let mention = |who| {
            Some(Mention { words: title.words.clone(), who: vec![who], form: MentionForm::Noun })
        };
        // "the Deputy Secretary" is not the Secretary.
        let lesser = line.lower(title.words.start).is_some_and(|word| LESSER.contains(&word));
        let called =
            if lesser { title.words.start..title.office.end } else { title.office.clone() };
        if let Some(who) = self.holder(&join(line, called).to_lowercase(), title.of) {
            return mention(who);
        }
        let of = title.of?;
        if lexicon().offices.unnamed.contains(&office) {
            return mention(of);
        }
        // "received his Chadian counterpart": of whoever was named last and is of another state.
        let person = |who: &Who| {
            self.is_kind(*who, ActorKind::Person) && self.cast.entities[*who].of != Some(of)
        };
        let latest = self.recent.iter().rev().take(4).copied().filter(person);
        if office == "counterpart"
            && let Some(same) = latest.chain(self.person).find_map(|who| self.office_of(who))
        {
            // "her Swedish counterpart": the same office there.
            if let Some(who) = self.holder(&same, Some(of)) {
                return mention(who);
            }
            let name = format!("{} {same}", self.cast.entities[of].name);
            let who = self.cast.named(&name, ActorKind::Person, Some(of));
            return mention(who);
        }
        let plural = office.ends_with('s') && office != "chargé d'affaires";
        let kind = if plural { ActorKind::Group } else { ActorKind::Person };
        let who = self.cast.named(&join(line, title.words.clone()), kind, Some(of));
        if !plural {
            let office = join(line, title.office.clone()).to_lowercase();
            self.unnamed.entry(who).or_insert((office, of));
        }
        mention(who)
    }

    /// "Malta's foreign minister said ... Foreign Minister Ana Berg": who is named after the office,
    /// for those whom an office alone stood for.
    pub(super) fn named_later(&self) -> BTreeMap<Who, Who> {
        // As many as [`Finder::holder`] looks at: who is named later stands near.
        const NEAR: usize = 200;
        let mut claims: HashMap<Option<Who>, Vec<(Who, String)>> = HashMap::new();
        for (person, claim, _) in &self.cast.claims {
            let list = claims.entry(self.cast.entities[*person].of).or_default();
            if list.len() < NEAR {
                list.push((*person, claim.to_lowercase()));
            }
        }
        let mut later = BTreeMap::new();
        for (who, (office, of)) in &self.unnamed {
            let lists = [Some(*of), None].into_iter().filter_map(|of| claims.get(&of));
            let holders = lists.flatten().filter(|(_, claim)| holds(claim, office));
            let mut people = holders.map(|(person, _)| *person);
            let Some(first) = people.next() else { continue };
            // Of two nobody knows which.
            if first != *who && people.all(|other| other == first) {
                later.insert(*who, first);
            }
        }
        later
    }

    /// The office that somebody was called by last, without state and "former".
    fn office_of(&self, who: Who) -> Option<String> {
        let offices = &lexicon().offices.offices;
        let (_, title, _) = self.cast.claims.iter().rev().find(|(person, ..)| *person == who)?;
        let lower = title.to_lowercase();
        let words: Vec<&str> = lower.split(' ').collect();
        (0..words.len()).find_map(|at| {
            let (length, ()) = offices.longest(|i| words.get(at + i).copied())?;
            Some(words[at..at + length].join(" "))
        })
    }

    /// The latest who was called so: by the same office, of the same state if one is named.
    pub(super) fn holder(&self, office: &str, of: Option<Who>) -> Option<Who> {
        const HEADS: [&str; 14] = [
            "president",
            "premier",
            "minister",
            "king",
            "chancellor",
            "emir",
            "monarch",
            "leader",
            "chief",
            "secretary-general",
            "secretary general",
            "director-general",
            "director general",
            "commissioner",
        ];
        let last = office.rsplit(' ').next().unwrap_or(office);
        let general = office == "chief"
            || matches!(last, "leader" | "monarch" | "diplomat" | "envoy" | "mediator");
        let gone = |claim: &str| {
            claim.to_lowercase().split([' ', '-']).any(|w| matches!(w, "late" | "former" | "ex"))
        };
        // Who holds it comes before who held it.
        let latest = || self.cast.claims.iter().rev().take(200);
        latest()
            .filter(|(_, claim, _)| !gone(claim))
            .chain(latest().filter(|(_, claim, _)| gone(claim)))
            .find(|(who, claim, _)| {
                let claim = claim.to_lowercase();
                let same = match last {
                    "chief" if office == "chief" => HEADS.iter().any(|head| claim.ends_with(head)),
                    "leader" if claim.ends_with("counterpart") => true,
                    "leader" | "monarch" => HEADS.iter().any(|head| claim.ends_with(head)),
                    "pontiff" => claim.ends_with("pope"),
                    "diplomat" => claim.contains("foreign") || claim.contains("secretary of state"),
                    "envoy" | "mediator" => {
                        ["envoy", "representative", "mediator"].iter().any(|w| claim.contains(w))
                    }
                    _ => holds(&claim, office),
                };
                let state = self.cast.entities[*who].of;
                same && (of.is_none() && !general
                    || state.is_some() && state == of
                    || of.is_none() && last != "leader" && office != "chief")
            })
            .map(|(who, ..)| *who)
    }
}

/// Who holds less than an office, or held it.
const LESSER: [&str; 9] =
    ["vice", "deputy", "former", "ex", "assistant", "shadow", "designate", "under", "then"];

/// Whether a title gives an office itself: a deputy is not the minister, nor is who was.
fn holds(title: &str, office: &str) -> bool {
    title.match_indices(office).any(|(at, _)| {
        let (before, after) = (&title[..at], &title[at + office.len()..]);
        let mut words = before.split([' ', '-']).filter(|word| !word.is_empty());
        // "president of Chad", not "minister of state for trade"
        let whole = after.is_empty()
            || after.starts_with(" of ")
                && (!after.starts_with(" of state") || office.ends_with("secretary"));
        whole
            && (before.is_empty() || before.ends_with([' ', '-']))
            && !words.any(|w| LESSER.contains(&w))
    })
}
