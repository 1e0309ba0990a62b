//! Which stretches between marks are quotations, and whose? Paragraph by paragraph, with the running speaker.

mod across;
mod along;
mod beside;
mod work;

use std::collections::HashSet;

use crate::domain::{Medium, QuotationKind, SentenceKind, Speaker};
use crate::language::{MentionKind, TokenKind};

use super::content::{self, End, Shape};
use super::interview::Interview;
use super::{Attribution, Scene, Source};

/// The turn that a later quotation may carry on.
#[derive(Clone, Debug)]
struct Turn {
    source: Source,
    paragraph: usize,
    /// The paragraph's quotation was left open: the next one continues it.
    open: bool,
    /// Nothing but the quotation and its attribution stands in the paragraph.
    bare: bool,
    /// A question, with a verb of asking.
    asked: bool,
}

/// The direct quotations of headings and text; the title's are read later.
pub(super) fn find(scene: &Scene, interview: &Interview) -> Vec<Attribution<usize>> {
    let mut reader =
        Reader { scene: *scene, works: work::works(scene), done: Vec::new(), turns: Vec::new(), groups: 0 };
    let words = scene.words;
    let mut next = 0;
    for (index, paragraph) in words.paragraphs.iter().enumerate() {
        let mut inside = Vec::new();
        while let Some(stretch) = words.quoted.get(next).filter(|q| q.outer.start < paragraph.span.end) {
            if stretch.inside.is_none() && stretch.outer.start >= paragraph.span.start {
                inside.push(next);
            }
            next += 1;
        }
        if !super::is_body(paragraph.kind) && paragraph.kind != SentenceKind::Heading
            || interview.paragraphs.contains(&index)
        {
            continue;
        }
        let from = words.token_from(paragraph.span.start);
        let to = words.token_from(paragraph.span.end);
        reader.paragraph(index, (from, to), &inside);
    }
    reader.done
}

/// How many quotations back one may be carried on.
const NEAR: usize = 32;

struct Reader<'s, 'a> {
    scene: Scene<'s, 'a>,
    works: HashSet<&'a str>,
    done: Vec<Attribution<usize>>,
    turns: Vec<Turn>,
    groups: u32,
}

/// One quotation of a paragraph while it is judged.
struct Piece {
    quoted: usize,
    shape: Shape,
    /// Narration in front and behind, in tokens, without marks.
    front: (usize, usize),
    back: (usize, usize),
    source: Option<Source>,
    /// Belongs to the piece before.
    continues: bool,
    rejected: bool,
}

impl Reader<'_, '_> {
    fn paragraph(&mut self, index: usize, range: (usize, usize), inside: &[usize]) {
        if inside.is_empty() {
            // Narration between two turns ends a dialogue, not a running speaker.
            return;
        }
        let mut pieces = self.pieces(range, inside);
        self.beside(&mut pieces);
        self.along(index, &mut pieces, range);
        self.across(index, &mut pieces, range);
        self.emit(index, &pieces, range);
    }

    fn pieces(&self, range: (usize, usize), inside: &[usize]) -> Vec<Piece> {
        let words = self.scene.words;
        let mut pieces: Vec<Piece> = Vec::new();
        let mut front = range.0;
        for quoted in inside {
            let stretch = words.quoted[*quoted];
            let open = words.token_from(stretch.outer.start).max(front);
            let close = words.token_from(stretch.outer.end).max(open);
            // "Ann “Bo” Poe": part of a name.
            let around = self.scene.mentions(open.saturating_sub(4), open);
            if around.iter().any(|m| m.kind == MentionKind::Name && m.tokens.1 > close) {
                continue;
            }
            if let Some(before) = pieces.last_mut() {
                before.back.1 = open;
            }
            let shape = content::shape(words, stretch.span);
            pieces.push(Piece {
                quoted: *quoted,
                shape,
                front: (front, open),
                back: (close, range.1),
                source: None,
                continues: false,
                rejected: false,
            });
            front = close;
        }
        pieces
    }

    /// The sentence in front of a piece: from the last full stop on.
    fn lead(&self, front: (usize, usize)) -> (usize, usize) {
        let start = (front.0..front.1).rev().find(|n| self.ends_sentence(*n)).map_or(front.0, |n| n + 1);
        (start, front.1)
    }

    /// The rest of the sentence behind a piece.
    fn tail(&self, back: (usize, usize)) -> (usize, usize) {
        let end = (back.0..back.1).find(|n| self.ends_sentence(*n)).map_or(back.1, |n| n + 1);
        (back.0, end)
    }

    fn ends_sentence(&self, n: usize) -> bool {
        let words = self.scene.words;
        // "told E! News": the mark belongs to the name.
        let named = || {
            let short = |n: usize| words.is_shouted(n) || words.word(n).len() == 1;
            words.word(n) == "!" && n > 0 && words.is_capital(n - 1) && words.is_capital(n + 1) && short(n - 1)
        };
        matches!(words.word(n), "." | "!" | "?") && words.kind(n) == Some(TokenKind::Punctuation) && !named()
            || words.sentence_of(n).is_some_and(|s| words.sentences[s].tokens.1 == n + 1)
    }

    fn emit(&mut self, index: usize, pieces: &[Piece], range: (usize, usize)) {
        let words = self.scene.words;
        let mut narration = 0;
        for (n, piece) in pieces.iter().enumerate() {
            narration += piece.front.1 - piece.front.0;
            if n + 1 == pieces.len() {
                narration += piece.back.1 - piece.back.0;
            }
            if piece.rejected {
                continue;
            }
            let stretch = words.quoted[piece.quoted];
            let Some(source) = piece.source.clone() else {
                if is_whole(piece) && piece.shape.words > 2 {
                    self.push(
                        stretch.span,
                        Source { speaker: Speaker::Unknown, cue: (0, 0), clause: (0, 0), medium: Medium::Spoken },
                        None,
                    );
                }
                continue;
            };
            let mut group = None;
            if piece.continues && !self.done.is_empty() {
                let last = self.done.len() - 1;
                if self.done[last].group.is_none() {
                    self.groups += 1;
                    self.done[last].group = Some(self.groups);
                }
                group = self.done[last].group;
            }
            self.push(stretch.span, source.clone(), group);
            let asked = words.is_any(source.cue.0, &["asked", "asks", "wondered", "enquired", "inquired"])
                && source.cue.1 > source.cue.0
                && stretch.span.cut(words.text).trim_end().ends_with('?');
            self.turns.push(Turn { source, paragraph: index, open: stretch.continues, bare: false, asked });
        }
        let whole = pieces.iter().any(|p| !p.rejected && is_whole(p));
        let bare = narration <= 14 && range.1 > range.0 && whole;
        for turn in self.turns.iter_mut().rev().take_while(|t| t.paragraph == index) {
            turn.bare = bare;
        }
    }

    fn push(&mut self, content: crate::domain::Span, source: Source, group: Option<u32>) {
        let words = self.scene.words;
        let cue =
            (source.cue.1 > source.cue.0).then(|| words.span(source.cue.0, source.cue.1).cut(words.text).to_owned());
        let clause = (source.clause.1 > source.clause.0).then(|| words.span(source.clause.0, source.clause.1));
        self.done.push(Attribution {
            content,
            kind: QuotationKind::Direct,
            speaker: source.speaker,
            cue,
            clause,
            medium: source.medium,
            group,
        });
    }
}

fn is_whole(piece: &Piece) -> bool {
    piece.shape.sentence || matches!(piece.shape.end, End::Stop | End::Call | End::Comma) && piece.shape.words > 1
}

/// Gives piece `n` the source of another one.
fn inherit(pieces: &mut [Piece], n: usize, from: usize) {
    let source = pieces[from].source.clone();
    pieces[n].source = source;
}
