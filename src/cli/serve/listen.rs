//! Sockets: who is let in, how long they may take, and how many there may be.

use std::io::{self, Read as _, Write as _};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::stage::Stage;
use crate::cli::Error;
use crate::live::answer::{Answer, Status};
use crate::live::page;
use crate::live::request::{Heard, Request, hear};

/// How many may be connected at a time.
const MOST: usize = 64;
/// How long a connection may be silent, and a request may take to arrive.
const IDLE: Duration = Duration::from_secs(10);
/// How often a listening page is looked after.
const TICK: Duration = Duration::from_millis(250);

/// Takes a port: the one asked for, or one of the next ten where it is taken.
pub(super) fn bind(host: IpAddr, port: u16) -> Result<TcpListener, Error> {
    let mut last = None;
    for port in port..=port.saturating_add(if port == 0 { 0 } else { 10 }) {
        match TcpListener::bind(SocketAddr::new(host, port)) {
            Ok(listener) => return Ok(listener),
            Err(why) if why.kind() == io::ErrorKind::AddrInUse => last = Some(why),
            Err(why) => return Err(Error::file("listen on", SocketAddr::new(host, port), &why)),
        }
    }
    let why = last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into());
    Err(Error::file("listen on", SocketAddr::new(host, port), &why))
}

/// Answers from now on, each connection in a thread of its own.
pub(super) fn start(listener: TcpListener, stage: Arc<Stage>) {
    let open = Arc::new(AtomicUsize::new(0));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else {
                // Out of descriptors, for example: others will close theirs.
                std::thread::sleep(TICK);
                continue;
            };
            let _ = stream.set_write_timeout(Some(IDLE));
            let _ = stream.set_nodelay(true);
            if open.fetch_add(1, Ordering::SeqCst) >= MOST {
                let _ = stream.write_all(&Answer::refusal(Status::Busy).bytes(false, false));
                open.fetch_sub(1, Ordering::SeqCst);
                continue;
            }
            let seat = Seat(Arc::clone(&open));
            let stage = Arc::clone(&stage);
            let started = std::thread::Builder::new().spawn(move || {
                let _seat = seat;
                // A connection that breaks concerns nobody else.
                let _ = converse(&mut stream, &stage);
            });
            drop(started);
        }
    });
}

/// One of the connections there may be; free again when it is dropped.
struct Seat(Arc<AtomicUsize>);

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn converse(stream: &mut TcpStream, stage: &Stage) -> io::Result<()> {
    let mut bytes = Vec::new();
    loop {
        let request = match request(stream, stage, &mut bytes)? {
            Some(Ok(request)) => request,
            Some(Err(status)) => return refuse(stream, status),
            None => return Ok(()),
        };
        if request.path == page::EVENTS_PATH {
            if request.head_only || !stage.may_listen(&request) {
                return refuse(stream, Status::Forbidden);
            }
            return tell(stream, stage, &request);
        }
        let answer = stage.answer(&request.path);
        stream.write_all(&answer.bytes(request.head_only, request.keep))?;
        if !request.keep {
            return stream.shutdown(Shutdown::Write);
        }
    }
}

/// The next request; `None` where the connection ends between two.
///
/// - `bytes`: what was read beyond the last request.
fn request(
    stream: &mut TcpStream,
    stage: &Stage,
    bytes: &mut Vec<u8>,
) -> io::Result<Option<Result<Request, Status>>> {
    let deadline = Instant::now() + IDLE;
    loop {
        if !bytes.is_empty() {
            match hear(bytes, &stage.hosts) {
                Heard::Request(request, length) => {
                    bytes.drain(..length);
                    return Ok(Some(Ok(request)));
                }
                Heard::Refused(status) => return Ok(Some(Err(status))),
                Heard::More => {}
            }
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok((!bytes.is_empty()).then_some(Err(Status::Timeout)));
        }
        stream.set_read_timeout(Some(left))?;
        let mut more = [0; 4096];
        match stream.read(&mut more) {
            Ok(0) => return Ok(None),
            Ok(count) => bytes.extend_from_slice(&more[..count]),
            Err(why) if waited(&why) => {}
            Err(why) => return Err(why),
        }
    }
}

fn waited(why: &io::Error) -> bool {
    use io::ErrorKind::{Interrupted, TimedOut, WouldBlock};
    matches!(why.kind(), WouldBlock | TimedOut | Interrupted)
}

/// Says no and ends; what still comes is let by, so that the answer is not lost on its way.
fn refuse(stream: &mut TcpStream, status: Status) -> io::Result<()> {
    stream.write_all(&Answer::refusal(status).bytes(false, false))?;
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(TICK))?;
    let mut rest = [0; 4096];
    for _ in 0..64 {
        if stream.read(&mut rest)? == 0 {
            break;
        }
    }
    Ok(())
}

/// Keeps the line open until the page reads differently from what its reader has.
fn tell(stream: &mut TcpStream, stage: &Stage, request: &Request) -> io::Result<()> {
    let path = request.asked("page").unwrap_or("/");
    let has = request.asked("mark").unwrap_or_default();
    stream.write_all(&Answer::stream())?;
    stream.set_nonblocking(true)?;
    loop {
        let turn = stage.turn();
        if stage.mark(path) != has {
            stream.set_nonblocking(false)?;
            return stream.write_all(b"event: reload\ndata: now\n\n");
        }
        while stage.wait(turn, TICK) == turn {
            match stream.peek(&mut [0]) {
                Err(why) if waited(&why) => {}
                // Closed, or it says something where nothing is to be said.
                _ => return Ok(()),
            }
        }
    }
}
