//! What a page says that is no part of its article: share buttons, teasers, comment forms.
//!
//! A block is judged by its own words ([`is_furniture`]); where a page's tail begins
//! ([`begins_tail`]), everything after it that is no running text goes with it.

/// Blocks that are nothing but one of these, up to case, a colon and spaces.
const WHOLE: &[&str] = &[
    "about author",
    "about the author",
    "about us",
    "ad",
    "advertisement",
    "advertisements",
    "all rights reserved",
    "categories",
    "comments",
    "contact us",
    "continue reading",
    "contents",
    "copy link",
    "follow us",
    "gift this article",
    "in this article",
    "latest news",
    "latest posts",
    "leave a comment",
    "leave a reply",
    "listen to this article",
    "loading",
    "more on this story",
    "more stories",
    "most popular",
    "most read",
    "next article",
    "on this page",
    "popular posts",
    "post comment",
    "previous article",
    "print",
    "read more",
    "recent posts",
    "recommended",
    "recommended stories",
    "related",
    "related articles",
    "related news",
    "related posts",
    "related stories",
    "related topics",
    "save",
    "search",
    "share",
    "share this",
    "share this article",
    "share this story",
    "sign in",
    "sign up",
    "skip to content",
    "story continues below advertisement",
    "subscribe",
    "table of contents",
    "tags",
    "talk to us!",
    "topics",
    "trending",
    "you may also like",
    "you might also like",
];

/// Blocks that begin with one of these and go on with a title, a name or a notice.
const OPENINGS: &[&str] = &[
    "also read:",
    "also read –",
    "also read -",
    "also watch:",
    "click here to",
    "copyright ©",
    "don't miss:",
    "follow us on",
    "©",
    "read also:",
    "read more:",
    "read next:",
    "recommended:",
    "related:",
    "see also:",
    "share this:",
    "sign up for",
    "sign up to",
    "subscribe to",
    "tags:",
    "tags :",
    "watch:",
    "watch now:",
    "your email address will not be published",
];

/// After these a page has nothing of its article left, unless running text follows.
const TAIL: &[&str] = &[
    "about author",
    "about the author",
    "categories",
    "comments",
    "latest news",
    "latest posts",
    "leave a comment",
    "leave a reply",
    "more stories",
    "most popular",
    "most read",
    "popular posts",
    "recent posts",
    "related articles",
    "related news",
    "related posts",
    "related stories",
    "share",
    "share this",
    "tags",
    "you may also like",
    "you might also like",
];

/// The longest opening or whole block is far shorter.
const LONGEST: usize = 64;

/// The beginning of a block in lower case, without a colon at its end, spaces made one.
fn plain(block: &str) -> String {
    let end = block.char_indices().nth(LONGEST).map_or(block.len(), |(at, _)| at);
    let words: Vec<&str> = block[..end].split_whitespace().collect();
    words.join(" ").to_lowercase().replace('’', "'")
}

fn without_colon(plain: &str) -> &str {
    plain.trim_end_matches([':', '…', '.', ' '])
}

/// Whether every line of a block is furniture of the page.
pub(super) fn is_furniture(block: &str) -> bool {
    let plain = plain(block);
    if OPENINGS.iter().any(|opening| plain.starts_with(opening)) {
        return true;
    }
    let mut lines = block.lines().filter(|line| !line.trim().is_empty()).take(8).peekable();
    lines.peek().is_some() && lines.all(|line| line.len() <= LONGEST && is_one_of(WHOLE, line))
}

/// Whether the page's tail may begin with this block.
pub(super) fn begins_tail(block: &str) -> bool {
    block.lines().next().is_some_and(|line| line.len() <= LONGEST && is_one_of(TAIL, line))
}

fn is_one_of(list: &[&str], line: &str) -> bool {
    let plain = plain(line);
    list.contains(&without_colon(&plain)) || list.contains(&plain.as_str())
}

/// Whether a block is running text: long enough, and with a full stop at its end.
pub(super) fn is_running_text(block: &str) -> bool {
    block.len() >= 120 && ends_sentence(block)
}

/// Whether a block ends as a sentence does, in spite of quotes and brackets after it.
pub(super) fn ends_sentence(block: &str) -> bool {
    block
        .trim_end_matches(['"', '”', '’', '\'', ')', ']', ' ', '»'])
        .ends_with(['.', '!', '?', '…', '。'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_reporting() {
        for (block, furniture) in [
            ("Tags :", true),
            ("Share :", true),
            ("LEAVE A REPLY", true),
            ("About Author\nAbout Author", true),
            ("Also Read: Ministers gather in Tunis", true),
            ("Your email address will not be published. Required fields are marked *", true),
            ("Table of Contents", true),
            ("Share prices fell after the talks.", false),
            ("Related parties met in Doha on Friday.", false),
            ("The minister said he would not comment.", false),
        ] {
            assert_eq!(is_furniture(block), furniture, "{block}");
        }
    }
}
