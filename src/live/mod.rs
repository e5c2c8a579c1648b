//! A site that is being worked on: what a browser on this machine may ask, and what it gets.
//!
//! ```text
//! request   bytes → a request, or why it is refused
//! answer    status, headers and body → bytes
//! page      a page of the site, with what makes it reload and the banner of what does not hold
//! ```
//!
//! Any program and any web page can send something to a port of this machine, so nothing is
//! assumed: only names of this machine are answered to, only GET and HEAD, only what is in memory.
//! Nothing here opens a socket or a file.

pub(crate) mod answer;
pub(crate) mod page;
pub(crate) mod request;
