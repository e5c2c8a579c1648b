//! One file a kind of page: what its template is given.

mod actor;
mod changes;
mod event;
mod graph;
mod lanes;
mod site;
mod source;
mod timeline;

pub(crate) use actor::{Actor, Actors, actor_path};
pub(crate) use changes::Changes;
pub(crate) use event::{Event, Moved};
pub(crate) use graph::{Component, Graph};
pub(crate) use lanes::{LanePeriods, Lanes, lanes_path};
pub(crate) use site::{About, Index, Problems};
pub(crate) use source::{Source, Sources};
pub(crate) use timeline::{Periods, Timeline};
