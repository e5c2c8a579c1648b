//! The words of the trade: types of events, how sure they are, who an actor is, how events relate.
//!
//! The names are those of the file format; each enum reads and writes itself by that name
//! ([`EventType::name`], [`std::str::FromStr`], serde) and lists itself in `ALL`.

pub mod cameo;

use serde::{Deserialize, Serialize};

/// Declares an enum whose variants have a written name, in one place.
macro_rules! vocabulary {
    (
        $(#[$meta:meta])*
        $name:ident, $what:literal {
            $( $(#[$variant_meta:meta])* $variant:ident = $written:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(Serialize, Deserialize, schemars::JsonSchema)]
        pub enum $name {
            $( $(#[$variant_meta])* #[serde(rename = $written)] $variant, )+
        }

        impl $name {
            /// Every value, in the order of the documentation.
            pub const ALL: &'static [$name] = &[$( $name::$variant, )+];

            /// The name as written in a file.
            pub const fn name(self) -> &'static str {
                match self { $( $name::$variant => $written, )+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownWord;

            fn from_str(written: &str) -> Result<Self, UnknownWord> {
                Self::ALL.iter().copied().find(|one| one.name() == written).ok_or_else(|| {
                    UnknownWord { what: $what, written: written.to_owned() }
                })
            }
        }
    };
}

/// A word that is not in the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    /// What it should have been: "type of event", "modality" ...
    pub what: &'static str,
    /// What stands in the file.
    pub written: String,
}

impl std::fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is no {}", self.written, self.what)
    }
}

impl std::error::Error for UnknownWord {}

vocabulary! {
    /// What kind of act an event is.
    ///
    /// Each type has a home among the root categories of the CAMEO event ontology, see
    /// [`EventType::cameo_roots`].
    EventType, "type of event" {
        /// Says or comments; nothing more specific fits.
        Statement = "statement",
        /// A speech, televised or formal, as an event of its own.
        Address = "address",
        /// Puts forward a plan, an offer, a ceasefire, talks.
        Proposal = "proposal",
        /// Asks somebody to a meeting or a visit.
        Invitation = "invitation",
        /// Urges, calls on, asks somebody to act.
        Appeal = "appeal",
        /// Insists, sets a condition as an ultimatum.
        Demand = "demand",
        /// Promises, commits to act.
        Pledge = "pledge",
        /// Accepts, agrees to a proposal or an invitation.
        Acceptance = "acceptance",
        /// Refuses, rules out, declines.
        Rejection = "rejection",
        /// Backs, welcomes, supports diplomatically.
        Endorsement = "endorsement",
        /// Condemns, accuses, denounces, protests.
        Criticism = "criticism",
        /// Threatens, warns of consequences.
        Warning = "warning",
        /// People meet, host, hold a summit.
        Meeting = "meeting",
        /// A conversation by telephone or video.
        Call = "call",
        /// Travels to.
        Visit = "visit",
        /// A round of negotiations, formal negotiations.
        Talks = "talks",
        /// A third party mediates, brokers, sends an envoy.
        Mediation = "mediation",
        /// Signed or reached: treaty, deal, memorandum, truce.
        Agreement = "agreement",
        /// A ceasefire as a state that begins or is to begin.
        Ceasefire = "ceasefire",
        /// Withdraws, releases, lifts, eases.
        Concession = "concession",
        /// Gives money, arms, relief.
        Aid = "aid",
        /// Imposes sanctions, an embargo, an asset freeze.
        Sanctions = "sanctions",
        /// Expels, recalls an envoy, cuts ties, closes an embassy.
        Break = "break",
        /// Talks fail, end without a deal, are called off or suspended.
        Collapse = "collapse",
        /// Delayed, put off to another day.
        Postponement = "postponement",
        /// A body votes, adopts a resolution, elects, ratifies.
        Vote = "vote",
        /// Forces are moved, raised, put on alert.
        Mobilization = "mobilization",
        /// Armed attack, invasion, violence: the context of diplomacy.
        Attack = "attack",
    }
}

impl EventType {
    /// The CAMEO root categories that the type falls under, the usual one first.
    pub const fn cameo_roots(self) -> &'static [&'static str] {
        match self {
            Self::Statement | Self::Address => &["01"],
            Self::Proposal | Self::Invitation => &["03", "02"],
            Self::Appeal => &["02"],
            Self::Demand => &["10"],
            Self::Pledge => &["03"],
            Self::Acceptance => &["03", "05", "08"],
            Self::Rejection => &["12"],
            Self::Endorsement | Self::Agreement | Self::Vote => &["05"],
            Self::Criticism => &["11"],
            Self::Warning => &["13"],
            Self::Meeting | Self::Call | Self::Visit | Self::Talks | Self::Mediation => &["04"],
            Self::Ceasefire | Self::Concession => &["08"],
            Self::Aid => &["07"],
            Self::Sanctions | Self::Break | Self::Collapse | Self::Postponement => &["16"],
            Self::Mobilization => &["15"],
            Self::Attack => &["18", "19", "20"],
        }
    }

    /// Whether the act takes a moment; meetings, talks, visits and the like may last for days.
    pub const fn is_momentary(self) -> bool {
        !matches!(
            self,
            Self::Meeting
                | Self::Visit
                | Self::Talks
                | Self::Mediation
                | Self::Ceasefire
                | Self::Concession
                | Self::Aid
                | Self::Sanctions
                | Self::Mobilization
                | Self::Attack
        )
    }

    /// Whether both sides do the same: in "A met B", B met A as well.
    pub const fn is_reciprocal(self) -> bool {
        matches!(self, Self::Meeting | Self::Call | Self::Talks | Self::Agreement | Self::Collapse)
    }
}

vocabulary! {
    /// How an event stands to the facts, in the words of the article.
    Modality, "modality" {
        /// Reported as a fact.
        Happened = "happened",
        /// Scheduled, announced, intended.
        Planned = "planned",
        /// Depends on something else that is named.
        Conditional = "conditional",
        /// Could happen; nobody committed to it.
        Possible = "possible",
        /// Reported as not having happened.
        Denied = "denied",
    }
}

vocabulary! {
    /// What an actor is.
    ActorKind, "kind of actor" {
        /// A human being.
        Person = "person",
        /// A state, a territory with a government of its own.
        State = "state",
        /// A ministry, an alliance, a court, a company.
        Organization = "organization",
        /// People without an organization of their own: "European leaders", "the mediators".
        Group = "group",
    }
}

vocabulary! {
    /// How one event hangs on another.
    Relation, "relation" {
        /// Came later than the other one.
        After = "after",
        /// Answers the other one: accepts, rejects, comments on it.
        RespondsTo = "responds-to",
        /// Happens only once the other one has happened.
        ConditionalOn = "conditional-on",
    }
}

vocabulary! {
    /// How sure the machine is of a reading.
    Confidence, "confidence" {
        /// A guess that a person should look at.
        Low = "low",
        /// Likely, by a rule that fails now and then.
        Medium = "medium",
        /// As good as said in so many words.
        High = "high",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_as_itself() {
        for &one in EventType::ALL {
            assert_eq!(one.name().parse(), Ok(one), "{one}");
        }
        assert_eq!(
            "summit".parse::<EventType>().map_err(|error| error.to_string()),
            Err("`summit` is no type of event".to_owned())
        );
    }
}
