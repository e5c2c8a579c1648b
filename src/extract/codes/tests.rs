//! Sentences in codes.

use super::coded;
use crate::article;
use crate::text::Text;

fn codes(sentence: &str) -> Vec<String> {
    let article = article::read(sentence.as_bytes(), Some("-.txt")).expect("a sentence");
    coded(&article, &Text::new(&article))
        .into_iter()
        .map(|event| format!("{} {} {}", event.source, event.target, event.code))
        .collect()
}

#[test]
fn a_deed_has_a_source_a_target_and_a_code() {
    for (sentence, expected) in [
        ("Iraqi troops attacked Iranian positions.", &["IRQMIL IRN 190"] as &[_]),
        ("Chad and Mali held talks in Accra.", &["TCD MLI 046", "MLI TCD 046"]),
    ] {
        assert_eq!(codes(sentence), expected, "{sentence}");
    }
}

#[test]
fn every_list_that_knows_its_code_finds_its_own_examples() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (code, found, sentence) in crate::lexicon::coded_examples() {
        count += 1;
        let codes = codes(&sentence);
        let has = codes
            .iter()
            .any(|event| event.rsplit(' ').next().is_some_and(|other| other[..2] == code[..2]));
        if has != found {
            let want = if found { "want" } else { "unwanted" };
            wrong.push(format!("{want} {code}: {sentence} {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}
