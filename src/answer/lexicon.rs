//! What do the words of a question mean to the archive?
//!
//! Which words carry no content, which ask for a kind of event or a relative, which may stand for one another.
//! The lists stand in `data/words/questions.toml`; nobody's name is among them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::BuildHasher;
use std::num::NonZeroU16;
use std::sync::{LazyLock, PoisonError, RwLock};

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxBuildHasher;
use serde::Deserialize;
use strsim::damerau_levenshtein;

use super::name::{fold, words_of};
use crate::domain::Pronouns;

/// The predicates that a relative's word may mean; none for other words.
pub fn kin_predicates(word: &str) -> Vec<&'static str> {
    LEXICON.kin.get(word).map(|kin| kin.predicates.iter().map(String::as_str).collect()).unwrap_or_default()
}

/// The kinds of event that these folded words ask for, phrases first.
pub fn kinds_of(words: &[String]) -> Vec<&'static str> {
    let mut kinds: Vec<&'static str> = Vec::new();
    for (kind, phrases) in PHRASES.iter() {
        if phrases.iter().any(|phrase| words.windows(phrase.len()).any(|window| window == phrase)) {
            kinds.push(kind);
        }
    }
    for kind in words.iter().filter_map(|word| KINDS.get(&stem(word))).flatten() {
        if !kinds.contains(kind) {
            kinds.push(kind);
        }
    }
    kinds
}

/// Where the words that ask for this kind of event stand among these folded words: single ones and phrases.
pub fn asks_for(words: &[String], kind: &str) -> Vec<usize> {
    let single = words.iter().enumerate().filter(|(_, word)| KINDS.get(&stem(word)).is_some_and(|k| k.contains(&kind)));
    let mut places: Vec<usize> = single.map(|(at, _)| at).collect();
    for phrase in PHRASES.get(kind).into_iter().flatten() {
        let said = words.windows(phrase.len()).enumerate().filter(|(_, window)| window == phrase);
        places.extend(said.flat_map(|(at, _)| at..at + phrase.len()));
    }
    places
}

/// The word that a folded word as typed in a hurry stands for (`whats`: `what`); itself when it is none of those.
pub fn spelt_out(word: &str) -> &str {
    LEXICON.spoken.get(word).map_or(word, String::as_str)
}

/// The word for a kind of event or a relative that a folded word is one slip away from (`maried`: `married`); `None`
/// for short words, for words that are known, and where several are as near.
pub fn respelt(word: &str) -> Option<&'static str> {
    if word.chars().count() < 5 || is_stop(word) || is_kin(word) || is_speaking(word) || EVENT_WORDS.contains(&word) {
        return None;
    }
    let first = word.chars().next();
    let near = |known: &&&str| {
        known.chars().next() == first && known.len().abs_diff(word.len()) <= 1 && damerau_levenshtein(known, word) == 1
    };
    let mut found: Vec<&'static str> = EVENT_WORDS.iter().filter(near).copied().collect();
    // "maried" is "married", whatever else begins alike.
    found.dedup_by_key(|word| stem(word));
    if let [one] = found[..] { Some(one) } else { None }
}

/// A question in plainer words: `for what reason did he go` asks why, and so does `he went why`. `None` when it is plain.
pub fn reworded(text: &str) -> Option<String> {
    const ASKING: [&str; 5] = ["when", "where", "why", "who", "how"];
    let mut printed: Vec<&str> = text.split_whitespace().collect();
    let folded = |printed: &[&str]| -> Vec<String> {
        printed.iter().map(|word| spelt_out(&words_of(word).concat()).to_owned()).collect()
    };
    let mut words = folded(&printed);
    let mut plainer = false;
    for (from, to) in REWORDED.iter() {
        let first = words.windows(from.words.len()).position(|window| window == from.words);
        if let Some(at) = first.filter(|at| !from.begins || *at == 0) {
            printed.splice(at..at + from.words.len(), to.split_whitespace());
            words = folded(&printed);
            plainer = true;
        }
    }
    // "They met when": what is asked for comes first.
    if let [first, .., last] = &words[..]
        && ASKING.contains(&last.as_str())
        && !ASKING.contains(&first.as_str())
        && words.len() > 2
        && !["do", "does", "did", "what", "which", "tell", "i", "is", "are", "was", "were"].contains(&first.as_str())
    {
        printed.pop();
        printed.insert(0, ASKING.iter().find(|word| *word == last)?);
        plainer = true;
    }
    plainer.then(|| printed.join(" "))
}

/// A phrase that stands for a plainer one.
struct Phrase {
    words: Vec<String>,
    /// Only at the beginning of a question.
    begins: bool,
}

/// Longer phrases first.
static REWORDED: LazyLock<Vec<(Phrase, &'static str)>> = LazyLock::new(|| {
    let phrase = |from: &String| Phrase { words: words_of(from), begins: from.starts_with('^') };
    let mut all: Vec<_> = LEXICON.reworded.iter().map(|(from, to)| (phrase(from), to.as_str())).collect();
    all.sort_by(|(a, _), (b, _)| (b.words.len(), &b.words).cmp(&(a.words.len(), &a.words)));
    all
});

/// The words of a list that sentences are searched for, by its name in `questions.toml`; none for other names.
pub fn listed(name: &str) -> Vec<&'static str> {
    LEXICON.lists.get(name).map(|words| words.split_whitespace().collect()).unwrap_or_default()
}

/// Whether a folded word asks for somebody's own words: `said`, `react`.
pub fn is_speaking(word: &str) -> bool {
    SPEAKING.contains(word)
}

/// The relative's words that may mean the same relative: `kids` for `son`, but not `sister`.
pub fn same_kin(word: &str) -> Vec<&'static str> {
    let Some(kin) = LEXICON.kin.get(word) else { return Vec::new() };
    let same = |other: &Kin| {
        other.predicates == kin.predicates
            && (kin.pronouns.is_none() || other.pronouns.is_none() || other.pronouns == kin.pronouns)
    };
    LEXICON.kin.iter().filter(|(_, other)| same(other)).map(|(word, _)| word.as_str()).collect()
}

/// Whether a folded word carries no content of its own.
pub fn is_stop(word: &str) -> bool {
    STOP.contains(word)
}

/// The stem of a folded word (Snowball English). Adverbs and officials stay whole: nobody officiates who is officially there.
pub fn stem(word: &str) -> String {
    if word.ends_with("ally") || matches!(word, "official" | "officials") {
        return word.to_owned();
    }
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

/// Whether two stems may stand for one another.
pub fn alike(a: &str, b: &str) -> bool {
    a == b || matches!((GROUPS.get(a), GROUPS.get(b)), (Some(x), Some(y)) if x == y)
}

/// A word as searches compare it: its stem, and the group of words that may stand for it. Of the stem only a hash is
/// kept: a page has hundreds of them, and two words of a page and a question that share one are not met in practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stem {
    hash: u32,
    group: Option<NonZeroU16>,
}

/// Words met, with their stems.
static MET: LazyLock<RwLock<HashMap<Box<str>, Stem>>> = LazyLock::new(RwLock::default);
/// As many are remembered, less than a megabyte of them; what comes later is rare.
const MOST_MET: usize = 12_000;
/// Bytes of a word that is worth it.
const LONGEST_MET: usize = 24;

impl Stem {
    /// The stem of a folded word. News is told in few words: those met before are remembered.
    pub fn of(word: &str) -> Self {
        if let Some(known) = MET.read().unwrap_or_else(PoisonError::into_inner).get(word) {
            return *known;
        }
        let text = stem(word);
        let group = GROUPS.get(&text).and_then(|group| NonZeroU16::new(*group as u16 + 1));
        let stem = Self { hash: FxBuildHasher.hash_one(&text) as u32, group };
        let mut met = MET.write().unwrap_or_else(PoisonError::into_inner);
        if met.len() < MOST_MET && word.len() <= LONGEST_MET {
            met.insert(word.into(), stem);
        }
        stem
    }

    /// The stem of a folded word that other words may stand for; none for words without any.
    pub fn known(word: &str) -> Option<Self> {
        Some(Self::of(word)).filter(|stem| stem.group.is_some())
    }

    /// Whether it is the very same word, but for its ending.
    pub fn same(&self, other: &Self) -> bool {
        self.hash == other.hash
    }

    /// Whether the two may stand for one another.
    pub fn alike(&self, other: &Self) -> bool {
        self.hash == other.hash || (self.group.is_some() && self.group == other.group)
    }
}

/// Words that a stem may be searched by: those of its group.
pub fn synonyms(word: &str) -> Vec<&'static str> {
    let Some(group) = GROUPS.get(&stem(word)) else { return Vec::new() };
    LEXICON.synonyms.groups[*group].split_whitespace().collect()
}

/// The pronouns that a relative's word asks for (`husband`: he), where it does.
pub fn kin_pronouns(word: &str) -> Option<Pronouns> {
    match LEXICON.kin.get(word)?.pronouns.as_deref()? {
        "he" => Some(Pronouns::He),
        "she" => Some(Pronouns::She),
        _ => None,
    }
}

/// Whether a folded word names a relative.
pub fn is_kin(word: &str) -> bool {
    LEXICON.kin.contains_key(word)
}

#[derive(Deserialize)]
struct Lexicon {
    stop: String,
    speaking: String,
    lists: HashMap<String, String>,
    spoken: HashMap<String, String>,
    reworded: HashMap<String, String>,
    events: HashMap<String, String>,
    phrases: HashMap<String, Vec<String>>,
    kin: HashMap<String, Kin>,
    synonyms: Synonyms,
}

#[derive(Deserialize)]
struct Kin {
    predicates: Vec<String>,
    pronouns: Option<String>,
}

#[derive(Deserialize)]
struct Synonyms {
    groups: Vec<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/words/questions.toml")).expect("the word list is part of the program")
});

static SPEAKING: LazyLock<HashSet<&'static str>> = LazyLock::new(|| LEXICON.speaking.split_whitespace().collect());

/// Ours alone, so that nobody makes them collide.
static STOP: LazyLock<HashSet<String, FxBuildHasher>> =
    LazyLock::new(|| LEXICON.stop.split_whitespace().map(fold).collect());

/// The kinds of event that each stem asks for.
static KINDS: LazyLock<HashMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut kinds: HashMap<String, Vec<&'static str>> = HashMap::new();
    for (kind, words) in &LEXICON.events {
        for stem in words.split_whitespace().map(stem) {
            kinds.entry(stem).or_default().push(kind);
        }
    }
    for kinds in kinds.values_mut() {
        kinds.sort_unstable();
        kinds.dedup();
    }
    kinds
});

/// The phrases that ask for each kind of event, in words; none is empty.
static PHRASES: LazyLock<BTreeMap<&'static str, Vec<Vec<String>>>> = LazyLock::new(|| {
    let words = |phrase: &String| Some(words_of(phrase)).filter(|words| !words.is_empty());
    let of_kind = |(kind, phrases): (&'static String, &'static Vec<String>)| {
        (kind.as_str(), phrases.iter().filter_map(words).collect())
    };
    LEXICON.phrases.iter().map(of_kind).collect()
});

/// Words of five letters and more that ask for an event or a relative, each once, in order.
static EVENT_WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let single = LEXICON.events.values().flat_map(|words| words.split_whitespace());
    let phrases = LEXICON.phrases.values().flatten().flat_map(|phrase| phrase.split_whitespace());
    let kin = LEXICON.kin.keys().map(String::as_str);
    let mut words: Vec<&str> = single.chain(phrases).chain(kin).filter(|word| word.len() > 4).collect();
    words.sort_unstable();
    words.dedup();
    words
});

/// The group of each stem that has synonyms.
static GROUPS: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let groups = LEXICON.synonyms.groups.iter().enumerate();
    groups.flat_map(|(n, group)| group.split_whitespace().map(move |word| (stem(word), n))).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_ask_for_kinds_of_event() {
        for (question, kinds) in [
            ("when did they get to know each other", &["met"][..]),
            ("who messaged her", &["first_contact"]),
            ("when did they break up", &["split"]),
            ("her wedding dress", &["married"]),
            ("how old is he", &[]),
            ("did they part ways", &["split"]),
        ] {
            assert_eq!(kinds_of(&words_of(question)), kinds, "{question}");
        }
    }

    #[test]
    fn phrases_belong_to_their_kind() {
        let words = words_of("did they break up for good");
        assert_eq!(asks_for(&words, "split"), [2, 3]);
        assert_eq!(asks_for(&words, "married"), [0; 0]);
    }

    #[test]
    fn lists_have_words() {
        for name in ["causes", "romance", "couple", "wedding", "engagement", "parting", "denials", "weak_denials"] {
            assert!(!listed(name).is_empty(), "{name}");
        }
    }

    #[test]
    fn hurried_words_are_spelt_out() {
        for (typed, word) in [("whats", "what"), ("bf", "boyfriend"), ("what", "what")] {
            assert_eq!(spelt_out(typed), word);
        }
    }

    #[test]
    fn slips_of_the_pen() {
        for (typed, word) in [
            ("maried", Some("married")),
            ("togther", Some("together")),
            ("proposd", Some("propose")),
            ("girlfreind", Some("girlfriend")),
            ("married", None),
            ("weds", None),
            ("carried", None),
        ] {
            assert_eq!(respelt(typed), word, "{typed}");
        }
    }

    #[test]
    fn questions_in_plainer_words() {
        for (text, expected) in [
            ("For what reason did Ann leave?", Some("why did Ann leave?")),
            ("Ann Poe met Bo when", Some("when Ann Poe met Bo")),
            ("reason Ann left", Some("why Ann left")),
            ("the news on Ann", None),
            ("Did Ann give a reason", None),
            ("When did Ann leave?", None),
            ("do you know who", None),
        ] {
            assert_eq!(reworded(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn synonyms_stand_for_one_another() {
        for (a, b, expected) in
            [("kid", "daughter", true), ("sang", "sing", true), ("kid", "film", false), ("x", "x", true)]
        {
            assert_eq!(alike(&stem(a), &stem(b)), expected, "{a} {b}");
        }
        assert!(is_stop("the") && !is_stop("wedding"));
        assert_eq!(kin_pronouns("wife"), Some(Pronouns::She));
    }
}
