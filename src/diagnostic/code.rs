//! The codes: one word a remark, each with its severity and its explaining page.

use super::Severity;

/// Declares the codes with their names and severities.
macro_rules! codes {
    ($( $(#[$meta:meta])* $variant:ident = $name:literal, $severity:ident; )+) => {
        /// Which remark it is: a word, the same for ever.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $( $(#[$meta])* $variant, )+ }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$( Code::$variant, )+];

            /// The word it goes by: `date-order`.
            pub const fn name(self) -> &'static str {
                match self { $( Code::$variant => $name, )+ }
            }

            /// How bad it is, unless somebody says otherwise.
            pub const fn severity(self) -> Severity {
                match self { $( Code::$variant => Severity::$severity, )+ }
            }

            /// The page that explains it: what, why, before and after. Markdown.
            pub const fn explanation(self) -> &'static str {
                match self { $( Code::$variant => include_str!(concat!("explain/", $name, ".md")), )+ }
            }
        }
    };
}

codes! {
    /// The file is no YAML at all.
    YamlSyntax = "yaml-syntax", Error;
    /// Anchors, aliases, tags, merge keys, several documents, deep nesting: YAML that no timeline needs.
    YamlFeature = "yaml-feature", Error;
    /// Bytes that are not UTF-8 text, or control characters.
    NotText = "not-text", Error;
    /// Larger than any timeline.
    TooLarge = "too-large", Error;
    /// A key that the format does not know.
    UnknownField = "unknown-field", Error;
    /// A key that must be there and is not.
    MissingField = "missing-field", Error;
    /// A value of the wrong shape or outside the vocabulary.
    BadValue = "bad-value", Error;
    /// The same key or id twice.
    DuplicateId = "duplicate-id", Error;
    /// An id that cannot be an address.
    BadId = "bad-id", Error;
    /// A relation to an event that is not there.
    UnknownEvent = "unknown-event", Error;
    /// An actor whom nobody introduced.
    UnknownActor = "unknown-actor", Error;
    /// Evidence from a source that is not listed.
    UnknownSource = "unknown-source", Error;
    /// A date that is no EDTF date of levels 0 and 1 or one-of set.
    BadDate = "bad-date", Error;
    /// A span of dates whose ends are swapped.
    DateReversed = "date-reversed", Error;
    /// A date that can be read, but says more or other than dates here say.
    OddDate = "odd-date", Warning;
    /// An address that is no http or https URL.
    BadUrl = "bad-url", Error;
    /// A file outside the timeline's folder.
    BadPath = "bad-path", Error;
    /// Events that come after each other in a circle.
    OrderLoop = "order-loop", Error;
    /// Dates that no choice of days can bring into the stated order.
    DateOrder = "date-order", Error;
    /// An event that depends on itself.
    SelfReference = "self-reference", Error;
    /// A quote that does not stand in the article.
    QuoteNotInArticle = "quote-not-in-article", Warning;
    /// A quote that stands in the article more than once, without prefix or suffix.
    QuoteAmbiguous = "quote-ambiguous", Warning;
    /// The article's file is not there.
    FileMissing = "file-missing", Warning;
    /// An event that rests on nothing.
    EventWithoutEvidence = "event-without-evidence", Warning;
    /// Planned, but its day lies before the day its source came out.
    PlannedButOver = "planned-but-over", Warning;
    /// Happened, but only after the day its source came out.
    HappenedInFuture = "happened-in-future", Warning;
    /// The same actor does it and suffers it.
    SourceIsTarget = "source-is-target", Warning;
    /// Two actors that go by one name.
    TwoNamesOneActor = "two-names-one-actor", Warning;
    /// An actor that no event names.
    UnusedActor = "unused-actor", Warning;
    /// A source that no event rests on.
    UnusedSource = "unused-source", Warning;
    /// An article gives somebody an office that he or she did not hold on the day.
    OfficeMismatch = "office-mismatch", Warning;
    /// Versions of an article that are not in the order they were seen.
    VersionOrder = "version-order", Warning;
    /// Something that a merge could not settle.
    Conflict = "conflict", Warning;
    /// Characters that hide or turn around what a reader sees.
    HiddenCharacters = "hidden-characters", Warning;
    /// A weekday that does not fall on the date it is said of.
    WeekdayMismatch = "weekday-mismatch", Warning;
    /// A person for whom the file names no state or organization.
    PersonWithoutState = "person-without-state", Warning;
    /// A quote from a source of which no copy is kept.
    SourceWithoutFile = "source-without-file", Warning;
    /// A comment that allows a remark which nothing earns.
    UnusedAllow = "unused-allow", Warning;
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

impl Code {
    /// The code that goes by a word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == word)
    }

    /// The code that a word is a slip of the finger away from.
    pub fn nearest(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .map(|code| (strsim::osa_distance(word, code.name()), *code))
            .min()
            .filter(|(distance, code)| *distance <= code.name().len() / 2)
            .map(|(_, code)| code)
    }

    /// Whether it is about how the file is written, so that nothing can be read while it stands.
    pub const fn is_form(self) -> bool {
        matches!(self, Self::YamlSyntax | Self::YamlFeature | Self::NotText | Self::TooLarge)
    }
}
