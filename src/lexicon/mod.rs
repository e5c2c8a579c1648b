//! Words as data: states, offices, organizations, seats of power, verbs and nouns of events.
//!
//! The lists are YAML files in `data/`, written for this program and embedded in it; each is read
//! once, at its first use. A list of events brings its own sentences, in which its words must and
//! must not be found; one test runs them all.
//!
//! ```text
//! names     "Kyiv", "the Turks", "NATO", "Downing Street"   what a name stands for
//! offices   "deputy foreign minister", "Sir"               who stands behind a title
//! people    "Angela", "spokesman"                     which pronoun stands for whom
//! titles    "Secretary for … Affairs", "said"            what stands around names and quotations
//! verbs     "meet: met, met, meeting"                      the shape of a verb
//! triggers  "call for", "hold … talks", "summit"           which words tell an event
//! roles     "troops", "opposition"                     CAMEO's codes of who acts
//! references "the offer", "responded", "the next day"     what ties an event to another
//! distances "three days after", "on the eve of"         how far one event lies from another
//! words     "scheduled", "stopped short of", "unless"      what turns an event around
//! ```
//!
//! spelling  "Erdoğan" is "Erdogan"                          what spellings differ in
//! register  "Angela Merkel: 2005-11-22/2021-12-08"         who held which office when
//!
//! The register names people, but lends nobody a name: who holds an office is for the article to
//! say, and the register only judges it afterwards.

mod coding;
mod distances;
mod names;
mod offices;
mod people;
mod phrases;
mod references;
pub(crate) mod register;
mod roles;
mod spelling;
mod titles;
mod triggers;
mod verbs;
mod words;

use std::sync::LazyLock;

pub(crate) use coding::Coding;
pub(crate) use distances::Distances;
#[cfg(test)]
pub(crate) use distances::sentences as distance_sentences;
pub(crate) use names::{Name, Names};
#[cfg(test)]
pub(crate) use offices::Examples;
pub(crate) use offices::Offices;
pub(crate) use people::{People, Pronoun};
pub(crate) use phrases::{Phrases, split};
pub(crate) use references::References;
pub(crate) use roles::Roles;
pub(crate) use spelling::fold;
pub(crate) use titles::Titles;
#[cfg(test)]
pub(crate) use titles::{Sentences, missing};
pub(crate) use triggers::{Trigger, Triggers};
#[cfg(test)]
pub(crate) use triggers::{coded_examples, examples};
pub(crate) use verbs::{Form, Verbs};
pub(crate) use words::Words;

/// All lists; each is read when it is first asked for, so that who needs titles does not wait for
/// the words of events.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// States, cities, seats of power, organizations.
    pub(crate) names: LazyLock<Names>,
    /// Titles, bodies, groups.
    pub(crate) offices: LazyLock<Offices>,
    /// Which pronoun stands for whom.
    pub(crate) people: LazyLock<People>,
    /// Words of titles and around quotations.
    pub(crate) titles: LazyLock<Titles>,
    /// Forms of verbs.
    pub(crate) verbs: LazyLock<&'static Verbs>,
    /// The same with the verbs that only who codes deeds asks for.
    pub(crate) coded_verbs: LazyLock<&'static Verbs>,
    /// What tells an event.
    pub(crate) triggers: LazyLock<&'static Triggers>,
    /// Small words.
    pub(crate) words: LazyLock<Words>,
    /// Words that tie one event to another.
    pub(crate) references: LazyLock<References>,
    /// Words that say how far one event lies from another.
    pub(crate) distances: LazyLock<Distances>,
    /// Words around a deed, for who codes it.
    pub(crate) coding: LazyLock<Coding>,
    /// What common nouns say of who acts.
    pub(crate) roles: LazyLock<Roles>,
}

/// What tells events, and the verbs among it: those of timelines, and all.
#[derive(Debug)]
struct Telling {
    triggers: Triggers,
    verbs: Verbs,
    coded_verbs: Verbs,
}

static TELLING: LazyLock<Telling> = LazyLock::new(|| {
    let (mut verbs, mut coded_verbs) = (Verbs::new(), Verbs::new());
    let triggers = Triggers::new(&mut verbs, &mut coded_verbs);
    Telling { triggers, verbs, coded_verbs }
});

static LEXICON: Lexicon = Lexicon {
    names: LazyLock::new(Names::new),
    offices: LazyLock::new(Offices::new),
    people: LazyLock::new(People::new),
    titles: LazyLock::new(Titles::new),
    verbs: LazyLock::new(|| &TELLING.verbs),
    coded_verbs: LazyLock::new(|| &TELLING.coded_verbs),
    triggers: LazyLock::new(|| &TELLING.triggers),
    words: LazyLock::new(Words::new),
    references: LazyLock::new(References::new),
    distances: LazyLock::new(Distances::new),
    coding: LazyLock::new(Coding::new),
    roles: LazyLock::new(Roles::new),
};

/// The lexicon.
pub(crate) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// Reads one of our own files.
fn read<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> T {
    let (lists, _) = parted(text);
    serde_yaml::from_str(lists)
        .unwrap_or_else(|error| panic!("our own list {file} reads as YAML: {error}"))
}

/// Reads the sentences that one of our own files ends with.
#[cfg(test)]
fn sentences<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> T {
    let (_, sentences) = parted(text);
    serde_yaml::from_str(sentences)
        .unwrap_or_else(|error| panic!("the sentences of {file} read as YAML: {error}"))
}

/// The lists of a file, and the sentences below `---`, for which no reader of articles waits.
fn parted(text: &str) -> (&str, &str) {
    text.split_once("\n---\n").unwrap_or((text, ""))
}
