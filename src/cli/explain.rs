//! `demarche explain`: what a remark means, why it matters, what to do.

use anstyle::Style;

use super::{Error, Outcome, Streams};
use crate::diagnostic::Code;

/// Explain a remark by its code, or list all codes
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The word in brackets behind `error` or `warning`; without it, every code is listed
    code: Option<String>,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    if let Some(word) = &args.code {
        let code = Code::named(word).ok_or_else(|| unknown(word))?;
        let page = code.explanation().trim_end();
        let shown = match terminal_size::terminal_size() {
            Some((width, _)) => set(page, usize::from(width.0)),
            None => page.to_owned(),
        };
        writeln!(streams.out, "{shown}")?;
        return Ok(Outcome::Clean);
    }
    let widest = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or(0);
    for code in Code::ALL {
        let severity = code.severity().name();
        writeln!(streams.out, "{code:widest$}  {severity:7}  {}", gist(*code))?;
    }
    Ok(Outcome::Clean)
}

/// A page for a terminal: paragraphs as wide as it is, but not wider than one likes to read, and
/// headings and examples set off instead of marked up.
fn set(page: &str, width: usize) -> String {
    const READABLE: usize = 90;
    const STRONG: Style = Style::new().bold();
    let width = width.clamp(40, READABLE);
    let mut out = Vec::new();
    let mut column = 0;
    let mut example = false;
    let mut fresh = true;
    for line in page.lines() {
        if line.starts_with("```") {
            (example, fresh) = (!example, true);
        } else if example {
            out.push(format!("    {line}"));
        } else if let Some(heading) = line.strip_prefix("# ") {
            out.push(format!("{STRONG}{heading}{STRONG:#}"));
            fresh = true;
        } else if line.trim().is_empty() {
            out.push(String::new());
            fresh = true;
        } else {
            // An element of a list stands on a line of its own.
            fresh |= line.starts_with("- ");
            for word in line.split_whitespace() {
                let taken = word.chars().count();
                let fits = !fresh && column + 1 + taken <= width;
                if let Some(last) = out.last_mut().filter(|_| fits) {
                    last.push(' ');
                    last.push_str(word);
                    column += 1 + taken;
                } else {
                    out.push(word.to_owned());
                    column = taken;
                }
                fresh = false;
            }
        }
    }
    out.join("\n")
}

/// The first sentence of a page, below its heading.
fn gist(code: Code) -> &'static str {
    code.explanation()
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('#'))
        .unwrap_or("")
}

fn unknown(word: &str) -> Error {
    let shown = crate::diagnostic::visible::visible(word);
    Error::new(match Code::nearest(word) {
        Some(code) => format!("there is no remark `{shown}`; did you mean `{code}`?"),
        None => format!("there is no remark `{shown}`; `demarche explain` lists all"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_set_for_the_terminal_it_is_read_in() {
        let page = "# date-order\n\nDates that cannot be\nbrought into order.\n\n- one\n- two\n\n```yaml\na: {b: c}\n```";
        let told = set(page, 50);
        let plain = told.replace("\u{1b}[1m", "").replace("\u{1b}[0m", "");
        assert_eq!(
            plain,
            "date-order\n\nDates that cannot be brought into order.\n\n- one\n- two\n\n    a: {b: c}"
        );
        for code in Code::ALL {
            let told = set(code.explanation(), 60);
            let wide = told.lines().filter(|line| !line.starts_with("    "));
            let mut wide = wide.filter(|line| line.chars().count() > 60 && line.contains(' '));
            assert_eq!(wide.next(), None, "{code}");
        }
    }
}
