//! `demarche completions`: the shell's own completion of our commands.

use clap_complete::Shell;

use super::{Error, Outcome, Streams};

/// Print a script by which a shell completes the commands
///
/// bash: `demarche completions bash > ~/.local/share/bash-completion/completions/demarche`;
/// fish: `demarche completions fish > ~/.config/fish/completions/demarche.fish`;
/// zsh: `demarche completions zsh > FOLDER/_demarche`, where FOLDER is in `fpath`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    // Through a buffer: the generator panics where its writer fails, as a closed pipe does.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "demarche", &mut script);
    streams.out.write_all(&script)?;
    Ok(Outcome::Clean)
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;

    use super::*;

    #[test]
    fn every_shell_learns_every_command() {
        for &shell in Shell::value_variants() {
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let mut streams = Streams { out: &mut out, err: &mut err };
            assert_eq!(run(&Args { shell }, &mut streams).unwrap(), Outcome::Clean);
            let script = String::from_utf8(out).unwrap();
            for command in super::super::command().get_subcommands() {
                assert!(script.contains(command.get_name()), "{shell}: {}", command.get_name());
            }
        }
    }
}
