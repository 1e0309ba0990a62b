//! Where does each paragraph of an article stand, and is it title, heading, text or noise?
//!
//! Never reads what a paragraph says beyond its shape; what is noise is told from the line alone.

use crate::domain::{Article, SentenceKind, Span};

use super::Paragraph;
use super::lexicon::Class;
use super::noise::{credit_at, is_credit, is_noise};

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
    for n in paragraphs.len().saturating_sub(CLOSING)..paragraphs.len() {
        let Some(name) = author(paragraphs[n].span.cut(text)) else { continue };
        let told = |p: &Paragraph| p.kind != SentenceKind::Noise && p.span.cut(text).contains(name);
        if paragraphs.iter().filter(|p| told(p)).count() == 1 {
            paragraphs[n].kind = SentenceKind::Noise;
        }
    }
    paragraphs
}

/// Whoever wrote an article is introduced in its last paragraphs.
const CLOSING: usize = 4;

/// `Jane Doe is a staff writer for the Gazette`: the last name of an author, whom nothing else in an article is about.
fn author(line: &str) -> Option<&str> {
    let (name, rest) = line.split_once(" is a")?;
    let rest = rest.strip_prefix('n').unwrap_or(rest);
    let named =
        (2..=4).contains(&name.split(' ').count()) && name.split(' ').all(|w| w.starts_with(char::is_uppercase));
    let job = rest.split_whitespace().take(6).any(|w| {
        matches!(
            w.trim_end_matches(','),
            "reporter"
                | "writer"
                | "editor"
                | "correspondent"
                | "columnist"
                | "contributor"
                | "journalist"
                | "freelancer"
        )
    });
    let place =
        [" for ", " at ", " with ", " covering ", " based in ", " who covers "].iter().any(|p| rest.contains(p));
    (named && job && place && line.len() < 240).then(|| name.rsplit(' ').next().unwrap_or(name))
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
            ("How the two first met", SentenceKind::Heading),
            ("She left at noon.", SentenceKind::Body),
            ("“We left at noon,” she said", SentenceKind::Body),
            ("By noon she had left, and nobody asked where she went that day.", SentenceKind::Body),
        ] {
            assert_eq!(kind_of(line), kind, "{line}");
        }
    }

    #[test]
    fn noise_is_no_text() {
        for line in [
            "Pic credit: Someone/Instagram",
            "Photo: Jane Doe/Getty",
            "(Photo by Jane Doe/Getty Images for the Harbour Prize)",
            "[Credit: Jane Doe]",
            "Jane Doe via Instagram",
            "Jane Doe/Shutterstock (2)",
            "Getty Images",
            "Ann Poe attends the gala in Rome on May 2, 2019. (Photo by Jane Doe/WireImage)",
            "Ann Poe arrives in court. Jane Doe/AP",
            "Image source, Getty Images",
            "Image caption, Ann Poe was a teacher before she sang",
            "READ MORE: The ten best cakes",
            "RELATED: Ann Poe’s best looks",
            "Don’t miss: who wore what at the gala",
            "MORE FROM THE HARBOUR GAZETTE",
            "What to know: the case against Ann Poe",
            "Read the full story here.",
            "You may also like",
            "ADVERTISEMENT",
            "Story continues below advertisement",
            "Facebook Twitter WhatsApp",
            "Never miss a story — sign up for our free daily newsletter to stay up-to-date on the best of what we \
             have to offer, from juicy celebrity news to compelling human interest stories.",
            "Sign up for our weekly newsletter.",
            "Download our app for breaking news",
            "SHE WAS SEEN LEAVING THE HALL",
            "By Jane Doe",
            "By Jane Anne Doe Published on May 2, 2019 09:00AM EDT",
            "By JANE DOE, Staff Writer",
            "By Jane Doe and John Roe, Associated Press",
            "Story by Jane Doe",
            "(Reporting by Jane Doe in Paris; Editing by John Roe)",
            "Additional reporting by Jane Doe.",
            "Published 10:02 AM EDT, Mon May 2, 2022",
            "Updated: May 2, 2019 9:02 pm ET",
            "3 hours ago",
            "Tags: weddings, Rome",
            "We use cookies to give you the best experience.",
            "Copyright 2019 The Harbour Press. All rights reserved. This material may not be published, broadcast, \
             rewritten or redistributed without permission of the owner.",
            "© 2022 Harbour Media Ltd",
            "This article was originally published in May 2019.",
            "The post Ann Poe sings again appeared first on Harbour Gazette.",
            "128 comments",
            "Comments (12)",
            "(AP)",
            "Follow Jane Doe on Twitter",
            "jane.doe@gazette.example",
            "If you or someone you know has been a victim of abuse, call the helpline on 0800 000 000.",
        ] {
            assert_eq!(kind_of(line), SentenceKind::Noise, "{line}");
        }
    }

    #[test]
    fn near_misses_of_noise_are_text() {
        for line in [
            "Published in 1999, the book sold well.",
            "Updated versions of both songs will follow in May 2020.",
            "Comments he made in May were withdrawn.",
            "Terms of the deal were not disclosed.",
            "Like us, they had been waiting for hours.",
            "“I LOVE YOU ALL,” SHE WROTE.",
            "Story by story, she built a career.",
            "Reporting by the Gazette showed that he had lied.",
            "Reporting by Reuters showed that he had lied.",
            "Photographs of the pair surfaced in May.",
            "Follow the money, she told them.",
            "Poe confirmed the news via Instagram.",
            "The photo, taken by Jane Doe, was sold for £400.",
            "She said the AP had called her.",
            "Share prices fell by 4% in London.",
            "By May, Poe had left.",
            "More people have died this year than last.",
            "Related charges against Poe were dropped.",
            "Facebook said it would look into it.",
            "First published in 1960, the novel is out again.",
            "Up next, Poe will star in a film about bees.",
            "Three hours ago she was still in Rome.",
        ] {
            assert_eq!(kind_of(line), SentenceKind::Body, "{line}");
        }
    }
}
