//! Two timelines → what changed; two versions of an article → which words changed it.
