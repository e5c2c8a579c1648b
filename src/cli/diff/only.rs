//! `--only`: the names of fields.

use crate::timeline::field_names;

/// A field on the command line: `date`, `confidence.date`, `x-desk`.
pub(super) fn field(written: &str) -> Result<String, String> {
    let known = |name: &str| field_names().any(|field| field == name);
    let is_field = match written.split_once('.') {
        Some(("confidence" | "reading", of)) => known(of),
        _ => known(written) || written.len() > 2 && written.starts_with("x-"),
    };
    if is_field {
        return Ok(written.to_owned());
    }
    let last = written.rsplit('.').next().unwrap_or(written).to_ascii_lowercase();
    let near = field_names().map(|name| (strsim::osa_distance(&last, name), name)).min();
    let near = near.filter(|(slips, name)| *slips <= 2 && *slips < name.len());
    let meant = near.map(|(_, name)| format!("did you mean `{name}`? ")).unwrap_or_default();
    let mut all: Vec<&str> = Vec::new();
    for name in field_names() {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    Err(format!("no such field; {meant}the fields are {}, and your own x-...", all.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_is_none_is_refused_with_the_one_that_was_meant() {
        for good in ["date", "responds-to", "confidence", "confidence.date", "x-desk"] {
            assert_eq!(field(good).as_deref(), Ok(good));
        }
        for (bad, meant) in [
            ("dates", Some("`date`")),
            ("Date", Some("`date`")),
            ("responds_to", Some("`responds-to`")),
            ("confidence.dat", Some("`date`")),
            ("", None),
            ("x-", None),
            ("mood", None),
            ("events", None),
        ] {
            let why = field(bad).unwrap_err();
            let told = meant.is_none_or(|meant| why.contains(&format!("did you mean {meant}?")));
            assert!(told && meant.is_some() == why.contains("did you mean"), "{bad}: {why}");
            assert!(why.contains("conditional-on, timing"), "{bad}: the list: {why}");
        }
    }
}
