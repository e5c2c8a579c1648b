//! `demarche parse`: sentences, tags, lemmas and trees in CoNLL-U.

use std::io::Write;

use super::{Error, Outcome, Streams, files};
use crate::article::{self, Article};
use crate::text::model::{Scratch, english};
use crate::text::{Piece, Text, analyse};

/// Tell the grammar of an article: parts of speech, dictionary forms, dependencies
///
/// Prints CoNLL-U with the tags and relations of Universal Dependencies. `Bytes=12:18` in the last
/// column is the place of a word in the article's text, end excluded.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// An article; `-` is stdin
    #[arg(value_name = "FILE")]
    file: String,

    /// The file is CoNLL-U: keep its sentences and words, replace its tags, lemmas and trees
    #[arg(long)]
    conllu: bool,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let path = &args.file;
    let bytes = files::article_bytes(path)?;
    if args.conllu {
        let text = String::from_utf8(bytes)
            .map_err(|_| Error::new(format!("cannot read `{path}`: it is not UTF-8")))?;
        rewrite(&text, path, streams.out)?;
    } else {
        let name = (path != "-").then_some(path.as_str());
        let article = article::read(&bytes, name)
            .map_err(|why| Error::new(format!("cannot read `{path}`: {why}")))?;
        print(&article, streams.out)?;
    }
    Ok(Outcome::Clean)
}

fn print(article: &Article, out: &mut dyn Write) -> Result<(), Error> {
    let text = Text::whole(article);
    let parsed = Piece::all(article, &text, english());
    for (number, (sentence, pieces)) in text.sentences.iter().zip(parsed).enumerate() {
        let words: Vec<&str> = article.text[sentence.span.clone()].split_whitespace().collect();
        let first_of_paragraph =
            number == 0 || text.sentences[number - 1].paragraph != sentence.paragraph;
        if first_of_paragraph {
            writeln!(out, "# newpar")?;
        }
        writeln!(out, "# sent_id = {}\n# text = {}", number + 1, words.join(" "))?;
        for (place, Piece { span, word, lemma }) in pieces.iter().enumerate() {
            let (start, end) = (span.start, span.end);
            let joined = pieces.get(place + 1).is_some_and(|next| next.span.start == end);
            let space = if joined { "SpaceAfter=No|" } else { "" };
            writeln!(
                out,
                "{}\t{}\t{lemma}\t{}\t{}\t_\t{}\t{}\t_\t{space}Bytes={start}:{end}",
                place + 1,
                &article.text[span.clone()],
                word.upos,
                word.xpos,
                word.head,
                word.relation,
            )?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Writes a CoNLL-U text with our own columns.
///
/// Comments, ranges of words and the last column stay; empty nodes belong to trees that go.
fn rewrite(text: &str, path: &str, out: &mut dyn Write) -> Result<(), Error> {
    let model = english();
    let mut scratch = Scratch::default();
    let mut lines: Vec<Vec<&str>> = Vec::new();
    for (number, line) in text.lines().chain([""]).enumerate() {
        if line.starts_with('#') {
            writeln!(out, "{line}")?;
        } else if line.trim().is_empty() {
            let is_word = |fields: &Vec<&str>| !fields[0].contains('-');
            let forms: Vec<&str> =
                lines.iter().filter(|fields| is_word(fields)).map(|fields| fields[1]).collect();
            let mut words = forms.iter().zip(analyse(model, &forms, &mut scratch));
            for fields in &lines {
                if !is_word(fields) {
                    writeln!(out, "{}", fields.join("\t"))?;
                } else if let Some((form, word)) = words.next() {
                    let lemma = model.lemma(form, &word);
                    let (upos, xpos, head, relation) =
                        (word.upos, word.xpos, word.head, word.relation);
                    let (id, misc) = (fields[0], fields[9]);
                    writeln!(
                        out,
                        "{id}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t{misc}"
                    )?;
                }
            }
            if !lines.is_empty() {
                writeln!(out)?;
            }
            lines.clear();
        } else {
            let fields: Vec<&str> = line.split('\t').collect();
            if fields.len() != 10 {
                let line = number + 1;
                return Err(Error::new(format!(
                    "cannot read `{path}`: line {line}: ten fields parted by tabs are wanted"
                )));
            }
            if !fields[0].contains('.') {
                lines.push(fields);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    #[test]
    fn words_carry_their_bytes() {
        let article = article::read("Envoys  met in Zürich.".as_bytes(), None).unwrap();
        let mut out = Vec::new();
        print(&article, &mut out).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap().replace('\t', " "), @r"
        # newpar
        # sent_id = 1
        # text = Envoys met in Zürich.
        1 Envoys envoy NOUN NNS _ 2 nsubj _ Bytes=0:6
        2 met meet VERB VBD _ 0 root _ Bytes=8:11
        3 in in ADP IN _ 4 case _ Bytes=12:14
        4 Zürich Zürich PROPN NNP _ 2 obl _ SpaceAfter=No|Bytes=15:22
        5 . . PUNCT . _ 2 punct _ Bytes=22:23
        ");
    }

    #[test]
    fn a_treebank_keeps_its_words() {
        let text = "# newdoc\n1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\tX=1\n1\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n\
                    2\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n2.1\t_\t_\t_\t_\t_\t_\t_\t_\t_\n3\tgo\t_\t_\t_\t_\t_\t_\t_\tY=2\n";
        let mut out = Vec::new();
        rewrite(text, "a.conllu", &mut out).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap().replace('\t', " "), @r"
        # newdoc
        1-2 don't _ _ _ _ _ _ _ X=1
        1 do do AUX VB _ 3 aux _ _
        2 n't not PART RB _ 3 advmod _ _
        3 go go VERB VB _ 0 root _ Y=2
        ");
        assert!(rewrite("1\tgo\n", "a.conllu", &mut Vec::new()).is_err());
    }
}
