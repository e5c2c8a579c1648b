//! Small timelines and what follows from them.
//!
//! A line an event: `id`, then words in any order: a type, a modality, a date, `after=a,b`,
//! `responds-to=a`, `conditional-on=a`, `apart=a+P3D` (after), `apart=a-P1D` (before),
//! `apart=a+<P3D` (within), `during=a`, `lasts=P30D`, `told=source`; or `source id published`.

use insta::assert_snapshot;

use super::*;
use crate::timeline::{Date, Evidence, Source, Timing, Version};
use crate::vocabulary::{Confidence, EventType};

pub(super) fn timeline(lines: &str) -> Timeline {
    let mut timeline = Timeline::default();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut words = line.split(' ');
        let id = words.next().expect("an id");
        if id == "source" {
            let id = words.next().expect("the id of a source");
            let published = words.next().map(Date::new);
            let versions = words
                .map(|seen| Version { seen: Some(seen.to_owned()), ..Version::default() })
                .collect();
            let source = Source { published, versions, ..Source::default() };
            timeline.sources.insert(id.into(), source);
            continue;
        }
        let mut event = Event::new(EventType::Statement, id);
        for word in words {
            let ids = |ids: &str| ids.split(',').map(Id::from).collect::<Vec<Id>>();
            match word.split_once('=') {
                Some(("after", on)) => event.after = ids(on),
                Some(("responds-to", on)) => event.responds_to = ids(on),
                Some(("conditional-on", on)) => event.conditional_on = ids(on),
                Some(("apart", how)) => {
                    // "a+P3D" after, "a-P1D" before; "a+<P3D" within
                    let (on, by) = how.split_once(['+', '-']).expect("a sign");
                    let on = Some(Id::from(on));
                    let mut timing = Timing::default();
                    if how.contains('+') {
                        timing.after = on;
                    } else {
                        timing.before = on;
                    }
                    match by.strip_prefix('<') {
                        Some(within) => timing.within = Some(within.to_owned()),
                        None => timing.by = Some(by.to_owned()),
                    }
                    event.timing.push(timing);
                }
                Some(("during", on)) => {
                    event.timing.push(Timing { during: Some(on.into()), ..Timing::default() });
                }
                Some(("lasts", length)) => {
                    let lasts = Some(length.to_owned());
                    event.timing.push(Timing { lasts, ..Timing::default() });
                }
                Some(("told", by)) => {
                    let evidence = |source| Evidence { source, ..Evidence::default() };
                    event.evidence = ids(by).into_iter().map(evidence).collect();
                }
                Some(("unsure", field)) => {
                    event.confidence.insert(field.to_owned(), Confidence::Low);
                }
                Some(_) => panic!("{word}"),
                None => match (word.parse(), word.parse()) {
                    (Ok(kind), _) => event.kind = kind,
                    (_, Ok(modality)) => event.modality = modality,
                    _ => event.date = Some(Date::new(word)),
                },
            }
        }
        timeline.events.insert(id.into(), event);
    }
    timeline
}

fn step(statement: &Statement<'_>) -> String {
    match statement {
        Statement::Date { event } => format!("date of {event}"),
        Statement::Related { relation, event, on } => format!("{event} {relation} {on}"),
        Statement::Timed { event, at, .. } => format!("timing {at} of {event}"),
        Statement::Reported { event, source } => format!("{source} tells {event}"),
    }
}

fn told(contradictions: &[Contradiction<'_>]) -> String {
    let line = |one: &Contradiction<'_>| {
        let steps: Vec<String> = one.steps.iter().map(step).collect();
        let soft = if one.soft { " (soft)" } else { "" };
        format!("short by {}{soft}: {}\n", one.short_by, steps.join("; "))
    };
    contradictions.iter().map(line).collect()
}

/// Order, bounds (inferred ones with a star), loops and contradictions.
fn all(lines: &str) -> String {
    let timeline = timeline(lines);
    let graph = Graph::new(&timeline);
    let day = |day: Option<NaiveDate>| day.map_or("..".to_owned(), |day| day.to_string());
    let mut out = String::new();
    for id in graph.order() {
        let Bounds { earliest_start, latest_start, earliest_end, latest_end } =
            graph.bounds(id.as_str());
        let star = if graph.is_inferred(id.as_str()) { "*" } else { "" };
        let starts = format!("{} {}", day(earliest_start), day(latest_start));
        let ends = format!("{} {}", day(earliest_end), day(latest_end));
        let ends = if starts == ends { String::new() } else { format!(" | {ends}") };
        out.extend([id.as_str(), star, ": ", &starts, &ends, "\n"]);
    }
    out + &told(&graph.loops()) + &told(&graph.contradictions())
}

#[test]
fn neighbours_narrow_what_is_undated() {
    assert_snapshot!(all("
        reply after=offer,call
        offer 2025-05-11
        call 2025-05-09
        talks talks after=reply
        deal 2025-05-15 after=talks
    "), @r"
    call: 2025-05-09 2025-05-09
    offer: 2025-05-11 2025-05-11
    reply*: 2025-05-11 2025-05-15
    talks*: 2025-05-11 2025-05-15 | 2025-05-11 2025-05-29
    deal: 2025-05-15 2025-05-15
    ");
}

#[test]
fn distances_and_lengths_give_days() {
    assert_snapshot!(all("
        offer 2025-05-11
        reply apart=offer+P3D
        eve apart=summit-P1D
        summit meeting 2025-06-02/2025-06-03
        call during=summit
        soon apart=offer+<P2D
        truce ceasefire 2025-05-12 lasts=P30D
        breach apart=truce+P2W
    "), @r"
    offer: 2025-05-11 2025-05-11
    soon*: 2025-05-11 2025-05-13
    truce*: 2025-05-12 2025-05-12 | 2025-06-10 2025-06-11
    reply*: 2025-05-14 2025-05-14
    eve*: 2025-06-01 2025-06-01
    summit: 2025-06-02 2025-06-02 | 2025-06-03 2025-06-03
    call*: 2025-06-02 2025-06-03
    breach*: 2025-05-23 2025-06-28
    ");
}

#[test]
fn a_distance_that_cannot_be_is_told_with_its_dates() {
    assert_snapshot!(all("
        offer 2025-05-11
        reply 2025-05-20 apart=offer+P3D
    "), @r"
    offer: 2025-05-11 2025-05-11
    reply: 2025-05-20 2025-05-20
    short by 6: date of offer; date of reply; timing 0 of reply
    ");
}

#[test]
fn distances_may_contradict_each_other_without_a_date() {
    assert_snapshot!(all("
        offer
        reply apart=offer+P3D
        answer apart=reply+P3D
        talks apart=answer+P1D apart=offer+<P2D
        deal 2025-05-15 apart=talks+P1D
    "), @r"
    offer*: 2025-05-12 2025-05-14
    talks*: 2025-05-14 2025-05-14
    deal: 2025-05-15 2025-05-15
    reply*: 2025-05-15 2025-05-17
    answer*: 2025-05-18 2025-05-20
    short by 5: timing 1 of talks; timing 0 of reply; timing 0 of answer; timing 0 of talks
    ");
}

#[test]
fn a_coarse_date_is_narrowed_within_itself() {
    assert_snapshot!(all("
        source post 2025-05-12
        offer 2025-05-09
        reply 2025-05 after=offer told=post
        year 2025 told=post
    "), @r"
    year*: 2025-01-01 2025-05-12
    offer: 2025-05-09 2025-05-09
    reply*: 2025-05-09 2025-05-12
    ");
}

#[test]
fn a_contradiction_is_told_by_its_fewest_statements() {
    assert_snapshot!(all("
        a 2025-05-20
        b after=a
        c 2025-05-18 after=b,d
        d after=b
        e 2025-05-30
    "), @r"
    b: .. ..
    d: .. ..
    c: 2025-05-18 2025-05-18
    a: 2025-05-20 2025-05-20
    e: 2025-05-30 2025-05-30
    short by 2: date of c; date of a; b after a; c after b
    short by 2: c after d; date of c; date of a; b after a; d after b
    ");
}

#[test]
fn two_mistakes_are_told_as_two() {
    assert_snapshot!(all("
        a 2025-05-20
        b 2025-05-18 after=a
        c 2025-05-17 after=b
        x 2025-01-02
        y 2025-01-01 responds-to=x
    "), @r"
    y: 2025-01-01 2025-01-01
    x: 2025-01-02 2025-01-02
    c: 2025-05-17 2025-05-17
    b: 2025-05-18 2025-05-18
    a: 2025-05-20 2025-05-20
    short by 2: date of b; date of a; b after a
    short by 1: date of c; date of b; c after b
    short by 1: date of y; date of x; y responds-to x
    ");
}

#[test]
fn the_least_trusted_statement_comes_last() {
    assert_snapshot!(all("
        a 2025-05-20 unsure=date
        b 2025-05-18 after=a
    "), @r"
    b: 2025-05-18 2025-05-18
    a: 2025-05-20 2025-05-20
    short by 2: b after a; date of b; date of a
    ");
}

#[test]
fn a_circle_is_told_at_its_shortest_and_no_further() {
    assert_snapshot!(all("
        a 2025-05-01 after=d
        b 2025-05-02 after=a
        c 2025-05-03 after=b,d
        d 2025-05-04 after=c
        e after=d
        alone after=alone,nobody
    "), @r"
    a: 2025-05-01 2025-05-01
    b: 2025-05-02 2025-05-02
    c: 2025-05-03 2025-05-03
    d: 2025-05-04 2025-05-04
    e*: 2025-05-04 ..
    alone: .. ..
    short by 0: c after d; d after c
    ");
}

#[test]
fn about_is_not_called_wrong_until_it_is_far_off() {
    assert_snapshot!(all("
        a 2025-05-13
        b 2025-05-11~ after=a
        c 2025-05-09~ after=a
        d 2025-05-11~
        e 2025-05 after=d
    "), @r"
    e*: 2025-05-08 2025-05-31
    c: 2025-05-09 2025-05-09
    d: 2025-05-11 2025-05-11
    a: 2025-05-13 2025-05-13
    b*: 2025-05-13 2025-05-14
    short by 1: date of c; date of a; c after a
    ");
}

#[test]
fn doubt_and_plans_make_a_contradiction_soft() {
    assert_snapshot!(all("
        source post 2025-05-12
        a 2025-05-20?
        b 2025-05-18 after=a
        meeting planned 2025-05-10 told=post
        next planned told=post
        talks conditional talks conditional-on=truce 2025-05-15
        truce ceasefire planned 2025-05-16
    "), @r"
    meeting: 2025-05-10 2025-05-10
    next: .. ..
    talks: 2025-05-15 2025-05-15
    truce: 2025-05-16 2025-05-16
    b: 2025-05-18 2025-05-18
    a: 2025-05-20 2025-05-20
    short by 2 (soft): date of b; date of a; b after a
    short by 2 (soft): date of meeting; post tells meeting
    short by 1 (soft): date of talks; date of truce; talks conditional-on truce
    ");
}

#[test]
fn plans_narrow_no_facts_and_denials_narrow_nothing() {
    assert_snapshot!(all("
        fact 2025-05-10
        plan planned 2025-05-15 after=fact,before
        before
        later planned after=fact
        rejection 2025-05-12 responds-to=plan
        denied denied 2025-05-20
        since after=denied
    "), @r"
    fact: 2025-05-10 2025-05-10
    later*: 2025-05-10 ..
    rejection: 2025-05-12 2025-05-12
    before: .. ..
    plan: 2025-05-15 2025-05-15
    denied: 2025-05-20 2025-05-20
    since: .. ..
    ");
}

#[test]
fn what_happened_began_by_the_day_its_first_source_came_out() {
    assert_snapshot!(all("
        source early 2025-05-12
        source late 2025-05-14
        source rewritten 2025-05-12 2025-05-12T06:10Z 2025-05-13T15:40Z
        both told=late,early
        once told=rewritten
        wrong 2025-05-13 told=early
        right 2025-05-13 told=rewritten
        month 2025-05/.. attack told=early
    "), @r"
    month*: 2025-05-01 2025-05-12 | 2025-05-01 ..
    both*: .. 2025-05-12
    once*: .. 2025-05-13
    wrong: 2025-05-13 2025-05-13
    right: 2025-05-13 2025-05-13
    short by 1: date of wrong; early tells wrong
    ");
}

#[test]
fn a_condition_waits_for_the_end_of_what_ends() {
    assert_snapshot!(all("
        summit meeting 2025-05-10/2025-05-12
        signing agreement conditional-on=summit
        truce ceasefire 2025-05-10/..
        talks talks conditional-on=truce
    "), @r"
    summit: 2025-05-10 2025-05-10 | 2025-05-12 2025-05-12
    truce: 2025-05-10 2025-05-10 | 2025-05-10 ..
    talks*: 2025-05-10 ..
    signing*: 2025-05-12 ..
    ");
}

#[test]
fn who_takes_part_and_what_follows_is_told_in_order() {
    use crate::timeline::Actor;
    use crate::vocabulary::ActorKind;

    let mut timeline = timeline(
        "
        source post 2025-05-12
        late 2025-05-12 responds-to=early after=early told=post,post
        early 2025-05-11 told=post,nobody
        ",
    );
    let actor = Actor {
        name: "Ukraine".to_owned(),
        kind: ActorKind::State,
        of: None,
        code: None,
        aliases: Vec::new(),
        offices: Vec::new(),
        aka: Vec::new(),
        note: None,
        extra: crate::timeline::Extra::new(),
    };
    timeline.actors.insert("ukraine".into(), actor);
    for event in timeline.events.values_mut() {
        event.from = vec!["ukraine".into(), "nobody".into()];
        event.to = vec!["ukraine".into()];
    }
    let graph = Graph::new(&timeline);
    let late = Id::from("late");
    let early = Id::from("early");
    assert_eq!(graph.followers("early"), [(Relation::After, &late), (Relation::RespondsTo, &late)]);
    assert_eq!(graph.events_of("ukraine"), [&early, &late]);
    assert_eq!(graph.events_from("post"), [&early, &late]);
    assert!(graph.events_of("nobody").is_empty() && graph.followers("nobody").is_empty());
}

#[test]
fn a_statement_knows_its_place_in_the_file() {
    let timeline = timeline(
        "
        source post 2025-05-12
        a 2025-05-20
        b 2025-05-18 after=x,a told=other,post
        ",
    );
    let id = Id::from;
    let (b, a, post) = (id("b"), id("a"), id("post"));
    for (statement, route) in [
        (Statement::Date { event: &b }, "events.b.date"),
        (Statement::Related { relation: Relation::After, event: &b, on: &a }, "events.b.after[1]"),
        (Statement::Reported { event: &b, source: &post }, "events.b.evidence[1].source"),
    ] {
        assert_eq!(statement.route(&timeline).to_string(), route);
    }
}

/// A chain of events, each after the one before it.
fn chain(events: usize, date: impl Fn(usize) -> Option<String>) -> Timeline {
    let mut timeline = Timeline::default();
    for at in 0..events {
        let mut event = Event::new(EventType::Statement, "one of many");
        event.date = date(at).map(Date::new);
        event.after =
            at.checked_sub(1).map(|before| Id(format!("e{before}"))).into_iter().collect();
        timeline.events.insert(Id(format!("e{at}")), event);
    }
    timeline
}

#[test]
fn no_shape_is_too_much() {
    const EVENTS: usize = 30_000;
    let day = |day: usize| {
        let first = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day");
        first + chrono::Days::new(day as u64)
    };
    let last = format!("e{}", EVENTS - 1);

    let long = chain(EVENTS, |at| (at == 0).then(|| "2025-05-11".to_owned()));
    let graph = Graph::new(&long);
    assert_eq!(graph.bounds(&last).earliest_start, "2025-05-11".parse().ok());
    assert!(graph.loops().is_empty() && graph.contradictions().is_empty());

    let mut ring = chain(EVENTS, |_| None);
    ring.events["e0"].after.push(Id::from(last.as_str()));
    let graph = Graph::new(&ring);
    assert_eq!(graph.loops()[0].steps.len(), EVENTS);

    // Each event lets the next begin no earlier than itself, the first one latest of all: ways of
    // every length grow side by side, and only the longest is too long.
    let steep = chain(EVENTS, |at| {
        let first = day(2 * EVENTS - at);
        Some(if at + 1 == EVENTS {
            day(2 * EVENTS - 1).to_string()
        } else {
            format!("[{first}..]")
        })
    });
    let told = Graph::new(&steep).contradictions();
    assert_eq!((told.len(), told[0].steps.len(), told[0].short_by), (1, EVENTS + 1, 1));

    // A way as long, and nothing beside it.
    let far = chain(EVENTS, |at| match at {
        0 => Some("2025-05-11".to_owned()),
        _ if at + 1 == EVENTS => Some("2025-05-01".to_owned()),
        _ => None,
    });
    let told = Graph::new(&far).contradictions();
    assert_eq!((told.len(), told[0].steps.len(), told[0].short_by), (1, EVENTS + 1, 10));

    // All days in reverse: each pair is a contradiction of its own.
    let reverse = chain(EVENTS, |at| Some(day(EVENTS - at).to_string()));
    assert_eq!(Graph::new(&reverse).contradictions().len(), 1000);
}
