//! What does not hold together in a timeline → remarks.
