//! Where does each paragraph of an article stand, and is it title, heading, text or noise?
//!
//! Never reads what a paragraph says beyond its shape and the wording of credits, share bars and the like.

use crate::domain::{Article, SentenceKind, Span};

use super::Paragraph;
use super::lexicon::Class;

/// The paragraphs of an article in order, the title first.
pub fn find(article: &Article) -> Vec<Paragraph> {
    let text = article.text.as_str();
    let mut paragraphs = Vec::new();
    let title = article.title.trimmed(text);
    if !title.is_empty() {
        let whole = is_credit(title.cut(text)).then_some(0);
        let credit = whole.or_else(|| credit_at(title.cut(text))).map_or(title.end, |at| title.start + at);
        if credit > title.start {
            paragraphs
                .push(Paragraph { span: Span::new(title.start, credit).trimmed(text), kind: SentenceKind::Title });
        }
        if credit < title.end {
            let span = Span::new(credit, title.end).trimmed(text);
            paragraphs.push(Paragraph { span, kind: SentenceKind::Noise });
        }
    }
    let mut start = article.body.start;
    let mut open: Option<Span> = None;
    for line in article.body.cut(text).split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trimmed(text);
        start += line.len();
        open = match open {
            Some(before) if !span.is_empty() && runs_on(before.cut(text), span.cut(text)) => Some(before.cover(span)),
            before => {
                paragraphs.extend(before.map(|span| classified(text, span)));
                (!span.is_empty()).then_some(span)
            }
        };
    }
    paragraphs.extend(open.map(|span| classified(text, span)));
    paragraphs
}

/// Whether a line goes on in the next one: hard-wrapped text.
fn runs_on(line: &str, next: &str) -> bool {
    let last = line.rsplit('\n').next().unwrap_or(line);
    last.len() > 50
        && !last.ends_with(['.', '!', '?', ':', '"', '”', '’', '\''])
        && next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
        && kind_of(line) == SentenceKind::Body
}

fn classified(text: &str, span: Span) -> Paragraph {
    Paragraph { span, kind: kind_of(span.cut(text)) }
}

fn kind_of(line: &str) -> SentenceKind {
    if is_noise(line) {
        SentenceKind::Noise
    } else if is_heading(line) {
        SentenceKind::Heading
    } else {
        SentenceKind::Body
    }
}

/// Beginnings of lines that are never text, lower case.
const NOISE_STARTS: &[&str] = &[
    "read more",
    "read next",
    "read also",
    "related:",
    "related article",
    "related stor",
    "related content",
    "more:",
    "advertisement",
    "sponsored",
    "share this",
    "share on",
    "share:",
    "click here",
    "click to",
    "photo:",
    "photos:",
    "photo by",
    "photo credit",
    "pic credit",
    "pic:",
    "picture:",
    "image:",
    "image credit",
    "image source",
    "image caption",
    "images:",
    "credit:",
    "credits:",
    "getty",
    "watch:",
    "video:",
    "listen:",
    "see also",
    "sign up",
    "subscribe",
    "newsletter",
    "follow us",
    "like us",
    "tags:",
    "tagged",
    "topics:",
    "filed under",
    "categories",
    "copyright",
    "©",
    "all rights reserved",
    "we use cookies",
    "this site uses cookies",
    "by continuing",
    "cookie",
    "accept all",
    "privacy policy",
    "terms of",
    "story continues",
    "article continues",
    "scroll",
    "continue reading",
    "published",
    "updated",
    "last updated",
    "posted on",
    "posted by",
    "comments",
    "leave a comment",
    "most read",
    "trending",
    "recommended",
    "download the",
    "get the latest",
    "want more",
    "never miss",
    "stay up to date",
    "this article contains affiliate",
    "a version of this article",
    "have a story",
    "got a story",
    "loading",
    "skip to",
    "view this post",
    "a post shared by",
    "facebook",
    "tweet this",
    "pinterest",
    "whatsapp",
    "print this",
    "e-mail this",
    "email this",
];

/// What announces a credit within a caption, lower case.
const CREDITS: &[&str] = &["pic credit:", "photo credit:", "image credit:", "photo:", "credit:", "photo by ", "pic:"];

/// Where a credit begins that closes a title or a caption.
fn credit_at(line: &str) -> Option<usize> {
    let lower = line.to_ascii_lowercase();
    CREDITS.iter().filter_map(|credit| lower.find(credit)).min().filter(|at| *at > 0)
}

fn is_noise(line: &str) -> bool {
    if line.len() >= 160 {
        return !line.contains(char::is_alphanumeric);
    }
    let head: String = line.chars().take(40).flat_map(char::to_lowercase).collect();
    let head = head.trim_start_matches(['•', '-', '*', '(', '[', '>', '|', ' ', '#', '▶', '►']);
    if NOISE_STARTS.iter().any(|start| begins_words(head, start)) {
        return true;
    }
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 {
        return !line.contains(|c: char| c.is_alphanumeric());
    }
    is_credit(line) || is_byline(line) || is_shouted(line, letters) || is_share_bar(line)
}

fn begins_words(head: &str, start: &str) -> bool {
    let Some(rest) = head.strip_prefix(start) else { return false };
    let single = !start.contains([' ', ':', '©']);
    // One word alone ("Comments", "Facebook") is noise only when little follows it.
    if single { rest.trim_end().len() < 14 && !rest.starts_with(char::is_alphabetic) } else { true }
}

/// `Jane Doe/GC Images`, `Shutterstock (2)`.
fn is_credit(line: &str) -> bool {
    let last = line.trim_end_matches(|c: char| !c.is_alphabetic()).rsplit([' ', '/']).next().unwrap_or_default();
    let agency = matches!(
        last,
        "Images" | "Getty" | "Shutterstock" | "Splash" | "WireImage" | "Backgrid" | "FilmMagic" | "Instagram" | "AP"
    );
    agency && (line.contains('/') || line.split_whitespace().count() <= 3) && !line.contains(". ")
}

/// `By Jane Doe`, `By JANE DOE, Staff Writer`, `By Jane Doe Published on May 2, 2019 at 9 a.m.`
fn is_byline(line: &str) -> bool {
    let stamp = [" Published", " Updated", " Posted", " | "].iter().filter_map(|s| line.find(s)).min();
    let line = &line[..stamp.unwrap_or(line.len())];
    let words: Vec<&str> = line.split_whitespace().collect();
    matches!(words.first(), Some(&("By" | "BY" | "Words" | "Reporting" | "Written")))
        && (2..=9).contains(&words.len())
        && !line.ends_with(['.', '!', '?', '”', '"'])
        && words[1..].iter().filter(|w| w.starts_with(char::is_lowercase)).count() <= 2
}

/// A caption in capitals throughout.
fn is_shouted(line: &str, letters: usize) -> bool {
    letters >= 8 && line.split_whitespace().count() >= 2 && !line.chars().any(char::is_lowercase)
}

/// `Facebook Twitter WhatsApp Email`: names of platforms alone.
fn is_share_bar(line: &str) -> bool {
    let mut words = line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    words.peek().is_some()
        && words.all(|w| {
            matches!(
                w.to_ascii_lowercase().as_str(),
                "share"
                    | "facebook"
                    | "twitter"
                    | "whatsapp"
                    | "email"
                    | "pinterest"
                    | "reddit"
                    | "print"
                    | "copy"
                    | "link"
                    | "tweet"
                    | "x"
                    | "comment"
                    | "comments"
                    | "save"
                    | "linkedin"
                    | "instagram"
                    | "flipboard"
                    | "tumblr"
            )
        })
}

/// Few words, a capital in front, no full stop behind.
fn is_heading(line: &str) -> bool {
    line.len() <= 110
        && line.split_whitespace().count() <= 14
        && !line.ends_with(['.', '!', '?', ':', ',', ';', '"', '”', '’', '\'', '…', '—', '-'])
        && line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '‘' | '\'' | '“' | '"'))
        && !has_clause_end(line)
        && !first_word_alone_is_label(line)
}

fn has_clause_end(line: &str) -> bool {
    line.contains(". ") && !line.starts_with(|c: char| c.is_ascii_digit()) || line.contains(['”', '"'])
}

/// `Name: words`, as in a transcript, is text.
fn first_word_alone_is_label(line: &str) -> bool {
    let label = line.split(':').next().unwrap_or_default();
    label.len() < line.len() && label.split_whitespace().count() <= 4 && Class::of(label).any(Class::GIVEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_lines() {
        for (line, kind) in [
            ("Pic credit: Someone/Instagram", SentenceKind::Noise),
            ("READ MORE: The ten best cakes", SentenceKind::Noise),
            ("By Jane Doe", SentenceKind::Noise),
            ("By Jane Anne Doe Published on May 2, 2019 09:00AM EDT", SentenceKind::Noise),
            ("ADVERTISEMENT", SentenceKind::Noise),
            ("Facebook Twitter WhatsApp", SentenceKind::Noise),
            ("SHE WAS SEEN LEAVING THE HALL", SentenceKind::Noise),
            ("How the two first met", SentenceKind::Heading),
            ("She left at noon.", SentenceKind::Body),
            ("“We left at noon,” she said", SentenceKind::Body),
            ("By noon she had left, and nobody asked where she went that day.", SentenceKind::Body),
        ] {
            assert_eq!(kind_of(line), kind, "{line}");
        }
    }
}
