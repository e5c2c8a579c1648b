//! What mends a remark: bytes that go, and what comes in their place.
//!
//! A fix is a proposal; here are only its bytes. Whoever applies one reads the outcome again
//! before anything is written.

use std::collections::BTreeMap;

use super::Span;

/// A change of the file after which a remark is no longer due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as something to do: "write `meeting`".
    pub title: String,
    /// The changes in the order of the file; no two touch the same byte.
    pub edits: Vec<Replacement>,
    /// Whether nothing else can have been meant. Only such a fix is applied without asking.
    pub certain: bool,
}

/// Bytes that go, and what comes in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The bytes of the file that go; empty where something is only added.
    pub span: Span,
    /// What comes.
    pub text: String,
}

impl Fix {
    /// A proposal to put a text in the place of some bytes.
    pub fn replace(title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        Self { title: title.into(), edits: Vec::new(), certain: false }.and(span, text)
    }

    /// Another change that belongs to it, behind the ones it has.
    #[must_use]
    pub fn and(mut self, span: Span, text: impl Into<String>) -> Self {
        self.edits.push(Replacement { span, text: text.into() });
        self
    }

    /// Says that nothing else can have been meant.
    #[must_use]
    pub fn certain(mut self) -> Self {
        self.certain = true;
        self
    }
}

/// A text with some fixes applied, and which of them: one that touches bytes of an earlier one,
/// or that does not fit the text, is left out whole.
///
/// The bytes outside the fixes are the same. The result says nothing about sense: read it again.
pub fn apply<'f>(text: &str, fixes: impl IntoIterator<Item = &'f Fix>) -> (String, Vec<bool>) {
    let mut taken: BTreeMap<usize, &Replacement> = BTreeMap::new();
    let mut applied = Vec::new();
    for fix in fixes {
        let free = |span: &Span| {
            let before = taken.range(..span.start).next_back();
            let next = taken.range(span.start..).next();
            before.is_none_or(|(_, edit)| edit.span.end <= span.start)
                // Two changes that begin at one place have no order.
                && next.is_none_or(|(&start, _)| start >= span.end && start > span.start)
        };
        let fits = |edit: &Replacement| text.get(edit.span.clone()).is_some() && free(&edit.span);
        let ordered = fix.edits.windows(2).all(|pair| {
            pair[0].span.end <= pair[1].span.start && pair[0].span.start < pair[1].span.start
        });
        let apply = ordered && fix.edits.iter().all(fits);
        if apply {
            taken.extend(fix.edits.iter().map(|edit| (edit.span.start, edit)));
        }
        applied.push(apply);
    }
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in taken.values() {
        out.push_str(&text[at..edit.span.start]);
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(&text[at..]);
    (out, applied)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixes_that_touch_are_not_both_applied() {
        let fix = |span: Span, text: &str| Fix::replace("", span, text);
        for (fixes, text, applied) in [
            (vec![fix(0..1, "A"), fix(2..3, "C")], "AbC", vec![true, true]),
            (vec![fix(2..3, "C"), fix(0..1, "A")], "AbC", vec![true, true]),
            (vec![fix(0..2, "X"), fix(1..3, "Y")], "Xc", vec![true, false]),
            (vec![fix(0..1, "X").and(2..3, "Z"), fix(1..2, "")], "XZ", vec![true, true]),
            (vec![fix(1..1, "-"), fix(1..1, "+")], "a-bc", vec![true, false]),
            (vec![fix(0..9, "X")], "abc", vec![false]),
        ] {
            assert_eq!(apply("abc", &fixes), (text.to_owned(), applied), "{fixes:?}");
        }
    }
}
