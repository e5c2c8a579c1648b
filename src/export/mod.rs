//! Other people's formats, a file each.
