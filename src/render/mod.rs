//! How is an answer shown?
//!
//! One submodule for each place that shows it; each starts from [`crate::answer::Answer`] and works nothing out.

pub mod discord;
