//! First sieve: which cue stands beside a quotation or elsewhere in its sentence, and is it a quotation at all?

use crate::domain::Medium;
use crate::language::MentionKind;
use crate::language::lexicon::Class;

use super::super::Source;
use super::super::clause::{self, Grip};
use super::super::content::End;
use super::{Piece, Reader};

impl Reader<'_, '_> {
    /// First sieve: a cue beside the quotation or elsewhere in its sentence.
    pub(super) fn beside(&self, pieces: &mut [Piece]) {
        for n in 0..pieces.len() {
            if self.names_a_work(pieces, n) {
                // "“...,” the “Paper Lanterns” singer said": what follows the title goes on about the one in front.
                pieces[n].rejected = true;
                pieces[n - 1].back.1 = pieces[n].back.1;
                if pieces[n - 1].source.is_none() && !pieces[n - 1].rejected {
                    let whole = self.own_source(&pieces[n - 1], n + 1 < pieces.len());
                    pieces[n - 1].source = whole.filter(|s| !s.speaker.people().is_empty());
                }
                continue;
            }
            let another = n + 1 < pieces.len();
            let source = self.own_source(&pieces[n], another);
            pieces[n].source = source.filter(|s| !(another && self.goes_on_before(pieces, n, s)));
            pieces[n].rejected = self.is_no_quotation(&pieces[n]);
            if pieces[n].rejected {
                pieces[n].source = None;
            }
        }
    }

    /// `“A,” she wrote. “B.” Her agent told a paper that it was “false.”`: what follows the second piece has a quotation
    /// of its own, and the first goes on in it.
    fn goes_on_before(&self, pieces: &[Piece], n: usize, source: &Source) -> bool {
        let (piece, tail) = (&pieces[n], self.tail(pieces[n].back));
        let attributed = n > 0
            && pieces[n - 1].source.as_ref().is_some_and(|s| s.clause.0 >= piece.front.0 && s.cue.1 > s.cue.0)
            && self.tail(piece.front).1 == piece.front.1;
        let ended = matches!(piece.shape.end, End::Stop | End::Call) && piece.shape.sentence;
        attributed && ended && source.clause == tail && tail.1 == piece.back.1 && self.scene.words.is_capital(tail.0)
    }

    /// A title within the description of whoever speaks: `the “Paper Lanterns” singer`.
    fn names_a_work(&self, pieces: &[Piece], n: usize) -> bool {
        let words = self.scene.words;
        let piece = &pieces[n];
        let front = piece.front;
        n > 0
            && piece.shape.title
            && piece.shape.words <= 8
            && (1..=3).contains(&(front.1 - front.0))
            && words.is_any(front.0, &["the", "his", "her", "their", "former"])
            && words.class(piece.back.0).any(Class::ROLE | Class::WORK)
            && !words.is_capital(piece.back.0)
    }

    pub(super) fn own_source(&self, piece: &Piece, another: bool) -> Option<Source> {
        let (scene, words) = (&self.scene, self.scene.words);
        let (lead, tail) = (self.lead(piece.front), self.tail(piece.back));
        let goes_on = words.quoted[piece.quoted].continues;
        let first = words.word(tail.0);
        let small = first.starts_with(char::is_lowercase) || matches!(first, "," | "–" | "—" | "-" | "--");
        // "was “tired”, while Ann Poe called it “cruel”": another clause, another source.
        let apart = first == ","
            && words.is_any(tail.0 + 1, &["while", "but", "whereas", "although", "though", "and"])
            && lead.1 > lead.0;
        // "In her memoir, “Falling Up,” she wrote": the title of what the noun in front says.
        let titled = piece.shape.title
            && another
            && lead.1 > lead.0
            && words.class(lead.1 - if words.word(lead.1 - 1) == "," { 2.min(lead.1) } else { 1 }).any(Class::WORK);
        if titled {
            return None;
        }
        let comma = (piece.shape.end == End::Comma || first == ",") && !apart;
        let leads =
            lead.1 > lead.0 && (matches!(words.word(lead.1 - 1), ":" | ",") || clause::is_cue(scene, lead.1 - 1));
        // "she added, “...,” he said": what follows a comma inside the marks is surest.
        if (comma && !leads || piece.shape.end == End::Call && small || comma && first.is_empty())
            && let Some(source) =
                clause::behind(scene, tail.0, tail.1, Grip::Sure).filter(|s| !piece.shape.title || near(s, tail.0))
        {
            return Some(source);
        }
        if leads && let Some(source) = clause::before(scene, lead.0, lead.1, Grip::Fragment) {
            return Some(source);
        }
        if (comma
            || piece.shape.end == End::Call && small
            || small && words.is_any(tail.0, &["said", "says", "he", "she"]))
            && let Some(source) =
                clause::behind(scene, tail.0, tail.1, Grip::Sure).filter(|s| !piece.shape.title || near(s, tail.0))
        {
            return Some(source);
        }
        // “...” — Ann Poe
        if matches!(first, "–" | "—" | "--" | "-")
            && let Some(name) = scene.mention_at(tail.0 + 1).filter(|m| m.kind == MentionKind::Name)
            && (name.tokens.1 == tail.1
                || tail.1 <= name.tokens.1 + 6 && matches!(words.word(name.tokens.1), "." | ","))
        {
            let speaker = clause::speaker_of(scene, name);
            return Some(Source { speaker, cue: (tail.0, tail.0 + 1), clause: tail, medium: Medium::Spoken });
        }
        if piece.shape.end == End::Open && another && matches!(first, "–" | "—" | "--") {
            // ‘...’ – Ann claps her hands – ‘...’
            let closing = words.word(tail.1.saturating_sub(1));
            if matches!(closing, "–" | "—" | "--")
                && let Some(speaker) = clause::main_subject(scene, tail.0, tail.1)
            {
                return Some(Source { speaker, cue: (tail.0, tail.0 + 1), clause: tail, medium: Medium::Spoken });
            }
        }
        if goes_on {
            return clause::before(scene, lead.0, lead.1, Grip::Fragment);
        }
        let introduces = another && tail.1 == piece.back.1 && matches!(words.word(tail.1.saturating_sub(1)), "," | ":");
        if !small
            && !introduces
            && lead.0 == lead.1
            && piece.shape.sentence
            && let Some(source) = clause::behind(scene, tail.0, tail.1, Grip::Own)
        {
            return Some(source);
        }
        if lead.1 > lead.0
            && let Some(source) = clause::before(scene, lead.0, lead.1, Grip::Fragment)
        {
            return Some(source);
        }
        let whole = piece.shape.sentence && piece.shape.end != End::Open;
        if !whole && piece.shape.end != End::Stop && !piece.shape.title {
            return clause::behind(scene, tail.0, tail.1, Grip::Fragment)
                .filter(|s| s.cue.0 < tail.0 + 8 || s.cue.1 + 1 >= tail.1 || words.is_any(s.cue.0, &["according"]));
        }
        None
    }

    /// Titles of works, nicknames, irony: what stands between marks and was not said.
    pub(super) fn is_no_quotation(&self, piece: &Piece) -> bool {
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
                        || s.cue.1 + 1 == lead.1 && words.is_any(lead.1 - 1, &["with"]) && answers(words.word(s.cue.0))
                        || words.class(lead.1 - 1).any(Class::SAY_NOUN)
                            && words.is_any(lead.1 - 1, &["word", "words", "line", "reply", "answer"]))
        });
        if bound {
            return false;
        }
        if self.works.contains(text) && piece.shape.words <= 6 {
            return true;
        }
        // A sentence of its own, however short: "Likewise."
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
}

/// `replied with`: the only way for these to take what was said.
fn answers(cue: &str) -> bool {
    ["repl", "respon", "answer", "comment"].iter().any(|stem| cue.starts_with(stem))
}

fn near(source: &Source, from: usize) -> bool {
    source.cue.0 < from + 7
}
