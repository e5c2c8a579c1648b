//! Graph → pages.
