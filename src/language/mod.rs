//! What does the language of one article say: its sentences, tokens, quotation marks, mentions, who is who, and
//! its temporal expressions?
//!
//! [`Analysis`] is the one result, made in one pass of stages; extraction only reads it. Nothing here knows
//! what a claim is.

mod attribution;
mod coreference;
pub(crate) mod lexicon;
mod marks;
mod name;
mod noise;
pub mod numeral;
mod paragraph;
pub mod possessive;
mod sentence;
pub mod temporal;
mod token;
mod words;

use smallvec::SmallVec;

use crate::domain::{Article, Chain, ChainId, Pronouns, SentenceKind, Span, Timex};

pub use attribution::Attribution;

use coreference::{Entity, Found};
use words::Words;

/// Whether a word is one of the commoner words of English, so that nobody takes it for a slip of the pen.
pub fn is_english(word: &str) -> bool {
    name::Usage::of(word).any(name::Usage::ENGLISH)
}

/// Whether a word holds sentences together and tells nothing itself.
pub fn is_function_word(word: &str) -> bool {
    lexicon::Class::of(word).any(lexicon::Class::FUNCTION)
}

/// Analyses one article.
pub fn analyse(article: &Article) -> Analysis<'_> {
    analyse_with(article, |_| ())
}

/// Analyses one article and tells which stage has just ended.
pub fn analyse_with(article: &Article, mut ended: impl FnMut(Stage)) -> Analysis<'_> {
    let text = article.text.as_str();
    let from = if article.title.is_empty() { article.body.start } else { article.title.start.min(article.body.start) };
    let timexes = temporal::find(text, Span::new(from, article.body.end), article.date.as_ref());
    ended(Stage::Temporal);
    let paragraphs = paragraph::find(article);
    let (quoted, marks) = marks::find(text, &paragraphs);
    ended(Stage::Marks);
    let (mut tokens, mut sentences) = (Vec::with_capacity(text.len() / 4), Vec::new());
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let from = tokens.len();
        token::find(text, paragraph.span, &marks, &mut tokens);
        sentence::find(text, &tokens, index, (from, tokens.len()), &mut sentences);
    }
    let words = Words::new(text, &paragraphs, &sentences, &tokens, &quoted);
    ended(Stage::Words);
    let names = name::find(&words);
    ended(Stage::Names);
    let (entities, mut found) = coreference::resolve(&words, &names);
    ended(Stage::Coreference);
    let attributions = attribution::attribute(&words, &entities, &mut found).into_iter().map(by_chain).collect();
    let chains = entities.iter().map(|e| chain_of(e, text)).collect();
    let mentions = found.into_iter().map(mention_of).collect();
    ended(Stage::Attribution);
    Analysis { article, paragraphs, sentences, tokens, quoted, attributions, mentions, chains, timexes }
}

/// The stages of an analysis in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Temporal expressions and their values.
    Temporal,
    /// Paragraphs and quotation marks.
    Marks,
    /// Tokens, sentences and the classes of words.
    Words,
    /// Names of people.
    Names,
    /// Who is who.
    Coreference,
    /// Who says what.
    Attribution,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Temporal, Self::Marks, Self::Words, Self::Names, Self::Coreference, Self::Attribution];

    /// What it finds.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Temporal => "temporal expressions",
            Self::Marks => "paragraphs, quotation marks",
            Self::Words => "tokens, sentences, word classes",
            Self::Names => "names",
            Self::Coreference => "coreference",
            Self::Attribution => "attribution",
        }
    }
}

fn by_chain(found: Attribution<usize>) -> Attribution<ChainId> {
    Attribution {
        speaker: found.speaker.map(&mut chain_id),
        content: found.content,
        kind: found.kind,
        cue: found.cue,
        clause: found.clause,
        medium: found.medium,
        group: found.group,
    }
}

fn mention_of(found: Found) -> Mention {
    let chains = found.people.into_iter().map(chain_id).collect();
    Mention { span: found.span, kind: found.kind, chains, possessive: found.possessive }
}

fn chain_id(entity: usize) -> ChainId {
    ChainId(entity as u32)
}

fn chain_of(entity: &Entity, text: &str) -> Chain {
    let mut forms: Vec<String> = entity.names.iter().map(|s| s.cut(text).to_owned()).collect();
    forms.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    forms.dedup();
    Chain { name: entity.parts.join(" "), forms, pronouns: entity.pronouns, names: entity.names.clone() }
}

/// Everything that the language of one article tells. Spans count bytes of `article.text`.
#[derive(Debug)]
pub struct Analysis<'a> {
    /// What was analysed.
    pub article: &'a Article,
    /// Paragraphs in order, the title first.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences in order. A sentence never crosses a paragraph; it may hold whole quotations.
    pub sentences: Vec<SentenceSpan>,
    /// Words, numbers and marks in order.
    pub tokens: Vec<Token>,
    /// What stands between quotation marks, outer before inner, in order.
    pub quoted: Vec<Quoted>,
    /// Quotations with their speakers, outer before inner, in order.
    pub attributions: Vec<Attribution<ChainId>>,
    /// Names, descriptions and pronouns that mean people, in order.
    pub mentions: Vec<Mention>,
    /// The people named, by [`ChainId`].
    pub chains: Vec<Chain>,
    /// Temporal expressions in order.
    pub timexes: Vec<Timex>,
}

/// One paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Without white space around it.
    pub span: Span,
    /// What it is.
    pub kind: SentenceKind,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentenceSpan {
    /// Without white space around it.
    pub span: Span,
    /// Index into [`Analysis::paragraphs`].
    pub paragraph: usize,
    /// Its tokens: indices into [`Analysis::tokens`], half-open.
    pub tokens: (usize, usize),
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands. A possessive `'s` is a token of its own.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens and points (`didn't`, `García-López`, `U.S.`).
    Word,
    /// Digits with their separators (`1,000`, `3.5`, `7th`).
    Number,
    /// A possessive `'s` or a lone apostrophe after a plural.
    Possessive,
    /// An opening or closing quotation mark.
    Mark,
    /// Any other punctuation, one character each (an ellipsis or double hyphen is one token).
    Punctuation,
}

/// A stretch between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// What stands inside the marks.
    pub span: Span,
    /// The marks too, where they are printed.
    pub outer: Span,
    /// The stretch that it lies in: an index into [`Analysis::quoted`].
    pub inside: Option<usize>,
    /// Opened and not closed because the quotation goes on in a stretch that opens anew.
    pub continues: bool,
}

/// A mention of one or more people (ACE: name, nominal, pronominal).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands: for a description from its determiner on, without what follows its head.
    pub span: Span,
    /// What kind it is.
    pub kind: MentionKind,
    /// Who is meant; several for `the pair` and `they`; none when it cannot be told or the one meant has no name.
    pub chains: SmallVec<[ChainId; 4]>,
    /// Whether it is a possessive (`her`, `Jane's`).
    pub possessive: bool,
}

/// The kinds of mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionKind {
    /// `Jane Doe`, `Doe`, `Ms. Doe`.
    Name,
    /// `the 39-year-old cohost`, `his wife`, `the pair`.
    Nominal,
    /// `she`, `his`, `I` (inside a quotation: its speaker).
    Pronoun,
}

impl Analysis<'_> {
    /// The words of a span.
    pub fn text(&self, span: Span) -> &str {
        span.cut(&self.article.text)
    }

    /// The sentence that holds this byte: an index into [`Analysis::sentences`].
    pub fn sentence_at(&self, byte: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|s| s.span.start <= byte);
        let index = after.checked_sub(1)?;
        (byte < self.sentences[index].span.end).then_some(index)
    }

    /// The mentions that lie in a span, in order.
    pub fn mentions_in(&self, span: Span) -> &[Mention] {
        let from = self.mentions.partition_point(|m| m.span.start < span.start);
        let to = self.mentions.partition_point(|m| m.span.start < span.end);
        &self.mentions[from..to]
    }

    /// The tokens that begin in a span, in order.
    pub fn tokens_in(&self, span: Span) -> &[Token] {
        let from = self.tokens.partition_point(|t| t.span.start < span.start);
        let to = self.tokens.partition_point(|t| t.span.start < span.end);
        &self.tokens[from..to]
    }

    /// The temporal expressions that begin in a span, in order.
    pub fn timexes_in(&self, span: Span) -> &[Timex] {
        let from = self.timexes.partition_point(|t| t.span.start < span.start);
        let to = self.timexes.partition_point(|t| t.span.start < span.end);
        &self.timexes[from..to]
    }

    /// Whether this byte stands between quotation marks.
    pub fn is_quoted(&self, byte: usize) -> bool {
        // Stretches nest: what does not hold the byte can only lie in one that does.
        let mut around = self.quoted.partition_point(|q| q.span.start <= byte).checked_sub(1);
        while let Some(index) = around {
            if self.quoted[index].span.holds(byte) {
                return true;
            }
            around = self.quoted[index].inside;
        }
        false
    }

    /// What the article calls somebody by.
    pub fn pronouns(&self, chain: ChainId) -> Option<Pronouns> {
        self.chains.get(chain.0 as usize)?.pronouns
    }
}
