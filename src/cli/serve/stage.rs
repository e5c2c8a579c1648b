//! The issue on show, for all connections at once.

use std::sync::mpsc::{Sender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::issue::{Asked, Found};
use crate::live::answer::{Answer, HTML, Status, kind};
use crate::live::page::{self, Banner, Dressed};
use crate::live::request::{Hosts, Request};

/// How long a page may take to be made.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is on show, and who may ask for it.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) hosts: Hosts,
    token: String,
    now: Mutex<Now>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Now {
    /// Counts the changes.
    turn: u64,
    asked: Option<Sender<Asked>>,
    banner: Option<Arc<Banner>>,
}

impl Stage {
    /// An empty stage.
    pub(super) fn new(hosts: Hosts, token: String) -> Self {
        Self { hosts, token, now: Mutex::default(), changed: Condvar::new() }
    }

    /// Shows another issue. The one before ends once nobody asks it any more.
    pub(super) fn show(&self, asked: Sender<Asked>, banner: Option<Banner>) {
        let mut now = self.now();
        now.turn += 1;
        now.asked = Some(asked);
        now.banner = banner.map(Arc::new);
        self.changed.notify_all();
    }

    /// Keeps what is on show, and says why there is nothing newer.
    pub(super) fn trouble(&self, banner: Banner) {
        let mut now = self.now();
        now.turn += 1;
        now.banner = Some(Arc::new(banner));
        self.changed.notify_all();
    }

    /// A thread that died while it held the lock left nothing half done.
    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How often the show has changed.
    pub(super) fn turn(&self) -> u64 {
        self.now().turn
    }

    /// Waits until the show has changed, or for so long; how often it has.
    pub(super) fn wait(&self, turn: u64, long: Duration) -> u64 {
        let now = self.now();
        let still = |now: &mut Now| now.turn == turn;
        let (now, _) = self
            .changed
            .wait_timeout_while(now, long, still)
            .unwrap_or_else(PoisonError::into_inner);
        now.turn
    }

    /// Whether a request may hear of changes.
    pub(super) fn may_listen(&self, request: &Request) -> bool {
        request.own && request.asked("token") == Some(self.token.as_str())
    }

    /// What says whether the page at a path reads the same.
    pub(super) fn mark(&self, path: &str) -> String {
        match self.find(path) {
            (Some(Found::File(bytes)), banner) => {
                self.dressed(&bytes, path, banner.as_deref()).mark
            }
            (Some(Found::Folder), _) => String::new(),
            (Some(Found::Nothing) | None, banner) => {
                self.dressed(page::missing().as_bytes(), path, banner.as_deref()).mark
            }
        }
    }

    /// The answer to a request for anything but the stream of changes.
    pub(super) fn answer(&self, path: &str) -> Answer {
        match path {
            page::SCRIPT_PATH => {
                return Answer::new(Status::Fine, kind(path), page::SCRIPT.as_bytes().to_vec());
            }
            page::STYLE_PATH => {
                return Answer::new(Status::Fine, kind(path), page::STYLE.as_bytes().to_vec());
            }
            _ => {}
        }
        let (found, banner) = self.find(path);
        match found {
            Some(Found::File(bytes)) => {
                let kind = kind(&in_folder(path));
                if kind != HTML {
                    return Answer::new(Status::Fine, kind, bytes.to_vec());
                }
                self.page(Status::Fine, &bytes, path, banner.as_deref())
            }
            Some(Found::Folder) => Answer::moved(format!("{path}/")),
            Some(Found::Nothing) => {
                self.page(Status::NotFound, page::missing().as_bytes(), path, banner.as_deref())
            }
            None => Answer::refusal(Status::Busy),
        }
    }

    fn page(&self, status: Status, html: &[u8], path: &str, banner: Option<&Banner>) -> Answer {
        let Dressed { policy, body, .. } = self.dressed(html, path, banner);
        Answer { policy, ..Answer::new(status, HTML, body.into_bytes()) }
    }

    fn dressed(&self, html: &[u8], path: &str, banner: Option<&Banner>) -> Dressed {
        let path = if is_plain(path) { path } else { "/" };
        page::dress(&String::from_utf8_lossy(html), path, &self.token, banner)
    }

    /// Asks the issue on show; `None` where it does not answer.
    fn find(&self, path: &str) -> (Option<Found>, Option<Arc<Banner>>) {
        // Twice: the issue may be taken off the show between the two steps.
        for _ in 0..2 {
            let (asked, banner) = {
                let now = self.now();
                (now.asked.clone(), now.banner.clone())
            };
            let (reply, answer) = sync_channel(1);
            let Some(asked) = asked else { return (None, banner) };
            if !is_plain(path) {
                return (Some(Found::Nothing), banner);
            }
            if asked.send(Asked { path: in_folder(path), reply }).is_ok()
                && let Ok(found) = answer.recv_timeout(PATIENCE)
            {
                return (Some(found), banner);
            }
        }
        (None, self.now().banner.clone())
    }
}

/// Whether a path is made of what paths of a site are made of; no other is one.
fn is_plain(path: &str) -> bool {
    path.starts_with('/')
        && path.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'.' | b'_'))
}

/// `/talks/` → `talks/index.html`.
fn in_folder(path: &str) -> String {
    let path = path.strip_prefix('/').unwrap_or(path);
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}
