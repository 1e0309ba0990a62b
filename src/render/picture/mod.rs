//! What picture stands beside an answer?
//!
//! Draws what the answer carries to be seen ([`Sketch`]); the same answer gives the same bytes. It works nothing out,
//! sends nothing, and the text of the answer stands without it.

// Places on a sheet of some hundred units: f32 is what is drawn with, and holds them all exactly.
#![allow(clippy::cast_precision_loss, clippy::cast_sign_loss)]

mod alt;
mod font;
mod network;
mod paper;
mod timeline;

use crate::answer::{Answer, Sketch};

/// A picture, ready to be attached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What the file is called.
    pub name: &'static str,
    /// What it shows, for those who do not see it; at most [`MOST_ALT`] UTF-16 code units.
    pub alt: String,
    /// A PNG.
    pub png: Vec<u8>,
}

/// UTF-16 code units of what a picture shows in words.
pub const MOST_ALT: usize = 1024;

/// Draws the answer's picture, if it has one.
pub fn of(answer: &Answer) -> Option<Picture> {
    let sketch = answer.sketch.as_ref()?;
    let (name, png) = match sketch {
        Sketch::Timeline(timeline) => ("timeline.png", timeline::draw(timeline)?),
        Sketch::Network(network) => ("connections.png", network::draw(network)?),
    };
    Some(Picture { name, alt: alt::text(sketch), png })
}
