//! What can be seen of an answer, as plain data?
//!
//! What a picture shows beside the text: the same happenings and ties, by name and date. It says nothing that the text
//! does not say, and knows nothing of shapes.

use crate::domain::Edtf;

/// What a picture of the answer shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Sketch {
    /// Dated events in order.
    Timeline(Timeline),
    /// Who is tied to whom.
    Network(Network),
}

/// One page of somebody's timeline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// Whose.
    pub title: String,
    /// What happened, in order; undated last.
    pub happenings: Vec<Happening>,
    /// The place of the first of them among all, from 0.
    pub from: usize,
    /// How many there are on all pages.
    pub of: usize,
    /// The dates of all pages, in order.
    pub dates: Vec<Edtf>,
}

/// One event by one account.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Happening {
    /// At its true precision.
    pub date: Option<Edtf>,
    /// The date in words, with what bounds it further: `December 2021, by 27 December 2021`.
    pub when: Option<String>,
    /// Who did what, and who says so.
    pub what: String,
    /// Another account of it cannot be true with this one.
    pub differs: bool,
    /// The number of the receipt that tells it, from 1.
    pub receipt: Option<usize>,
}

/// One page of the ties of somebody, or of what ties two people to each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// In whose midst it is seen.
    pub one: String,
    /// The second one, where it is about two.
    pub other: Option<String>,
    /// What ties the two directly.
    pub direct: Vec<Bond>,
    /// Whom they are tied to.
    pub knots: Vec<Knot>,
    /// What ties those to each other.
    pub cross: Vec<Cross>,
    /// The place of the first of `knots` among all, from 0.
    pub from: usize,
    /// How many there are on all pages.
    pub of: usize,
}

/// Somebody or some place in a network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Knot {
    /// By name.
    pub name: String,
    /// In which circle: `Family`.
    pub circle: &'static str,
    /// What they are to the first one.
    pub to_one: Vec<Bond>,
    /// What they are to the second one.
    pub to_other: Vec<Bond>,
}

/// One tie, with what is dated of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bond {
    /// What the other end is: `late wife`.
    pub what: String,
    /// In few words, in order: `married 2012`.
    pub dates: Vec<String>,
}

/// What ties two of a network to each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cross {
    /// The place of the first among the knots.
    pub from: usize,
    /// The place of the second.
    pub to: usize,
    /// What the second is to the first.
    pub bond: Bond,
}
