//! A way about in the trees of a text: from a verb to who did it, to whom, where, whether at all.
//!
//! Tokens are numbered as in [`Text::tokens`](crate::text::Text::tokens), through the whole
//! article; a sentence's tree never leads out of the sentence. What English leaves unsaid is
//! followed here: "The envoy arrived and met" has one subject for two verbs, "offered to meet"
//! one for both, "the envoy who met" has the envoy for "who".

use super::Parse;
use crate::diagnostic::Span;
use crate::text::model::Analysis;

/// Children, extents and clauses of all tokens, reckoned once for a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tree {
    /// The token above; of a root, itself.
    heads: Vec<usize>,
    /// Where the children of a token begin in `children`; one more than there are tokens.
    starts: Vec<usize>,
    /// In the order of the text for each token.
    children: Vec<usize>,
    /// First token and last one, excluded, of what hangs on a token and itself.
    extents: Vec<Span>,
    /// The predicate above; of one that has none above, itself.
    clauses: Vec<usize>,
}

impl Tree {
    /// - `sentences`: the tokens of each sentence, in order and without gaps.
    pub(super) fn new(words: &[Analysis<'_>], sentences: impl Iterator<Item = Span>) -> Self {
        let mut heads: Vec<usize> = (0..words.len()).collect();
        for sentence in sentences {
            for at in sentence.clone() {
                if words[at].head > 0 {
                    heads[at] = sentence.start + words[at].head - 1;
                }
            }
        }
        let mut starts = vec![0; words.len() + 1];
        for (at, &head) in heads.iter().enumerate() {
            starts[head + 1] += usize::from(head != at);
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut children = vec![0; starts[words.len()]];
        for (at, &head) in heads.iter().enumerate() {
            if head != at {
                children[next[head]] = at;
                next[head] += 1;
            }
        }
        // Every token after the one above it.
        let mut order: Vec<usize> = (0..words.len()).filter(|&at| heads[at] == at).collect();
        let mut done = 0;
        while done < order.len() {
            let at = order[done];
            order.extend_from_slice(&children[starts[at]..starts[at + 1]]);
            done += 1;
        }
        let mut extents: Vec<Span> = (0..words.len()).map(|at| at..at + 1).collect();
        for &at in order.iter().rev() {
            let Span { start, end } = extents[at];
            let above = &mut extents[heads[at]];
            *above = above.start.min(start)..above.end.max(end);
        }
        let mut is_predicate = vec![false; words.len()];
        let mut clauses = heads.clone();
        for &at in &order {
            let head = heads[at];
            is_predicate[at] = match base(words[at].relation) {
                "root" | "ccomp" | "xcomp" | "advcl" | "acl" | "csubj" | "parataxis" => true,
                "conj" => is_predicate[head],
                _ => false,
            };
            if head != at {
                clauses[at] = if is_predicate[head] { head } else { clauses[head] };
            }
        }
        Self { heads, starts, children, extents, clauses }
    }
}

/// A relation without its subtype: "nsubj" of "nsubj:pass".
fn base(relation: &str) -> &str {
    relation.split_once(':').map_or(relation, |(base, _)| base)
}

impl<'m> Parse<'m> {
    /// The token that a token hangs on; none for the root of a sentence.
    ///
    /// ```
    /// # use demarche::{article, text::{Parse, Text, model::english}};
    /// let article = article::read(b"Ana Lind flew to Oslo and met the king.", None)?;
    /// let text = Text::new(&article);
    /// let parse = Parse::new(&article, &text, english());
    /// let (ana, flew, met, king) = (0, 2, 6, 8);
    /// assert_eq!(parse.head(flew), None);
    /// assert_eq!((parse.head(met), parse.relation(met)), (Some(flew), "conj"));
    /// assert_eq!((parse.subjects(met), parse.objects(met)), (vec![ana], vec![king]));
    /// assert_eq!(parse.obliques(flew), [("to".to_owned(), 4)]);
    /// # Ok::<(), demarche::article::Unreadable>(())
    /// ```
    pub fn head(&self, at: usize) -> Option<usize> {
        let head = self.tree.heads[at];
        (head != at).then_some(head)
    }

    /// The relation of a token to its head, with subtype: "nsubj:pass".
    pub fn relation(&self, at: usize) -> &'m str {
        self.words[at].relation
    }

    /// Whether a token's relation is that one, whatever its subtype: `is(at, "nsubj")`.
    pub fn is(&self, at: usize, relation: &str) -> bool {
        base(self.words[at].relation) == relation
    }

    /// What hangs on a token directly, in the order of the text.
    pub fn children(&self, at: usize) -> &[usize] {
        &self.tree.children[self.tree.starts[at]..self.tree.starts[at + 1]]
    }

    /// The children of a token with a relation, whatever its subtype.
    pub fn children_by<'p>(
        &'p self,
        at: usize,
        relation: &'p str,
    ) -> impl Iterator<Item = usize> + 'p {
        self.children(at).iter().copied().filter(move |&child| self.is(child, relation))
    }

    /// From the first to the last token (excluded) of all that hangs on a token, itself too.
    ///
    /// Where arcs cross, which is rare, tokens of others lie in between.
    pub fn subtree(&self, at: usize) -> Span {
        self.tree.extents[at].clone()
    }

    /// The nearest predicate above a token: the verb (or noun, or adjective) of its clause.
    ///
    /// Of a verb, it is the verb of the clause that its own clause is part of; none for the root.
    pub fn clause_of(&self, at: usize) -> Option<usize> {
        let clause = self.tree.clauses[at];
        (clause != at).then_some(clause)
    }

    /// The verb whose complement a predicate is: "said" of "said that talks failed", "offered" of
    /// "offered to meet"; also for a second predicate joined by "and".
    pub fn complement_of(&self, verb: usize) -> Option<usize> {
        let first = self.first_conjunct(verb);
        if self.is(first, "ccomp") || self.is(first, "xcomp") { self.head(first) } else { None }
    }

    /// The clauses that complete a verb, those joined by "and" too: "failed" of "said that talks
    /// failed", "meet" of "offered to meet".
    pub fn complements(&self, verb: usize) -> Vec<usize> {
        self.with_conjuncts(verb, |relation| matches!(relation, "ccomp" | "xcomp"))
    }

    /// What is joined to a token by "and", "or" or a comma, in the order of the text: all after
    /// the first hang on it. Empty for those.
    pub fn conjuncts(&self, at: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut todo = vec![at];
        while let Some(at) = todo.pop() {
            for child in self.children_by(at, "conj") {
                found.push(child);
                todo.push(child);
            }
        }
        found.sort_unstable();
        found
    }

    /// The first of the tokens that a token is joined with; itself if it is that one.
    pub fn first_conjunct(&self, mut at: usize) -> usize {
        while self.is(at, "conj")
            && let Some(head) = self.head(at)
        {
            at = head;
        }
        at
    }

    /// Who or what a verb says something about, those joined by "and" too: the actor of an active
    /// verb, what is acted on of a passive one ([`Parse::is_passive`]).
    ///
    /// Where the verb has none of its own it is that of the verb it is joined to ("arrived and
    /// met"), of the verb it completes ("offered to meet"; "urged Oslo to meet" has Oslo), of the
    /// clause it stands beside ("Speaking in Oslo, she said"), the noun it describes ("talks held
    /// in Oslo") or that noun's owner ("Oslo's offer to meet"). "who", "which" and "that" are given
    /// as what they stand for.
    pub fn subjects(&self, verb: usize) -> Vec<usize> {
        let mut at = verb;
        loop {
            let own = self.with_conjuncts(at, |relation| matches!(relation, "nsubj" | "csubj"));
            if !own.is_empty() {
                return self.meant(own);
            }
            let Some(head) = self.head(at) else { return own };
            match base(self.relation(at)) {
                "acl" if self.words[at].xpos.starts_with("VB") && self.marked_by_to(at) => {
                    let of: Vec<usize> = self.with_relation(head, "nmod:poss");
                    if !of.is_empty() {
                        return of;
                    }
                    let Some(clause) = self.clause_of(head) else { return own };
                    at = clause;
                    continue;
                }
                "acl" => return self.and_conjuncts(head),
                "xcomp" => {
                    // "promised them to come" is rare; nearly all other verbs give their object.
                    let objects = self.objects(head);
                    if !objects.is_empty() && self.lemmas[head] != "promise" {
                        return objects;
                    }
                }
                "conj" => {}
                "advcl"
                    if self.marked_by_to(at) || self.children_by(at, "mark").next().is_none() => {}
                _ => return own,
            }
            at = head;
        }
    }

    /// The objects of a verb, direct and indirect, those joined by "and" too.
    ///
    /// Nothing is shared: in "met and thanked the envoy" the envoy is the object of "thanked", or
    /// of "met", as the tree has it.
    pub fn objects(&self, verb: usize) -> Vec<usize> {
        let own = self.with_conjuncts(verb, |relation| matches!(relation, "obj" | "iobj"));
        self.meant(own)
    }

    /// What hangs on a verb (or a noun) by a preposition, with the preposition in small letters:
    /// ("in", Oslo), ("on behalf of", …); without one, as "on" of a day that goes without, it is
    /// empty. Those joined by "and" are given with the preposition of the first.
    pub fn obliques(&self, at: usize) -> Vec<(String, usize)> {
        let mut found = Vec::new();
        for &child in self.children(at) {
            if !self.is(child, "obl") && !self.is(child, "nmod")
                || self.relation(child).ends_with("poss")
            {
                continue;
            }
            let preposition = self.preposition(child);
            for one in self.and_conjuncts(child) {
                let own = if one == child { String::new() } else { self.preposition(one) };
                let own = if own.is_empty() { preposition.clone() } else { own };
                found.extend(self.meant(vec![one]).into_iter().map(|one| (own.clone(), one)));
            }
        }
        found
    }

    /// The preposition in front of a token, in small letters; "'s" of a possessor; empty if none.
    fn preposition(&self, at: usize) -> String {
        let mut words: Vec<&str> = Vec::new();
        for case in self.children_by(at, "case") {
            words.push(&self.lemmas[case]);
            words.extend(self.children_by(case, "fixed").map(|at| self.lemmas[at].as_str()));
        }
        words.join(" ")
    }

    /// "has", "been", "will" of a verb, "is" of what stands for one; those of the verb it is joined
    /// to, if it shares them: "has met the envoy and heard him".
    pub fn auxiliaries(&self, verb: usize) -> Vec<usize> {
        let mut at = verb;
        loop {
            let relations = |&child: &usize| self.is(child, "aux") || self.is(child, "cop");
            let own: Vec<usize> = self.children(at).iter().copied().filter(relations).collect();
            let subject = |&child: &usize| self.is(child, "nsubj") || self.is(child, "mark");
            let alone = self.is(at, "conj") && !self.children(at).iter().any(subject);
            match self.head(at) {
                // "has met and left" is no less "has left" for the tag of a plain past.
                Some(head)
                    if own.is_empty()
                        && alone
                        && (self.words[head].xpos == self.words[verb].xpos
                            || (self.words[head].xpos, self.words[verb].xpos)
                                == ("VBN", "VBD")) =>
                {
                    at = head;
                }
                _ => return own,
            }
        }
    }

    /// Whether something is done to the subject of a verb: "was held", "talks held in Oslo".
    pub fn is_passive(&self, verb: usize) -> bool {
        let sign = |&child: &usize| {
            matches!(self.relation(child), "nsubj:pass" | "csubj:pass" | "aux:pass" | "obl:agent")
        };
        self.children(verb).iter().any(sign)
            || self.words[verb].xpos == "VBN" && {
                let auxiliaries = self.auxiliaries(verb);
                auxiliaries.iter().any(|&at| self.relation(at) == "aux:pass")
                    || auxiliaries.is_empty() && self.is(verb, "acl")
            }
    }

    /// Whether it is said not to be so: "not", "never", "no longer", "no talks were held", "neither
    /// side met", and what shares the auxiliary of a verb with "not".
    pub fn negated(&self, verb: usize) -> bool {
        let is_no = |at: usize| {
            matches!(
                self.lemmas[at].as_str(),
                "not" | "n't" | "never" | "no" | "neither" | "nobody"
            )
        };
        let denies = |at: usize| {
            self.children(at).iter().any(|&child| {
                let children = || self.children(child).iter().copied();
                match base(self.relation(child)) {
                    "advmod" => {
                        is_no(child) || self.words[child].xpos == "RBR" && children().any(is_no)
                    }
                    "det" | "cc" => is_no(child),
                    "nsubj" | "obj" => {
                        is_no(child) || children().any(|one| self.is(one, "det") && is_no(one))
                    }
                    _ => false,
                }
            })
        };
        let shared = self.auxiliaries(verb).first().and_then(|&at| self.head(at));
        denies(verb) || shared.is_some_and(|other| other != verb && denies(other))
    }

    /// Whether a verb has "to" in front: "to meet", "in order to meet".
    fn marked_by_to(&self, at: usize) -> bool {
        self.children_by(at, "mark").any(|mark| self.words[mark].xpos == "TO")
    }

    fn with_relation(&self, at: usize, relation: &str) -> Vec<usize> {
        let children = self.children(at).iter().copied();
        children.filter(|&child| self.relation(child) == relation).collect()
    }

    /// A token and what is joined to it.
    fn and_conjuncts(&self, at: usize) -> Vec<usize> {
        let mut found = vec![at];
        found.extend(self.conjuncts(at));
        found
    }

    /// The children whose relation is wanted, each with what is joined to it.
    fn with_conjuncts(&self, at: usize, wanted: impl Fn(&str) -> bool) -> Vec<usize> {
        let children = self.children(at).iter().copied();
        children
            .filter(|&child| wanted(base(self.relation(child))))
            .flat_map(|child| self.and_conjuncts(child))
            .collect()
    }

    /// Relative pronouns as what they stand for.
    fn meant(&self, tokens: Vec<usize>) -> Vec<usize> {
        tokens.into_iter().flat_map(|at| self.antecedent(at).unwrap_or_else(|| vec![at])).collect()
    }

    /// What a relative pronoun stands for: the noun that its clause describes.
    fn antecedent(&self, at: usize) -> Option<Vec<usize>> {
        if !matches!(self.words[at].xpos, "WDT" | "WP") {
            return None;
        }
        let verb = self.clause_of(at)?;
        let clause = self.first_conjunct(verb);
        (self.relation(clause) == "acl:relcl").then(|| self.head(clause).map(|noun| vec![noun]))?
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::model::{Scratch, english};

    /// A parse from rows "form xpos head relation", sentences parted by empty rows.
    fn parse(rows: &str) -> Parse<'static> {
        let some = english().analyse(&["a"], &mut Scratch::default())[0];
        let (mut words, mut lemmas, mut sentences) = (Vec::new(), Vec::new(), Vec::new());
        for sentence in rows.trim().split("\n\n") {
            let first = words.len();
            for row in sentence.lines() {
                let fields: Vec<&'static str> =
                    row.split_whitespace().map(|field| &*field.to_owned().leak()).collect();
                let [form, xpos, head, relation] = fields[..] else { panic!("{row}") };
                let mut word = some;
                (word.xpos, word.head, word.relation) = (xpos, head.parse().unwrap(), relation);
                words.push(word);
                lemmas.push(form.to_lowercase());
            }
            sentences.push(first..words.len());
        }
        let tree = Tree::new(&words, sentences.into_iter());
        Parse { words, lemmas, tree }
    }

    /// "form xpos head relation, …" → a parse.
    fn row(text: &str) -> Parse<'static> {
        parse(&text.replace(", ", "\n"))
    }

    fn names(parse: &Parse<'_>, found: &[usize]) -> String {
        found.iter().map(|&at| parse.lemmas[at].as_str()).collect::<Vec<_>>().join(" ")
    }

    fn of(parse: &Parse<'_>, form: &str) -> usize {
        parse.lemmas.iter().position(|lemma| lemma == form).unwrap()
    }

    #[test]
    fn a_tree_is_walked_in_tokens_of_the_article() {
        let parse = parse(
            "Talks NNS 2 nsubj\nfailed VBD 0 root\n\n\
             She PRP 2 nsubj\nsaid VBD 0 root\nthat IN 7 mark\nthe DT 5 det\ntalks NNS 7 nsubj\n\
             had VBD 7 aux\nfailed VBN 2 ccomp\nin IN 9 case\nOslo NNP 7 obl",
        );
        assert_eq!(parse.head(1), None);
        assert_eq!((parse.head(2), parse.head(5), parse.head(10)), (Some(3), Some(6), Some(8)));
        assert_eq!(parse.children(8), [4, 6, 7, 10]);
        assert_eq!((parse.subtree(8), parse.subtree(3), parse.subtree(0)), (4..11, 2..11, 0..1));
        assert_eq!((parse.clause_of(10), parse.clause_of(8)), (Some(8), Some(3)));
        assert_eq!((parse.clause_of(5), parse.clause_of(3)), (Some(8), None));
        assert_eq!((parse.complement_of(8), parse.complements(3)), (Some(3), vec![8]));
        assert_eq!(parse.obliques(8), [("in".to_owned(), 10)]);
    }

    #[test]
    fn a_subject_is_followed_to_where_it_stands() {
        for (sentence, verb, subjects) in [
            ("A NNP 4 nsubj, and CC 3 cc, B NNP 1 conj, met VBD 0 root", "met", "a b"),
            ("A NNP 2 nsubj, came VBD 0 root, and CC 4 cc, met VBD 2 conj", "met", "a"),
            ("A NNP 2 nsubj, came VBD 0 root, B NNP 4 nsubj, met VBD 2 conj", "met", "b"),
            ("A NNP 2 nsubj, offered VBD 0 root, to TO 4 mark, meet VB 2 xcomp", "meet", "a"),
            (
                "A NNP 2 nsubj, urged VBD 0 root, B NNP 2 obj, to TO 5 mark, meet VB 2 xcomp",
                "meet",
                "b",
            ),
            (
                "A NNP 2 nsubj, promise VBD 0 root, B NNP 2 obj, to TO 5 mark, meet VB 2 xcomp",
                "meet",
                "a",
            ),
            ("talks NNS 0 root, held VBN 1 acl, in IN 4 case, B NNP 2 obl", "held", "talks"),
            ("envoy NN 0 root, who WP 3 nsubj, met VBD 1 acl:relcl, B NNP 3 obj", "met", "envoy"),
            ("Speaking VBG 3 advcl, A NNP 3 nsubj, said VBD 0 root", "speaking", "a"),
            ("A NNP 4 nsubj, if IN 3 mark, meeting VBG 4 advcl, said VBD 0 root", "meeting", ""),
            (
                "A NNP 3 nmod:poss, 's POS 1 case, offer NN 6 nsubj, to TO 5 mark, meet VB 3 acl, \
                 fell VBD 0 root",
                "meet",
                "a",
            ),
            (
                "A NNP 2 nsubj, made VBD 0 root, offer NN 2 obj, to TO 5 mark, meet VB 3 acl",
                "meet",
                "a",
            ),
            ("Meet VB 0 root", "meet", ""),
        ] {
            let parse = row(sentence);
            assert_eq!(names(&parse, &parse.subjects(of(&parse, verb))), subjects, "{sentence}");
        }
    }

    #[test]
    fn objects_and_obliques_are_what_they_stand_for() {
        let parse = row("letter NN 0 root, that WDT 4 obj, A NNP 4 nsubj, sent VBD 1 acl:relcl");
        assert_eq!(names(&parse, &parse.objects(3)), "letter");
        let parse = row(
            "A NNP 2 nsubj, gave VBD 0 root, B NNP 2 iobj, C NN 2 obj, or CC 6 cc, D NN 4 conj",
        );
        assert_eq!(names(&parse, &parse.objects(1)), "b c d");
        let parse = row(
            "met VBD 0 root, because IN 4 case, of IN 2 fixed, A NNP 1 obl, and CC 6 cc, B NNP 4 conj, \
             Monday NNP 1 obl:unmarked",
        );
        let found: Vec<String> = parse
            .obliques(0)
            .into_iter()
            .map(|(preposition, at)| format!("{preposition} {}", parse.lemmas[at]))
            .collect();
        assert_eq!(found, ["because of a", "because of b", " monday"]);
    }

    #[test]
    fn passives_and_denials_share_auxiliaries() {
        for (sentence, verb, auxiliaries, passive, negated) in [
            (
                "talks NNS 3 nsubj:pass, were VBD 3 aux:pass, held VBN 0 root",
                "held",
                "were",
                true,
                false,
            ),
            (
                "A NNP 4 nsubj, has VBZ 4 aux, not RB 4 advmod, met VBN 0 root, and CC 6 cc, left VBN 4 conj",
                "left",
                "has",
                false,
                true,
            ),
            (
                "A NNP 3 nsubj:pass, was VBD 3 aux:pass, held VBN 0 root, and CC 5 cc, freed VBN 3 conj",
                "freed",
                "was",
                true,
                false,
            ),
            (
                "A NNP 3 nsubj, will MD 3 aux, go VB 0 root, left VBD 3 conj",
                "left",
                "",
                false,
                false,
            ),
            ("talks NNS 0 root, held VBN 1 acl", "held", "", true, false),
            (
                "no DT 2 det, talks NNS 4 nsubj:pass, were VBD 4 aux:pass, held VBN 0 root",
                "held",
                "were",
                true,
                true,
            ),
            (
                "they PRP 4 nsubj, no RB 3 advmod, longer RBR 4 advmod, meet VBP 0 root",
                "meet",
                "",
                false,
                true,
            ),
            ("A NNP 2 nsubj, met VBD 0 root, B NNP 2 obj", "met", "", false, false),
        ] {
            let parse = row(sentence);
            let verb = of(&parse, verb);
            assert_eq!(names(&parse, &parse.auxiliaries(verb)), auxiliaries, "{sentence}");
            assert_eq!(
                (parse.is_passive(verb), parse.negated(verb)),
                (passive, negated),
                "{sentence}"
            );
        }
    }

    #[test]
    fn deep_and_wide_trees_take_linear_time() {
        let deep: Vec<String> = (0..20_000)
            .map(|at| format!("a NN {at} {}", if at == 0 { "root" } else { "conj" }))
            .collect();
        let parse = parse(&deep.join("\n"));
        assert_eq!(parse.subtree(0), 0..20_000);
        assert_eq!(parse.conjuncts(0).len(), 19_999);
        assert_eq!(parse.first_conjunct(19_999), 0);
        assert!(parse.subjects(19_999).is_empty());
    }
}
