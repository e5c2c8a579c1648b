//! One file a kind of page: what its template is given.

mod actor;
mod az;
mod changes;
mod data;
mod event;
mod graph;
mod lanes;
mod listing;
mod paper;
mod recent;
mod site;
mod source;
mod timeline;

pub(crate) use actor::{Actor, Actors, actor_path};
pub(crate) use az::{Az, az_parts, az_path};
pub(crate) use changes::Changes;
pub(crate) use data::Data;
pub(crate) use event::{Event, Moved};
pub(crate) use graph::{Component, Graph};
pub(crate) use lanes::{LanePeriods, Lanes, lanes_path};
pub(crate) use listing::{Entries, Listing};
pub(crate) use paper::{Embed, Print, print_path};
pub(crate) use recent::Recent;
pub(crate) use site::{About, Index, Problems};
pub(crate) use source::{Source, Sources};
pub(crate) use timeline::{MOST_PEOPLE, Periods, Timeline};
