//! How far a long run is: a line on the terminal, after half a second, gone at the end.
//!
//! Nothing is told where nobody watches (stderr is no terminal), and a short run says nothing.

use std::io::{self, IsTerminal as _, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// How long a run may take before it is told, and how often it is told then.
const FIRST: Duration = Duration::from_millis(500);
const THEN: Duration = Duration::from_millis(100);

/// Runs work that counts what is done, and tells it meanwhile.
///
/// - `err`: where to tell it, held by this thread; the work is done on others.
/// - `total`: how many there are; `what`: of what, in the plural.
pub(crate) fn watched<T: Send>(
    err: &mut dyn Write,
    total: usize,
    what: &str,
    work: impl FnOnce(&AtomicUsize) -> T + Send,
) -> T {
    let watching = io::stderr().is_terminal();
    tell(err, watching, total, what, work)
}

fn tell<T: Send>(
    err: &mut dyn Write,
    watching: bool,
    total: usize,
    what: &str,
    work: impl FnOnce(&AtomicUsize) -> T + Send,
) -> T {
    let done = AtomicUsize::new(0);
    if !watching {
        return work(&done);
    }
    std::thread::scope(|scope| {
        let (ended, wait) = mpsc::channel::<()>();
        let done = &done;
        let worker = scope.spawn(move || {
            // Dropped when the work ends, in whichever way.
            let _ended = ended;
            work(done)
        });
        let mut pause = FIRST;
        let mut told = false;
        while wait.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
            // Progress that cannot be told is no reason to stop.
            let _ = write!(err, "\r{} of {total} {what}", done.load(Ordering::Relaxed));
            let _ = err.flush();
            (pause, told) = (THEN, true);
        }
        if told {
            let width = 2 * total.to_string().len() + what.len() + 5;
            let _ = write!(err, "\r{:width$}\r", "");
            let _ = err.flush();
        }
        match worker.join() {
            Ok(value) => value,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(watching: bool, lasts: u64) -> (u8, String) {
        let mut err = Vec::new();
        let value = tell(&mut err, watching, 12, "pages", |done| {
            done.store(7, Ordering::Relaxed);
            std::thread::sleep(Duration::from_millis(lasts));
            3
        });
        (value, String::from_utf8(err).expect("it is text"))
    }

    #[test]
    fn only_a_long_run_is_told_and_only_to_who_watches() {
        assert_eq!(said(true, 0), (3, String::new()));
        assert_eq!(said(false, 700), (3, String::new()));
        let (value, told) = said(true, 700);
        assert_eq!(value, 3);
        assert!(told.starts_with("\r7 of 12 pages"), "{told:?}");
        assert!(told.ends_with(" \r"), "the line is wiped: {told:?}");
    }
}
