//! A finding in an article: what was read, from which words, by which rule.

use crate::diagnostic::Span;
use crate::vocabulary::Confidence;

/// What was read from an article, with the words and the rule that it rests on.
///
/// Every finding keeps both, so that whatever is made of it can be traced to the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// What was read.
    pub value: T,
    /// The words it was read from, in bytes of the article's text.
    pub span: Span,
    /// The rule that fired, by a name that does not change: `bare-weekday`.
    pub rule: &'static str,
    /// How sure the rule is here.
    pub confidence: Confidence,
}

impl<T> Found<T> {
    /// The same words and rule, with something else made of the value.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Found<U> {
        Found {
            value: make(self.value),
            span: self.span,
            rule: self.rule,
            confidence: self.confidence,
        }
    }
}
