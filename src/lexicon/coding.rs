//! Words that only who codes deeds asks for.

use std::collections::HashSet;

use serde::Deserialize;

use super::read;

/// Words around a deed, in base form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Coding {
    /// "shipment": what it is of is meant.
    pub(crate) packs: HashSet<String>,
    /// "begin": the deed after it stays what it is.
    pub(crate) through: HashSet<String>,
    /// "plan", "ready": the deed after it is meant.
    pub(crate) intends: HashSet<String>,
    /// "want": the deed after it is wanted of others.
    pub(crate) wants: HashSet<String>,
    /// "fail": the deed after it was not done.
    pub(crate) fails: HashSet<String>,
    /// "dollars": a sum of them is money.
    pub(crate) currencies: HashSet<String>,
}

impl Coding {
    pub(super) fn new() -> Self {
        read("coding.yaml", include_str!("data/coding.yaml"))
    }
}
