//! Which stretches between marks are quotations, and whose? Paragraph by paragraph, with the running speaker.

use std::collections::HashSet;

use aho_corasick::AhoCorasick;

use crate::domain::{Medium, QuotationKind, SentenceKind, Speaker};
use crate::language::TokenKind;
use crate::language::lexicon::Class;

use super::clause::{self, Grip};
use super::content::{self, End, Shape};
use super::interview::Interview;
use super::{Attribution, Scene, Source};

/// The turn that a later quotation may carry on.
#[derive(Clone, Debug)]
struct Turn {
    source: Source,
    group: Option<u32>,
    paragraph: usize,
    /// The paragraph's quotation was left open: the next one continues it.
    open: bool,
    /// Nothing but the quotation and its attribution stands in the paragraph.
    bare: bool,
}

/// The direct quotations of headings and text; the title's are read later.
pub(super) fn find(scene: &Scene, interview: &Interview) -> Vec<Attribution<usize>> {
    let works = works(scene);
    let mut reader = Reader { scene: *scene, works, done: Vec::new(), turns: Vec::new(), groups: 0 };
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

/// What the article itself prints without marks as a name of something: its marks elsewhere make no quotation.
fn works(scene: &Scene) -> HashSet<String> {
    let words = scene.words;
    let mut titles: Vec<&str> = words.quoted.iter().filter_map(|q| title_like(q.span.cut(words.text))).collect();
    titles.sort_unstable();
    titles.dedup();
    titles.truncate(MOST_TITLES);
    let unquoted = |at: usize| words.quote_of(words.token_from(at)).is_none();
    if titles.len() <= FEW_TITLES {
        // Cheaper than an automaton for a handful.
        titles.retain(|title| words.text.match_indices(title).take(MOST_TITLES).any(|(at, _)| unquoted(at)));
        return titles.into_iter().map(str::to_owned).collect();
    }
    let Ok(search) = AhoCorasick::new(&titles) else { return HashSet::new() };
    let mut found = HashSet::new();
    for hit in search.find_overlapping_iter(words.text) {
        let title = titles[hit.pattern().as_usize()];
        if !found.contains(title) && unquoted(hit.start()) {
            found.insert(title.to_owned());
        }
    }
    found
}

/// So few titles are looked for one by one.
const FEW_TITLES: usize = 12;

/// More titles than this in one article are looked for in vain.
const MOST_TITLES: usize = 256;

/// What may be a title: short, with a capital in front.
fn title_like(content: &str) -> Option<&str> {
    let title = content.trim_end_matches([',', '.']);
    (!title.is_empty() && title.len() < 60 && title.starts_with(char::is_uppercase)).then_some(title)
}

/// How many quotations back one may be carried on.
const NEAR: usize = 32;

struct Reader<'s, 'a> {
    scene: Scene<'s, 'a>,
    works: HashSet<String>,
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
        matches!(words.word(n), "." | "!" | "?") && words.kind(n) == Some(TokenKind::Punctuation)
            || words.sentence_of(n).is_some_and(|s| words.sentences[s].tokens.1 == n + 1)
    }

    /// First sieve: a cue beside the quotation or elsewhere in its sentence.
    fn beside(&self, pieces: &mut [Piece]) {
        for n in 0..pieces.len() {
            let source = self.own_source(&pieces[n], n + 1 < pieces.len());
            pieces[n].source = source;
            pieces[n].rejected = self.is_no_quotation(&pieces[n]);
            if pieces[n].rejected {
                pieces[n].source = None;
            }
        }
    }

    fn own_source(&self, piece: &Piece, another: bool) -> Option<Source> {
        let (scene, words) = (&self.scene, self.scene.words);
        let (lead, tail) = (self.lead(piece.front), self.tail(piece.back));
        let goes_on = words.quoted[piece.quoted].continues;
        let first = words.word(tail.0);
        let small = first.starts_with(char::is_lowercase) || matches!(first, "," | "–" | "—" | "-" | "--");
        let comma = piece.shape.end == End::Comma || first == ",";
        let leads =
            lead.1 > lead.0 && (matches!(words.word(lead.1 - 1), ":" | ",") || clause::is_cue(scene, lead.1 - 1));
        // "she added, “...,” he said": what follows a comma inside the marks is surest.
        if comma && !leads || piece.shape.end == End::Call && small || comma && first.is_empty() {
            if let Some(source) =
                clause::behind(scene, tail.0, tail.1, Grip::Sure).filter(|s| !piece.shape.title || near(s, tail.0))
            {
                return Some(source);
            }
        }
        if leads {
            if let Some(source) = clause::before(scene, lead.0, lead.1, Grip::Fragment) {
                return Some(source);
            }
        }
        if comma
            || piece.shape.end == End::Call && small
            || small && words.is_any(tail.0, &["said", "says", "he", "she"])
        {
            if let Some(source) =
                clause::behind(scene, tail.0, tail.1, Grip::Sure).filter(|s| !piece.shape.title || near(s, tail.0))
            {
                return Some(source);
            }
        }
        if piece.shape.end == End::Open && another && matches!(first, "–" | "—" | "--") {
            // ‘...’ – Ann claps her hands – ‘...’
            let closing = words.word(tail.1.saturating_sub(1));
            if matches!(closing, "–" | "—" | "--") {
                if let Some(speaker) = clause::main_subject(scene, tail.0, tail.1) {
                    return Some(Source { speaker, cue: (tail.0, tail.0 + 1), clause: tail, medium: Medium::Spoken });
                }
            }
        }
        if goes_on {
            return clause::before(scene, lead.0, lead.1, Grip::Fragment);
        }
        let introduces = another && tail.1 == piece.back.1 && matches!(words.word(tail.1.saturating_sub(1)), "," | ":");
        if !small && !introduces && lead.0 == lead.1 && piece.shape.sentence {
            if let Some(source) = clause::behind(scene, tail.0, tail.1, Grip::Own) {
                return Some(source);
            }
        }
        if lead.1 > lead.0 {
            if let Some(source) = clause::before(scene, lead.0, lead.1, Grip::Fragment) {
                return Some(source);
            }
        }
        let whole = piece.shape.sentence && piece.shape.end != End::Open;
        if !whole && piece.shape.end != End::Stop && !piece.shape.title {
            return clause::behind(scene, tail.0, tail.1, Grip::Fragment)
                .filter(|s| s.cue.0 < tail.0 + 8 || s.cue.1 + 1 >= tail.1 || words.is_any(s.cue.0, &["according"]));
        }
        None
    }

    /// Titles of works, nicknames, irony: what stands between marks and was not said.
    fn is_no_quotation(&self, piece: &Piece) -> bool {
        let words = self.scene.words;
        let span = words.quoted[piece.quoted].span;
        let text = span.cut(words.text).trim_end_matches([',', '.']);
        if piece.shape.words == 0 {
            return true;
        }
        let (lead, tail) = (self.lead(piece.front), self.tail(piece.back));
        let bound = piece.source.as_ref().is_some_and(|s| {
            s.clause == tail && s.cue.0 < tail.0 + 8 && piece.shape.end != End::Open
                || s.clause == lead
                    && (matches!(words.word(lead.1 - 1), "," | ":")
                        || s.cue.1 == lead.1
                            && words.class(s.cue.0).any(Class::SAY | Class::WRITE)
                            && !words.is_any(
                                s.cue.0,
                                &[
                                    "called",
                                    "calls",
                                    "call",
                                    "dubbed",
                                    "calling",
                                    "branded",
                                    "labelled",
                                    "titled",
                                    "read",
                                    "penned",
                                    "signed",
                                    "wrote",
                                    "describes",
                                    "described",
                                ],
                            )
                        || words.class(lead.1 - 1).any(Class::SAY_NOUN)
                            && words.is_any(lead.1 - 1, &["word", "words", "line", "reply", "answer"]))
        });
        if bound {
            return false;
        }
        if self.works.contains(text) && piece.shape.words <= 6 {
            return true;
        }
        // A sentence of its own, however short: "Ditto."
        let alone = lead.0 == lead.1
            && matches!(piece.shape.end, End::Stop | End::Call)
            && !words.word(tail.0).starts_with(char::is_lowercase);
        if alone && piece.source.is_none() && (piece.front.1 > piece.front.0 || piece.shape.words > 2) {
            return false;
        }
        if lead.1 > lead.0 && words.is_any(lead.1 - 1, &["headline", "title", "headlined", "titled", "entitled"]) {
            return true;
        }
        if piece.shape.title
            && (piece.shape.words <= 8)
            && !(piece.shape.end == End::Stop
                && piece.shape.sentence
                && piece.source.is_some()
                && piece.shape.words > 3)
        {
            return true;
        }
        let announced = lead.1 > lead.0
            && (lead.1.saturating_sub(if words.word(lead.1 - 1) == "," { 2 } else { 1 })..lead.1).any(|n| {
                words.class(n).any(Class::WORK)
                    && words.is_any(
                        n,
                        &[
                            "song", "album", "single", "track", "film", "novel", "play", "musical", "titled",
                            "entitled", "episode", "ballad", "book", "memoir", "hymn", "anthem",
                        ],
                    )
            });
        if announced
            && piece.source.as_ref().is_none_or(|s| s.clause != tail)
            && piece.shape.words <= 8
            && !piece.shape.sentence
        {
            return true;
        }
        false
    }

    /// Second sieve: along the paragraph, from piece to piece.
    fn along(&self, index: usize, pieces: &mut [Piece], range: (usize, usize)) {
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
                pieces[n].continues = piece_whole(&pieces[n]) || interrupted(words.word(between.1.saturating_sub(1)));
                if pieces[n].continues {
                    let source = pieces[before].source.clone();
                    pieces[n].source = source;
                }
                continue;
            }
            if pieces[n].source.is_some() || pieces[before].source.is_none() || before + 1 != n {
                continue;
            }
            // "so lovely" and a "delight": one sentence, one source.
            let said = pieces[before].source.as_ref().is_some_and(|s| words.class(s.cue.0).any(Class::CUE));
            let short = (between.1 - between.0 <= 4 || said)
                && !(between.0..between.1).any(|m| self.ends_sentence(m) || clause::is_cue(&self.scene, m));
            if short && between.1 > between.0 && !piece_whole(&pieces[n]) {
                pieces[n].source = pieces[before].source.clone();
                continue;
            }
            // Nothing but the attribution of the piece before stands between.
            let attribution_only = pieces[before].source.as_ref().is_some_and(|s| {
                between.0 == between.1 || s.clause.0 >= between.0 && self.tail(between).1 == between.1
            });
            let resumed = between.0 == between.1 || words.quoted[pieces[before].quoted].continues;
            if (attribution_only || resumed) && (piece_whole(&pieces[n]) || resumed) {
                pieces[n].source = pieces[before].source.clone();
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
                pieces[n].source = pieces[n + 1].source.clone();
                pieces[n + 1].continues = true;
            }
        }
        // "a spokesman said: “...” “...” he added": a pronoun that goes on with somebody unnamed.
        for n in 0..pieces.len() {
            let Some(source) = pieces[n].source.as_ref().filter(|s| self.by_pronoun(s)) else { continue };
            let Some(last) = (0..n)
                .rev()
                .take(NEAR)
                .find(|b| pieces[*b].source.is_some())
                .filter(|b| piece_whole(&pieces[*b]))
                .and_then(|b| pieces[b].source.as_ref())
            else {
                continue;
            };
            let between = self.scene.mentions(last.clause.1.max(last.cue.1), source.cue.0);
            let named = between
                .iter()
                .any(|m| m.kind == crate::language::MentionKind::Name && words.quote_of(m.tokens.0).is_none());
            if matches!(last.speaker, Speaker::Unnamed(_)) && !named {
                let speaker = last.speaker.clone();
                if let Some(source) = pieces[n].source.as_mut() {
                    source.speaker = speaker;
                }
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
            if pieces[n].source.is_some() || pieces[n].rejected || !piece_whole(&pieces[n]) {
                continue;
            }
            let front = if n == 0 { (range.0, pieces[n].front.1) } else { pieces[n].front };
            // A paragraph that begins with a colon has lost the label of its speaker: all of it is speech.
            let unlabelled = words.word(range.0) == ":";
            if let Some(source) = self.about(front).filter(|_| !unlabelled) {
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

    /// Whether the subject of the cue is `he` or `she`.
    fn by_pronoun(&self, source: &Source) -> bool {
        let he = |n: usize| self.scene.words.is_any(n, &["he", "she"]);
        source.cue.1 > source.cue.0
            && (source.cue.0 > 0 && he(source.cue.0 - 1) || source.cue.0 > 1 && he(source.cue.0 - 2))
    }

    /// The subject of the narration in front.
    fn about(&self, front: (usize, usize)) -> Option<Source> {
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
            let says =
                cue.and_then(|n| clause::subject_before(&self.scene, start, n)).filter(|s| !s.people().is_empty());
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

    /// Third sieve: from paragraph to paragraph.
    fn across(&self, index: usize, pieces: &mut [Piece], range: (usize, usize)) {
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
        if starts && (pieces[0].source.is_none() || reply) && piece_whole(&pieces[0]) {
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
            if pieces[n].source.is_none() && !pieces[n].rejected && adjacent && piece_whole(&pieces[n]) {
                pieces[n].source = pieces[n - 1].source.clone();
                pieces[n].continues = pieces[n].source.is_some();
            }
        }
    }

    /// The paragraph before ends with a colon: `Crying, she said:`
    fn announced(&self, index: usize) -> Option<Source> {
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
    fn running(&self, index: usize, piece: &Piece, range: (usize, usize), reply: bool) -> Option<(Source, bool)> {
        let words = self.scene.words;
        let own = (piece.shape.tokens.0..piece.shape.tokens.1)
            .any(|n| words.is_any(n, &["i", "i'm", "i’m", "i've", "i’ve", "my", "we", "our"]));
        let Some(turn) = self.turns.last() else {
            // The first words of somebody introduced just before.
            let p = words.paragraphs[index.checked_sub(1)?].span;
            return self
                .about((words.token_from(p.start), words.token_from(p.end)))
                .filter(|_| own)
                .map(|s| (Source { medium: Medium::Spoken, cue: (0, 0), ..s }, false));
        };
        let near = turn.paragraph + 2 >= index;
        if !near {
            return None;
        }
        let narrated = (turn.paragraph + 1..index).any(|p| super::is_body(words.paragraphs[p].kind));
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
        if reply
            || dialogue && !narrated
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

    /// Somebody else in the paragraph of the last turn.
    fn other_than(&self, turn: &Turn, range: (usize, usize)) -> Option<Source> {
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
                if piece_whole(piece) && piece.shape.words > 2 {
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
            self.turns.push(Turn { source, group, paragraph: index, open: stretch.continues, bare: false });
        }
        let bare = narration <= 14 && range.1 > range.0;
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

/// Two turns of one voice in a row do not alternate.
fn same_voice(reader: &Reader, turn: &Turn) -> bool {
    let mut before = reader.turns.iter().rev().filter(|t| t.paragraph < turn.paragraph);
    before.next().is_some_and(|t| t.source.speaker == turn.source.speaker && t.paragraph + 1 == turn.paragraph)
}

fn near(source: &Source, from: usize) -> bool {
    source.cue.0 < from + 7
}

fn piece_whole(piece: &Piece) -> bool {
    piece.shape.sentence || matches!(piece.shape.end, End::Stop | End::Call | End::Comma) && piece.shape.words > 1
}

fn interrupted(before: &str) -> bool {
    matches!(before, "," | "–" | "—" | "-" | "--" | "." | ":")
}
