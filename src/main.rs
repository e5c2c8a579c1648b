//! The program: everything it does is in the library, see [`demarche::cli`].

use std::process::ExitCode;

/// A build makes some million short texts; the system's own allocator takes a fifth of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    demarche::cli::main()
}
