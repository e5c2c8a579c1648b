//! The list of events: what is told between them, and what can be hidden.

use std::collections::BTreeMap;

use demarche::timeline::{Date, Event, Timeline};
use demarche::vocabulary::EventType;

use super::{everything, one};

#[test]
fn long_silences_are_told() {
    let mut timeline = Timeline { title: "T".to_owned(), ..Timeline::default() };
    for (id, date) in [("a", "2025-01-02"), ("b", "2025-01-20"), ("c", "2025-03-10")] {
        let mut event = Event::new(EventType::Meeting, "They meet");
        event.date = Some(Date::new(date));
        timeline.events.insert(id.into(), event);
    }
    let page = &one(&timeline)["sample/index.html"];
    assert_eq!(page.text.matches("without recorded events").count(), 1);
    assert!(page.text.contains("7 weeks without recorded events"));
}

/// An event has the number of each actor by whom the page can be filtered, and no other.
#[test]
fn filters_by_actor_hide_the_right_events() {
    let mut timeline = everything("Harmless");
    timeline.actors["envoy"].name = "Envoy Name".to_owned();
    timeline.actors["state"].name = "State Name".to_owned();
    for (i, event) in timeline.events.values_mut().enumerate() {
        event.from = vec!["envoy".into()];
        event.to = if i % 2 == 0 { vec!["state".into()] } else { Vec::new() };
    }
    let first = timeline.events.get_mut("e0").expect("there");
    (first.from, first.to) = (Vec::new(), vec!["state".into()]);
    let page = &one(&timeline)["sample/index.html"];
    // Three events of the envoy, two of the state.
    let marks: BTreeMap<&str, &str> = (page.elements.iter())
        .filter_map(|(name, attributes)| {
            let value = |key: &str| attributes.iter().find(|(one, _)| one == key);
            let (id, class) = (&value("id")?.1, &value("class")?.1);
            (name == "li").then(|| (id.as_str(), class.rsplit("k-").next().unwrap_or_default()))
        })
        .collect();
    for (id, envoy, state) in
        [("e0", false, true), ("e1", true, false), ("e2", true, true), ("e3", true, false)]
    {
        let classes: Vec<&str> = marks[id].split(' ').collect();
        assert_eq!(classes.contains(&"a1"), envoy, "{id}: {classes:?}");
        assert_eq!(classes.contains(&"a2"), state, "{id}: {classes:?}");
    }
}
