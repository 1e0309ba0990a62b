//! How is an answer shown, and how is the store handed on?
//!
//! One submodule for each place; each starts from [`crate::answer::Answer`] (exports from the store) and works
//! nothing out.

pub mod discord;
pub mod export;
pub mod json;
pub mod picture;
pub mod site;
pub mod terminal;
