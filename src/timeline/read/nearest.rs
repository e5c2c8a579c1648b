//! Which known word somebody probably meant.

/// What other formats, and other people, call our fields.
const OTHER_NAMES: &[(&str, &[&str])] = &[
    ("title", &["name", "headline", "label", "what"]),
    ("name", &["title", "label"]),
    ("summary", &["description", "about", "abstract", "note"]),
    ("note", &["comment", "notes", "description", "remark", "text", "summary"]),
    ("type", &["kind", "category", "class", "event-type"]),
    ("kind", &["type", "category", "class"]),
    ("date", &["day", "when", "time", "on", "start", "begin"]),
    ("from", &["actor", "actors", "who", "by", "source", "sources", "subject", "start"]),
    ("to", &["target", "targets", "with", "whom", "object", "end"]),
    ("place", &["location", "where", "venue", "city"]),
    ("modality", &["status", "certainty", "mode"]),
    ("evidence", &["quote", "quotes", "proof", "reference", "references", "sources"]),
    ("after", &["follows", "since"]),
    ("responds-to", &["answers", "reply-to", "in-reply-to", "reaction-to"]),
    ("conditional-on", &["depends-on", "requires", "if", "condition"]),
    ("aka", &["ids", "former-ids", "old-ids"]),
    ("aliases", &["alias", "aka", "names", "other-names"]),
    ("of", &["affiliation", "member-of", "country", "organization", "state"]),
    ("offices", &["office", "positions", "position", "roles", "role"]),
    ("published", &["date", "day", "when"]),
    ("publisher", &["newspaper", "site", "outlet"]),
    ("author", &["by", "byline", "authors"]),
    ("url", &["link", "href", "address", "uri"]),
    ("versions", &["files", "file", "copies", "version"]),
    ("file", &["path"]),
    ("seen", &["date", "retrieved", "accessed", "when"]),
    ("source", &["article", "from"]),
    ("quote", &["text", "words"]),
];

/// Further than this from any word, nothing was meant.
const LONGEST: usize = 40;

/// What somebody meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meant<'w> {
    pub(super) word: &'w str,
    /// It was mistyped, so that nothing else can have been meant.
    pub(super) slip: bool,
}

/// The known word that is at most two slips away, or that goes by this name elsewhere.
pub(super) fn nearest<'w>(
    written: &str,
    known: impl Iterator<Item = &'w str>,
) -> Option<Meant<'w>> {
    if written.len() > LONGEST {
        return None;
    }
    let written: String = written
        .chars()
        .map(|c| if matches!(c, '_' | ' ' | '.') { '-' } else { c.to_ascii_lowercase() })
        .collect();
    let known: Vec<&str> = known.collect();
    let slips = |most: usize| {
        known
            .iter()
            .map(|word| (strsim::osa_distance(&written, word), *word))
            .filter(|(slips, word)| *slips <= most && *slips < word.len())
            .min_by_key(|(slips, _)| *slips)
            .map(|(_, word)| Meant { word, slip: written.len() > 3 })
    };
    let elsewhere = || {
        let word = known.iter().copied().find(|word| {
            OTHER_NAMES
                .iter()
                .any(|(ours, others)| ours == word && others.contains(&written.as_str()))
        });
        word.map(|word| Meant { word, slip: false })
    };
    // Another form of the same word: "deny" for "denied".
    let form = || {
        let stem = |word: &str| {
            let same = written.bytes().zip(word.bytes()).take_while(|(one, two)| one == two);
            let same = same.count();
            same >= 3 && written.len() - same <= 2 && word.len() - same <= 3
        };
        let mut words = known.iter().copied().filter(|word| stem(word));
        words.next().filter(|_| words.next().is_none()).map(|word| Meant { word, slip: false })
    };
    let two = || slips(if written.len() <= 3 { 1 } else { 2 });
    slips(1).or_else(elsewhere).or_else(two).or_else(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_was_meant_is_found() {
        const EVENT: [&str; 9] =
            ["type", "date", "title", "from", "to", "place", "responds-to", "evidence", "note"];
        for (written, meant) in [
            ("tilte", Some("title")),
            ("Title", Some("title")),
            ("responds_to", Some("responds-to")),
            ("form", Some("from")),
            ("location", Some("place")),
            ("quote", Some("evidence")),
            ("t", Some("to")),
            ("tpoy", None),
            ("evident", Some("evidence")),
            ("zzzz", None),
            ("", None),
        ] {
            let found = nearest(written, EVENT.into_iter()).map(|meant| meant.word);
            assert_eq!(found, meant, "{written}");
        }
        assert_eq!(nearest(&"type".repeat(1_000_000), EVENT.into_iter()), None);
    }
}
