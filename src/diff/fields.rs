//! What differs between two entries that are the same one, field by field.

use std::borrow::Cow;
use std::collections::HashMap;

use indexmap::IndexMap;
use unicode_normalization::UnicodeNormalization;

use super::changes::{Change, Field, FieldChange, Values};
use super::letters::text_likeness;
use super::matching::Pairs;
use crate::timeline::{
    Actor, Conflict, Date, Event, Evidence, Extra, Id, Office, Source, Timeline, Timing, Version,
};
use crate::vocabulary::Relation;

/// What the old ids are called in the new timeline.
pub(super) struct Names<'t> {
    pub(super) sources: IdMap<'t>,
    pub(super) actors: IdMap<'t>,
    pub(super) events: IdMap<'t>,
}

/// What the old ids of one kind are called in the new timeline.
pub(super) struct IdMap<'t> {
    renamed: HashMap<&'t str, &'t str>,
    /// Old ids without a partner whose name belongs to something else now.
    taken: HashMap<&'t str, String>,
}

impl<'t> IdMap<'t> {
    pub(super) fn new<T>(
        old: &'t IndexMap<Id, T>,
        new: &'t IndexMap<Id, T>,
        pairs: &Pairs,
    ) -> Self {
        let mut map = Self { renamed: HashMap::new(), taken: HashMap::new() };
        for ((id, _), partner) in old.iter().zip(&pairs.of_old) {
            let partner = partner.and_then(|at| new.get_index(at)).map(|(id, _)| id);
            match partner {
                Some(partner) if partner != id => {
                    map.renamed.insert(id.as_str(), partner.as_str());
                }
                None if new.contains_key(id) => {
                    map.taken.insert(id.as_str(), format!("\0{id}"));
                }
                _ => {}
            }
        }
        // A name that stood for nothing must not bind itself to an old entry of another name.
        for ((id, _), partner) in new.iter().zip(&pairs.of_new) {
            if partner.is_some() && !old.contains_key(id) {
                map.taken.insert(id.as_str(), format!("\0{id}"));
            }
        }
        map
    }

    /// What an old id is called now; a text that is no id where it means something else now.
    fn get<'a>(&'a self, id: &'a Id) -> &'a str {
        let id = id.as_str();
        self.renamed.get(id).copied().or(self.taken.get(id).map(String::as_str)).unwrap_or(id)
    }
}

/// The head of the file.
pub(super) fn heads(old: &Timeline, new: &Timeline) -> Vec<FieldChange> {
    let mut found = Found::default();
    found.text(Field::Title, Some(&old.title), Some(&new.title));
    found.text(Field::Summary, old.summary.as_ref(), new.summary.as_ref());
    found.text(Field::Lang, old.lang.as_ref(), new.lang.as_ref());
    let conflict = |conflict: &Conflict| format!("{conflict:?}");
    let (lost, gained) = subtract(&old.conflicts, &new.conflicts, conflict, conflict);
    let joined = rejoin(
        lost,
        gained,
        |old: &Conflict, new: &Conflict| {
            if old.id == new.id { 1.0 } else { 0.0 }
        },
    );
    found.list(Field::Conflicts, joined, Values::Conflicts);
    found.own(&old.extra, &new.extra);
    found.0
}

pub(super) fn sources(old: &Source, new: &Source) -> Vec<FieldChange> {
    let mut found = Found::default();
    found.text(Field::Title, Some(&old.title), Some(&new.title));
    found.text(Field::Publisher, old.publisher.as_ref(), new.publisher.as_ref());
    found.text(Field::Author, old.author.as_ref(), new.author.as_ref());
    found.text(Field::Url, old.url.as_ref(), new.url.as_ref());
    found.date(Field::Published, old.published.as_ref(), new.published.as_ref());
    let version = |version: &Version| format!("{version:?}");
    let (lost, gained) = subtract(&old.versions, &new.versions, version, version);
    let joined = rejoin(
        lost,
        gained,
        |old: &Version, new: &Version| {
            if old.file == new.file { 1.0 } else { 0.0 }
        },
    );
    found.list(Field::Versions, joined, Values::Versions);
    found.machine(&old.confidence, &new.confidence, Field::Confidence);
    found.machine(&old.reading, &new.reading, Field::Reading);
    found.text(Field::Note, old.note.as_ref(), new.note.as_ref());
    found.own(&old.extra, &new.extra);
    found.0
}

pub(super) fn actors(old: &Actor, new: &Actor, names: &Names<'_>) -> Vec<FieldChange> {
    let mut found = Found::default();
    found.text(Field::Name, Some(&old.name), Some(&new.name));
    if old.kind != new.kind {
        found.push(Field::Kind, Values::Kind(Change::both(old.kind, new.kind)));
    }
    if old.of.as_ref().map(|id| names.actors.get(id)) != new.of.as_ref().map(Id::as_str) {
        let change = Change { old: old.of.clone(), new: new.of.clone() };
        found.push(Field::Of, Values::Ids(vec![change]));
    }
    found.text(Field::Code, old.code.as_ref(), new.code.as_ref());
    found.names(Field::Aliases, &old.aliases, &new.aliases);
    let office = |office: &Office| format!("{office:?}");
    let (lost, gained) = subtract(&old.offices, &new.offices, office, office);
    let joined = rejoin(lost, gained, |old: &Office, new: &Office| {
        if old.title == new.title {
            1.0
        } else if old.from.is_some() && old.from == new.from {
            0.9
        } else {
            text_likeness(&old.title, &new.title)
        }
    });
    found.list(Field::Offices, joined, Values::Offices);
    found.former_ids(&old.aka, &new.aka);
    found.text(Field::Note, old.note.as_ref(), new.note.as_ref());
    found.own(&old.extra, &new.extra);
    found.0
}

/// Whether two events are the same to the letter, but for ids that were given out anew: most
/// events of most timelines, and much less work than to compare their lists as sets.
fn is_unchanged(old: &Event, new: &Event, names: &Names<'_>) -> bool {
    let Event {
        kind,
        date,
        title,
        modality,
        from,
        to,
        place,
        responds_to,
        after,
        conditional_on,
        timing,
        evidence,
        aka,
        confidence,
        reading,
        note,
        extra,
    } = old;
    let ids = |old: &[Id], new: &[Id], names: &IdMap<'_>| {
        old.len() == new.len() && old.iter().zip(new).all(|(old, new)| names.get(old) == new.0)
    };
    *kind == new.kind
        && *modality == new.modality
        && (date, title, place, note) == (&new.date, &new.title, &new.place, &new.note)
        && ids(from, &new.from, &names.actors)
        && ids(to, &new.to, &names.actors)
        && ids(responds_to, &new.responds_to, &names.events)
        && ids(after, &new.after, &names.events)
        && ids(conditional_on, &new.conditional_on, &names.events)
        && timing.is_empty()
        && new.timing.is_empty()
        && quoted_the_same(evidence, &new.evidence, names)
        && (aka, confidence, reading, extra)
            == (&new.aka, &new.confidence, &new.reading, &new.extra)
}

/// Whether two lists of evidence are the same to the letter, but for ids given out anew.
fn quoted_the_same(old: &[Evidence], new: &[Evidence], names: &Names<'_>) -> bool {
    let same = |(old, new): (&Evidence, &Evidence)| {
        let Evidence { source, quote, prefix, suffix, extra } = old;
        names.sources.get(source) == new.source.0
            && (quote, prefix, suffix, extra) == (&new.quote, &new.prefix, &new.suffix, &new.extra)
    };
    old.len() == new.len() && old.iter().zip(new).all(same)
}

pub(super) fn events(old: &Event, new: &Event, names: &Names<'_>) -> Vec<FieldChange> {
    let mut found = Found::default();
    if is_unchanged(old, new, names) {
        return found.0;
    }
    if old.kind != new.kind {
        found.push(Field::Type, Values::Type(Change::both(old.kind, new.kind)));
    }
    found.date(Field::Date, old.date.as_ref(), new.date.as_ref());
    found.text(Field::Title, Some(&old.title), Some(&new.title));
    if old.modality != new.modality {
        found.push(Field::Modality, Values::Modality(Change::both(old.modality, new.modality)));
    }
    found.ids(Field::From, &old.from, &new.from, &names.actors);
    found.ids(Field::To, &old.to, &new.to, &names.actors);
    found.text(Field::Place, old.place.as_ref(), new.place.as_ref());
    for (field, relation) in [
        (Field::RespondsTo, Relation::RespondsTo),
        (Field::After, Relation::After),
        (Field::ConditionalOn, Relation::ConditionalOn),
    ] {
        found.ids(field, old.related(relation), new.related(relation), &names.events);
    }
    let about = |timing: &Timing, name: &dyn Fn(&Id) -> String| {
        let Timing { after, before, during, lasts, by, within, quote, extra } = timing;
        let [after, before, during] = [after, before, during].map(|id| id.as_ref().map(name));
        format!("{after:?} {before:?} {during:?} {lasts:?} {by:?} {within:?} {quote:?} {extra:?}")
    };
    let (lost, gained) = subtract(
        &old.timing,
        &new.timing,
        |timing| about(timing, &|id| names.events.get(id).to_owned()),
        |timing| about(timing, &|id| id.to_string()),
    );
    let joined = rejoin(lost, gained, |old: &Timing, new: &Timing| {
        let on = |timing: &Timing| timing.on().map(|id| names.events.get(id).to_owned());
        if on(old).as_deref() == new.on().map(Id::as_str) { 1.0 } else { 0.0 }
    });
    found.list(Field::Timing, joined, Values::Timing);
    if !quoted_the_same(&old.evidence, &new.evidence, names) {
        found.list(Field::Evidence, evidence(old, new, names), Values::Evidence);
    }
    found.former_ids(&old.aka, &new.aka);
    found.machine(&old.confidence, &new.confidence, Field::Confidence);
    found.machine(&old.reading, &new.reading, Field::Reading);
    found.text(Field::Note, old.note.as_ref(), new.note.as_ref());
    found.own(&old.extra, &new.extra);
    found.0
}

fn evidence(old: &Event, new: &Event, names: &Names<'_>) -> Vec<Change<Evidence>> {
    let key = |source: &str, evidence: &Evidence| {
        let Evidence { quote, prefix, suffix, extra, .. } = evidence;
        format!("{source:?} {quote:?} {prefix:?} {suffix:?} {extra:?}")
    };
    let (lost, gained) = subtract(
        &old.evidence,
        &new.evidence,
        |evidence| key(names.sources.get(&evidence.source), evidence),
        |evidence| key(evidence.source.as_str(), evidence),
    );
    rejoin(lost, gained, |old: &Evidence, new: &Evidence| {
        if names.sources.get(&old.source) == new.source.as_str() {
            let quote = |evidence: &Evidence| evidence.quote.clone().unwrap_or_default();
            if old.quote == new.quote { 1.0 } else { text_likeness(&quote(old), &quote(new)) }
        } else {
            0.0
        }
    })
}

/// Whether two texts are the same but for spaces and typographic marks.
pub(crate) fn same_words(old: &str, new: &str) -> bool {
    // ASCII is its own normal form, and the plain form of every mark.
    if old.is_ascii() && new.is_ascii() {
        return old.split_whitespace().eq(new.split_whitespace());
    }
    let plain = |text: &str| -> String { text.nfc().map(plain_mark).collect() };
    old == new || plain(old).split_whitespace().eq(plain(new).split_whitespace())
}

/// The plain form of a quotation mark, dash or apostrophe.
pub(super) fn plain_mark(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‘' | '’' | '‚' | '‛' | 'ʼ' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        other => other,
    }
}

/// The changes found so far.
#[derive(Default)]
struct Found(Vec<FieldChange>);

impl Found {
    fn push(&mut self, field: Field, values: Values) {
        self.0.push(FieldChange { field, values });
    }

    fn text(&mut self, field: Field, old: Option<&String>, new: Option<&String>) {
        if old != new {
            self.push(field, Values::Text(Change { old: old.cloned(), new: new.cloned() }));
        }
    }

    fn date(&mut self, field: Field, old: Option<&Date>, new: Option<&Date>) {
        if old != new {
            self.push(field, Values::Date(Change { old: old.cloned(), new: new.cloned() }));
        }
    }

    fn list<T>(
        &mut self,
        field: Field,
        changes: Vec<Change<T>>,
        values: fn(Vec<Change<T>>) -> Values,
    ) {
        if !changes.is_empty() {
            self.push(field, values(changes));
        }
    }

    fn ids(&mut self, field: Field, old: &[Id], new: &[Id], names: &IdMap<'_>) {
        let (lost, gained) =
            subtract(old, new, |id| Cow::Borrowed(names.get(id)), |id| Cow::Borrowed(id.as_str()));
        self.list(field, apart(lost, gained), Values::Ids);
    }

    fn names(&mut self, field: Field, old: &[String], new: &[String]) {
        let name = |name: &String| name.clone();
        let (lost, gained) = subtract(old, new, name, name);
        self.list(field, apart(lost, gained), Values::Names);
    }

    fn former_ids(&mut self, old: &[Id], new: &[Id]) {
        let names = |ids: &[Id]| ids.iter().map(|id| id.0.clone()).collect::<Vec<_>>();
        self.names(Field::Aka, &names(old), &names(new));
    }

    /// The machine's own notes on fields, by the field's name.
    fn machine<T: ToString + PartialEq>(
        &mut self,
        old: &IndexMap<String, T>,
        new: &IndexMap<String, T>,
        field: fn(String) -> Field,
    ) {
        for (key, change) in by_key(old, new) {
            let text = |value: Option<&T>| value.map(T::to_string);
            let change = Change { old: text(change.old), new: text(change.new) };
            self.push(field(key.clone()), Values::Text(change));
        }
    }

    fn own(&mut self, old: &Extra, new: &Extra) {
        for (key, change) in by_key(old, new) {
            let change = Change { old: change.old.cloned(), new: change.new.cloned() };
            self.push(Field::Own(key.clone()), Values::Own(change));
        }
    }
}

/// The keys with unequal values, in alphabetical order.
fn by_key<'m, T: PartialEq>(
    old: &'m IndexMap<String, T>,
    new: &'m IndexMap<String, T>,
) -> Vec<(&'m String, Change<&'m T>)> {
    let gone = old.iter().filter(|(key, _)| !new.contains_key(*key));
    let gone = gone.map(|(key, value)| (key, Change::lost(value)));
    let there = new.iter().filter(|(key, value)| old.get(*key) != Some(value));
    let there = there.map(|(key, value)| (key, Change { old: old.get(key), new: Some(value) }));
    let mut all: Vec<_> = gone.chain(there).collect();
    all.sort_by_key(|(key, _)| *key);
    all
}

/// What is only in the one list and what only in the other; an element that is there twice
/// counts twice. Both keep their order.
fn subtract<'l, T, K: Eq + std::hash::Hash>(
    old: &'l [T],
    new: &'l [T],
    old_key: impl Fn(&'l T) -> K,
    new_key: impl Fn(&'l T) -> K,
) -> (Vec<&'l T>, Vec<&'l T>) {
    let same = |(old, new): (&'l T, &'l T)| old_key(old) == new_key(new);
    if old.len() == new.len() && old.iter().zip(new).all(same) {
        return (Vec::new(), Vec::new());
    }
    let mut count: HashMap<K, usize> = HashMap::new();
    for element in new {
        *count.entry(new_key(element)).or_default() += 1;
    }
    let mut spare: HashMap<K, usize> = HashMap::new();
    let mut lost = Vec::new();
    for element in old {
        let key = old_key(element);
        match count.get_mut(&key) {
            Some(left) if *left > 0 => {
                *left -= 1;
                *spare.entry(key).or_default() += 1;
            }
            _ => lost.push(element),
        }
    }
    let gained = new.iter().filter(|element| match spare.get_mut(&new_key(element)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    });
    let gained = gained.collect();
    (lost, gained)
}

/// Each as a change of its own.
fn apart<T: Clone>(lost: Vec<&T>, gained: Vec<&T>) -> Vec<Change<T>> {
    let lost = lost.into_iter().map(|old| Change::lost(old.clone()));
    lost.chain(gained.into_iter().map(|new| Change::gained(new.clone()))).collect()
}

/// Joins what was lost with what was gained where they are alike, the most alike first.
///
/// Lists with more than a few changes are left apart: nobody reads them pair by pair.
fn rejoin<T: Clone>(
    lost: Vec<&T>,
    gained: Vec<&T>,
    likeness: impl Fn(&T, &T) -> f64,
) -> Vec<Change<T>> {
    const FEW: usize = 24;
    const ALIKE: f64 = 0.5;
    if lost.len().max(gained.len()) > FEW {
        return apart(lost, gained);
    }
    let mut pairs = Vec::new();
    for (i, old) in lost.iter().enumerate() {
        for (j, new) in gained.iter().enumerate() {
            let score = likeness(old, new);
            if score >= ALIKE {
                pairs.push((score, i, j));
            }
        }
    }
    // Equally alike ones: those nearer to the beginning of both lists, whichever list is old.
    pairs.sort_by(|(one, i, j), (two, k, l)| {
        two.total_cmp(one).then((i + j, i.max(j)).cmp(&(k + l, k.max(l))))
    });
    let mut of_old = vec![None; lost.len()];
    let mut taken = vec![false; gained.len()];
    for (_, i, j) in pairs {
        if of_old[i].is_none() && !taken[j] {
            of_old[i] = Some(j);
            taken[j] = true;
        }
    }
    let joined = lost.iter().zip(&of_old).map(|(old, partner)| Change {
        old: Some((*old).clone()),
        new: partner.map(|j| gained[j].clone()),
    });
    let rest = gained.iter().zip(&taken).filter(|(_, taken)| !**taken);
    joined.chain(rest.map(|(new, _)| Change::gained((*new).clone()))).collect()
}
