//! Dates that several contradictions share: one wrong date is one mistake, however many relations
//! it offends.

use std::collections::BTreeMap;

use crate::graph::{Contradiction, Statement};
use crate::timeline::{Id, Timeline};

/// Contradictions that are told in one remark.
pub(super) enum Case<'c, 't> {
    /// One that shares its dates with no other.
    Single(&'c Contradiction<'t>),
    /// Several that would all be mended by another date of one event.
    Shared(&'t Id, Vec<&'c Contradiction<'t>>),
}

/// Gathers contradictions by the date that most of them share; of dates shared by as many, by the
/// one that stands last in the file. What is gathered once is not counted for another date.
pub(super) fn gather<'c, 't>(
    timeline: &Timeline,
    contradictions: &'c [Contradiction<'t>],
) -> Vec<Case<'c, 't>> {
    let mut by_date: BTreeMap<&'t Id, Vec<usize>> = BTreeMap::new();
    for (at, contradiction) in contradictions.iter().enumerate() {
        for step in &contradiction.steps {
            if let Statement::Date { event } = *step {
                by_date.entry(event).or_default().push(at);
            }
        }
    }
    let mut told = vec![false; contradictions.len()];
    let mut cases = Vec::new();
    loop {
        by_date.retain(|_, shared| {
            shared.retain(|at| !told[*at]);
            shared.len() > 1
        });
        let most = by_date
            .iter()
            .max_by_key(|(id, shared)| (shared.len(), timeline.events.get_index_of(id.as_str())));
        let Some((&id, shared)) = most else { break };
        for at in shared {
            told[*at] = true;
        }
        cases.push(Case::Shared(id, shared.iter().map(|at| &contradictions[*at]).collect()));
    }
    let rest = contradictions.iter().zip(told).filter(|(_, told)| !told);
    cases.extend(rest.map(|(contradiction, _)| Case::Single(contradiction)));
    cases
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use crate::check::{Articles, check};
    use crate::diagnostic::{Code, Diagnostic, Severity};
    use crate::graph::Graph;
    use crate::timeline::{Document, read};

    /// What every event here says.
    const SAME: &str = "    type: statement\n    title: A\n    evidence: [{source: post}]\n";

    /// What is told of the order of events given as "id date [relation: others; ...]", a line each.
    fn remarks(events: &str) -> Vec<Diagnostic> {
        let mut text =
            "title: T\nsources:\n  post: {title: P, published: \"2025-06-01\"}\nevents:\n"
                .to_owned();
        for line in events.trim().lines() {
            let mut parts = line.trim().splitn(3, ' ');
            let (id, date) = (parts.next().unwrap(), parts.next().unwrap());
            let more = parts
                .next()
                .map_or(String::new(), |more| format!("    {}\n", more.replace("; ", "\n    ")));
            text.extend([&format!("  {id}:\n    date: \"{date}\"\n{more}"), SAME]);
        }
        let document = Document::new("t.yaml", text);
        let (timeline, remarks) = read(&document);
        assert_eq!(remarks, []);
        let found = check(&document, &timeline, &Graph::new(&timeline), &Articles::new());
        found.into_iter().filter(|remark| remark.code == Code::DateOrder).collect()
    }

    fn told(events: &str) -> String {
        let line = |remark: &Diagnostic| {
            let labels = remark.labels.iter().map(|label| format!("  {}\n", label.text));
            format!("{}\n{}", remark.message, labels.collect::<String>())
        };
        remarks(events).iter().map(line).collect()
    }

    #[test]
    fn one_wrong_date_is_one_remark() {
        assert_snapshot!(told("
            offer 2025-05-21
            answer 2025-05-12 responds-to: [offer]
            call 2025-05-13 after: [offer]
            talks 2025-05-14 after: [offer, call]
        "), @r"
        the date of `offer` does not fit those of `answer`, `call` and `talks`
          in each of 3 contradictions
          `answer` responds to `offer` but ends 2025-05-12
          `call` comes after `offer` but ends 2025-05-13
          `talks` comes after `offer` but ends 2025-05-14
        ");
        assert_snapshot!(told("
            offer 2025-05-11
            answer 2025-05-12
            talks 2025-05-01 after: [offer, answer]
        "), @r"
        the date of `talks` does not fit those of `answer` and `offer`
          in each of 2 contradictions
          `talks` comes after `answer`, which begins 2025-05-12
          `talks` comes after `offer`, which begins 2025-05-11
        ");
    }

    #[test]
    fn a_date_may_be_wrong_by_way_of_others() {
        assert_snapshot!(told("
            offer 2025-05-21
            answer 2025 responds-to: [offer]
            talks 2025-05-14 after: [answer]
            call 2025-05-13 after: [offer]
        "), @r"
        the date of `offer` does not fit those of `call` and `talks`
          in each of 2 contradictions
          `call` comes after `offer` but ends 2025-05-13
          `answer` responds to `offer`
          `talks` comes after `answer`
          `talks` has the date 2025-05-14
        ");
    }

    #[test]
    fn two_relations_between_the_same_events_are_one_remark() {
        assert_snapshot!(told("
            offer 2025-05-11
            answer 2025-05-09 after: [offer]; responds-to: [offer]
        "), @r"
        the date of `answer` does not fit that of `offer`
          in each of 2 contradictions
          `answer` comes after `offer`, which begins 2025-05-11
          `answer` responds to `offer`, which begins 2025-05-11
        ");
    }

    #[test]
    fn what_shares_no_date_stays_apart() {
        assert_eq!(
            remarks("a 2025-05-11\nb 2025-05-09 after: [a]\nc 2025-05-11\nd 2025-05-09 after: [c]")
                .len(),
            2
        );
    }

    #[test]
    fn one_that_is_an_error_makes_all_of_them_an_error() {
        let severity = |call: &str| {
            remarks(&format!(
                "offer 2025-05-21\nanswer 2025-05-12? after: [offer]\ncall {call} after: [offer]"
            ))
            .iter()
            .map(|remark| remark.severity)
            .collect::<Vec<_>>()
        };
        assert_eq!(severity("2025-05-13"), [Severity::Error]);
        assert_eq!(severity("2025-05-13?"), [Severity::Warning]);
    }
}
