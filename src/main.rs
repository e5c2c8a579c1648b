//! The program: everything it does is in the library, see [`demarche::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    demarche::cli::main()
}
