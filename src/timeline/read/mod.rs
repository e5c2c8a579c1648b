//! Text → [`Timeline`], and every mistake on the way.
//!
//! A file without a mistake goes the short way: one typed reading by serde.

use super::guard::guard;
use super::{Document, Timeline};
use crate::diagnostic::{Code, Diagnostic};

/// Reads a timeline and tells every mistake of its form.
///
/// What could be read is in the timeline whatever the mistakes; a wrong field loses only itself.
/// Whether the parts hold together (dates, references) is [`crate::check`]'s to say.
pub fn read(document: &Document) -> (Timeline, Vec<Diagnostic>) {
    let refused = guard(&document.text);
    if !refused.is_empty() {
        return (Timeline::default(), refused);
    }
    match serde_yaml::from_str::<Timeline>(&document.text) {
        Ok(timeline) => (timeline, Vec::new()),
        Err(error) => {
            let at = error.location().map_or(0, |place| place.index().min(document.text.len()));
            let remark =
                Diagnostic::new(Code::YamlSyntax, error.to_string()).label(at..at, String::new());
            (Timeline::default(), vec![remark])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_file_is_read_without_remark() {
        let text = "title: Talks\nevents:\n  kyiv-meeting:\n    type: meeting\n    date: \"2025-05-10\"\n    title: Leaders meet in Kyiv\n    from: [a, b]\n    x-mine: [1]\n";
        let (timeline, remarks) = read(&Document::new("t.yaml", text));
        assert_eq!(remarks, []);
        assert_eq!(timeline.events["kyiv-meeting"].from.len(), 2);
    }
}
