//! Which descriptions mean people: `the 39-year-old cohost`, `his wife`, `the pair`, `a source`?
//!
//! Finds them and tells of what kind they are; whom they mean is decided in the walk.

use crate::domain::Pronouns;
use crate::language::TokenKind;
use crate::language::lexicon::Class;
use crate::language::numeral;
use crate::language::words::Words;

/// A description of people.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nominal {
    /// First token (determiner) and one past the head.
    pub tokens: (usize, usize),
    pub head: usize,
    pub kind: Kind,
    /// `the 39-year-old`.
    pub age: Option<u8>,
    pub gender: Option<Pronouns>,
}

/// How a description picks out people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `the singer`: somebody mentioned.
    Definite,
    /// `a singer`: somebody new, or what is said of the one just named.
    Indefinite,
    /// `his wife`, `Jane's mother`.
    Relative,
    /// `the pair`.
    Pair,
    /// `the source`, `fans`: without a name for good.
    Unnamed,
}

/// The description that begins at a token, if one does.
pub(crate) fn at(words: &Words, start: usize, limit: usize) -> Option<Nominal> {
    let determiner = determiner(words, start)?;
    if determiner == Determiner::The
        && let Some(noble) = noble(words, start, limit)
    {
        return Some(noble);
    }
    let mut head = None;
    let mut age = None;
    let mut n = if determiner == Determiner::None { start } else { start + 1 };
    let farthest = limit.min(start + 12);
    while n < farthest {
        let class = words.class(n);
        match words.kind(n) {
            Some(TokenKind::Number) => {
                if let Some(years) = years_old(words, n) {
                    age = Some(years);
                    head = Some(n);
                } else if words.word(n).contains(':') {
                    break;
                }
            }
            Some(TokenKind::Possessive) => {
                // "the singer's brother": the owner is a description of its own.
                if head.is_some() || determiner == Determiner::None {
                    break;
                }
            }
            Some(TokenKind::Word) => {
                // "the MP", "the CEO"
                if words.is_shouted(n) && class.any(Class::ROLE | Class::SUFFIX) && determiner == Determiner::The {
                    head = Some(n);
                } else if words.is_capital(n) {
                    // Only an age may stand before the name of a show: "the 39-year-old Breakfast presenter".
                    if head.is_some_and(|h| words.kind(h) == Some(TokenKind::Word) && !words.word(h).ends_with("-old"))
                    {
                        break;
                    }
                } else if is_head(class) && (class.any(Class::PAIR) || !class.any(Class::FUNCTION)) {
                    if is_verb_here(words, n, head.is_some()) {
                        break;
                    }
                    head = Some(n);
                    if let Some(years) = spelt_years(words.word(n)) {
                        age = Some(years);
                    }
                } else if let Some(years) = spelt_years(words.word(n)) {
                    age = Some(years);
                    head = Some(n);
                } else if words.is_any(n, &["and"])
                    && head == Some(n - 1)
                    && words.class(n - 1).any(Class::ROLE)
                    && words.class(n + 1).any(Class::ROLE)
                    && !words.is_capital(n + 1)
                {
                    // "the writer and broadcaster"
                    n += 1;
                    head = Some(n);
                } else if ends_here(words, n, head.is_some()) {
                    break;
                }
            }
            Some(TokenKind::Punctuation) if words.word(n) == "-" || words.word(n) == "&" => {}
            // "the “Red Kites” actress"
            Some(TokenKind::Mark) if n == start + 1 && determiner == Determiner::The => {
                let close = (n + 2..farthest.min(n + 8)).find(|n| words.kind(*n) == Some(TokenKind::Mark));
                match close.filter(|close| words.is_word(close + 1) && !words.is_capital(close + 1)) {
                    Some(close) => n = close,
                    None => break,
                }
            }
            _ => break,
        }
        n += 1;
    }
    // "the Irishwoman said": by their country alone.
    let head = head.or_else(|| {
        let alone = determiner == Determiner::The && words.is_capital(start + 1) && !words.is_capital(start + 2);
        let person = words.class(start + 1).any(Class::DEMONYM) && one_national(words.word(start + 1));
        // "said the Dane."
        let said = start > 0
            && words.class(start - 1).any(Class::SAY)
            && (!words.is_word(start + 2) || words.class(start + 2).any(Class::PREPOSITION | Class::ADVERBIAL));
        let acts =
            said || words.class(start + 2).any(Class::SAY | Class::AUXILIARY) || words.is_any(start + 2, &["who"]);
        (alone && person && acts).then_some(start + 1)
    });
    // "the former Poet": whatever they formerly were.
    let head = head.or_else(|| {
        let former = words.is_any(start + 1, &["former", "ex", "onetime", "one-time", "longtime"])
            && words.is_capital(start + 2);
        former.then(|| (start + 2..farthest).take_while(|n| words.is_capital(*n)).last()).flatten()
    })?;
    let class = words.class(head);
    let word = words.word(head);
    let kind = match determiner {
        _ if class.any(Class::PAIR) && determiner == Determiner::The => Kind::Pair,
        // "the two men", not "the Two Fools star"
        Determiner::The if words.word(start + 1) == "two" && (word.ends_with('s') || word.ends_with("men")) => {
            Kind::Pair
        }
        Determiner::Owner if class.any(Class::KIN | Class::KIN_MANY) => Kind::Relative,
        Determiner::Owner if class.any(Class::ROLE) => Kind::Relative,
        Determiner::A | Determiner::Number => Kind::Indefinite,
        Determiner::None => Kind::Unnamed,
        _ if class.any(Class::KIN_MANY) => Kind::Unnamed,
        _ => Kind::Definite,
    };
    let national = |ending: &str| class.any(Class::DEMONYM) && words.word(head).ends_with(ending);
    let gender = if class.any(Class::ROLE_MAN | Class::KIN_MAN) || national("shman") || national("chman") {
        Some(Pronouns::He)
    } else if class.any(Class::ROLE_WOMAN | Class::KIN_WOMAN) || national("woman") {
        Some(Pronouns::She)
    } else {
        None
    };
    Some(Nominal { tokens: (start, head + 1), head, kind, age, gender })
}

/// `the Duke of Poe`: by rank and place.
fn noble(words: &Words, start: usize, limit: usize) -> Option<Nominal> {
    let (head, of) = (start + 1, start + 2);
    let class = words.class(head);
    let ranked = words.is_capital(head) && class.any(Class::TITLE) && words.is_any(of, &["of"]) && of + 1 < limit;
    if !ranked || !words.is_capital(of + 1) || words.is_any(head, &["president", "minister", "secretary"]) {
        return None;
    }
    let end = (of + 1..limit.min(of + 5)).find(|n| !words.is_capital(*n)).unwrap_or(of + 2);
    let gender = match () {
        () if class.any(Class::TITLE_MAN) => Some(Pronouns::He),
        () if class.any(Class::TITLE_WOMAN) => Some(Pronouns::She),
        () => None,
    };
    Some(Nominal { tokens: (start, end), head, kind: Kind::Definite, age: None, gender })
}

/// Whether a demonym means one person rather than a people or a tongue: `American`, `Scot`, not `Irish`.
fn one_national(word: &str) -> bool {
    ["an", "ese", "man", "woman", "ot", "Brit", "Briton", "Dane", "Swede", "Turk", "er", "iard"]
        .iter()
        .any(|end| word.ends_with(end))
}

fn is_head(class: Class) -> bool {
    class.any(Class::ROLE | Class::KIN | Class::KIN_MANY | Class::PAIR | Class::UNNAMED)
}

/// A word that belongs to no description: a small word, a verb behind the head, a noun that leads to no other head.
fn ends_here(words: &Words, n: usize, after_head: bool) -> bool {
    let class = words.class(n);
    class.any(Class::FUNCTION) && (after_head || !bridging(words, n))
        || after_head && (class.any(Class::SAY | Class::WRITE | Class::THINK) || !continues(words, n))
}

/// Words that are role and verb alike count as verbs after a head ("the pair host").
fn is_verb_here(words: &Words, n: usize, after_head: bool) -> bool {
    after_head && words.class(n).any(Class::SAY | Class::WRITE | Class::THINK) && !words.class(n).any(Class::KIN)
}

/// A small word inside a capitalised title: `the Singing for the Stars judge`.
fn bridging(words: &Words, n: usize) -> bool {
    words.is_any(
        n,
        &[
            "of", "with", "the", "and", "on", "in", "for", "to", "at", "after", "is", "late", "former", "younger",
            "elder", "first", "second", "third", "new", "own", "then", "fellow", "young", "old", "one", "other",
            "same", "long", "only", "best", "top", "current", "ninth", "eighth", "seventh", "sixth", "fifth", "fourth",
        ],
    ) && (words.is_capital(n + 1) && words.is_capital(n.saturating_sub(1))
        || words.is_any(
            n,
            &[
                "late", "former", "younger", "elder", "first", "second", "third", "new", "own", "fellow", "young",
                "old", "only", "best", "top", "current", "other", "then", "one", "long",
            ],
        )
        || words.is_any(n, &["the"]) && words.is_capital(n + 1) && words.is_capital(n.saturating_sub(2)))
}

/// Whether a noun after a head may still lead to another head: `music video director`.
fn continues(words: &Words, n: usize) -> bool {
    (n + 1..n + 3).any(|m| is_head(words.class(m)) && !words.class(m).any(Class::FUNCTION | Class::SAY))
        && !words.word(n).ends_with("ed")
        && !words.word(n).ends_with("ly")
        && !words.word(n).ends_with("ing")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Determiner {
    The,
    A,
    Number,
    Owner,
    None,
}

fn determiner(words: &Words, n: usize) -> Option<Determiner> {
    if words.kind(n) == Some(TokenKind::Possessive) {
        return Some(Determiner::Owner);
    }
    let class = words.class(n);
    // Every determiner is a function word: most tokens need no closer look.
    if !class.any(Class::FUNCTION | Class::UNNAMED) {
        return None;
    }
    if words.is_any(n, &["the", "this", "that", "these", "those"]) {
        Some(Determiner::The)
    } else if words.is_any(n, &["a", "an", "another"]) {
        Some(Determiner::A)
    } else if words.is_any(n, &["one", "two", "three", "some", "several", "many", "most"]) {
        Some(Determiner::Number)
    } else if words.is_any(n, &["his", "her", "their", "my", "our", "your"]) {
        Some(Determiner::Owner)
    } else if class.any(Class::UNNAMED) && !words.is_capital(n.wrapping_sub(1)) {
        // Bare plurals: "fans said".
        let plural = words.word(n).ends_with('s')
            || words.is_any(n, &["police", "people", "everyone", "everybody", "someone", "somebody"]);
        plural.then_some(Determiner::None)
    } else {
        None
    }
}

/// `39-year-old` as one token.
fn years_old(words: &Words, n: usize) -> Option<u8> {
    let word = words.word(n);
    let digits = word.split('-').next()?;
    word.contains("-year").then(|| digits.parse().ok()).flatten()
}

/// `five-year-old`.
fn spelt_years(word: &str) -> Option<u8> {
    // Most words are too short to be asked.
    let long = (word.len() >= "one-year".len()).then_some(word)?;
    let (number, rest) = long.split_once('-')?;
    rest.starts_with("year").then_some(())?;
    numeral::value(number).filter(|years| *years > 0)
}
