//! `demarche explain`: what a remark means, why it matters, what to do.

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
        writeln!(streams.out, "{}", code.explanation().trim_end())?;
        return Ok(Outcome::Clean);
    }
    let widest = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or(0);
    for code in Code::ALL {
        let severity = code.severity().name();
        writeln!(streams.out, "{code:widest$}  {severity:7}  {}", gist(*code))?;
    }
    Ok(Outcome::Clean)
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
