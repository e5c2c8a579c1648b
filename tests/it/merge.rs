//! Three-way merges, by example and at random: no hand edit and no comment is lost, whatever
//! is merged, and the outcome reads.
//!
//! `DEMARCHE_CASES=10000 cargo test merge::` runs as many of each kind.

#![expect(clippy::print_stdout, reason = "figures are there to be read")]
#![expect(clippy::disallowed_methods, reason = "the number of cases may be given")]

mod appended;

use std::collections::{BTreeMap, BTreeSet};

use demarche::merge::{Choice, Merged, Reading, merge_files, merge_reading, resolve};
use demarche::timeline::{
    Actor, Conflict, Date, Document, Edit, Event, Evidence, Id, Route, Source, Timeline, Value,
    apply, read, write,
};
use demarche::vocabulary::{EventType, Modality};

fn document(text: &str) -> Document {
    Document::new("timeline.yaml", text)
}

fn timeline(text: &str) -> Timeline {
    let (timeline, remarks) = read(&document(text));
    assert_eq!(remarks, [], "{text}");
    timeline
}

fn files(base: &str, ours: &str, theirs: &str) -> Merged {
    merge_files(&document(base), &document(ours), &document(theirs)).unwrap()
}

const BASE: &str = r#"title: Talks
sources:
  post: {title: Envoys meet}
actors:
  chile: {name: Chile, kind: state}
  peru: {name: Peru, kind: state}
events:
  offer:
    type: proposal
    date: "2024-03-01"
    title: Chile offers talks
    from: [chile]
    to: [peru]
    evidence:
      - source: post
        quote: "offered talks on Friday"

  talks:
    type: talks
    date: "2024-03-05"
    title: Chile and Peru talk
    modality: planned
    from: [chile, peru]
    note: In Lima. At the old port.
    evidence:
      - source: post
        quote: "will talk in Lima"
"#;

#[test]
fn two_hands_in_different_fields_are_one_file() {
    let ours = BASE.replace("2024-03-05\"", "2024-03-06\"  # the ministry says so");
    let theirs = BASE
        .replace("modality: planned", "modality: happened")
        .replace("  talks:\n", "  # of the second round\n  talks:\n");
    let merged = files(BASE, &ours, &theirs);
    assert_eq!(merged.conflicts, []);
    let expected = ours
        .replace("modality: planned", "modality: happened")
        .replace("  talks:\n", "  # of the second round\n  talks:\n");
    assert_eq!(merged.text, expected);
}

#[test]
fn a_field_changed_in_two_ways_is_a_conflict_that_reads_and_can_be_settled() {
    let ours = BASE.replace("2024-03-05", "2024-03-06");
    let theirs = BASE.replace("2024-03-05", "2024-03-07").replace("In Lima.", "In Callao.");
    let merged = files(BASE, &ours, &theirs);
    let [conflict] = merged.conflicts.as_slice() else { panic!("{:?}", merged.conflicts) };
    assert_eq!(conflict.event.as_ref().map(Id::as_str), Some("talks"));
    assert_eq!((conflict.field.as_deref(), conflict.id.as_str()), (Some("date"), "c1"));
    assert!(
        merged.text.contains(
            "    # CONFLICT c1: date is \"2024-03-07\" in theirs\n    date: \"2024-03-06\"\n"
        ),
        "{}",
        merged.text
    );
    let there = timeline(&merged.text);
    assert_eq!(there.conflicts, merged.conflicts);
    assert_eq!(there.events["talks"].note.as_deref(), Some("In Callao. At the old port."));

    let file = document(&merged.text);
    let settled = |choice| resolve(&file, "c1", &choice).unwrap();
    let plain = ours.replace("In Lima.", "In Callao.");
    assert_eq!(settled(Choice::Ours), plain);
    assert_eq!(settled(Choice::Theirs), plain.replace("2024-03-06", "2024-03-07"));
    assert_eq!(
        settled(Choice::Value("2024-03".to_owned())),
        plain.replace("2024-03-06", "2024-03")
    );
    for (id, choice, why) in [
        ("c2", Choice::Ours, "there is no conflict `c2`"),
        ("c1", Choice::Value("{a: b}".to_owned()), "does not fit"),
    ] {
        let refused = resolve(&file, id, &choice);
        assert!(refused.clone().is_err_and(|one| one.why.contains(why)), "{refused:?}");
    }
}

#[test]
fn what_one_deletes_and_the_other_changes_is_a_conflict() {
    let gone = BASE[..BASE.find("\n  talks:").unwrap()].to_owned();
    let changed = BASE.replace("2024-03-05", "2024-03-07");
    let merged = files(BASE, &gone, &changed);
    let [conflict] = merged.conflicts.as_slice() else { panic!("{:?}", merged.conflicts) };
    assert_eq!((conflict.field.as_ref(), conflict.ours.as_ref()), (None, None));
    assert!(!timeline(&merged.text).events.contains_key("talks"));
    let back = resolve(&document(&merged.text), "c1", &Choice::Theirs).unwrap();
    assert_eq!(timeline(&back).events["talks"], timeline(&changed).events["talks"]);

    let merged = files(BASE, &changed, &gone);
    assert_eq!(merged.conflicts.len(), 1);
    assert!(timeline(&merged.text).events.contains_key("talks"), "ours stands");
    let away = resolve(&document(&merged.text), "c1", &Choice::Theirs).unwrap();
    assert!(!timeline(&away).events.contains_key("talks"));
    // Nobody touched it: it goes without a word.
    let merged = files(BASE, BASE, &gone);
    assert_eq!((merged.conflicts.len(), merged.text.as_str()), (0, gone.as_str()));
}

#[test]
fn a_file_with_marks_of_git_is_told_and_not_merged() {
    let marked = BASE.replace(
        "    date: \"2024-03-05\"\n",
        "<<<<<<< ours\n    date: \"2024-03-05\"\n=======\n    date: \"2024-03-06\"\n>>>>>>> theirs\n",
    );
    for (ours, theirs) in [(marked.as_str(), BASE), (BASE, marked.as_str())] {
        let refused = merge_files(&document(BASE), &document(ours), &document(theirs));
        assert!(
            matches!(refused, Err(demarche::merge::Unmergeable::Mistakes { .. })),
            "{refused:?}"
        );
    }
}

/// Numbers that look drawn at random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.roll() % (n.max(1) as u64)).unwrap()
    }

    fn often(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        let at = self.below(list.len());
        &list[at]
    }
}

const COUNTRIES: [&str; 8] =
    ["chile", "peru", "ghana", "kenya", "nepal", "qatar", "norway", "egypt"];
const THINGS: [&str; 10] = [
    "grain",
    "prisoners",
    "the truce",
    "fish quotas",
    "gas transit",
    "visas",
    "airspace",
    "loans",
    "border posts",
    "a treaty",
];
const PLACES: [&str; 6] = ["Lima", "Doha", "Oslo", "Accra", "Geneva", "Cairo"];
/// What a hand or a new reading may change in an event.
const FIELDS: [&str; 6] = ["date", "title", "place", "modality", "note", "type"];

fn event(dice: &mut Dice, number: usize) -> Event {
    let (from, to) = (*dice.of(&COUNTRIES), *dice.of(&COUNTRIES));
    let thing = *dice.of(&THINGS);
    let kind = *dice.of(EventType::ALL);
    let mut event = Event::new(kind, format!("{from} and {to} on {thing}"));
    event.date = Some(Date::new(format!("2024-{:02}-{:02}", number % 12 + 1, dice.below(28) + 1)));
    event.from = vec![from.into()];
    event.to = vec![to.into()];
    if dice.often(40) {
        event.place = Some((*dice.of(&PLACES)).to_owned());
    }
    if dice.often(30) {
        event.note = Some(format!("It is the round of {number}. More may follow."));
    }
    event.evidence = vec![Evidence {
        source: "post".into(),
        quote: Some(format!("{from} told {to} in statement {} of {thing}", number * 7919 % 9973)),
        ..Evidence::default()
    }];
    event
}

fn random_timeline(dice: &mut Dice) -> Timeline {
    let mut timeline = Timeline { title: "A chronicle".into(), ..Timeline::default() };
    timeline.sources.insert("post".into(), Source { title: "News".into(), ..Source::default() });
    for name in COUNTRIES {
        let actor: Actor = serde_yaml::from_str(&format!("{{name: {name}, kind: state}}")).unwrap();
        timeline.actors.insert(name.into(), actor);
    }
    for number in 0..3 + dice.below(10) {
        let mut event = event(dice, number);
        if number > 0 && dice.often(30) {
            event.after = vec![Id(format!("e{}", dice.below(number)))];
        }
        timeline.events.insert(Id(format!("e{number}")), event);
    }
    timeline
}

/// Another value for a field of an event; `None` takes it away.
fn other(dice: &mut Dice, field: &str) -> Option<Value> {
    let number = dice.below(1000);
    Some(match field {
        "date" => Value::Quoted(format!("2025-{:02}-{:02}", number % 12 + 1, number % 28 + 1)),
        "title" => Value::Text(format!("Told anew, number {number}")),
        "place" if number.is_multiple_of(5) => return None,
        "place" => Value::Text(format!("Harbour {number}")),
        "modality" => Value::Text(dice.of(Modality::ALL).name().to_owned()),
        "type" => Value::Text(dice.of(EventType::ALL).name().to_owned()),
        _ => Value::Text(format!("Seen by {number}.")),
    })
}

fn field_of(event: &Event, field: &str) -> Option<String> {
    match field {
        "date" => event.date.as_ref().map(|date| date.written.clone()),
        "title" => Some(event.title.clone()),
        "place" => event.place.clone(),
        "modality" => Some(event.modality.name().to_owned()),
        "type" => Some(event.kind.name().to_owned()),
        _ => event.note.clone(),
    }
}

/// What a hand did to a file.
#[derive(Debug, Default)]
struct Hand {
    /// By event and field.
    set: BTreeMap<(String, &'static str), Option<String>>,
    deleted: BTreeSet<String>,
    added: BTreeMap<String, Event>,
    comments: Vec<String>,
    /// By event, list and actor: whether the actor came or went.
    lists: BTreeMap<(String, &'static str, String), bool>,
    /// By actor.
    names: BTreeMap<String, String>,
    summary: Option<String>,
}

impl Hand {
    fn touched(&self, event: &str) -> bool {
        self.set.keys().any(|(of, _)| of == event) || self.lists.keys().any(|(of, ..)| of == event)
    }
}

fn list_of<'e>(event: &'e Event, list: &str) -> &'e [Id] {
    if list == "from" { &event.from } else { &event.to }
}

/// A file edited by hand, at random places.
fn by_hand(dice: &mut Dice, base: &str, name: &str) -> (String, Hand) {
    let mut text = base.to_owned();
    let mut hand = Hand::default();
    for step in 0..=dice.below(5) {
        let there = timeline(&text);
        let ids: Vec<String> = there.events.keys().map(|id| id.0.clone()).collect();
        match dice.below(13) {
            10 if !ids.is_empty() => {
                let (id, list) = (dice.of(&ids).clone(), *dice.of(&["from", "to"]));
                let there = list_of(&there.events[id.as_str()], list).to_vec();
                let route = Route::event(&id, list);
                let comes = there.is_empty() || dice.often(60);
                let actor = if comes {
                    (*dice.of(&COUNTRIES)).to_owned()
                } else {
                    dice.of(&there).0.clone()
                };
                if comes && there.iter().any(|one| one.0 == actor) {
                    continue;
                }
                let edit = if comes {
                    Edit::AddToList { route, value: Value::Text(actor.clone()) }
                } else {
                    Edit::RemoveFromList { route, text: actor.clone() }
                };
                // A comment beside it may be in the way.
                let Ok(new) = apply(&document(&text), &[edit]) else { continue };
                text = new;
                if let Some(added) = hand.added.get_mut(&id) {
                    *added = timeline(&text).events[id.as_str()].clone();
                } else {
                    hand.lists.insert((id, list, actor), comes);
                }
            }
            11 => {
                let actor = *dice.of(&COUNTRIES);
                let name = format!("Republic of {actor}, {}", dice.below(1000));
                let route = Route::new().key("actors").key(actor).key("name");
                let edit = Edit::Set { route, value: Value::Text(name.clone()) };
                let Ok(new) = apply(&document(&text), &[edit]) else { continue };
                text = new;
                hand.names.insert(actor.to_owned(), name);
            }
            12 => {
                let summary = format!("What {name} makes of it, {}.", dice.below(1000));
                let route = Route::new().key("summary");
                let edit = Edit::Set { route, value: Value::Text(summary.clone()) };
                let Ok(new) = apply(&document(&text), &[edit]) else { continue };
                text = new;
                hand.summary = Some(summary);
            }
            0..=4 if !ids.is_empty() => {
                let (id, field) = (dice.of(&ids).clone(), *dice.of(&FIELDS));
                let route = Route::event(&id, field);
                let old = field_of(&there.events[id.as_str()], field);
                let edit = match other(dice, field) {
                    Some(value) => Edit::Set { route, value },
                    None if old.is_some() => Edit::Remove { route },
                    None => continue,
                };
                text = apply(&document(&text), &[edit]).unwrap();
                let new = field_of(&timeline(&text).events[id.as_str()], field);
                if let Some(added) = hand.added.get_mut(&id) {
                    *added = timeline(&text).events[id.as_str()].clone();
                } else if new != old {
                    hand.set.insert((id, field), new);
                }
            }
            5 if ids.len() > 1 => {
                let id = dice.of(&ids).clone();
                let named = |event: &Event| event.after.iter().any(|after| after.0 == id);
                if hand.added.contains_key(&id) || there.events.values().any(named) {
                    continue;
                }
                let route = Route::new().key("events").key(id.as_str());
                text = apply(&document(&text), &[Edit::Remove { route }]).unwrap();
                hand.set.retain(|(of, _), _| *of != id);
                hand.lists.retain(|(of, ..), _| *of != id);
                hand.deleted.insert(id);
            }
            6 => {
                let id = format!("{name}-{step}");
                let number = 5000 + step + dice.below(4000);
                let mut event = event(dice, number);
                event.evidence.clear();
                event.title = format!("Known to {name}, {}", dice.below(1_000_000));
                let after = (!ids.is_empty()).then(|| Id(dice.of(&ids).clone()));
                let entries = vec![(Id(id.clone()), Value::from(&event))];
                let edit = Edit::Insert { section: "events".into(), after, entries };
                text = apply(&document(&text), &[edit]).unwrap();
                hand.added.insert(id, event);
            }
            7 | 8 => {
                let comment = format!("# {name} says {} of step {step}", dice.below(1_000_000));
                let lines: Vec<&str> = text.lines().collect();
                let at = dice.below(lines.len());
                let new: Vec<String> = lines
                    .iter()
                    .enumerate()
                    .map(|(n, line)| match (n == at, dice.often(50) && !line.is_empty()) {
                        (true, true) => format!("{line}   {comment}"),
                        (true, false) => {
                            let indent = line.len() - line.trim_start().len();
                            format!("{}{comment}\n{line}", " ".repeat(indent))
                        }
                        _ => (*line).to_owned(),
                    })
                    .collect();
                let new = new.join("\n") + "\n";
                // Not into the middle of a text.
                if read(&document(&new)).1.is_empty() && timeline(&new) == there {
                    text = new;
                    hand.comments.push(comment);
                }
            }
            _ => {
                let new = text
                    .replace("date: \"2024-0", "date: '2024-0")
                    .replace("date: '2024-0", "date: \"2024-0");
                let new = new.replacen("\n\n", "\n\n\n", 1);
                if read(&document(&new)).1.is_empty() && timeline(&new) == there {
                    text = new;
                }
            }
        }
    }
    // What was changed there and back is no edit.
    let before = timeline(base);
    hand.set.retain(|(id, field), value| field_of(&before.events[id.as_str()], field) != *value);
    hand.lists.retain(|(id, list, actor), came| {
        list_of(&before.events[id.as_str()], list).iter().any(|one| one.0 == *actor) != *came
    });
    // A comment may have gone with the event that the same hand deleted.
    hand.comments.retain(|comment| text.contains(comment.as_str()));
    (text, hand)
}

/// A new reading: what it changed by the event's number in the base, and the ids it gave.
struct Reread {
    timeline: Timeline,
    set: BTreeMap<(String, &'static str), Option<String>>,
    removed: BTreeSet<String>,
    /// The quotes of new events.
    added: BTreeSet<String>,
}

fn reread(dice: &mut Dice, base: &Timeline) -> Reread {
    let mut told = Reread {
        timeline: base.clone(),
        set: BTreeMap::new(),
        removed: BTreeSet::new(),
        added: BTreeSet::new(),
    };
    let mut text = write(base);
    for step in 0..dice.below(5) {
        let there = timeline(&text);
        let ids: Vec<String> = there.events.keys().map(|id| id.0.clone()).collect();
        let id = dice.of(&ids).clone();
        match dice.below(8) {
            0..=4 => {
                let field = *dice.of(&FIELDS[..4]);
                let old = field_of(&there.events[id.as_str()], field);
                let Some(value) = other(dice, field) else { continue };
                if told.added.iter().any(|_| id.starts_with("new")) {
                    continue;
                }
                let edit = Edit::Set { route: Route::event(&id, field), value };
                text = apply(&document(&text), &[edit]).unwrap();
                let new = field_of(&timeline(&text).events[id.as_str()], field);
                let was = field_of(&base.events[id.as_str()], field);
                if new == was {
                    told.set.remove(&(id, field));
                } else if new != old {
                    told.set.insert((id, field), new);
                }
            }
            5 => {
                let named = |event: &Event| event.after.iter().any(|after| after.0 == id);
                if ids.len() < 2 || there.events.values().any(named) || id.starts_with("new") {
                    continue;
                }
                let route = Route::new().key("events").key(id.as_str());
                text = apply(&document(&text), &[Edit::Remove { route }]).unwrap();
                told.set.retain(|(of, _), _| *of != id);
                told.removed.insert(id);
            }
            _ => {
                let number = 20_000 + step * 97 + dice.below(90);
                let event = event(dice, number);
                told.added.insert(event.evidence[0].quote.clone().unwrap());
                let entries = vec![(Id(format!("new{step}")), Value::from(&event))];
                let edit = Edit::Insert { section: "events".into(), after: Some(Id(id)), entries };
                text = apply(&document(&text), &[edit]).unwrap();
            }
        }
    }
    let mut new = timeline(&text);
    if dice.often(40) {
        // Another reading gives other ids.
        let of = |id: &Id| {
            Id(format!(
                "r{}",
                id.0.len() * 31
                    + usize::from(id.0.as_bytes()[1]) * 7
                    + id.0.bytes().map(usize::from).sum::<usize>()
            ))
        };
        let ids: BTreeSet<Id> = new.events.keys().map(of).collect();
        if ids.len() == new.events.len() {
            new.events = new
                .events
                .into_iter()
                .map(|(id, mut event)| {
                    event.after = event.after.iter().map(of).collect();
                    (of(&id), event)
                })
                .collect();
        }
    }
    told.timeline = new;
    told
}

fn cases(usual: usize) -> u64 {
    let given = std::env::var("DEMARCHE_CASES").ok().and_then(|number| number.parse().ok());
    given.unwrap_or(usual) as u64
}

#[derive(Default)]
struct Count {
    cases: usize,
    edits: usize,
    comments: usize,
    conflicts: usize,
    false_conflicts: usize,
    taken_for_deleted: usize,
}

fn comments_are_there(text: &str, comments: &[String], case: u64) {
    for comment in comments {
        assert!(text.contains(comment.as_str()), "case {case}: {comment} is lost in\n{text}");
    }
}

#[test]
fn no_new_reading_costs_a_hand_edit_or_a_comment() {
    let mut count = Count::default();
    for case in 0..cases(150) {
        let mut dice = Dice(case.wrapping_mul(0x5851_F42D) + 17);
        let base = random_timeline(&mut dice);
        let (ours, hand) = by_hand(&mut dice, &write(&base), "hand");
        let theirs = reread(&mut dice, &base);
        let reading = Reading {
            base: &base,
            ours: &document(&ours),
            theirs: &theirs.timeline,
            source: &"post".into(),
            changes: None,
            why: &|_| None,
        };
        let merged = merge_reading(&reading).unwrap_or_else(|why| {
            panic!("case {case}: {why:?}\n{ours}\n{}", write(&theirs.timeline))
        });
        let told = || {
            format!(
                "case {case}\nours\n{ours}\ntheirs\n{}\nmerged\n{}",
                write(&theirs.timeline),
                merged.text
            )
        };
        let there = timeline(&merged.text);
        count.cases += 1;

        comments_are_there(&merged.text, &hand.comments, case);
        count.comments += hand.comments.len();
        for ((id, field), value) in &hand.set {
            count.edits += 1;
            let event = there.events.get(id.as_str());
            let event = event.unwrap_or_else(|| panic!("{id} is lost, {}", told()));
            assert_eq!(field_of(event, field), *value, "{id} {field}, {}", told());
        }
        for ((id, list, actor), came) in &hand.lists {
            count.edits += 1;
            let event = there.events.get(id.as_str());
            let event = event.unwrap_or_else(|| panic!("{id} is lost, {}", told()));
            let has = list_of(event, list).iter().any(|one| one.0 == *actor);
            assert_eq!(has, *came, "{actor} in `{list}` of {id}, {}", told());
        }
        for (actor, name) in &hand.names {
            count.edits += 1;
            assert_eq!(there.actors[actor.as_str()].name, *name, "{}", told());
        }
        assert!(hand.summary.is_none() || there.summary == hand.summary, "{}", told());
        for (id, event) in &hand.added {
            assert_eq!(there.events.get(id.as_str()), Some(event), "{id}, {}", told());
        }
        let quotes: BTreeSet<&str> = there
            .events
            .values()
            .flat_map(|event| &event.evidence)
            .filter_map(|one| one.quote.as_deref())
            .collect();
        for id in &hand.deleted {
            assert!(!there.events.contains_key(id.as_str()), "{id} came back, {}", told());
            let quote = base.events[id.as_str()].evidence[0].quote.as_deref().unwrap();
            assert!(!quotes.contains(quote), "{id} came back under another id, {}", told());
        }
        // A new event may look like one that the person deleted; then it stays away, and that is told.
        let away = merged.notes.iter().filter(|note| note.says.ends_with("so it stays away"));
        let mut away = away.count();
        for quote in theirs.added.iter().filter(|quote| !quotes.contains(quote.as_str())) {
            assert!(away > 0, "{quote} is missing, {}", told());
            away -= 1;
            count.taken_for_deleted += 1;
        }
        let touched = |id: &str| hand.touched(id) || hand.deleted.contains(id);
        for ((id, field), value) in &theirs.set {
            if hand.deleted.contains(id) {
                continue;
            }
            let event = there.events.get(id.as_str());
            let event = event.unwrap_or_else(|| panic!("{id} is not told any more, {}", told()));
            let conflict = merged.conflicts.iter().find(|one| {
                one.event.as_ref().is_some_and(|of| of.0 == *id)
                    && one.field.as_deref() == Some(*field)
            });
            let ours = hand.set.get(&(id.clone(), *field));
            match ours {
                Some(ours) if ours == value => assert!(conflict.is_none(), "{}", told()),
                Some(_) => {
                    count.conflicts += 1;
                    let theirs = conflict.and_then(|one| one.theirs.clone());
                    let theirs = theirs.and_then(|one| one.as_str().map(str::to_owned));
                    assert_eq!(theirs, *value, "{id} {field}, {}", told());
                }
                None => assert_eq!(field_of(event, field), *value, "{id} {field}, {}", told()),
            }
        }
        for conflict in &merged.conflicts {
            let id = conflict.event.clone().unwrap_or_default().0;
            let field = conflict.field.clone().unwrap_or_default();
            let both = |key: &(String, &str)| key.0 == id && key.1 == field;
            let real = hand.set.keys().any(both) && theirs.set.keys().any(both);
            count.false_conflicts += usize::from(!real);
        }
        for id in &theirs.removed {
            let by_comment = ours.contains("# hand");
            // What an event still names stays, and that is told.
            let named = there.events.values().any(|event| event.after.iter().any(|of| of.0 == *id))
                && merged.notes.iter().any(|note| note.id.0 == *id);
            if !touched(id) && !by_comment && !named {
                assert!(
                    !there.events.contains_key(id.as_str()),
                    "{id}, that no article tells and nobody touched, stayed, {}",
                    told()
                );
            }
        }
    }
    println!(
        "{} new readings: {} hand edits and {} comments kept, {} conflicts, {} of them false, \
         {} new events taken for deleted ones",
        count.cases,
        count.edits,
        count.comments,
        count.conflicts,
        count.false_conflicts,
        count.taken_for_deleted
    );
    assert!(count.taken_for_deleted * 500 <= count.cases, "{}", count.taken_for_deleted);
    assert!(count.false_conflicts * 100 <= count.edits, "{} false", count.false_conflicts);
    assert!(count.conflicts > 0 && count.comments > 0, "the test tests something");
}

#[test]
fn no_merge_of_two_hands_costs_an_edit_or_a_comment() {
    let mut count = Count::default();
    for case in 0..cases(150) {
        let mut dice = Dice(case.wrapping_mul(0x2545_F491) + 5);
        let base = write(&random_timeline(&mut dice));
        let (ours, our_hand) = by_hand(&mut dice, &base, "ours");
        let (theirs, their_hand) = by_hand(&mut dice, &base, "theirs");
        let merged = merge_files(&document(&base), &document(&ours), &document(&theirs))
            .unwrap_or_else(|why| panic!("case {case}: {why:?}\n{base}\n{ours}\n{theirs}"));
        let told = || {
            format!(
                "case {case}\nbase\n{base}\nours\n{ours}\ntheirs\n{theirs}\nmerged\n{}",
                merged.text
            )
        };
        let there = timeline(&merged.text);
        count.cases += 1;
        let conflict = |id: &str, field: Option<&str>| {
            merged.conflicts.iter().find(|one| {
                one.event.as_ref().is_some_and(|of| of.0 == id) && one.field.as_deref() == field
            })
        };
        let comments: Vec<String> =
            our_hand.comments.iter().chain(&their_hand.comments).cloned().collect();
        // What stood at an entry that the other deleted goes with it, if nobody else touched it.
        let deleted = our_hand.deleted.len() + their_hand.deleted.len();
        if deleted == 0 {
            comments_are_there(&merged.text, &comments, case);
            count.comments += comments.len();
        }
        for (mine, other, is_ours) in
            [(&our_hand, &their_hand, true), (&their_hand, &our_hand, false)]
        {
            for ((id, field), value) in &mine.set {
                count.edits += 1;
                if other.deleted.contains(id) {
                    assert!(conflict(id, None).is_some(), "{id}, {}", told());
                    continue;
                }
                let event = &there.events[id.as_str()];
                let elsewhere = other.set.get(&(id.clone(), *field));
                if is_ours || elsewhere.is_none_or(|elsewhere| elsewhere == value) {
                    // Notes are merged by sentence.
                    let stands = field_of(event, field) == *value
                        || *field == "note"
                            && elsewhere.is_some()
                            && conflict(id, Some(field)).is_none();
                    assert!(stands, "{id} {field}, {}", told());
                } else if *field != "note" {
                    let theirs = conflict(id, Some(field)).and_then(|one| one.theirs.clone());
                    let theirs = theirs.and_then(|one| one.as_str().map(str::to_owned));
                    assert_eq!(theirs, *value, "{id} {field}, {}", told());
                    count.conflicts += 1;
                }
            }
            for ((id, list, actor), came) in &mine.lists {
                count.edits += 1;
                if other.deleted.contains(id) {
                    assert!(conflict(id, None).is_some(), "{id}, {}", told());
                    continue;
                }
                let event = &there.events[id.as_str()];
                let has = list_of(event, list).iter().any(|one| one.0 == *actor);
                // What would have taken a comment of ours along is told instead.
                let is_told = !is_ours && conflict(id, Some(list)).is_some();
                assert!(has == *came || is_told, "{actor} in `{list}` of {id}, {}", told());
            }
            for (actor, name) in &mine.names {
                count.edits += 1;
                let elsewhere = other.names.get(actor);
                if is_ours || elsewhere.is_none_or(|elsewhere| elsewhere == name) {
                    assert_eq!(there.actors[actor.as_str()].name, *name, "{}", told());
                } else {
                    let of = |one: &&Conflict| one.actor.as_ref().is_some_and(|id| id.0 == *actor);
                    let theirs = merged.conflicts.iter().find(of);
                    let theirs = theirs.and_then(|one| one.theirs.as_ref()?.as_str());
                    assert_eq!(theirs, Some(name.as_str()), "{actor}, {}", told());
                    count.conflicts += 1;
                }
            }
            if other.summary.is_none() && mine.summary.is_some() {
                assert_eq!(there.summary, mine.summary, "{}", told());
            }
            for (id, event) in &mine.added {
                assert_eq!(there.events.get(id.as_str()), Some(event), "{id}, {}", told());
            }
            for id in &mine.deleted {
                let kept = there.events.contains_key(id.as_str());
                let worked_on = other.touched(id);
                let commented = !other.comments.is_empty();
                // What an event still names stays, and that is told.
                let named =
                    there.events.values().any(|event| event.after.iter().any(|of| of.0 == *id))
                        && merged.notes.iter().any(|note| note.id.0 == *id);
                assert!(!kept || worked_on || commented || named, "{id} came back, {}", told());
            }
        }
        for one in &merged.conflicts {
            let id = one.event.clone().unwrap_or_default().0;
            let actor = one.actor.clone().unwrap_or_default().0;
            let of = |hand: &Hand| {
                if one.event.is_none() {
                    return hand.names.contains_key(&actor)
                        || one.field.as_deref() == Some("summary") && hand.summary.is_some();
                }
                hand.deleted.contains(&id)
                    || one.field.is_none() && hand.touched(&id)
                    || hand.set.keys().any(|(event, field)| {
                        *event == id && one.field.as_deref().is_none_or(|of| of == *field)
                    })
                    || one.field.is_none() && !hand.comments.is_empty()
            };
            count.false_conflicts += usize::from(!(of(&our_hand) && of(&their_hand)));
        }
    }
    println!(
        "{} merges: {} edits of both sides and {} comments kept or told, {} conflicts, {} false",
        count.cases, count.edits, count.comments, count.conflicts, count.false_conflicts
    );
    assert!(count.false_conflicts * 100 <= count.edits, "{} false", count.false_conflicts);
    assert!(count.conflicts > 0 && count.comments > 0, "the test tests something");
}

#[test]
fn broken_files_are_refused_and_nothing_panics() {
    let mut merged = 0;
    for case in 0..400 {
        let mut dice = Dice(case * 7 + 3);
        let broken = |dice: &mut Dice| {
            let mut text = BASE.to_owned();
            for _ in 0..dice.below(3) {
                let at = dice.below(text.len());
                let Some(at) = (0..=at).rev().find(|at| text.is_char_boundary(*at)) else { break };
                match dice.below(3) {
                    0 if text.is_empty() => break,
                    0 => drop(text.remove(at)),
                    1 => {
                        let pieces = ["#", ": ", "\"", "[", "\n", " - ", "\u{feff}", "|"];
                        text.insert_str(at, pieces[dice.below(pieces.len())]);
                    }
                    _ => text.truncate(at),
                }
            }
            text
        };
        let (base, ours, theirs) = (broken(&mut dice), broken(&mut dice), broken(&mut dice));
        if let Ok(one) = merge_files(&document(&base), &document(&ours), &document(&theirs)) {
            merged += 1;
            assert_eq!(read(&document(&one.text)).0, one.timeline, "{}", one.text);
        }
    }
    assert!(merged > 20, "{merged} could be merged");
}
