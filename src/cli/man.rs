//! `demarche man`: the manual pages.

use std::fs;
use std::path::PathBuf;

use super::{Error, Outcome, Streams};

/// Print the manual page, or write one for each command
///
/// `demarche man | man -l -` shows it; `demarche man --out ~/.local/share/man/man1` installs all.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A folder to write `demarche.1`, `demarche-check.1` ... into
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let unwritten = |why: &std::io::Error| Error::new(format!("cannot make the page: {why}"));
    let Some(folder) = &args.out else {
        let mut page = Vec::new();
        clap_mangen::Man::new(super::command()).render(&mut page).map_err(|why| unwritten(&why))?;
        streams.out.write_all(&page)?;
        return Ok(Outcome::Clean);
    };
    let failed = |why: &std::io::Error| Error::file("write", folder.display(), why);
    fs::create_dir_all(folder).map_err(|why| failed(&why))?;
    clap_mangen::generate_to(super::command(), folder).map_err(|why| failed(&why))?;
    Ok(Outcome::Clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_has_a_page() {
        let folder = tempfile::tempdir().unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut streams = Streams { out: &mut out, err: &mut err };
        run(&Args { out: None }, &mut streams).unwrap();
        run(&Args { out: Some(folder.path().to_path_buf()) }, &mut streams).unwrap();
        let page = String::from_utf8(out).unwrap();
        assert!(page.contains(".TH demarche 1"), "{page}");
        let whole = super::super::command();
        for command in whole.get_subcommands().filter(|command| !command.is_hide_set()) {
            let name = command.get_name();
            let written = name.replace('-', "\\-");
            assert!(page.contains(&format!("demarche\\-{written}(1)")), "{name}: {page}");
            assert!(folder.path().join(format!("demarche-{name}.1")).is_file(), "{name}");
        }
    }
}
