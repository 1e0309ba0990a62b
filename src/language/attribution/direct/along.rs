//! Second sieve: along a paragraph, which piece goes on with the one before, and whom is the narration about?

use crate::domain::{Medium, Pronouns, Speaker};
use crate::language::lexicon::Class;

use super::super::Source;
use super::super::clause::{self};
use super::{NEAR, Piece, Reader, inherit, is_whole};

impl Reader<'_, '_> {
    /// Second sieve: along the paragraph, from piece to piece.
    pub(super) fn along(&self, index: usize, pieces: &mut [Piece], range: (usize, usize)) {
        let words = self.scene.words;
        for n in 1..pieces.len() {
            if pieces[n].rejected {
                continue;
            }
            let Some(before) = (0..n).rev().take(NEAR).find(|b| !pieces[*b].rejected) else { continue };
            let between = pieces[n].front;
            let same_clause = match (&pieces[before].source, &pieces[n].source) {
                (Some(a), Some(b)) => a.cue == b.cue && a.cue.1 > a.cue.0 && before + 1 == n,
                _ => false,
            };
            if same_clause {
                pieces[n].continues = is_whole(&pieces[n]) || interrupted(words.word(between.1.saturating_sub(1)));
                if pieces[n].continues {
                    let source = pieces[before].source.clone();
                    pieces[n].source = source;
                }
                continue;
            }
            // "said it was “hard”, adding: “...”": the participle has its subject in front.
            let participle = pieces[n].source.as_ref().is_some_and(|s| {
                s.speaker == Speaker::Unknown
                    && (words.word(s.cue.0).ends_with("ing")
                        // "called it “odd” and said it was “late”"
                        || words.is_any(between.0, &["and", "but", "then"]) && s.cue.0 <= between.0 + 2)
                    && !(between.0..s.cue.0).any(|m| self.ends_sentence(m))
            });
            if let (true, Some(known)) = (participle, pieces[before].source.as_ref().map(|s| s.speaker.clone())) {
                if let Some(source) = pieces[n].source.as_mut() {
                    source.speaker = known;
                }
                continue;
            }
            if pieces[n].source.is_some() || pieces[before].source.is_none() || before + 1 != n {
                continue;
            }
            // "so kind" and a "joy": one sentence, one source.
            let said = pieces[before].source.as_ref().is_some_and(|s| words.class(s.cue.0).any(Class::CUE));
            let short = (between.1 - between.0 <= 4 || said)
                && !(between.0..between.1).any(|m| self.ends_sentence(m) || clause::is_cue(&self.scene, m));
            if short && between.1 > between.0 && !is_whole(&pieces[n]) {
                inherit(pieces, n, before);
                continue;
            }
            // Nothing but the attribution of the piece before stands between.
            let attribution_only = pieces[before].source.as_ref().is_some_and(|s| {
                between.0 == between.1 || s.clause.0 >= between.0 && self.tail(between).1 == between.1
            });
            let resumed = between.0 == between.1 || words.quoted[pieces[before].quoted].continues;
            if resumed || attribution_only && is_whole(&pieces[n]) {
                inherit(pieces, n, before);
                pieces[n].continues = true;
            }
        }
        // "A." "B," she said: the pieces in front of an attributed one, nothing between.
        for n in (0..pieces.len().saturating_sub(1)).rev() {
            let adjacent = pieces[n].back.0 == pieces[n].back.1;
            if pieces[n].source.is_none()
                && !pieces[n].rejected
                && adjacent
                && pieces[n].shape.sentence
                && pieces[n + 1].source.is_some()
            {
                inherit(pieces, n, n + 1);
                pieces[n + 1].continues = true;
            }
        }
        // "a spokesman said: “...” “...” he added": a pronoun that goes on with somebody unnamed.
        for piece in pieces.iter_mut() {
            if let Some(source) = piece.source.as_mut()
                && let Some(pronoun) = self.pronoun_of(source)
                && let Some(speaker @ Speaker::Unnamed(_)) = clause::spoken_before(&self.scene, pronoun)
                && let Speaker::Unnamed(phrase) = &speaker
                && clause::agrees(words.word(pronoun), phrase)
            {
                source.speaker = speaker;
            }
        }
        // "it read": whose message it is stands in the narration in front.
        for piece in pieces.iter_mut() {
            let unknown = piece.source.as_ref().is_some_and(|s| {
                s.speaker == Speaker::Unknown
                    && s.cue.1 > s.cue.0
                    && s.clause.0 >= piece.back.0
                    && words.is_any(s.cue.0, &["read", "reads", "said", "says", "continued"])
            });
            if unknown {
                let known = self.about(piece.front);
                if let (Some(source), Some(known)) = (piece.source.as_mut(), known) {
                    source.speaker = known.speaker;
                    source.medium = known.medium;
                }
            }
        }
        // Whole sentences behind narration of the same paragraph: the one it is about.
        for n in 0..pieces.len() {
            if pieces[n].source.is_some() || pieces[n].rejected || !is_whole(&pieces[n]) {
                continue;
            }
            let front = if n == 0 { (range.0, pieces[n].front.1) } else { pieces[n].front };
            // A paragraph that begins with a colon has lost the label of its speaker: all of it is speech.
            let unlabelled = words.word(range.0) == ":";
            // "Ann said. Bob is an architect. “He owns no records.”": nobody calls themselves he.
            let spoke = pieces[..n].iter().any(|p| p.source.is_some());
            let other = |s: &Source| spoke && self.tells_of(&pieces[n], &s.speaker);
            if let Some(source) = self.about(front).filter(|s| !unlabelled && !other(s)) {
                pieces[n].source = Some(source);
            } else if let Some(source) = (0..n)
                .rev()
                .take(NEAR)
                .find_map(|b| pieces[b].source.clone().filter(|s| !s.speaker.people().is_empty()))
            {
                pieces[n].source = Some(source);
            } else if let Some(turn) = self
                .turns
                .last()
                .filter(|t| pieces[n].front.1 > range.0 + 1 && (t.paragraph + 2 >= index || unlabelled))
            {
                pieces[n].source = Some(Source { cue: (0, 0), clause: (0, 0), ..turn.source.clone() });
            }
        }
    }

    /// The pronoun that is the subject of the cue.
    pub(super) fn pronoun_of(&self, source: &Source) -> Option<usize> {
        let cue = source.cue.0;
        let found = (cue.saturating_sub(2)..cue).rev().find(|n| self.scene.words.is_any(*n, &["he", "she", "they"]));
        // Whoever replies is not the one who spoke before.
        let replies = ["repl", "respon", "answer", "counter", "retort", "den", "ask"];
        let replies = replies.iter().any(|stem| self.scene.words.word(cue).starts_with(stem));
        found.filter(|_| source.cue.1 > cue && !replies)
    }

    /// Whether the quotation begins with the pronoun of that person.
    fn tells_of(&self, piece: &Piece, speaker: &Speaker<usize>) -> bool {
        let Speaker::Person(person) = speaker else { return false };
        let first = self.scene.words.word(piece.shape.tokens.0).split(['\'', '’']).next().unwrap_or_default();
        match self.scene.entities[*person].pronouns {
            Some(Pronouns::He) => first == "He",
            Some(Pronouns::She) => first == "She",
            _ => false,
        }
    }

    /// Whom the narration in front is about.
    pub(super) fn about(&self, front: (usize, usize)) -> Option<Source> {
        let words = self.scene.words;
        if front.1 <= front.0 {
            return None;
        }
        let mut end = front.1;
        // Sentence by sentence backwards: the last one with somebody able to speak.
        for _ in 0..3 {
            let start =
                (front.0..end.saturating_sub(1)).rev().find(|n| self.ends_sentence(*n)).map_or(front.0, |n| n + 1);
            let noun = (start..end).rev().find(|n| words.class(*n).any(Class::SAY_NOUN) && !words.is_capital(*n));
            let cue = (start..end).rev().find(|n| clause::is_cue(&self.scene, *n) && words.quote_of(*n).is_none());
            let says = cue.and_then(|n| clause::subject_before(&self.scene, start, n)).filter(can_go_on);
            // "Her advice to others? “...”"
            let hers = self
                .scene
                .mention_at(start)
                .filter(|m| m.possessive && m.people.len() == 1 && words.word(end - 1) == "?");
            let says = says.or_else(|| hers.map(|m| clause::speaker_of(&self.scene, m)));
            let subject = says.or_else(|| clause::main_subject(&self.scene, start, end));
            if let Some(speaker) = subject.filter(|s| *s != Speaker::Unknown) {
                let cue = noun.map_or((end, end), |n| (n, n + 1));
                let written = noun.is_some_and(|n| words.class(n).any(Class::WRITE_NOUN));
                let medium = if written { Medium::Written } else { Medium::Spoken };
                return Some(Source { speaker, cue, clause: (start, end), medium });
            }
            if start <= front.0 {
                return None;
            }
            end = start;
        }
        None
    }
}

fn interrupted(before: &str) -> bool {
    matches!(before, "," | "–" | "—" | "-" | "--" | "." | ":")
}

/// Whether what a reporting clause gives as its subject may go on in a quotation behind it.
fn can_go_on(speaker: &Speaker<usize>) -> bool {
    match speaker {
        // A lone noun is what is left of a description with something between marks in it.
        Speaker::Unnamed(phrase) => clause::agrees("they", phrase) && (phrase.contains(' ') || phrase.ends_with('s')),
        Speaker::Body(_) => true,
        speaker => !speaker.people().is_empty(),
    }
}
