//! Tokens → words: what kind of word each is by a list of small words, and what the parse says of
//! it.
//!
//! The list is sure of its few words; tags, dictionary forms, heads and relations are the parse's
//! and right nine times in ten.

use std::borrow::Cow;

use crate::article::Article;
use crate::diagnostic::Span;
use crate::lexicon::{Form, lexicon};
use crate::text::{Parse, Sentence, Text, TokenKind};

/// How far a search goes, in words: what depends on each other stands closer, and no sentence,
/// however long, takes more than its length times this.
pub(crate) const REACH: usize = 48;

/// How many words a phrase may have before the rest of it is left out.
const PHRASE: usize = 60;

/// The words of a sentence.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    /// Index into the article's paragraphs.
    pub(crate) paragraph: usize,
    /// In reading order.
    pub(crate) words: Vec<Word<'a>>,
    /// All capitals, as headlines once were.
    pub(crate) shouts: bool,
    /// The parse of the whole text.
    pub(crate) parse: &'a Parse<'a>,
    /// The token of the text that is word 0.
    pub(crate) first: usize,
}

/// A word or a mark of a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Word<'a> {
    pub(crate) text: &'a str,
    pub(crate) lower: Cow<'a, str>,
    pub(crate) span: Span,
    pub(crate) class: Class,
    /// As a form of a verb, where it can be one.
    pub(crate) form: Option<Form>,
    /// Begins with a capital.
    pub(crate) capital: bool,
    /// Lies between quotation marks.
    pub(crate) quoted: bool,
}

/// What kind of word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Comma,
    /// A mark that ends a clause: `;`, `:`, a dash.
    Break,
    /// A quotation mark.
    Quote,
    /// Any other mark.
    Mark,
    Determiner,
    /// "his", "its", and "'s".
    Possessive,
    Pronoun,
    Preposition,
    Conjunction,
    Subordinator,
    To,
    Be,
    Have,
    Do,
    Modal,
    Negation,
    Adverb,
    Number,
    Other,
}

/// The sentences of an article as words.
pub(crate) fn lines<'a>(article: &'a Article, text: &Text, parse: &'a Parse<'a>) -> Vec<Line<'a>> {
    let line = |sentence: &Sentence| {
        let words: Vec<Word<'a>> = text.tokens[sentence.tokens.clone()]
            .iter()
            .map(|token| {
                let lower = token.lower(article);
                let word = token.text(article);
                Word {
                    text: word,
                    // The United States, not "us".
                    class: if word == "US" { Class::Other } else { class(&lower, token.kind) },
                    form: lexicon().verbs.form(&lower),
                    lower,
                    span: token.span.clone(),
                    capital: token.capital,
                    quoted: text.quotation_at(token.span.start).is_some(),
                }
            })
            .collect();
        Line {
            parse,
            first: sentence.tokens.start,
            paragraph: sentence.paragraph,
            shouts: words.len() > 2 && !words.iter().any(|w| w.text.contains(char::is_lowercase)),
            words,
        }
    };
    text.sentences.iter().filter(|sentence| !sentence.dateline).map(line).collect()
}

/// The city that the first dateline names: "LIMA, Peru, May 3 (Agency) --" is in "Lima".
pub(crate) fn dateline_city(article: &Article, text: &Text) -> Option<String> {
    let dateline = text.sentences.iter().find(|sentence| sentence.dateline)?;
    let words: Vec<&str> = text.tokens[dateline.tokens.clone()]
        .iter()
        .take_while(|token| token.kind == TokenKind::Word && token.capital)
        .map(|token| token.text(article))
        .take(4)
        .collect();
    let small = |word: &&str| {
        let mut letters = word.chars();
        let first: String = letters.next().into_iter().collect();
        first + &letters.as_str().to_lowercase()
    };
    (!words.is_empty()).then(|| words.iter().map(small).collect::<Vec<_>>().join(" "))
}

fn class(lower: &str, kind: TokenKind) -> Class {
    match kind {
        TokenKind::Number => return Class::Number,
        TokenKind::Mark => {
            return match lower {
                "," => Class::Comma,
                ";" | ":" | "–" | "—" | "--" | "-" => Class::Break,
                "\"" | "“" | "”" | "„" | "«" | "»" => Class::Quote,
                _ => Class::Mark,
            };
        }
        TokenKind::Word => {}
    }
    match lower {
        "the" | "a" | "an" | "this" | "these" | "those" | "any" | "some" | "each" | "every"
        | "another" | "several" | "such" | "both" | "all" | "no" => Class::Determiner,
        "his" | "her" | "its" | "their" | "our" | "your" | "my" | "'s" | "’s" | "'" | "’" => {
            Class::Possessive
        }
        "he" | "she" | "it" | "they" | "we" | "i" | "you" | "him" | "them" | "us" => Class::Pronoun,
        "in" | "on" | "at" | "of" | "for" | "with" | "from" | "by" | "about" | "against"
        | "between" | "into" | "over" | "under" | "during" | "near" | "through" | "among"
        | "toward" | "towards" | "within" | "without" | "across" | "despite" | "upon"
        | "regarding" | "via" | "per" | "outside" | "inside" | "behind" | "beyond"
        | "following" | "amid" | "like" | "including" | "around" | "along" | "alongside"
        | "above" | "below" | "aboard" | "throughout" | "concerning" | "out" | "off" | "up"
        | "down" | "onto" => Class::Preposition,
        "and" | "or" | "but" | "nor" => Class::Conjunction,
        "to" => Class::To,
        "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am" | "'re" | "’re" => {
            Class::Be
        }
        "has" | "have" | "had" | "having" | "'ve" | "’ve" => Class::Have,
        "do" | "does" | "did" => Class::Do,
        "will" | "would" | "could" | "should" | "may" | "might" | "must" | "can" | "shall"
        | "'ll" | "’ll" | "'d" | "’d" | "ca" | "wo" => Class::Modal,
        "not" | "n't" | "n’t" | "never" | "neither" | "cannot" => Class::Negation,
        "also" | "again" | "already" | "then" | "now" | "still" | "just" | "only" | "together"
        | "earlier" | "later" | "today" | "yesterday" | "tomorrow" | "once more" | "even"
        | "soon" | "twice" | "back" | "ever" | "yet" | "instead" | "reportedly" | "here"
        | "there" | "however" | "meanwhile" | "therefore" | "often" | "always" | "further" => {
            Class::Adverb
        }
        _ if lexicon().words.subordinators.contains(lower) => Class::Subordinator,
        _ if lower.len() > 4 && lower.ends_with("ly") && !matches!(lower, "july" | "italy") => {
            Class::Adverb
        }
        _ => Class::Other,
    }
}

impl<'a> Line<'a> {
    /// The lower-case word at a place, for looking up phrases.
    pub(crate) fn lower(&self, at: usize) -> Option<&str> {
        self.words.get(at).map(|word| &*word.lower)
    }

    /// The kind of word at a place; a mark beyond either end.
    pub(crate) fn class(&self, at: usize) -> Class {
        self.words.get(at).map_or(Class::Mark, |word| word.class)
    }

    /// The treebank's tag of a word: "VBD", "NNS"; empty beyond either end.
    pub(crate) fn tag(&self, at: usize) -> &'a str {
        if at < self.words.len() { self.parse.words[self.first + at].xpos } else { "" }
    }

    /// The universal part of speech of a word: "VERB", "PROPN"; empty beyond either end.
    pub(crate) fn part(&self, at: usize) -> &'a str {
        if at < self.words.len() { self.parse.words[self.first + at].upos } else { "" }
    }

    /// The dictionary form of a word; empty beyond either end.
    pub(crate) fn lemma(&self, at: usize) -> &'a str {
        if at < self.words.len() { &self.parse.lemmas[self.first + at] } else { "" }
    }

    /// The word that a word hangs on; none for the root.
    pub(crate) fn head(&self, at: usize) -> Option<usize> {
        self.parse.words[self.first + at].head.checked_sub(1)
    }

    /// The relation of a word to its head, with subtype: "nsubj:pass".
    pub(crate) fn relation(&self, at: usize) -> &'a str {
        if at < self.words.len() { self.parse.words[self.first + at].relation } else { "" }
    }

    /// How many words it has.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// A word as written.
    pub(crate) fn text(&self, at: usize) -> Option<&'a str> {
        self.words.get(at).map(|word| word.text)
    }

    /// The word that hangs on nothing.
    pub(crate) fn root(&self) -> usize {
        (0..self.len()).find(|&at| self.head(at).is_none()).unwrap_or(0)
    }

    /// What hangs on a word, in order.
    pub(crate) fn children(&self, at: usize) -> impl Iterator<Item = usize> + Clone + use<'a> {
        let (parse, first) = (self.parse, self.first);
        parse.children(first + at).iter().map(move |token| token - first)
    }

    /// The children by a relation, its subtypes included where none is asked for.
    pub(crate) fn by<'s>(
        &'s self,
        at: usize,
        relation: &'s str,
    ) -> impl Iterator<Item = usize> + use<'s, 'a> {
        self.children(at).filter(move |&child| is(self.relation(child), relation))
    }

    /// The first preposition of a phrase.
    pub(crate) fn case(&self, at: usize) -> Option<&str> {
        self.by(at, "case").next().and_then(|case| self.lower(case))
    }

    /// A word with all that hangs on it, in order; what `skip` picks is left out with its own.
    pub(crate) fn phrase(&self, at: usize, skip: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut words = vec![at];
        let mut next = 0;
        while next < words.len() && words.len() < PHRASE {
            words.extend(self.children(words[next]).filter(|&child| !skip(child)));
            next += 1;
        }
        words.sort_unstable();
        words
    }

    /// Whether it is an infinitive: "to send".
    pub(crate) fn is_infinitive(&self, at: usize) -> bool {
        self.by(at, "mark").any(|mark| self.lower(mark) == Some("to"))
    }

    /// Whether it is a verb or stands like one: "is willing to".
    pub(crate) fn is_predicate(&self, at: usize) -> bool {
        self.part(at) == "VERB" || self.by(at, "cop").next().is_some()
    }

    /// The bytes from one word to another, the second excluded.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        self.words[from].span.start..self.words[to.max(from + 1) - 1].span.end
    }

    /// The last place before `at` that is no adverb, negation or aside in between.
    pub(crate) fn before(&self, at: usize) -> Option<usize> {
        (at.saturating_sub(4)..at)
            .rev()
            .find(|&i| !matches!(self.class(i), Class::Adverb | Class::Negation))
    }
}

/// Whether a relation is another one, or a subtype of it.
pub(crate) fn is(relation: &str, wanted: &str) -> bool {
    relation == wanted || relation.strip_prefix(wanted).is_some_and(|rest| rest.starts_with(':'))
}
