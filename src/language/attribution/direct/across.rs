//! Third sieve: from paragraph to paragraph, whose turn is it where nobody is named?

use crate::domain::{Medium, SentenceKind, Speaker};

use super::super::Source;
use super::super::clause::{self, Grip};
use super::{NEAR, Piece, Reader, Turn, inherit, is_whole};

impl Reader<'_, '_> {
    /// Third sieve: from paragraph to paragraph.
    pub(super) fn across(&self, index: usize, pieces: &mut [Piece], range: (usize, usize)) {
        let Some(first) = pieces.first() else { return };
        let colon = first.front.1 == first.front.0 + 1 && self.scene.words.word(first.front.0) == ":";
        let starts = (first.front.0 == first.front.1 || colon) && !first.rejected;
        let last = self.turns.last();
        if let Some(turn) = last.filter(|t| t.open && starts) {
            // The paragraph before was left open: one utterance, whatever the new paragraph adds.
            if pieces[0]
                .source
                .as_ref()
                .is_none_or(|s| s.speaker == turn.source.speaker || s.speaker == Speaker::Unknown)
                || turn.paragraph + 3 > index && pieces[0].source.is_none()
            {
                if pieces[0].source.is_none() || turn.source.speaker != Speaker::Unknown {
                    pieces[0].source = Some(turn.source.clone());
                }
                pieces[0].continues = true;
            }
        }
        if starts && pieces[0].source.is_none() {
            pieces[0].source = self.announced(index);
        }
        let reply = pieces[0].source.as_ref().is_some_and(|s| s.speaker == Speaker::Unknown && s.cue.1 > s.cue.0);
        if starts && (pieces[0].source.is_none() || reply) && is_whole(&pieces[0]) {
            {
                let carried = self.running(index, &pieces[0], range, reply);
                if let Some((source, continues)) = carried {
                    let (cue, clause, medium) = pieces[0]
                        .source
                        .as_ref()
                        .filter(|_| reply)
                        .map_or((source.cue, source.clause, source.medium), |s| (s.cue, s.clause, s.medium));
                    pieces[0].source = Some(Source { cue, clause, medium, ..source });
                    pieces[0].continues = continues;
                }
            }
        }
        for n in 1..pieces.len() {
            let adjacent = pieces[n].front.0 == pieces[n].front.1
                || pieces[n - 1].source.as_ref().is_some_and(|s| s.clause.0 >= pieces[n].front.0);
            if pieces[n].source.is_none() && !pieces[n].rejected && adjacent && is_whole(&pieces[n]) {
                inherit(pieces, n, n - 1);
                pieces[n].continues = pieces[n].source.is_some();
            }
        }
    }

    /// The paragraph before ends with a colon: `Crying, she said:`
    pub(super) fn announced(&self, index: usize) -> Option<Source> {
        let words = self.scene.words;
        let before = words.paragraphs[..index].iter().rev().find(|p| p.kind != SentenceKind::Noise)?;
        let to = words.token_from(before.span.end);
        if words.word(to.checked_sub(1)?) != ":" {
            return None;
        }
        let lead = self.lead((words.token_from(before.span.start), to - 1));
        clause::before(&self.scene, lead.0, to, Grip::Fragment)
    }

    /// Whose turn a paragraph without attribution is.
    pub(super) fn running(
        &self,
        index: usize,
        piece: &Piece,
        range: (usize, usize),
        reply: bool,
    ) -> Option<(Source, bool)> {
        let words = self.scene.words;
        let own = (piece.shape.tokens.0..piece.shape.tokens.1)
            .any(|n| words.is_any(n, &["i", "i'm", "i’m", "i've", "i’ve", "me", "my", "we", "us", "our"]));
        let Some(turn) = self.turn_before(index) else {
            // The first words of somebody introduced just before, or whose telling was announced.
            let p = words.paragraphs[index.checked_sub(1)?].span;
            let (from, to) = (words.token_from(p.start), words.token_from(p.end));
            let start = (from..to.saturating_sub(1)).rev().find(|n| self.ends_sentence(*n)).map_or(from, |n| n + 1);
            let tells = (start..to).any(|n| clause::is_cue(&self.scene, n)) && piece.shape.sentence;
            return self
                .about((from, to))
                .filter(|_| own || tells)
                .map(|s| (Source { medium: Medium::Spoken, cue: (0, 0), ..s }, false));
        };
        // Advertisements between two paragraphs are no distance.
        let apart = words.paragraphs[turn.paragraph + 1..=index.max(turn.paragraph)]
            .iter()
            .rev()
            .take(NEAR)
            .filter(|p| p.kind != SentenceKind::Noise)
            .count();
        if apart > 2 {
            return None;
        }
        let narrated = (turn.paragraph + 1..index).any(|p| super::super::is_body(words.paragraphs[p].kind));
        let before = self
            .turns
            .iter()
            .rev()
            .skip(1)
            .take(NEAR)
            .find(|t| t.source.speaker != turn.source.speaker && t.paragraph + 4 >= index);
        let addressed = piece.shape.words <= 12
            && (range.0..range.1).any(|n| words.is_any(n, &["you", "your", "you're", "you’re", "you've", "you’ve"]));
        let dialogue = turn.bare
            && before.is_some_and(|b| b.paragraph + 1 >= turn.paragraph && (b.bare || piece.shape.words <= 8))
            && piece.shape.words <= 25;
        // A question that was asked of somebody is answered by somebody else.
        let answers = turn.asked && turn.bare && !narrated && turn.paragraph + 1 == index && piece.shape.words <= 25;
        if reply
            || (dialogue || answers) && !narrated
            || addressed && !narrated && turn.paragraph + 1 == index && !same_voice(self, turn)
        {
            let other = before.map(|b| b.source.clone()).or_else(|| self.other_than(turn, range));
            if let Some(other) = other {
                return Some((other, false));
            }
        }
        if narrated {
            // Narration stands between: whom was it about?
            let p = words.paragraphs[index - 1].span;
            let about = self.about((words.token_from(p.start), words.token_from(p.end)));
            return about
                .or_else(|| Some(turn.source.clone()))
                .map(|s| (Source { medium: Medium::Spoken, ..s }, false));
        }
        Some((turn.source.clone(), true))
    }

    /// The last turn. What the narrator's own question quotes is none: `Did she mind being called “odd” by one critic?`
    fn turn_before(&self, index: usize) -> Option<&Turn> {
        let words = self.scene.words;
        let last = self.turns.last()?;
        let end = words.token_from(words.paragraphs[last.paragraph].span.end);
        let question = end.checked_sub(1).is_some_and(|n| words.word(n) == "?" && words.quote_of(n).is_none());
        if question && last.paragraph + 1 == index && last.source.speaker.people().is_empty() {
            return self.turns.iter().rev().take(NEAR).find(|t| !t.source.speaker.people().is_empty());
        }
        Some(last)
    }

    /// Somebody else in the paragraph of the last turn.
    pub(super) fn other_than(&self, turn: &Turn, range: (usize, usize)) -> Option<Source> {
        let words = self.scene.words;
        let paragraph = words.paragraphs[turn.paragraph].span;
        let from = words.token_from(paragraph.start).saturating_sub(120);
        let speakers: Vec<usize> = match &turn.source.speaker {
            Speaker::Person(p) => vec![*p],
            Speaker::Joint(all) => all.clone(),
            _ => Vec::new(),
        };
        let other = self.scene.mentions(from, range.0).iter().rev().find_map(|m| match m.people.as_slice() {
            [one] if !speakers.contains(one) && words.quote_of(m.tokens.0).is_none() => Some(*one),
            _ => None,
        })?;
        Some(Source {
            speaker: Speaker::Person(other),
            cue: (range.0, range.0),
            clause: (range.0, range.0),
            medium: Medium::Spoken,
        })
    }
}

/// Two turns of one voice in a row do not alternate.
fn same_voice(reader: &Reader, turn: &Turn) -> bool {
    let mut before = reader.turns.iter().rev().filter(|t| t.paragraph < turn.paragraph);
    before.next().is_some_and(|t| t.source.speaker == turn.source.speaker && t.paragraph + 1 == turn.paragraph)
}
