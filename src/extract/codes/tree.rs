//! A sentence as a tree: who hangs on whom, by which relation.

use std::borrow::Cow;

use crate::article::Article;
use crate::calendar::NaiveDate;
use crate::lexicon::lexicon;
use crate::text::model::Analysis;
use crate::text::{Parse, Sentence, Text};

/// How many words a phrase may have before the rest of it is left out.
const PHRASE: usize = 60;

/// The tree of a sentence; words count from 0.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    words: &'t [Analysis<'t>],
    heads: Vec<Option<usize>>,
    relations: Vec<&'t str>,
    lemmas: &'t [String],
    texts: Vec<&'t str>,
    lowers: Vec<Cow<'t, str>>,
    children: Vec<Vec<usize>>,
    /// When it was published, where that is known.
    pub(super) day: Option<NaiveDate>,
    /// The word that hangs on nothing.
    pub(super) root: usize,
}

impl<'t> Tree<'t> {
    pub(super) fn new(
        article: &'t Article,
        text: &'t Text,
        parse: &'t Parse<'t>,
        sentence: &'t Sentence,
    ) -> Self {
        let tokens = sentence.tokens.clone();
        let words = &parse.words[tokens.clone()];
        let mut heads: Vec<Option<usize>> =
            words.iter().map(|word| word.head.checked_sub(1)).collect();
        let mut relations: Vec<&'t str> = words.iter().map(|word| word.relation).collect();
        mend(words, &mut heads, &mut relations);
        let mut children = vec![Vec::new(); words.len()];
        let mut root = 0;
        for (at, head) in heads.iter().enumerate() {
            match head {
                Some(head) => children[*head].push(at),
                None => root = at,
            }
        }
        Self {
            words,
            heads,
            relations,
            lemmas: &parse.lemmas[tokens.clone()],
            texts: text.tokens[tokens.clone()].iter().map(|token| token.text(article)).collect(),
            lowers: text.tokens[tokens].iter().map(|token| token.lower(article)).collect(),
            children,
            day: article.published.map(|published| published.day),
            root,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// As written.
    pub(super) fn text(&self, at: usize) -> Option<&str> {
        self.texts.get(at).copied()
    }

    pub(super) fn lower(&self, at: usize) -> Option<&str> {
        self.lowers.get(at).map(AsRef::as_ref)
    }

    /// The base form; the list of verbs knows better than the model where it knows the word.
    pub(super) fn lemma(&self, at: usize) -> &str {
        let lower = &*self.lowers[at];
        let verbs = &lexicon().coded_verbs;
        match verbs.form(lower) {
            Some(form) if matches!(self.upos(at), "VERB" | "AUX") => verbs.lemma(form.verb),
            _ => &self.lemmas[at],
        }
    }

    pub(super) fn upos(&self, at: usize) -> &str {
        self.words[at].upos
    }

    pub(super) fn xpos(&self, at: usize) -> &str {
        self.words[at].xpos
    }

    pub(super) fn head(&self, at: usize) -> Option<usize> {
        self.heads[at]
    }

    /// The relation to the head, with subtype.
    pub(super) fn relation(&self, at: usize) -> &str {
        self.relations[at]
    }

    pub(super) fn children(&self, at: usize) -> &[usize] {
        &self.children[at]
    }

    /// The children by a relation, its subtypes included where none is asked for.
    pub(super) fn by<'s>(
        &'s self,
        at: usize,
        relation: &'s str,
    ) -> impl Iterator<Item = usize> + 's {
        self.children[at].iter().copied().filter(move |&child| is(self.relation(child), relation))
    }

    /// The first preposition of a phrase.
    pub(super) fn case(&self, at: usize) -> Option<&str> {
        self.by(at, "case").next().and_then(|case| self.lower(case))
    }

    /// A word with all that hangs on it, in order; what `skip` picks is left out with its own.
    pub(super) fn phrase(&self, at: usize, skip: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut words = vec![at];
        let mut next = 0;
        while next < words.len() && words.len() < PHRASE {
            let children = self.children[words[next]].iter().copied();
            words.extend(children.filter(|&child| !skip(child)));
            next += 1;
        }
        words.sort_unstable();
        words
    }

    /// Whether it is an infinitive: "to send".
    pub(super) fn is_infinitive(&self, at: usize) -> bool {
        self.by(at, "mark").any(|mark| self.lower(mark) == Some("to"))
    }

    /// Whether it is a verb or stands like one: "is willing to".
    pub(super) fn is_predicate(&self, at: usize) -> bool {
        self.upos(at) == "VERB" || self.by(at, "cop").next().is_some()
    }
}

/// "Denmark suspended aid" is a sentence, no kind of aid: a participle between a name and the noun
/// that is the root, with no article before it, is the verb.
fn mend(words: &[Analysis<'_>], heads: &mut [Option<usize>], relations: &mut [&str]) {
    let Some(root) = heads.iter().position(Option::is_none) else { return };
    if !matches!(words[root].upos, "NOUN" | "PROPN") {
        return;
    }
    let hang: &[Option<usize>] = heads;
    let below = |at: usize| (0..root).filter(move |&i| hang[i] == Some(at));
    let Some(verb) = below(root).find(|&i| {
        words[i].upos == "VERB" && matches!(words[i].xpos, "VBD" | "VBN") && relations[i] == "amod"
    }) else {
        return;
    };
    let names = |i: usize| matches!(words[i].upos, "PROPN" | "NOUN");
    let subject = below(verb)
        .find(|&i| i < verb && relations[i] == "nsubj")
        .or_else(|| below(root).find(|&i| i < verb && names(i) && relations[i] != "obl"));
    let article = below(root).any(|i| i < verb && relations[i] == "det");
    let Some(subject) = subject.filter(|_| !article) else { return };
    heads[verb] = None;
    relations[verb] = "root";
    heads[root] = Some(verb);
    relations[root] = "obj";
    heads[subject] = Some(verb);
    relations[subject] = "nsubj";
}

/// Whether a relation is another one, or a subtype of it.
pub(super) fn is(relation: &str, wanted: &str) -> bool {
    relation == wanted || relation.strip_prefix(wanted).is_some_and(|rest| rest.starts_with(':'))
}
