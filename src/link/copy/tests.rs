//! Stories of our own, and what others make of them.

use super::*;
use crate::domain::{Article, Edtf, Span};

fn article(id: &str, text: &str) -> (ArticleId, Signature) {
    let article = Article {
        id: ArticleId(id.into()),
        text: text.to_owned(),
        date: Edtf::parse("2021-05-04"),
        title: Span::default(),
        body: Span::new(0, text.len()),
        outlet: None,
        url: None,
        warnings: Vec::new(),
    };
    (article.id.clone(), sign(&article))
}

const STORY: &str = "Drummer Lena Marsh has left The Velvet Hour after nine years. “I packed my sticks on Sunday and cried \
    all the way to Leeds,” the 41-year-old told Stage Review on Tuesday, May 4.\n\nMarsh joined the show in 2012, after \
    a chance meeting with its host, Tom Quill, at a petrol station near Harrogate. He had run out of fuel; she lent him \
    12 pounds. “He still owes me,” she said.\n\nHer replacement is Priya Dunn, 28, who played with the Bradford Youth \
    Orchestra. Quill called her “a thunderstorm in trainers” and promised an announcement in June.\n\nMarsh plans to open \
    a bakery in Whitby with her sister Carol. “Bread doesn’t need a click track,” she said.";

/// Written anew sentence by sentence, as spinning machines do.
const REWORDED: &str = "After a nine-year stay, percussionist Lena Marsh is quitting The Velvet Hour. “On Sunday I put my \
    sticks in a bag and wept the entire journey to Leeds,” the musician, 41, informed Stage Review on Tuesday, May 4.\n\n\
    In 2012 Marsh came aboard the programme following a random encounter with presenter Tom Quill at a fuel stop close to \
    Harrogate. His tank was empty; she gave him 12 pounds. “He hasn’t paid me back,” she stated.\n\nTaking over is Priya \
    Dunn, aged 28, formerly of the Bradford Youth Orchestra. Quill described her as “a storm wearing trainers” and vowed \
    to announce more in June.\n\nMarsh intends to run a bakery with sister Carol in Whitby. “There’s no click track for \
    bread,” she remarked.";

/// The same people, other news.
const FOLLOW_UP: &str = "Lena Marsh, who left The Velvet Hour in May, has opened her bakery in Whitby, and Tom Quill was the \
    first customer.\n\nThe host bought two loaves and paid with a 50 pound note. “Keep the change, that makes us even,” he \
    told Marsh, according to Stage Review. The two became friends near Harrogate in 2012.\n\nCarol Marsh runs the ovens. \
    Priya Dunn, the new drummer, sent a cake in the shape of a snare.\n\n“I sleep until four now,” Marsh said. “In the \
    morning, that is.” Some 300 people queued along the harbour on Saturday, August 7, and the shelves were bare by noon.";

const CORRECTION: &str = "A story published May 4 about Lena Marsh of The Velvet Hour contained errors. Marsh lent Tom Quill 20 \
    pounds, not 12, and the petrol station was near Ripon. Ms. Dunn is 27. The Bradford Youth Orchestra says that she \
    played with it for two seasons only, in 2014 and 2015. Stage Review regrets the errors, which were made in editing \
    and have been put right in the online version.";

fn copies_of(texts: &[(&str, &str)]) -> Vec<(String, String)> {
    let signed: Vec<_> = texts.iter().map(|(id, text)| article(id, text)).collect();
    copies(&signed).into_iter().map(|(copy, original)| (copy.to_string(), original.to_string())).collect()
}

fn pair(copy: &str, original: &str) -> (String, String) {
    (copy.to_owned(), original.to_owned())
}

#[test]
fn copies_are_seen_through() {
    let half = &STORY[..STORY.len() / 2];
    let found = copies_of(&[("a", STORY), ("b", REWORDED), ("c", half), ("d", STORY)]);
    assert_eq!(found, [pair("b", "a"), pair("c", "a"), pair("d", "a")]);
}

#[test]
fn a_follow_up_or_a_correction_is_no_copy() {
    assert_eq!(copies_of(&[("a", STORY), ("b", FOLLOW_UP), ("c", CORRECTION)]), []);
    assert_eq!(copies_of(&[("a", ""), ("b", ""), ("c", "Yes."), ("d", "Yes.")]), []);
}

#[test]
fn whoever_is_first_is_the_original() {
    assert_eq!(copies_of(&[("b", REWORDED), ("a", STORY)]), [pair("a", "b")]);
}
