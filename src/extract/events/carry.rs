//! Dates for what is told without one.
//!
//! What is told as the day's news happened about the day of publication, or about the day that its
//! paragraph told last. A story of other days never gets the day of publication: there the last
//! date goes on, or the event stays undated.

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
    let mut last: Option<(usize, When)> = None;
    for telling in tellings.iter_mut() {
        let line = &scene.lines[telling.line];
        if let Some(date) = &telling.date {
            let meets = matches!(telling.kind, EventType::Meeting | EventType::Talks);
            if telling.modality == Modality::Happened && (!telling.nominal || meets) {
                last = carried(&date.value).then(|| (line.paragraph, date.value.clone()));
            }
            continue;
        }
        let leads = lead.is_some_and(|lead| telling.line <= lead + 1);
        if !tells_an_act(scene, telling, line, story, leads) {
            continue;
        }
        let near = last.as_ref().filter(|(paragraph, when)| match (story, scene.published) {
            (Story::News, Some(published)) => {
                let bounds = when.bounds();
                *paragraph == line.paragraph
                    && bounds.before(&When::day(published).bounds()) != Truth::No
                    && bounds.latest_end.is_some_and(|end| (published - end).num_days() <= NEWS)
            }
            (Story::News, None) => false,
            (Story::Account, _) => true,
            // A paragraph may go on where the one before stopped, not further.
            (Story::History, _) => line.paragraph <= *paragraph + 1,
        });
        let (when, rule) = match (near, story, scene.published) {
            (Some((_, when)), ..) => (when.clone(), "carried-over"),
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
    ) || telling.confidence == Confidence::High;
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
