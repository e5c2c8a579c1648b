//! The drawings of a site, laid out while it is built: geometry in, SVG in the templates out.
//!
//! ```text
//! layered         a graph in rows, time running down: rows, few crossings, straight lines
//! shape           the same with its lines as path data; the shapes of neighbourhoods are kept
//! dependencies    the events of a component as boxes in such rows, arrows by kind of relation
//! neighbourhood   the same around one event, two steps back and two ahead
//! storyline       whose ways cross when: a line for each actor, and who meets adjacent
//! terms           the offices of an actor and when it acted
//! lanes           such lines as a drawing, in staves that fit the column
//! marks           what stands on such a line for an event
//! ```
//!
//! Every drawing has its words beside it: a summary for those who do not see it, and a list with
//! the links. Colour never stands alone. No clock, no hash order, no randomness: the same timeline
//! is drawn the same, and an event more moves little of the rest.

pub(crate) mod crossings;
pub(crate) mod dependencies;
pub(crate) mod lanes;
pub(crate) mod layered;
mod marks;
pub(crate) mod neighbourhood;
pub(crate) mod shape;
pub(crate) mod storyline;
mod straight;
pub(crate) mod terms;
pub(crate) mod text;
