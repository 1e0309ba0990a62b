//! Which items do the sentences of an article consist of, and whose voice are they?
//!
//! From tokens, mentions, temporal expressions and quotations to scopes. Nothing here knows what the words mean.

use smallvec::smallvec;

use crate::domain::{ChainId, Pronouns, SentenceKind, Span};
use crate::language::lexicon::Class;
use crate::language::{Analysis, Mention, MentionKind, Token, TokenKind, possessive};

use super::lexeme::{self, Sets};
use super::phrase::names_kin;
use super::predicates::WordSet;
use super::scope::{Item, People, Scope, What, Who, join, same};
use super::voice::Voices;

/// All scopes of an article, in order.
pub(super) fn scopes<'a>(analysis: &'a Analysis<'a>, voices: &Voices) -> Vec<Scope<'a>> {
    let mut found = Vec::with_capacity(2 * analysis.sentences.len());
    let mut layers: Vec<Option<usize>> = Vec::new();
    let mut seen: Vec<Option<usize>> = Vec::new();
    for sentence in &analysis.sentences {
        let paragraph = sentence.paragraph;
        let kind = analysis.paragraphs.get(paragraph).map_or(SentenceKind::Body, |p| p.kind);
        let (first, end) = sentence.tokens;
        let Some(tokens) = analysis.tokens.get(first..end) else { continue };
        if kind == SentenceKind::Noise {
            continue;
        }
        let starting = |byte: usize| analysis.mentions.partition_point(|m| m.span.start < byte);
        let mentions = &analysis.mentions[starting(sentence.span.start)..starting(sentence.span.end)];
        let timex = analysis.timexes.partition_point(|t| t.span.start < sentence.span.start);
        voices.layers(tokens, &mut layers);
        seen.clear();
        for layer in &layers {
            if seen.contains(layer) || seen.len() > 24 {
                continue;
            }
            seen.push(*layer);
            let other = layer.and_then(|l| other(analysis, voices.content(l), voices.speaker(*layer)));
            let (layer, found) = (*layer, &mut found);
            let mut builder =
                Builder { analysis, mentions, timex, voices, layer, other, kind, paragraph, found, items: Vec::new() };
            builder.run(first, &layers);
        }
    }
    found
}

/// The person last mentioned before a quotation besides its speaker, if the paragraph or the headline names them.
fn other(analysis: &Analysis<'_>, content: Span, speaker: &[ChainId]) -> Option<ChainId> {
    let [speaker] = speaker else { return None };
    if let Some(other) = said_of(analysis, content).filter(|other| other != speaker) {
        return Some(other);
    }
    let to = analysis.mentions.partition_point(|m| m.span.start < content.start);
    let paragraph =
        analysis.sentence_at(content.start).and_then(|s| analysis.paragraphs.get(analysis.sentences[s].paragraph));
    let from = paragraph.map_or(content.start, |p| p.span.start);
    let headline = analysis.mentions_in(analysis.article.title);
    analysis.mentions[..to].iter().rev().take(30).find_map(|m| match m.chains.as_slice() {
        [one] if one != speaker && (m.span.start >= from || headline.iter().any(|h| h.chains.contains(one))) => {
            Some(*one)
        }
        _ => None,
    })
}

/// `“We met at school,” she said of Al`: of whom something quoted is said, by the clause that follows it.
fn said_of(analysis: &Analysis<'_>, content: Span) -> Option<ChainId> {
    let sentence = analysis.sentences.get(analysis.sentence_at(content.end.saturating_sub(1))?)?.span;
    let behind = Span::new(content.end.min(sentence.end), sentence.end);
    let mention = analysis.mentions_in(behind).iter().take(4).find(|m| {
        let before = analysis.text(Span::new(behind.start, m.span.start)).trim_end();
        ["of", "about"].iter().any(|w| before.strip_suffix(w).is_some_and(|rest| rest.ends_with(char::is_whitespace)))
    })?;
    if let [one] = mention.chains.as_slice() { Some(*one) } else { None }
}

/// No sentence has more items; what has is a list or no language at all. Cut there, looking around in a scope costs
/// no more in a long text than in a short one.
const MOST_ITEMS: usize = 512;

struct Builder<'a, 'b> {
    analysis: &'a Analysis<'a>,
    /// Those of the sentence that have not been passed.
    mentions: &'a [Mention],
    /// The first temporal expression that has not been passed.
    timex: usize,
    voices: &'b Voices,
    layer: Option<usize>,
    other: Option<ChainId>,
    kind: SentenceKind,
    paragraph: usize,
    found: &'b mut Vec<Scope<'a>>,
    items: Vec<Item<'a>>,
}

impl<'a> Builder<'a, '_> {
    /// Reads the tokens from number `from` on, as many as there are layers.
    fn run(&mut self, from: usize, layers: &[Option<usize>]) {
        let tokens = &self.analysis.tokens[..from + layers.len()];
        let mut t = from;
        while t < tokens.len() {
            let token = tokens[t];
            if layers[t - from] != self.layer && !self.vow(&tokens[from..], t - from) {
                if !matches!(self.items.last().map(|i| &i.what), Some(What::Quote)) && !self.items.is_empty() {
                    self.push(token.span, self.analysis.text(token.span), What::Quote);
                }
                t += 1;
                continue;
            }
            let text = self.analysis.text(token.span);
            let (span, what) = self.item(t, text);
            // What a mention or a date covers is one item.
            t += 1;
            while t < tokens.len() && tokens[t].span.start < span.end {
                t += 1;
            }
            let covered = tokens[t - 1].span.end;
            // A quotation mark that quotes nobody (a title, a nickname) says nothing here.
            if token.kind == TokenKind::Mark {
                continue;
            }
            if self.items.is_empty() {
                self.items.reserve((tokens.len() - t + 2).min(MOST_ITEMS));
            }
            let text = if span == token.span { text } else { self.analysis.text(span) };
            self.push(span, text, what);
            // "they'd": the auxiliary is an item of its own.
            if span.end < covered {
                let rest = Span::new(span.end, covered);
                self.push(rest, self.analysis.text(rest), What::Word);
            }
            if self.layer.is_some() && matches!(text, "." | "!" | "?") {
                self.finish();
            }
        }
        self.finish();
    }

    fn push(&mut self, span: Span, text: &'a str, what: What) {
        if self.items.len() == MOST_ITEMS {
            self.finish();
        }
        self.items.push(Item::new(span, text, what));
    }

    fn finish(&mut self) {
        let items = std::mem::take(&mut self.items);
        let (Some(first), Some(last)) = (items.first(), items.last()) else { return };
        let span = first.span.cover(last.span);
        let mut words = WordSet::default();
        for item in &items {
            words.add(item.lexeme.id);
        }
        let kinship = items.iter().any(names_kin);
        let question = items.iter().rev().take(2).any(|i| i.text == "?");
        self.found.push(Scope {
            analysis: self.analysis,
            span,
            items,
            words,
            kinship,
            paragraph: self.paragraph,
            kind: self.kind,
            quoted: self.layer.is_some(),
            speaker: self.voices.speaker(self.layer).into(),
            other: self.other,
            question,
        });
    }

    /// `said “I do”`: a way to say that somebody married rather than a quotation.
    fn vow(&self, tokens: &[Token], t: usize) -> bool {
        let word = |n: usize| tokens.get(n).map_or("", |k| self.analysis.text(k.span));
        let first = if word(t) == "do" { t.checked_sub(1) } else { Some(t) };
        let mark = |n: usize| tokens.get(n).is_some_and(|k| k.kind == TokenKind::Mark);
        let closes = |n: usize| mark(n) || mark(n + 1) && matches!(word(n), "," | "." | "!");
        first.is_some_and(|n| n > 0 && word(n) == "I" && word(n + 1) == "do" && mark(n - 1) && closes(n + 2))
    }

    /// `this guy` in a caption: whoever else has just been told of.
    fn pointed_at(&self, t: usize, text: &str) -> Option<(Span, What)> {
        const PEOPLE: &[&str] = &[
            "guy",
            "man",
            "dude",
            "fella",
            "gentleman",
            "girl",
            "woman",
            "lady",
            "gal",
            "human",
            "person",
            "one",
            "beauty",
            "legend",
        ];
        let a = self.analysis;
        let other = self.other.filter(|_| same(text, "this"))?;
        let next = a.tokens.get(t + 1)?;
        let noun = a.text(next.span);
        let who = Who { chains: smallvec![other], possessive: false, kind: MentionKind::Nominal, kin: None };
        PEOPLE
            .iter()
            .any(|w| w.eq_ignore_ascii_case(noun))
            .then(|| (a.tokens[t].span.cover(next.span), What::Person(who)))
    }

    /// `the mother said`: a description, where `the mother of`, `a son, Al` is kinship to be read.
    fn stands_alone(&self, mention: &Mention) -> bool {
        let a = self.analysis;
        let next = a.tokens.get(a.tokens.partition_point(|t| t.span.start < mention.span.end));
        let word = next.map_or("", |t| a.text(t.span));
        let named = next.is_some_and(|t| a.mentions_in(t.span).iter().any(|m| m.kind == MentionKind::Name));
        !(named || ["of", "to", ","].contains(&word))
    }

    /// `the couple's`, `the groom's` in front of kinship: whose, when the language analysis left it open.
    fn owner(&self, t: usize) -> Option<(Span, What)> {
        let a = self.analysis;
        let (token, from) = (a.tokens[t], t + 1);
        let ending =
            (from + 1..from + 5).find(|n| a.tokens.get(*n).is_some_and(|t| t.kind == TokenKind::Possessive))?;
        let noun = a.text(a.tokens[ending - 1].span);
        let kin = (ending + 1..ending + 5).find_map(|n| {
            let word = a.tokens.get(n).filter(|t| t.kind == TokenKind::Word)?;
            lexeme::of(a.text(word.span)).kin.map(|_| a.text(word.span))
        })?;
        let span = token.span.cover(a.tokens[ending].span);
        // Nobody is their own kin: "Al Poe, the author's late husband" is not about Al Poe the author.
        let host = a.mentions[..a.mentions.partition_point(|m| m.span.start < token.span.start)].last();
        let host = host.filter(|h| h.span.end + 2 >= token.span.start).map(|h| h.chains.as_slice());
        let known = a.mentions_in(span).iter().any(|m| {
            m.span.start == token.span.start
                && m.possessive
                && !m.chains.is_empty()
                && host != Some(m.chains.as_slice())
        });
        let two = ["couple", "pair", "duo", "newlyweds", "spouses"].iter().any(|w| w.eq_ignore_ascii_case(noun));
        let chains = if two {
            self.two_before(token.span.start)
        } else if !known && Class::of(noun).any(Class::ROLE) {
            self.in_headline(noun, kin)?
        } else {
            return None;
        };
        let who = Who { chains, possessive: true, kind: MentionKind::Nominal, kin: None };
        Some((span, What::Person(who)))
    }

    /// The two whom the paragraph has told of last.
    fn two_before(&self, at: usize) -> People {
        let a = self.analysis;
        let paragraph =
            a.sentence_at(at).and_then(|s| a.paragraphs.get(a.sentences[s].paragraph)).map_or(at, |p| p.span.start);
        let before = a.mentions_in(Span::new(paragraph, at));
        before.iter().rev().find(|m| m.chains.len() == 2).map(|m| People::from_slice(&m.chains)).unwrap_or_default()
    }

    /// The only one in the headline of whom a noun and a kinship can be said: `the groom's mother`, `the author's husband`.
    fn in_headline(&self, noun: &str, kin: &str) -> Option<People> {
        let a = self.analysis;
        let (role, kin) = (Class::of(noun), kin.to_lowercase());
        let told = |words: &[&str]| words.iter().any(|w| kin.ends_with(w));
        let wanted = if role.any(Class::ROLE_MAN) || told(&["wife", "girlfriend", "fiancee", "fiancée"]) {
            Some(Pronouns::He)
        } else if role.any(Class::ROLE_WOMAN) || told(&["husband", "boyfriend", "fiance", "fiancé"]) {
            Some(Pronouns::She)
        } else {
            None
        };
        let mut people = People::new();
        for mention in a.mentions_in(a.article.title).iter().filter(|m| m.kind == MentionKind::Name) {
            join(&mut people, &mention.chains);
        }
        people.retain(|c| wanted.is_none() || a.pronouns(*c) == wanted);
        (people.len() == 1).then_some(people)
    }

    /// The item that begins with token number `t`, which reads `text`.
    fn item(&mut self, t: usize, text: &str) -> (Span, What) {
        let a = self.analysis;
        let token = a.tokens[t];
        let the = same(text, "the");
        let owner = || if the { self.owner(t) } else { None };
        if let Some(found) = self.pointed_at(t, text).or_else(owner) {
            return found;
        }
        let passed = self.mentions.iter().take_while(|m| m.span.start < token.span.start).count();
        self.mentions = &self.mentions[passed..];
        if let Some(found) = self.mention(t) {
            return found;
        }
        let two = if the { self.two_told(t) } else { two(token.span, text) };
        if let Some(found) = two {
            return found;
        }
        while a.timexes.get(self.timex).is_some_and(|x| x.span.start < token.span.start) {
            self.timex += 1;
        }
        if let Some(timex) = a.timexes.get(self.timex)
            && timex.span.start == token.span.start
        {
            return (timex.span, What::Date(self.timex));
        }
        let what = match token.kind {
            TokenKind::Word => What::Word,
            TokenKind::Number => What::Number,
            TokenKind::Possessive => What::Possessive,
            TokenKind::Mark | TokenKind::Punctuation => What::Stop,
        };
        (token.span, what)
    }

    /// `the couple wed`: words for two, when the language analysis left open who they are.
    fn two_told(&self, the: usize) -> Option<(Span, What)> {
        let a = self.analysis;
        let word = |n: usize| a.tokens.get(n).map_or("", |t| a.text(t.span));
        let noun = word(the + 1);
        let is = |words: &[&str]| words.iter().any(|w| same(w, noun));
        // "the two men", "the pair of shoes"
        let verb = || {
            let after = lexeme::of(word(the + 2));
            !after.patterns.is_empty() || after.sets.any(Sets::AUXILIARY | Sets::ADVERB)
        };
        let two =
            is(&["couple", "newlyweds", "exes"]) && word(the + 2) != "of" || is(&["two", "pair", "duo"]) && verb();
        two.then(|| unknown(a.tokens[the].span.cover(a.tokens[the + 1].span), false, MentionKind::Nominal))
    }

    /// The mention to take at token number `t`. A possessive is taken alone when what follows it is kinship, which
    /// [`super::kin`] reads.
    fn mention(&self, t: usize) -> Option<(Span, What)> {
        let a = self.analysis;
        let start = a.tokens[t].span.start;
        let here = || self.mentions.iter().take_while(|m| m.span.start == start).take(4);
        let longest = here().max_by_key(|m| m.span.len())?;
        // "the date of their separation": nobody's company.
        if longest.kind == MentionKind::Nominal
            && a.text(longest.span).ends_with(" date")
            && !self.stands_alone(longest)
        {
            return None;
        }
        let kinship = |m: &Mention| {
            if m.kind != MentionKind::Nominal {
                return false;
            }
            let last = a.text(m.span).split_whitespace().next_back().unwrap_or_default();
            let infant = || matches!(last, "girl" | "boy") && a.text(m.span).contains("baby ");
            lexeme::of(possessive::owner(last)).kin.is_some() || infant()
        };
        let taken = if kinship(longest) || longest.kind == MentionKind::Nominal && longest.chains.is_empty() {
            here()
                .filter(|m| m.kind != MentionKind::Nominal || m.possessive && !kinship(m))
                .max_by_key(|m| m.span.len())
                .or_else(|| Some(longest).filter(|m| !m.chains.is_empty() && self.stands_alone(m)))?
        } else {
            longest
        };
        let mut chains = People::from_slice(&taken.chains);
        if taken.kind == MentionKind::Pronoun && chains.is_empty() {
            let first = ["i", "me", "my", "mine", "myself"];
            let text = a.text(taken.span);
            if first.iter().any(|w| w.eq_ignore_ascii_case(text)) {
                chains = self.voices.speaker(self.layer).into();
            }
        }
        // "we": the speaker and whoever else has just been told of.
        if taken.kind == MentionKind::Pronoun
            && let ([speaker], Some(other)) = (self.voices.speaker(self.layer), self.other)
            && (chains.is_empty() || chains.as_slice() == [*speaker])
            && ["we", "us", "our", "ours"].iter().any(|w| w.eq_ignore_ascii_case(a.text(taken.span)))
        {
            chains = smallvec![*speaker, other];
        }
        // `Jane's`: the mention is the name, the ending a token of its own.
        let ending = a.tokens[t..].iter().find(|t| t.span.start >= taken.span.end);
        let ending = ending.filter(|t| t.kind == TokenKind::Possessive && t.span.start == taken.span.end);
        let span = ending.map_or(taken.span, |t| taken.span.cover(t.span));
        let possessive = taken.possessive || ending.is_some();
        // "she's dating": what is shortened there is a word of its own.
        let shortened = || a.text(span).find(['\'', '’']).filter(|i| *i > 0);
        let span = match taken.kind {
            MentionKind::Pronoun if !possessive => shortened().map_or(span, |i| Span::new(span.start, span.start + i)),
            _ => span,
        };
        Some((span, What::Person(Who { chains, possessive, kind: taken.kind, kin: None })))
    }
}

/// `they're dating`, `their`: pronouns for two, when the language analysis left open who they are.
fn two(span: Span, text: &str) -> Option<(Span, What)> {
    let opens = text.get(..4).is_some_and(|t| same(t, "they"));
    if opens && text.get(4..).is_some_and(|rest| rest.is_empty() || rest.starts_with(['\'', '’'])) {
        return Some(unknown(Span::new(span.start, span.start + 4), false, MentionKind::Pronoun));
    }
    same(text, "their").then(|| unknown(span, true, MentionKind::Pronoun))
}

/// Somebody of whom it is not known who they are.
fn unknown(span: Span, possessive: bool, kind: MentionKind) -> (Span, What) {
    (span, What::Person(Who { chains: People::new(), possessive, kind, kin: None }))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{article, language};

    #[test]
    fn a_list_without_end_is_cut() {
        let text = format!("A title\n\n{}", "Al Poe met Bo Coe and ".repeat(1000));
        let article = article::from_bytes(Path::new("a.txt"), text.into_bytes()).expect("an article");
        let analysis = language::analyse(&article);
        let lengths: Vec<usize> = scopes(&analysis, &Voices::of(&[])).iter().map(|s| s.items.len()).collect();
        assert!(lengths.len() > 5 && lengths.iter().all(|n| *n <= MOST_ITEMS), "{lengths:?}");
    }
}
