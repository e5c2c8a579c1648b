//! Offices that an article gives to people → remarks, where the register has them otherwise.

use std::collections::HashSet;

use super::actors::Claim;
use super::times::Time;
use super::{Draft, Found};
use crate::article::Article;
use crate::calendar::{NaiveDate, When};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::lexicon::register::judge;

/// Days before publication from which on a time is another time: a title is then the one of then.
const LONG_AGO: i64 = 45;

/// What does not hold together in an article: offices that nobody could be given on its day.
///
/// Places are bytes of [`Article::text`]. Nothing is said without a day of publication, printed or
/// inferred ([`Draft::published`]), and nothing of a title that was right at a past time of which its paragraph speaks.
pub fn remarks(article: &Article, draft: &Draft) -> Vec<Diagnostic> {
    let printed = article.published.map(|published| (published.day, published.day));
    let inferred = || {
        let bounds = draft.published.as_ref()?.when.bounds();
        bounds.earliest_start.zip(bounds.latest_end)
    };
    let Some(days) = printed.or_else(inferred) else { return Vec::new() };
    let as_of = match days {
        (first, last) if first == last => format!("as of {first}"),
        (first, last) => format!("between {first} and {last}"),
    };
    let mut found: Vec<Diagnostic> = wrong(&draft.claims, days)
        .map(|(claim, says)| {
            Diagnostic::new(
                Code::OfficeMismatch,
                format!(
                    "the article calls {} `{}`, but the register has {says}",
                    claim.person, claim.title
                ),
            )
            .label(claim.span.clone(), as_of.clone())
        })
        .collect();
    crate::diagnostic::sort(&mut found);
    found
}

/// The claims that hold on none of these days, with what the register says.
fn wrong(claims: &[Claim], days: (NaiveDate, NaiveDate)) -> impl Iterator<Item = (&Claim, String)> {
    let judged = move |claim: &Claim, days: (NaiveDate, NaiveDate)| {
        judge(&claim.person, &claim.title, claim.of.as_deref(), days)
    };
    // Who is once spoken of in the past, by the title of then, goes by it on the next page, too.
    let past: HashSet<&str> = (claims.iter())
        .filter(|claim| {
            claim.past.iter().any(|when| {
                let bounds = when.bounds();
                let days = bounds.earliest_start.zip(bounds.latest_end);
                days.is_some_and(|(first, last)| {
                    judged(claim, (first, first)).is_none() || judged(claim, (last, last)).is_none()
                })
            })
        })
        .map(|claim| claim.person.as_str())
        .collect();
    claims
        .iter()
        .filter(move |claim| !past.contains(claim.person.as_str()))
        .filter_map(move |claim| Some((claim, judged(claim, days)?)))
}

/// The past times that a paragraph speaks of.
///
/// - `paragraph`: its bytes.
pub(super) fn past(paragraph: &Span, times: &[Found<Time>], day: Option<NaiveDate>) -> Vec<When> {
    let Some(day) = day else { return Vec::new() };
    let first = times.partition_point(|time| time.span.start < paragraph.start);
    times[first..]
        .iter()
        .take_while(|time| time.span.start < paragraph.end)
        .filter_map(|time| time.value.when())
        .filter(|when| {
            let end = when.bounds().latest_end;
            end.is_some_and(|end| (day - end).num_days() > LONG_AGO)
        })
        .take(8)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::extract;
    use super::remarks;
    use crate::article::{self, Published, PublishedBy};
    use crate::text::Text;

    /// What is remarked on offices in a text published on a day.
    fn told(text: &str, day: &str) -> Vec<String> {
        let mut article = article::read(format!("News\n\n{text}\n").as_bytes(), None).unwrap();
        article.published = Some(Published { day: day.parse().unwrap(), by: PublishedBy::Given });
        let draft = extract(&article, &Text::new(&article), None);
        remarks(&article, &draft).iter().map(|remark| remark.message.clone()).collect()
    }

    #[test]
    fn an_office_that_somebody_did_not_hold_on_the_day_is_told() {
        for (day, text, wrong) in [
            (
                "2025-05-12",
                "Former US President Donald Trump called German opposition leader Friedrich Merz.",
                &["`Former US President`", "`German opposition leader`"] as &[_],
            ),
            (
                "2025-06-20",
                "Annalena Baerbock, the German foreign minister, met her Russian counterpart.",
                &["`German foreign minister`"],
            ),
            ("2010-03-01", "Prime Minister David Cameron flew to Berlin.", &["`Prime Minister`"]),
            // Once, then, to come, for the time being.
            ("2025-06-20", "The former German foreign minister, Annalena Baerbock, spoke.", &[]),
            ("2025-05-12", "Then German Chancellor Angela Merkel met Putin in 2015.", &[]),
            ("2024-12-12", "President-elect Donald Trump met US President Joe Biden.", &[]),
            ("2025-04-28", "German Chancellor-designate Friedrich Merz spoke on Monday.", &[]),
            ("2016-09-01", "Acting Brazilian President Michel Temer spoke on Monday.", &[]),
            ("2024-05-13", "German opposition leader Friedrich Merz criticized the plan.", &[]),
        ] {
            let told = told(text, day);
            let each = wrong.iter().all(|title| told.iter().any(|one| one.contains(title)));
            assert!(each && told.len() == wrong.len(), "{day} {text}\n{told:#?}");
        }
    }
}
