//! What has changed on disk: told by the system, or looked for where it does not tell.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

/// How often we look by ourselves.
const POLL: Duration = Duration::from_millis(100);
/// Editors save in several steps; they are over when it has been quiet for so long.
const QUIET: Duration = Duration::from_millis(10);
/// Something may write all the time; we do not wait longer than this.
const LONGEST: Duration = Duration::from_millis(100);

/// Waits for changes.
#[derive(Debug)]
pub(super) struct Watch {
    /// `None` where we look by ourselves.
    watcher: Option<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
    told: Receiver<()>,
}

impl Watch {
    /// Asks the system to tell, unless `poll` is wanted or it cannot.
    pub(super) fn new(poll: bool) -> Self {
        let (tell, told) = channel();
        let heard = move |event: notify::Result<notify::Event>| {
            if event.map_or(true, |event| is_change(event.kind)) {
                let _ = tell.send(());
            }
        };
        let watcher = if poll { None } else { notify::recommended_watcher(heard).ok() };
        Self { watcher, watched: BTreeSet::new(), told }
    }

    /// From now on looks at these folders, not below them.
    pub(super) fn look_at(&mut self, folders: &BTreeSet<PathBuf>) {
        let Some(watcher) = &mut self.watcher else { return };
        for gone in self.watched.difference(folders) {
            let _ = watcher.unwatch(gone);
        }
        // Again even where it was: the folder may be another one under the same name.
        let all =
            folders.iter().all(|folder| watcher.watch(folder, RecursiveMode::NonRecursive).is_ok());
        self.watched.clone_from(folders);
        if !all {
            self.watcher = None;
        }
    }

    /// Waits until something may have changed.
    ///
    /// - `touched`: whether it has, where the system does not tell.
    pub(super) fn wait(&self, touched: &dyn Fn() -> bool) {
        if self.watcher.is_none() {
            while !touched() {
                std::thread::sleep(POLL);
            }
            return;
        }
        if self.told.recv().is_err() {
            std::thread::sleep(POLL);
        }
        let deadline = Instant::now() + LONGEST;
        while Instant::now() < deadline && self.told.recv_timeout(QUIET).is_ok() {}
    }
}

/// Reading is no change; we do it ourselves.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}
