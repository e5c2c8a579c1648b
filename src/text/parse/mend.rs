//! What the model is known to take for something else, put right in its tree.

use super::super::model::Analysis;

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
}
