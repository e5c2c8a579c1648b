//! The marks of events on the lines of actors: the shape and hue of the family of the event, as in
//! the lists. Who acts has a large mark, to whom it is done a small dot. What did not happen, or not
//! yet, is hollow; what is denied is struck through, whatever it is.

use crate::site::family::Family;
use crate::timeline::Event;
use crate::vocabulary::Modality;

/// The classes of the marks of an event: its family, and how it stands.
pub(crate) fn class(event: &Event) -> [&'static str; 2] {
    let standing = match event.modality {
        Modality::Happened => "full",
        Modality::Denied => "hollow m-denied",
        _ => "hollow",
    };
    [Family::of(event.kind).class(), standing]
}

/// Path data around a point: the mark of who acts, and of whom it is done to.
pub(crate) fn shapes(event: &Event) -> [&'static str; 2] {
    if event.modality == Modality::Denied {
        [
            "m-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0zm-1 6.5l13-13",
            "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0zm-2 5l10-10",
        ]
    } else {
        [shape(Family::of(event.kind)), "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z"]
    }
}

/// The mark of a family, the same shape as in the lists, around a point.
const fn shape(family: Family) -> &'static str {
    match family {
        Family::Words => "m-5-5h10v10h-10z",
        Family::Offers => "m-4-6l10 6l-10 6z",
        Family::Pressure => "m0-6l6 10.5h-12z",
        Family::Answers => "m0-7l6 7l-6 7l-6-7z",
        Family::Contacts => "m-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z",
        Family::Accords => {
            "m0-7.5l1.8 5.2l5.4.1l-4.4 3.3l1.6 5.2l-4.4-3.1l-4.4 3.1l1.6-5.2l-4.4-3.3l5.4-.1z"
        }
        Family::Ruptures => "m0 6l6-10.5h-12z",
        Family::Force => "m-6-4l2-2l4 4l4-4l2 2l-4 4l4 4l-2 2l-4-4l-4 4l-2-2l4-4z",
    }
}
