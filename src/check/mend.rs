//! Applying the fixes of which nothing else can have been meant, under a gate.
//!
//! After every step the file is read and checked again. Kept is what makes its remark go, brings no
//! mistake of form, and leaves every comment where it was; whatever else happens, the fix is given
//! up and the reason is told.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Code, Diagnostic, Fix, fix};
use crate::timeline::Document;

/// A file after its certain fixes.
#[derive(Debug)]
pub struct Mended {
    /// The new text; the old one where nothing could be done.
    pub text: String,
    /// What was done, in the order it was done.
    pub done: Vec<String>,
    /// What was given up, and why.
    pub refused: Vec<(String, String)>,
}

/// Mending one mistake may show another behind it; after this many times it is enough.
const ROUNDS: usize = 8;
/// So many fixes are tried one by one where all of them together fail.
const SINGLY: usize = 100;

/// Applies every certain fix.
///
/// - `check`: everything there is to say about a text; called again for each step.
pub fn mend(document: &Document, check: impl Fn(&Document) -> Vec<Diagnostic>) -> Mended {
    let mut mended = Mended { text: document.text.clone(), done: Vec::new(), refused: Vec::new() };
    let mut remarks = check(document);
    for _ in 0..ROUNDS {
        let given_up = |fix: &Fix| mended.refused.iter().any(|(title, _)| *title == fix.title);
        let due: Vec<(Diagnostic, Fix)> = remarks
            .iter()
            .filter_map(|remark| {
                let fix = remark.fixes.iter().find(|fix| fix.certain)?;
                (!given_up(fix)).then(|| (remark.clone(), fix.clone()))
            })
            .collect();
        if due.is_empty() {
            break;
        }
        let current = Document::new(document.name.as_str(), mended.text.as_str());
        match step(&current, &remarks, &due, &check) {
            Ok((text, after, done)) => {
                mended.text = text;
                mended.done.extend(done);
                remarks = after;
            }
            Err(why) => {
                let Some(after) = singly(&mut mended, &document.name, remarks, &due, &check, &why)
                else {
                    break;
                };
                remarks = after;
            }
        }
    }
    mended
}

/// Applies fixes one by one; `None` where none of them could be.
fn singly(
    mended: &mut Mended,
    name: &str,
    mut remarks: Vec<Diagnostic>,
    due: &[(Diagnostic, Fix)],
    check: &impl Fn(&Document) -> Vec<Diagnostic>,
    why: &str,
) -> Option<Vec<Diagnostic>> {
    if due.len() > SINGLY {
        mended.refused.extend(due.iter().map(|(_, fix)| (fix.title.clone(), why.to_owned())));
        return None;
    }
    let mut any = false;
    // From the end, so that the places of those before it stay.
    for one in due.iter().rev() {
        let current = Document::new(name, mended.text.as_str());
        match step(&current, &remarks, std::slice::from_ref(one), check) {
            Ok((text, after, done)) => {
                mended.text = text;
                mended.done.extend(done);
                remarks = after;
                any = true;
            }
            Err(why) => mended.refused.push((one.1.title.clone(), why)),
        }
    }
    any.then_some(remarks)
}

type Step = (String, Vec<Diagnostic>, Vec<String>);

/// Applies some fixes together; the new text with what there is to say about it and what was done.
fn step(
    document: &Document,
    before: &[Diagnostic],
    due: &[(Diagnostic, Fix)],
    check: &impl Fn(&Document) -> Vec<Diagnostic>,
) -> Result<Step, String> {
    let (text, applied) = fix::apply(&document.text, due.iter().map(|(_, fix)| fix));
    let edited = Document::new(document.name.as_str(), text);
    let after = check(&edited);
    let (was, is) = (counted(before), counted(&after));
    let mut gone: BTreeMap<(Code, &str), usize> = BTreeMap::new();
    let mut done = Vec::new();
    for ((remark, fix), applied) in due.iter().zip(applied) {
        if applied {
            *gone.entry((remark.code, &remark.message)).or_default() += 1;
            done.push(format!("{}: {}", remark.code, fix.title));
        }
    }
    if done.is_empty() {
        return Err("it touches what another fix changes".to_owned());
    }
    for (key, times) in &gone {
        let left = is.get(key).copied().unwrap_or(0);
        if left + times > was.get(key).copied().unwrap_or(0) {
            return Err("what it mends would still be told".to_owned());
        }
    }
    let form = |remarks: &[Diagnostic]| remarks.iter().filter(|one| one.code.is_form()).count();
    if form(&after) > form(before) {
        return Err("the file could not be read any more".to_owned());
    }
    if comments(document) != comments(&edited) {
        return Err("a comment would be lost".to_owned());
    }
    Ok((edited.text, after, done))
}

fn counted(remarks: &[Diagnostic]) -> HashMap<(Code, &str), usize> {
    let mut counted = HashMap::new();
    for remark in remarks {
        *counted.entry((remark.code, remark.message.as_str())).or_default() += 1;
    }
    counted
}

fn comments(document: &Document) -> Vec<&str> {
    document.comments().into_iter().map(|place| &document.text[place]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Articles, everything};
    use crate::graph::Graph;
    use crate::timeline::read;

    fn all(document: &Document) -> Vec<Diagnostic> {
        let (timeline, told) = read(document);
        let graph = Graph::new(&timeline);
        everything(document, (&timeline, &told), &graph, &Articles::new())
    }

    #[test]
    fn what_is_certain_is_mended_and_nothing_else_moves() {
        let text = "# kept\r\ntilte: Talks: a beginning  # two\r\nevents:\r\n  Kyiv Meeting:\r\n\
                    \x20   type: meting\r\n    date: 11 May 2025\r\n    title: 'it's so'\r\n\
                    \x20   from: a, b # three\r\n  two:\r\n    type: call\r\n    title: Two\r\n\
                    \x20   after: Kyiv Meeting\r\n";
        let document = Document::new("t.yaml", text);
        let mended = mend(&document, all);
        let expected = "# kept\r\ntitle: \"Talks: a beginning\"  # two\r\nevents:\r\n\
                        \x20 kyiv-meeting:\r\n    type: meeting\r\n    date: \"2025-05-11\"\r\n\
                        \x20   title: \"it's so\"\r\n    from: [a, b] # three\r\n  two:\r\n\
                        \x20   type: call\r\n    title: Two\r\n    after: kyiv-meeting\r\n";
        assert_eq!(mended.text, expected, "{:?}", mended.refused);
        assert_eq!(mended.done.len(), 7, "{:?}", mended.done);
    }

    #[test]
    fn a_fix_that_does_not_mend_is_given_up() {
        let document = Document::new("t.yaml", "title: x\nevents: {}\n");
        let wrong = |_: &Document| {
            let fix = Fix::replace("write y", 7..8, "y").certain();
            vec![Diagnostic::new(Code::BadValue, "always").label(7..8, "").fix(fix)]
        };
        let mended = mend(&document, wrong);
        assert_eq!((mended.text.as_str(), mended.done.len()), ("title: x\nevents: {}\n", 0));
        assert_eq!(mended.refused[0].1, "what it mends would still be told");
    }
}
