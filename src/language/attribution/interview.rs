//! Is the article an interview printed as questions and answers, and which paragraphs are whose answers?

use std::collections::{HashMap, HashSet};

use crate::domain::{Medium, QuotationKind, Span, Speaker};
use crate::language::MentionKind;
use crate::language::lexicon::Class;

use super::{Attribution, Scene};

/// The answers, and the paragraphs that need no further reading.
#[derive(Debug, Default)]
pub(super) struct Interview {
    pub paragraphs: HashSet<usize>,
    pub answers: Vec<Attribution<usize>>,
}

/// Fewer labelled paragraphs than this are no interview.
const FEWEST: usize = 4;
const LONGEST_LABEL: usize = 48;

struct Line<'a> {
    paragraph: usize,
    label: &'a str,
    content: Span,
    person: Option<usize>,
}

pub(super) fn find(scene: &Scene) -> Interview {
    let lines = lines(scene);
    let mut interview = Interview::default();
    let mut asked: HashMap<&str, (usize, usize)> = HashMap::new();
    for line in &lines {
        let entry = asked.entry(line.label).or_default();
        entry.0 += 1;
        entry.1 += usize::from(line.content.cut(scene.words.text).trim_end().ends_with('?'));
    }
    let repeated = lines.iter().filter(|l| asked[l.label].0 > 1 || l.person.is_some()).count();
    let printed = unlabelled(scene, &lines);
    if repeated + printed.len() < FEWEST || asked.len() < 2 && printed.len() < 2 {
        return interview;
    }
    interview.paragraphs.extend(printed);
    // "A:" is whoever the article is about.
    let subject = scene.found.iter().find(|m| m.kind == MentionKind::Name && !m.people.is_empty()).map(|m| m.people[0]);
    for line in &lines {
        let (times, questions) = asked[line.label];
        let answer = matches!(line.label, "A" | "Answer");
        let person = line.person.or(if answer { subject } else { None });
        interview.paragraphs.insert(line.paragraph);
        let interviewer = !answer && (person.is_none() || questions * 2 > times && times > 1);
        let Some(person) = person.filter(|_| !interviewer) else { continue };
        interview.answers.push(Attribution {
            content: line.content,
            kind: QuotationKind::Direct,
            speaker: Speaker::Person(person),
            cue: Some("Q&A".to_owned()),
            clause: None,
            medium: Medium::Spoken,
            group: None,
        });
    }
    interview
}

/// The questions that are printed without a label, each right in front of somebody's labelled answer.
fn unlabelled(scene: &Scene, lines: &[Line]) -> Vec<usize> {
    let words = scene.words;
    let mut questions = Vec::new();
    for (n, line) in lines.iter().enumerate().filter(|(_, l)| l.person.is_some()) {
        let Some(before) = line.paragraph.checked_sub(1) else { continue };
        let labelled = n.checked_sub(1).is_some_and(|b| lines[b].paragraph == before);
        if !labelled && words.paragraphs[before].span.cut(words.text).trim_end().ends_with('?') {
            questions.push(before);
        }
    }
    questions
}

fn lines<'a>(scene: &Scene<'_, 'a>) -> Vec<Line<'a>> {
    let text = scene.words.text;
    let mut lines = Vec::new();
    for (paragraph, at) in scene.words.paragraphs.iter().enumerate() {
        let Some((label, rest)) = at.span.cut(text).split_once(':') else { continue };
        let count = label.split_whitespace().count();
        let capital = label
            .split_whitespace()
            .all(|w| w.starts_with(char::is_uppercase) || matches!(w, "van" | "de" | "der" | "von" | "the"));
        if label.len() > LONGEST_LABEL
            || count == 0
            || count > 5
            || !capital
            || rest.trim().is_empty()
            || !super::is_body(at.kind) && rest.len() < 3
        {
            continue;
        }
        let from = scene.words.token_from(at.span.start);
        let named = at.span.start + label.len();
        let mention =
            scene.mentions(from, from + 4).iter().find(|m| m.kind == MentionKind::Name && m.span.end <= named);
        let person = mention.and_then(|m| m.people.first().copied()).filter(|_| !Class::of(label).any(Class::CALENDAR));
        let content = Span::new(at.span.start + label.len() + 1, at.span.end).trimmed(text);
        lines.push(Line { paragraph, label, content, person });
    }
    lines
}
