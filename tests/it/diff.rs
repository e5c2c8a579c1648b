//! The laws of a difference, on timelines made at random.

use demarche::diff::{Change, Changes, Entries, FieldChange, Values, diff};
use demarche::timeline::{
    Actor, Conflict, Date, Event, Evidence, Id, Office, Source, Timeline, Timing,
};
use demarche::vocabulary::{ActorKind, EventType, Modality};
use indexmap::IndexMap;
use proptest::collection::vec;
use proptest::prelude::*;

/// How a timeline is made: numbers that pick from small lists, so that two of them have much in
/// common and references lead somewhere more often than not.
type Numbers = (Vec<(u8, u8, u8)>, Vec<[u8; 12]>);

fn numbers() -> impl Strategy<Value = Numbers> {
    (vec(any::<(u8, u8, u8)>(), 0..5), vec(any::<[u8; 12]>(), 0..7))
}

const WORDS: [&str; 8] =
    ["envoys", "meet", "ceasefire", "Kyiv", "asks for", "the delegation", "warns", "Istanbul"];

fn pick(words: &[u8]) -> String {
    words.iter().map(|at| WORDS[usize::from(*at) % WORDS.len()]).collect::<Vec<_>>().join(" ")
}

fn ids(prefix: &str, bits: u8, of: u8) -> Vec<Id> {
    (0..of).filter(|at| bits >> at & 1 == 1).map(|at| Id(format!("{prefix}{at}"))).collect()
}

fn day(number: u8) -> Option<Date> {
    (number > 40).then(|| Date::new(format!("2025-0{}-1{}", 1 + number % 3, number % 10)))
}

fn timeline((actors, events): &Numbers) -> Timeline {
    let mut timeline =
        Timeline { title: pick(&events.first().map_or([7], |n| [n[0]])), ..Timeline::default() };
    for at in 0..2_u8 {
        let source = Source { title: pick(&[at, 3]), published: day(60 + at), ..Source::default() };
        timeline.sources.insert(Id(format!("s{at}")), source);
    }
    for &(id, name, office) in actors {
        let actor = Actor {
            name: pick(&[name, name / 8]),
            kind: ActorKind::ALL[usize::from(office) % ActorKind::ALL.len()],
            of: (name % 4 == 0).then(|| Id(format!("a{}", name % 5))),
            code: None,
            aliases: if office % 3 == 0 { vec![pick(&[office])] } else { Vec::new() },
            offices: (0..office % 3)
                .map(|n| Office {
                    title: pick(&[office / 3 + n]),
                    from: day(office.wrapping_add(n)),
                    ..Office::default()
                })
                .collect(),
            aka: Vec::new(),
            note: None,
            extra: IndexMap::new(),
        };
        timeline.actors.insert(Id(format!("a{}", id % 6)), actor);
    }
    for n in events {
        let mut event =
            Event::new(EventType::ALL[usize::from(n[1] % 4)], pick(&[n[2], n[3], n[2] / 16]));
        event.date = day(n[4]);
        event.modality = Modality::ALL[usize::from(n[5]) % 3];
        event.from = ids("a", n[6], 6);
        event.to = ids("a", n[6] >> 3, 4);
        event.after = ids("e", n[7], 8);
        event.responds_to = ids("e", n[7] >> 5, 8);
        event.place = (n[8] > 128).then(|| pick(&[n[8]]));
        event.note = (n[9] > 200).then(|| pick(&[n[9], n[3]]));
        event.evidence = (0..n[10] % 3)
            .map(|at| Evidence {
                source: Id(format!("s{}", at + n[11] % 2)),
                quote: Some(pick(&[n[11].wrapping_add(at), n[2]])),
                ..Evidence::default()
            })
            .collect();
        if n[11] % 5 == 0 {
            event.reading.insert("date".into(), pick(&[n[11]]));
        }
        timeline.events.insert(Id(format!("e{}", n[0] % 8)), event);
    }
    // What a merge left open is compared like anything else.
    for (at, _) in actors.iter().enumerate().filter(|(_, actor)| actor.1 % 5 == 0) {
        timeline.conflicts.push(Conflict {
            id: format!("c{at}"),
            field: Some(pick(&[actors[at].2])),
            ..Conflict::default()
        });
    }
    timeline
}

/// The same timeline with every list that means a set in alphabetical order.
fn sorted(mut timeline: Timeline) -> Timeline {
    timeline.conflicts.sort_by_key(|one| format!("{one:?}"));
    for actor in timeline.actors.values_mut() {
        actor.aliases.sort();
        actor.aka.sort();
        actor.offices.sort_by_key(|office| format!("{office:?}"));
    }
    for event in timeline.events.values_mut() {
        for list in [
            &mut event.from,
            &mut event.to,
            &mut event.after,
            &mut event.responds_to,
            &mut event.conditional_on,
            &mut event.aka,
        ] {
            list.sort();
        }
        event.evidence.sort_by_key(|evidence| format!("{evidence:?}"));
    }
    timeline
}

fn keys<T>(map: &IndexMap<Id, T>) -> Vec<&Id> {
    map.keys().collect()
}

/// The changes in an order of their own, without what depends on taste: which of two entries
/// that changed places has moved.
fn settled(changes: Changes) -> String {
    fn list<T: Clone + std::fmt::Debug>(changes: &mut [Change<T>]) {
        changes.sort_by_key(|change| format!("{change:?}"));
    }
    fn field(change: &mut FieldChange) {
        match &mut change.values {
            Values::Ids(changes) => list(changes),
            Values::Names(changes) => list(changes),
            Values::Offices(changes) => list(changes),
            Values::Evidence(changes) => list(changes),
            Values::Versions(changes) => list(changes),
            Values::Conflicts(changes) => list(changes),
            _ => {}
        }
    }
    fn entries<T: std::fmt::Debug>(mut entries: Entries<T>) -> String {
        for entry in &mut entries.changed {
            entry.fields.iter_mut().for_each(field);
        }
        entries.changed.sort_by_key(|entry| entry.old.clone());
        entries.renamed.sort_by_key(|change| format!("{change:?}"));
        entries.alike.sort_by_key(|near| near.old.clone());
        entries.possible.sort_by_key(|near| near.old.clone());
        entries.added.sort_by_key(|placed| placed.id.clone());
        entries.removed.sort_by_key(|placed| placed.id.clone());
        entries.split.sort_by_key(|change| format!("{change:?}"));
        entries.merged.sort_by_key(|change| format!("{change:?}"));
        let Entries { removed, added, changed, renamed, moved, alike, possible, split, merged } =
            entries;
        let moved = moved.len();
        format!(
            "{removed:#?}{added:#?}{changed:#?}{renamed:#?}{moved}{alike:#?}{possible:#?}{split:?}{merged:?}"
        )
    }
    let Changes { mut head, sources, actors, events, .. } = changes;
    head.iter_mut().for_each(field);
    format!("{head:?}\n{}\n{}\n{}", entries(sources), entries(actors), entries(events))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_timeline_does_not_differ_from_itself(a in numbers()) {
        let a = timeline(&a);
        prop_assert!(diff(&a, &a).is_empty());
    }

    #[test]
    fn the_changes_carried_out_give_the_new_timeline(a in numbers(), b in numbers()) {
        let (a, b) = (timeline(&a), timeline(&b));
        let applied = diff(&a, &b).apply(&a);
        prop_assert_eq!(keys(&applied.events), keys(&b.events));
        prop_assert_eq!(keys(&applied.actors), keys(&b.actors));
        prop_assert_eq!(sorted(applied), sorted(b));
    }

    #[test]
    fn ids_given_anew_on_both_sides_change_nothing(a in numbers(), b in numbers()) {
        let (a, b) = (timeline(&a), timeline(&b));
        let anew = |timeline: &Timeline| {
            let other = |id: &Id| Id(format!("z{}", id.0.len() * 7 + usize::from(id.0.as_bytes()[1])));
            let mut timeline = timeline.clone();
            timeline.events = timeline
                .events
                .iter()
                .map(|(id, event)| {
                    let mut event = event.clone();
                    for list in [&mut event.after, &mut event.responds_to] {
                        for id in list {
                            *id = other(id);
                        }
                    }
                    (other(id), event)
                })
                .collect();
            timeline
        };
        prop_assert_eq!(diff(&anew(&a), &anew(&b)).edits(), diff(&a, &b).edits());
    }

    #[test]
    fn the_way_back_is_the_inverse(a in numbers(), b in numbers()) {
        let (a, b) = (timeline(&a), timeline(&b));
        prop_assert_eq!(settled(diff(&b, &a)), settled(diff(&a, &b).inverse()));
    }

    #[test]
    fn empty_means_equal(a in numbers(), b in numbers()) {
        let (a, b) = (timeline(&a), timeline(&b));
        prop_assert_eq!(
            diff(&a, &b).is_empty(),
            sorted(a.clone()) == sorted(b.clone()) && keys(&a.events) == keys(&b.events)
                && keys(&a.actors) == keys(&b.actors)
        );
    }
}

/// Events that differ from each other as real ones do: each has words of its own.
pub(crate) fn chronicle(events: usize) -> Timeline {
    const DOERS: [&str; 6] = ["ukraine", "russia", "turkiye", "france", "poland", "qatar"];
    const VERBS: [&str; 5] = ["asks", "warns", "invites", "answers", "meets"];
    const THINGS: [&str; 7] = [
        "grain corridor",
        "prisoner lists",
        "border posts",
        "port fees",
        "gas transit",
        "visas",
        "truce",
    ];
    let mut timeline = Timeline { title: "A chronicle".into(), ..Timeline::default() };
    timeline
        .sources
        .insert("wire".into(), Source { title: "The wire".into(), ..Source::default() });
    for name in DOERS {
        let actor = Actor {
            name: name.to_owned(),
            kind: ActorKind::State,
            of: None,
            code: None,
            aliases: Vec::new(),
            offices: Vec::new(),
            aka: Vec::new(),
            note: None,
            extra: IndexMap::new(),
        };
        timeline.actors.insert(name.into(), actor);
    }
    for at in 0..events {
        let (from, to) = (DOERS[at % 6], DOERS[(at / 6 + 1 + at) % 6]);
        let (verb, thing) = (VERBS[at / 2 % 5], THINGS[at / 3 % 7]);
        let mut event = Event::new(
            EventType::ALL[at * 5 % EventType::ALL.len()],
            format!("{from} {verb} {to} about {thing}, point {at}"),
        );
        event.date = Some(Date::new(format!(
            "20{:02}-{:02}-{:02}",
            10 + at / 300,
            at / 25 % 12 + 1,
            at % 25 + 1
        )));
        event.from = vec![from.into()];
        event.to = vec![to.into()];
        if at > 3 {
            event.after = vec![Id(format!("e{}", at - 3))];
        }
        event.evidence = vec![Evidence {
            source: "wire".into(),
            quote: Some(format!(
                "{verb} {to} about the {thing} once more, number {}",
                at * 7919 % 1000
            )),
            ..Evidence::default()
        }];
        timeline.events.insert(Id(format!("e{at}")), event);
    }
    timeline
}

/// The same events under other ids, references included.
pub(crate) fn renumbered(timeline: &Timeline, id: impl Fn(usize) -> String) -> Timeline {
    let names: IndexMap<Id, Id> =
        timeline.events.keys().enumerate().map(|(at, old)| (old.clone(), Id(id(at)))).collect();
    let mut result = timeline.clone();
    result.events = timeline
        .events
        .iter()
        .map(|(old, event)| {
            let mut event = event.clone();
            for list in [&mut event.after, &mut event.responds_to, &mut event.conditional_on] {
                for id in list {
                    if let Some(new) = names.get(id) {
                        *id = new.clone();
                    }
                }
            }
            (names[old].clone(), event)
        })
        .collect();
    result
}

/// One edit on every n-th event, of ten kinds in turn; how many there are.
fn edited(timeline: &Timeline, every: usize) -> (Timeline, usize) {
    let mut result = timeline.clone();
    let ids: Vec<Id> = timeline.events.keys().skip(4).step_by(every).cloned().collect();
    let mut edits = ids.len();
    for (kind, id) in ids.iter().enumerate() {
        let Some(event) = result.events.get_mut(id) else { continue };
        match kind % 10 {
            0 => event.title.push_str(", again"),
            1 => event.date = Some(Date::new("2009-03-04")),
            2 => event.modality = Modality::Planned,
            3 => event.from.push("qatar".into()),
            4 => event.place = Some("Doha".into()),
            5 => event.note = Some("Two agencies have it.".into()),
            6 => event.after.clear(),
            7 => event.kind = EventType::Pledge,
            8 => {
                // Whoever came after it comes after nothing now: an edit as well.
                result.events.shift_remove(id);
                for event in result.events.values_mut() {
                    edits += usize::from(event.after.contains(id));
                    event.after.retain(|other| other != id);
                }
            }
            _ => {
                let mut event =
                    Event::new(EventType::Vote, format!("A vote that was overlooked {kind}"));
                event.date = Some(Date::new("2001-01-01"));
                result.events.insert(Id(format!("overlooked-{kind}")), event);
            }
        }
    }
    (result, edits)
}

#[test]
fn fifty_five_edits_are_fifty_five_with_and_without_ids() {
    let old = chronicle(1000);
    let (new, edits) = edited(&old, 20);
    assert_eq!(edits, 55);
    for (case, new) in [
        ("ids kept", new.clone()),
        ("ids drawn anew", renumbered(&new, |at| format!("x{}", at * 7919 % 10007))),
        ("ids counted anew", renumbered(&new, |at| format!("e{at}"))),
        ("ids counted backwards", renumbered(&new, |at| format!("e{}", 5000 - at))),
    ] {
        let changes = diff(&old, &new);
        assert_eq!(changes.edits(), edits, "{case}: {:#?}", changes.events.changed);
        assert!(changes.events.possible.is_empty(), "{case}: {:?}", changes.events.possible);
    }
}

#[test]
fn a_timing_follows_the_new_id_of_its_event() {
    let mut old = chronicle(40);
    let timing = |on: &str| Timing {
        after: Some(on.into()),
        by: Some("P3D".to_owned()),
        quote: Some("three days after".to_owned()),
        ..Timing::default()
    };
    old.events["e9"].timing = vec![timing("e3")];
    let mut new = old.clone();
    let (at, _, mut event) = new.events.shift_remove_full("e3").expect("it is there");
    event.aka = vec!["e3".into()];
    new.events.shift_insert(at, "grain".into(), event);
    for other in new.events.values_mut() {
        other.after.iter_mut().filter(|id| id.as_str() == "e3").for_each(|id| *id = "grain".into());
    }
    new.events["e9"].timing = vec![timing("grain")];
    let changes = diff(&old, &new);
    assert_eq!(changes.events.renamed.len(), 1);
    assert!(changes.events.changed.iter().all(|change| !format!("{change:?}").contains("Timing")));
    assert_eq!(changes.apply(&old).events["e9"].timing, vec![timing("grain")]);
}

#[test]
fn the_order_of_entries_is_no_edit() {
    let old = chronicle(200);
    let (mut new, edits) = edited(&old, 20);
    new.events.reverse();
    new.actors.reverse();
    let changes = diff(&old, &new);
    assert_eq!(changes.edits(), edits);
    assert!(!changes.events.moved.is_empty());
}

#[test]
fn thirty_moved_entries_are_thirty() {
    let old = chronicle(500);
    let mut new = old.clone();
    for at in 0..30 {
        new.events.move_index(at * 16, (at * 16 + 251) % 500);
    }
    let changes = diff(&old, &new);
    assert_eq!(changes.edits(), 0);
    assert!(changes.events.moved.len() <= 30, "{}", changes.events.moved.len());
}

#[test]
fn a_shared_surname_is_no_shared_person() {
    let actor = |id: &str, yaml: &str| {
        let actor: Actor = serde_yaml::from_str(yaml).expect("an actor");
        let mut timeline = Timeline::default();
        timeline.actors.insert(id.into(), actor);
        timeline
    };
    for (old, new, same) in [
        (
            "{name: JD Vance, kind: person, aliases: [Vance]}",
            "{name: Cyrus Vance, kind: person, aliases: [Vance]}",
            false,
        ),
        (
            "{name: Russia, kind: state, aliases: [Moscow]}",
            "{name: Soviet Union, kind: state, aliases: [Moscow]}",
            false,
        ),
        (
            "{name: Zelensky, kind: person}",
            "{name: Volodymyr Zelensky, kind: person, aliases: [Zelensky]}",
            true,
        ),
        (
            "{name: Recep Tayyip Erdogan, kind: person}",
            "{name: Recep Tayyip Erdoğan, kind: person}",
            true,
        ),
    ] {
        let changes = diff(&actor("one", old), &actor("two", new));
        assert_eq!(changes.actors.added.is_empty(), same, "{old} / {new}");
    }
}

/// Runs `demarche diff` in the repository's folder; what it printed and its exit code.
fn command(args: &[&str]) -> (String, Option<i32>) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_demarche"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("diff")
        .args(args)
        .output()
        .expect("the program starts");
    (String::from_utf8(output.stdout).expect("UTF-8"), output.status.code())
}

const V1: &str = "timelines/istanbul-2025/articles/post-2025-05-12.v1.md";
const V2: &str = "timelines/istanbul-2025/articles/post-2025-05-12.v2.md";

#[test]
fn three_silent_edits_are_three_and_nothing_else() {
    let (json, code) = command(&[V1, V2, "--format", "json"]);
    assert_eq!(code, Some(1));
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let passages = value["passages"].as_array().expect("a list");
    let weighty: Vec<Vec<String>> = passages
        .iter()
        .map(|passage| {
            let effects = passage["effects"].as_array().expect("a list");
            let weighty = effects.iter().filter(|effect| effect["minor"] == false);
            weighty.map(|effect| format!("{} {}", effect["cause"], effect["what"])).collect()
        })
        .collect();
    assert_eq!(
        weighty,
        [
            [r#""direct" "event-changed""#], // the day on which talks are to begin
            [r#""direct" "office""#],
            [r#""direct" "event-removed""#], // a statement
        ]
    );
    assert_eq!(value["elsewhere"], serde_json::json!([]));
    assert_eq!(value["head"], serde_json::json!([]));
    assert_eq!(passages[1]["effects"][0]["new"], "German Chancellor");
    let (text, _) = command(&[V1, V2]);
    assert!(text.contains("2025-05-16 → 2025-05-15"), "{text}");
    assert!(text.contains("[-opposition leader-] {+Chancellor+}"), "{text}");
}

#[test]
fn a_file_does_not_differ_from_itself() {
    for path in [V1, "timelines/istanbul-2025", "timelines/camp-david-1977-1979/timeline.yaml"] {
        assert_eq!(command(&[path, path]), ("no differences\n".to_owned(), Some(0)), "{path}");
    }
    assert_eq!(command(&[V1, "timelines/istanbul-2025"]).1, Some(2), "an article and a timeline");
}
