//! What the model is known to take for something else, put right in its tree.

use super::super::model::Analysis;

/// How far a clause may stand from its subject and from the verb of saying, in words.
const REACH: usize = 80;

/// "Denmark suspended aid" is a sentence, no kind of aid: a participle between a name and the noun
/// that is the root, with no article before it, is the verb.
///
/// - `words`: of one sentence.
pub(super) fn mend(words: &mut [Analysis<'_>]) {
    let Some((root, verb, subject)) = misread(words) else { return };
    (words[verb].head, words[verb].relation) = (0, "root");
    (words[root].head, words[root].relation) = (verb + 1, "obj");
    (words[subject].head, words[subject].relation) = (verb + 1, "nsubj");
}

/// "Visiting President Lind left": a participle is no subject; whom the parse takes for its object is.
///
/// - `words`: of one sentence.
pub(super) fn visiting(words: &mut [Analysis<'_>]) {
    let Some(at) = words.iter().take(3).position(|word| word.xpos == "VBG") else { return };
    let head = words[at].head;
    let subject = words[at].relation.starts_with("nsubj")
        || words[at].relation == "advcl"
            && head > at + 1
            && !words.iter().take(head).any(|w| w.head == head && w.relation.contains("subj"));
    if !subject {
        return;
    }
    let object = (at + 1..words.len().min(at + REACH))
        .find(|&i| words[i].head == at + 1 && words[i].relation == "obj");
    // "By having researchers speak", "Having friends abroad, Lind"
    let marked = words.iter().take(at).any(|word| word.head == at + 1 && word.relation == "mark");
    let Some(object) = object.filter(|&i| words[i].upos == "PROPN" && !marked) else { return };
    let relation = match words[at].relation {
        "advcl" => "nsubj",
        relation => relation,
    };
    (words[object].head, words[object].relation) = (head, relation);
    (words[at].head, words[at].relation) = (object + 1, "amod");
    for i in 0..words.len().min(at + REACH) {
        if i != object && words[i].head == at + 1 {
            words[i].head = object + 1;
        }
    }
}

/// The noun that is taken for the root, the verb, and its subject.
fn misread(words: &[Analysis<'_>]) -> Option<(usize, usize, usize)> {
    let root = words.iter().position(|word| word.head == 0)?;
    if !matches!(words[root].upos, "NOUN" | "PROPN") {
        return None;
    }
    let below = |at: usize| (0..root).filter(move |&i| words[i].head == at + 1);
    let verb = below(root).find(|&i| {
        words[i].upos == "VERB"
            && matches!(words[i].xpos, "VBD" | "VBN")
            && words[i].relation == "amod"
    });
    let verb = verb?;
    let names = |i: usize| matches!(words[i].upos, "PROPN" | "NOUN");
    let subject = below(verb)
        .find(|&i| i < verb && words[i].relation == "nsubj")
        .or_else(|| below(root).find(|&i| i < verb && names(i) && words[i].relation != "obl"));
    let article = below(root).any(|i| i < verb && words[i].relation == "det");
    Some((root, verb, subject.filter(|_| !article)?))
}

/// "Envoys from Malta agreed, the minister said": who agreed is no subject of the saying, which has
/// its own. A verb with two subjects gives the first to the clause that stands between them and has
/// none.
///
/// - `words`: of one sentence.
pub(super) fn subjects(words: &mut [Analysis<'_>]) {
    let subject = |words: &[Analysis<'_>], i: usize| words[i].relation.starts_with("nsubj");
    let clauses: Vec<usize> = (0..words.len())
        .filter(|&i| {
            matches!(words[i].relation, "ccomp" | "parataxis")
                && words[i].upos == "VERB"
                && words[i].head > 0
        })
        .collect();
    for clause in clauses {
        let says = words[clause].head;
        let low = clause.saturating_sub(REACH);
        if clause + 1 >= says || says - clause > REACH {
            continue;
        }
        let first = (low..clause).find(|&i| words[i].head == says && subject(words, i));
        let second = (clause + 1..words.len().min(says + 4))
            .any(|i| words[i].head == says && subject(words, i));
        let own = (low..says).any(|i| {
            words[i].head == clause + 1
                && matches!(words[i].relation, "nsubj" | "nsubj:pass" | "csubj" | "expl")
        });
        let Some(first) = first.filter(|_| second && !own) else { continue };
        let passive =
            (low..clause).any(|i| words[i].head == clause + 1 && words[i].relation == "aux:pass");
        let relation = if passive { "nsubj:pass" } else { "nsubj" };
        (words[first].head, words[first].relation) = (clause + 1, relation);
    }
}

#[cfg(test)]
mod tests {
    use crate::article::read;
    use crate::text::{Parse, Text, model::english};

    #[test]
    fn what_a_state_suspended_is_no_kind_of_aid() {
        let article = read(b"Denmark suspended aid.", None).unwrap();
        let text = Text::new(&article);
        let parse = Parse::new(&article, &text, english());
        assert_eq!((parse.subjects(1), parse.objects(1)), (vec![0], vec![2]));
    }

    #[test]
    fn who_is_visiting_is_the_subject() {
        let article = read(b"Visiting Indian President Ana Lind and President Omar Deby witnessed the signing of four agreements.", None).unwrap();
        let text = Text::new(&article);
        let parse = Parse::new(&article, &text, english());
        assert_eq!(parse.subjects(9)[0], 3);
    }

    #[test]
    fn who_agreed_is_no_subject_of_what_another_said() {
        let text = b"Envoys of the lake states, which had met in Lome, reached consensus on the border, the Chadian minister Omar Deby said Saturday.";
        let article = read(text, None).unwrap();
        let text = Text::new(&article);
        let parse = Parse::new(&article, &text, english());
        let forms: Vec<&str> = text.tokens.iter().map(|token| token.text(&article)).collect();
        let at = |form| forms.iter().position(|word| *word == form).unwrap();
        assert_eq!(parse.subjects(at("reached")), [at("Envoys")]);
        assert!(!parse.subjects(at("said")).contains(&at("Envoys")));
    }
}
