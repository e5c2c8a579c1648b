//! Dates for what is told without one.
//!
//! What is told as the day's news happened about the day of publication, or about the day that its
//! paragraph told last. A story of other days never gets the day of publication: there the last
//! date goes on, or the event stays undated.

use super::super::actors::Who;
use super::super::found::Found;
use super::super::words::{Class, Line, REACH};
use super::{Scene, Telling, dates};
use crate::calendar::{NaiveDate, Truth, When};
use crate::vocabulary::{Confidence, EventType, Modality};

/// Further back than this many days is no news.
const NEWS: i64 = 20;

/// What kind of article the dates of its events make it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    /// Most happened about the day of publication.
    News,
    /// An account of one meeting or day that lies shortly before publication.
    Account,
    /// An account of days long gone, or of unknown distance.
    History,
}

/// Gives a date to what is told in the past without one; says what kind of article it is.
pub(super) fn carry(scene: &Scene<'_, '_>, tellings: &mut [Telling]) -> Story {
    let story = story(scene, tellings);
    if story == Story::News && scene.published.is_none() {
        return story;
    }
    // Tellings come in reading order.
    let lead = tellings
        .first()
        .and_then(|first| scene.lines.iter().position(|l| l.paragraph == first.paragraph));
    joined(scene, tellings);
    let mut last: Option<Last> = None;
    // Who spoke last on a day that is told, and when.
    let mut said: Option<(Vec<Who>, When)> = None;
    for index in 0..tellings.len() {
        let ahead = (story == Story::News).then(|| in_the_same_place(scene, tellings, index));
        let telling = &mut tellings[index];
        let line = &scene.lines[telling.line];
        if let Some(date) = &telling.date {
            let meets = matches!(telling.kind, EventType::Meeting | EventType::Talks);
            let tells = telling.modality == Modality::Happened && (!telling.nominal || meets);
            if tells && speaks(telling.kind) && carried(&date.value) {
                said = Some((telling.from.clone(), date.value.clone()));
            }
            if tells && !is_set_back(line, telling) {
                last = carried(&date.value).then(|| Last {
                    paragraph: line.paragraph,
                    line: telling.line,
                    who: telling.from.iter().chain(&telling.to).copied().collect(),
                    when: date.value.clone(),
                });
            }
            continue;
        }
        // A statement about one day speaks in the present: on the day it came out.
        if let (Story::Account, Some(published)) = (story, scene.published)
            && speaks(telling.kind)
            && !telling.nominal
            && telling.modality == Modality::Happened
            && matches!(line.tag(telling.at), "VBZ" | "VBP")
        {
            telling.date = Some(Found {
                value: When::day(published).approximately(),
                span: telling.trigger.clone(),
                rule: "published-day",
                confidence: Confidence::Low,
            });
            continue;
        }
        let leads = lead.is_some_and(|lead| telling.line <= lead + 1);
        if !tells_an_act(scene, telling, line, story, leads) {
            continue;
        }
        if let Some(when) = spoken(line, telling, said.as_ref()) {
            telling.date = Some(Found {
                value: when.approximately(),
                span: telling.trigger.clone(),
                rule: "carried-over",
                confidence: Confidence::Low,
            });
            continue;
        }
        let near = last.as_ref().filter(|last| match (story, scene.published) {
            (Story::News, Some(published)) => {
                let bounds = last.when.bounds();
                last.paragraph == line.paragraph
                    && last.goes_on(scene, telling)
                    && bounds.before(&When::day(published).bounds()) != Truth::No
                    && bounds.latest_end.is_some_and(|end| (published - end).num_days() <= NEWS)
            }
            (Story::News, None) => false,
            (Story::Account, _) => true,
            // A paragraph may go on where the one before stopped, not further.
            (Story::History, _) => line.paragraph <= last.paragraph + 1,
        });
        let (when, rule) = match (near, story, scene.published) {
            (None, ..) if ahead.as_ref().is_some_and(Option::is_some) => {
                (ahead.flatten().expect("looked at"), "carried-over")
            }
            (Some(last), ..) => (last.when.clone(), "carried-over"),
            (None, Story::News, Some(published)) => (When::day(published), "published-day"),
            _ => continue,
        };
        telling.date = Some(Found {
            value: when.approximately(),
            span: telling.trigger.clone(),
            rule,
            confidence: Confidence::Low,
        });
    }
    story
}

/// What was told last of a day.
struct Last {
    paragraph: usize,
    line: usize,
    who: Vec<Who>,
    when: When,
}

impl Last {
    /// Whether a telling goes on with it: in the same sentence, or of the same people.
    fn goes_on(&self, scene: &Scene<'_, '_>, telling: &Telling) -> bool {
        let of = |who: Who| scene.cast.entities[who].of;
        let same = |one: Who, other: Who| {
            one == other
                || of(one) == Some(other)
                || of(other) == Some(one)
                || of(one).is_some() && of(one) == of(other)
        };
        // "immediately signed it into law", "accepted the apology"
        let line = &scene.lines[telling.line];
        let at_once = (telling.at.saturating_sub(3)..telling.at + 2).any(|i| {
            matches!(line.lower(i), Some("immediately" | "promptly" | "swiftly" | "then"))
        });
        let answers = telling.kind == EventType::Acceptance && self.line + 1 == telling.line;
        self.line == telling.line
            || at_once
            || answers
            || telling.from.is_empty()
            || telling.from.iter().any(|&one| self.who.iter().any(|&other| same(one, other)))
    }
}

/// "met on Tuesday for the first time since the war began in May, and agreed": what is joined to a
/// verb is of its day, whatever day stands between them.
fn joined(scene: &Scene<'_, '_>, tellings: &mut [Telling]) {
    for here in tellings.chunk_by_mut(|one, next| one.line == next.line) {
        let line = &scene.lines[here[0].line];
        for index in 0..here.len() {
            let telling = &here[index];
            if telling.date.is_some() || telling.nominal || telling.modality != Modality::Happened {
                continue;
            }
            let first = line.parse.first_conjunct(line.first + telling.at);
            let first = first.checked_sub(line.first).filter(|&first| first < telling.at);
            let had = |at: usize| (at.saturating_sub(3)..at).any(|i| line.class(i) == Class::Have);
            let verb = first.and_then(|first| {
                // In the order of the words: see [`super::find`].
                let low = here.partition_point(|other| other.at < first);
                here[low..].iter().take_while(|other| other.at == first).find(|other| {
                    !other.nominal
                        && other.modality == Modality::Happened
                        && other.from == telling.from
                        && had(other.at) == had(telling.at)
                })
            });
            let Some(date) = verb.and_then(|verb| verb.date.clone()) else { continue };
            if carried(&date.value) && date.rule == "same-clause" {
                let date =
                    Found { rule: "of-what-it-joins", confidence: Confidence::Medium, ..date };
                here[index].date = Some(date);
            }
        }
    }
}

fn speaks(kind: EventType) -> bool {
    super::dependents::is_said(kind) || kind == EventType::Address
}

/// "He was speaking at the opening of the fair": when he said what was told before.
fn spoken(line: &Line<'_>, telling: &Telling, said: Option<&(Vec<Who>, When)>) -> Option<When> {
    let (who, when) = said?;
    let speaking = speaks(telling.kind)
        && line.lower(telling.at) == Some("speaking")
        && (telling.at.saturating_sub(2)..telling.at)
            .any(|i| matches!(line.lower(i), Some("was" | "were")));
    (speaking && *who == telling.from).then(|| when.clone())
}

/// Whether an event is told to explain another: in a clause with "since", "after", "who", "that".
/// Its day is not that of what goes on.
fn is_set_back(line: &Line<'_>, telling: &Telling) -> bool {
    let parse = line.parse;
    let verb = parse.first_conjunct(line.first + telling.at);
    !telling.nominal
        && (parse.relation(verb) == "acl:relcl"
            || parse.is(verb, "advcl")
                && parse.children_by(verb, "mark").any(|mark| {
                    matches!(&*parse.lemmas[mark], "since" | "after" | "before" | "until")
                }))
}

/// "The leaders met in Accra, where on Sunday they signed": the meeting is of that day.
fn in_the_same_place(scene: &Scene<'_, '_>, tellings: &[Telling], index: usize) -> Option<When> {
    let telling = &tellings[index];
    let line = &scene.lines[telling.line];
    let meets = matches!(telling.kind, EventType::Meeting | EventType::Talks | EventType::Visit);
    if !meets || telling.date.is_some() {
        return None;
    }
    let near = telling.at + REACH;
    let next = tellings[index + 1..]
        .iter()
        .take_while(|other| other.line == telling.line && other.at < near);
    let mut there = next.filter(|other| {
        other.modality == Modality::Happened
            && (telling.at..other.at).any(|i| line.lower(i) == Some("where"))
    });
    let date = there.find_map(|other| other.date.as_ref())?;
    carried(&date.value).then(|| date.value.clone())
}

/// Whether a date may go on to what is told next: one that is known on both sides.
fn carried(when: &When) -> bool {
    let bounds = when.bounds();
    bounds.earliest_start.is_some()
        && bounds.latest_end.is_some()
        && !when.to_string().starts_with('[')
}

/// What the dates of the events that happened make of the article.
fn story(scene: &Scene<'_, '_>, tellings: &[Telling]) -> Story {
    let dated: Vec<(&Telling, NaiveDate, NaiveDate)> = tellings
        .iter()
        .filter(|t| t.modality == Modality::Happened)
        .filter_map(|t| {
            let bounds = t.date.as_ref()?.value.bounds();
            Some((t, bounds.earliest_start?, bounds.latest_end?))
        })
        .collect();
    let Some(published) = scene.published else {
        // Without a day of publication only a story that dates most of itself is one.
        return if dated.len() > 3 && dated.len() * 5 > tellings.len() {
            Story::History
        } else {
            Story::News
        };
    };
    let old = dated.iter().filter(|(_, _, end)| (published - *end).num_days() > NEWS).count();
    // What is told first says what the article is about.
    let fresh = dated.first().is_some_and(|(first, _, end)| {
        first.paragraph <= 2 && (published - *end).num_days() <= NEWS
    });
    if old > 2 && old > dated.len() - old && !fresh {
        return Story::History;
    }
    let Some((first, start, end)) = dated.first() else { return Story::News };
    let absolute = first.date.as_ref().is_some_and(|date| {
        let words = &scene.lines[first.line].words;
        let from = words.partition_point(|word| word.span.start < date.span.start);
        words[from..]
            .iter()
            .take(8)
            .filter(|word| word.span.start >= date.span.start && word.span.end <= date.span.end)
            .any(|word| word.class == Class::Number)
    });
    let leads = tellings.iter().take(4).any(|t| std::ptr::eq(t, *first));
    let only =
        dated.iter().all(|(_, s, e)| s >= start && e <= end || (published - *e).num_days() > NEWS);
    if absolute && leads && only && *end < published && (published - *end).num_days() <= NEWS {
        Story::Account
    } else {
        Story::News
    }
}

/// Whether it is told as an act of its day, not as background.
fn tells_an_act(
    scene: &Scene<'_, '_>,
    telling: &Telling,
    line: &Line<'_>,
    story: Story,
    leads: bool,
) -> bool {
    if telling.nominal && telling.kind != EventType::Address
        || telling.modality != Modality::Happened
    {
        return false;
    }
    let news = !matches!(
        telling.kind,
        EventType::Attack | EventType::Agreement | EventType::Collapse | EventType::Ceasefire
    ) || telling.confidence == Confidence::High
        || leads && !telling.nominal && telling.kind == EventType::Collapse;
    let before = |reach: usize, words: &[&str]| {
        (telling.at.saturating_sub(reach)..telling.at)
            .any(|i| line.lower(i).is_some_and(|word| words.contains(&word)))
    };
    let pluperfect = before(4, &["had"]);
    // "has refused the offer, insisting that": both are of one time.
    let has = before(3, &["has", "have"]) || hangs_on_perfect(line, telling.at);
    let perfect = has
        && telling.kind != EventType::Statement
        && !(story == Story::News
            && (leads || matches!(telling.kind, EventType::Criticism | EventType::Mobilization)));
    let around =
        telling.at.saturating_sub(2 * REACH)..(telling.at + 2 * REACH).min(line.words.len());
    let vague = line.words[around.clone()].iter().any(|word| {
        !dates::is_of_a_time(scene, &word.span)
            && matches!(
                &*word.lower,
                "previously" | "repeatedly" | "long" | "ago" | "recently" | "earlier"
            )
    });
    // "when it first asked"
    let vague = vague || before(1, &["first"]);
    // In a story of other days the present tense is no part of it.
    let present = story != Story::News
        && !before(3, &["was", "were"])
        && line.words[telling.at]
            .form
            .is_some_and(|form| !form.past && !form.participle && !form.ing);
    // An old date in the sentence makes it background.
    let background = story == Story::News
        && dates::within(scene, line, around.clone()).filter_map(|time| time.value.when()).any(
            |when| {
                let end = when.bounds().latest_end;
                end.zip(scene.published).is_some_and(|(end, day)| (day - end).num_days() > NEWS)
            },
        );
    let background = background
        || story == Story::News && is_aside(line, telling.at)
        || dates::hangs_on_event(scene, line, around);
    news && !pluperfect && !perfect && !vague && !present && !background
}

/// "insisting", "calling for" beside a verb in the perfect.
fn hangs_on_perfect(line: &Line<'_>, at: usize) -> bool {
    let parse = line.parse;
    let verb = line.first + at;
    let head = parse.head(verb).filter(|_| parse.is(verb, "advcl") && line.tag(at) == "VBG");
    head.is_some_and(|head| {
        parse.auxiliaries(head).iter().any(|&word| matches!(parse.words[word].xpos, "VBZ" | "VBP"))
            && parse.words[head].xpos == "VBN"
    })
}

/// What is told to say which thing is meant, or since when: "a plan presented by Malta", "since the
/// Duma asked for it". No news, unless the news says so.
fn is_aside(line: &Line<'_>, at: usize) -> bool {
    let parse = line.parse;
    let verb = line.first + at;
    if line.relation(at) == "acl" {
        return line.tag(at) == "VBN";
    }
    parse.is(verb, "advcl")
        && parse.children_by(verb, "mark").chain(parse.children_by(verb, "advmod")).any(|mark| {
            mark < verb && matches!(&*parse.lemmas[mark], "since" | "when" | "until" | "before")
        })
}
