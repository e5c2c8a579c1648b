//! What dates nothing: now and then, how often, the hour.

use super::moment::Unit;
use super::view::View;
use super::{Context, Hit, Says};

pub(super) fn read(view: &View<'_>, _context: &Context, at: usize) -> Option<Hit> {
    reference(view, at).or_else(|| often(view, at)).or_else(|| hour(view, at))
}

fn reference(view: &View<'_>, at: usize) -> Option<Hit> {
    let (says, end) = match (view.low(at), view.low(at + 1)) {
        ("now" | "currently", _) => ("PRESENT_REF", at + 1),
        ("recently", _) => ("PAST_REF", at + 1),
        ("the", "future") => ("FUTURE_REF", at + 2),
        ("the", "past") if !view.is_capital(at + 1) && super::days::ends_here(view, at + 2) => {
            ("PAST_REF", at + 2)
        }
        _ => return None,
    };
    Some(Hit::new(end, Says::Vague(says), "vague"))
}

/// "daily", "annually", "every day", "each year", "twice a year".
fn often(view: &View<'_>, at: usize) -> Option<Hit> {
    let low = view.low(at);
    // A newspaper: "the daily Post".
    if view.is_capital(at + 1) && low == "daily" {
        return None;
    }
    let unit = match low {
        "daily" => Unit::Day,
        "weekly" => Unit::Week,
        "monthly" => Unit::Month,
        "annually" | "yearly" => Unit::Year,
        "every" | "each" => {
            let next = view.low(at + 1);
            if let Some(month) = view.month(at + 1) {
                let value = format!("XXXX-{month:02}");
                return Some(Hit::new(at + 2, Says::Set(value), "every-unit"));
            }
            let (unit, plural) = Unit::of(next)?;
            return (!plural)
                .then(|| Hit::new(at + 2, Says::Set(unit.length(Some(1))), "every-unit"));
        }
        _ => return None,
    };
    Some(Hit::new(at + 1, Says::Set(unit.length(Some(1))), "every-unit"))
}

/// "18:00 UTC", "10 a.m.", "noon": kept as words, the day counts.
fn hour(view: &View<'_>, at: usize) -> Option<Hit> {
    if matches!(view.word(at), "noon" | "midday") {
        return Some(Hit::new(at + 1, Says::Clock("T12:00".to_owned()), "clock"));
    }
    let (hours, minutes) = match view.low(at).split_once(':') {
        Some((hours, minutes)) if minutes.len() == 2 => {
            (hours.parse().ok()?, minutes.parse().ok()?)
        }
        Some(_) => return None,
        None => (view.digits(at, 1..=2)?, 0),
    };
    let (hours, minutes): (u32, u32) = (hours, minutes);
    let colon = view.low(at).contains(':');
    if hours > 24 || minutes > 59 {
        return None;
    }
    let (add, mut end) = match view.low(at + 1) {
        "p.m." | "pm" if hours < 12 => (12, at + 2),
        "a.m." | "am" | "p.m." | "pm" => (0, at + 2),
        _ if colon => (0, at + 1),
        _ => return None,
    };
    let zone = if matches!(view.low(end), "utc" | "gmt") { "Z" } else { "" };
    if !zone.is_empty() || matches!(view.word(end), "EST" | "EDT" | "ET" | "CET" | "CEST") {
        end += 1;
    } else if colon && end == at + 1 {
        return None;
    }
    let value = format!("T{:02}:{minutes:02}{zone}", hours + add);
    Some(Hit::new(end, Says::Clock(value), "clock"))
}
