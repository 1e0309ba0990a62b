//! What does a question want to be told, and can a text hold it?
//!
//! A person, a place, a number, a sum, a name: by the words of the question and of one sentence. It looks nothing up.

use crate::answer::name::words_of;
use crate::answer::{Evidence, Question, alike, kin_predicates, listed, stem};
use crate::domain::PersonId;

/// What a question wants to be told, by its question word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Person,
    Place,
    Number,
    Score,
    Share,
    Money,
    Length,
    Size,
    Age,
    Reason,
    Name,
    Anything,
}

impl Asked {
    /// By its words.
    pub(super) fn of(question: &Question) -> Self {
        let phrase = |all: &[&str]| all.iter().any(|p| question.has_phrase(p));
        match () {
            () if question.has(&["percentage", "percent", "proportion"]) => Self::Share,
            () if phrase(&["the score", "the final score", "the result"]) => Self::Score,
            () if phrase(&["how many"]) => Self::Number,
            () if phrase(&["how much"]) || question.has(&["worth", "salary", "cost"]) => Self::Money,
            () if phrase(&["how long"]) => Self::Length,
            () if phrase(&["how old"]) => Self::Age,
            () if phrase(&["how tall", "how heavy", "how far", "how big", "how high", "how deep"]) => Self::Size,
            () if for_reason(question) => Self::Reason,
            // "Who did she sign for": perhaps a club.
            () if question.begins(&["who"]) && question.words.last().is_some_and(|w| w == "for") => Self::Anything,
            () if question.has(&MOVED) && question.words.last().is_some_and(|w| w == "to" || w == "with") => {
                Self::Anything
            }
            () if question.begins(&["who", "whom", "whose"]) => Self::Person,
            () if question.begins(&["where"]) => Self::Place,
            () if question.has(&["called", "name", "names"]) && question.begins(&["what", "which"]) => Self::Name,
            () => Self::Anything,
        }
    }

    /// Whether the sentence can hold what is asked for.
    pub(super) fn told_in(self, question: &Question, people: &[PersonId], evidence: &Evidence) -> bool {
        let words = words_of(&evidence.text);
        let numbers = listed("numbers");
        let number = |word: &String| word.starts_with(|c: char| c.is_ascii_digit()) || numbers.contains(&word.as_str());
        let unit = |units: &[&str]| words.iter().any(|w| units.contains(&w.as_str()));
        match self {
            // Somebody else than those who are named in the question.
            Self::Person => {
                let of_somebody = question.has(&["whose"]);
                // What they did stands in the sentence itself.
                let did = question.content().into_iter().find(|word| !ORIGIN.contains(word));
                if did.is_some_and(|did| !evidence.held.iter().any(|word| word == did) || !does(did, &words)) {
                    return false;
                }
                if question.has(&WINNING) && !wins_it(question, &evidence.text) {
                    return false;
                }
                // "Who took the photo of Ann and Bo": perhaps one of them.
                let object = question.names.first().and_then(|named| named.words.0.checked_sub(1));
                let of_them = object.is_some_and(|at| ["of", "with", "about"].contains(&question.words[at].as_str()));
                let one_of_them = of_them && people.len() > 1 && people.iter().all(|p| evidence.people.contains(p));
                let other = one_of_them || evidence.people.iter().any(|p| of_somebody || !people.contains(p));
                other
                    || (!evidence.loose
                        && (evidence.headline || question.has(&PLAYING) || question.has(&["won", "win", "wins"]))
                        && names_another(question, &evidence.text))
            }
            Self::Place => {
                let claimed = question.kinds().iter().any(|kind| CLAIMED.contains(kind));
                place_in(&evidence.text, question.has(&TOWARDS), claimed)
            }
            Self::Number => {
                let counted = question.words.iter().position(|w| w == "many").and_then(|at| question.words.get(at + 1));
                // A sum of money counts nothing.
                let sum = |word: &&str| word.contains(['$', '£', '€']);
                let unpaid: Vec<&str> = evidence.text.split_whitespace().filter(|word| !sum(word)).collect();
                let unpaid = words_of(&unpaid.join(" "));
                unpaid.iter().any(number) && counted.is_none_or(|noun| counts(&unpaid, noun, number))
            }
            Self::Score => evidence.text.split_whitespace().any(is_score),
            Self::Share => evidence.text.contains('%') || unit(&["percent", "cent"]),
            Self::Money => {
                evidence.text.contains(['$', '£', '€'])
                    || unit(&listed("money"))
                    || words.iter().any(number) && !question.has(&["worth", "salary"]) && !evidence.loose
            }
            Self::Length => {
                unit(&listed("lengths"))
                    || (unit(&["since", "from", "between"]) && words.iter().any(|w| w.len() == 4 && number(w)))
            }
            Self::Age => words.iter().any(number),
            Self::Size => unit(&listed("sizes")) && words.iter().any(number),
            Self::Name => names_it(question, &evidence.text),
            // A reason has been looked for, and none is told.
            Self::Reason => false,
            Self::Anything => true,
        }
    }
}

/// Whether the question asks for a reason.
pub(super) fn for_reason(question: &Question) -> bool {
    question.begins(&["why"])
        || ["how come", "what made", "the reason", "what caused", "went wrong", "to blame for"]
            .iter()
            .any(|p| question.has_phrase(p))
}

/// Words that ask where something comes from.
pub(super) const ORIGIN: [&str; 9] =
    ["origin", "origins", "invented", "invent", "coined", "coin", "phrase", "catchphrase", "slogan"];

/// Kinds of event of which a sentence alone confirms nothing.
pub(super) const CLAIMED: [&str; 9] =
    ["engaged", "married", "split", "divorced", "born", "died", "pregnant", "started_dating", "won"];

/// Whether a number stands close in front of what is counted, or right behind it, where the sentence names it at all:
/// `312 gold coins`, `40 of the coins`.
fn counts(words: &[String], noun: &str, number: impl Fn(&String) -> bool) -> bool {
    const NEAR: usize = 5;
    let noun = stem(noun);
    // "won the prize for best song three times"
    let times = |at: usize| {
        words[at] == "twice" || words[at] == "thrice" || words[at] == "times" && at > 0 && number(&words[at - 1])
    };
    let mut named = (0..words.len()).filter(|at| alike(&stem(&words[*at]), &noun)).peekable();
    named.peek().is_none()
        || named.any(|at| words[at.saturating_sub(NEAR)..words.len().min(at + 6)].iter().any(&number))
        || (0..words.len()).any(times)
}

/// `2-1`, `6-4,`: two figures against each other, and no years.
fn is_score(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let figure = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    word.split_once(['-', '–']).is_some_and(|(one, other)| figure(one) && figure(other))
}

/// Words that ask for a place that somebody goes to or comes from.
const TOWARDS: [&str; 12] =
    ["go", "going", "went", "move", "moved", "moving", "from", "come", "travel", "fly", "flew", "return"];

/// Words for a player's change of clubs.
const MOVED: [&str; 9] = ["traded", "sold", "loaned", "transferred", "sign", "signed", "moved", "trade", "transfer"];

/// Whether a capitalised name stands beside a word of the question: `a dog called Rex`, `his brewery, Long Shoal`.
fn names_it(question: &Question, text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let content: Vec<String> = question.content().into_iter().map(stem).collect();
    let times = listed("times");
    let name = |at: usize| {
        let begins = at == 0 || words[at - 1].ends_with(['.', '!', '?', '”', '"']) || words[at].starts_with(['“', '"']);
        // "Dad was happy": whoever he is, he is not called so.
        let nameless = |word: &String| word == "i" || !kin_predicates(word).is_empty();
        let own = words_of(words[at]).iter().all(|word| question.words.contains(word) || nameless(word));
        if titled(&words, at) && !own {
            return true;
        }
        let time = times.iter().any(|time| words[at].starts_with(time));
        words[at].trim_start_matches(['‘', '\'', '(']).starts_with(char::is_uppercase) && !begins && !own && !time
    };
    let asked = |at: usize| words_of(words[at]).iter().any(|word| content.iter().any(|c| alike(&stem(word), c)));
    let called = |at: usize| {
        let before = words.get(at.wrapping_sub(1)).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        before.is_some_and(|word| ["called", "titled", "named", "entitled"].contains(&word)) && name(at)
    };
    // Right before a small word it tells which one, not what it is called: `a Leeds brewery`.
    let tells_which = |before: usize, at: usize| {
        before + 1 == at && !words[before].ends_with(',') && !words[at].starts_with(char::is_uppercase)
    };
    // "Rex, her old dog", "Rex is the dog"; not "reading Poe aloud to the dog".
    let names_what_follows = |before: usize, at: usize| {
        let next = words.get(before + 1).copied().unwrap_or_default();
        words[before].ends_with([',', '”', '"']) || before + 1 == at || NAMING.contains(&next) || name(before + 1)
    };
    let closes = |at: usize| words[at].ends_with(['"', '”', '.', '!', '?']);
    (0..words.len()).filter(|at| asked(*at)).any(|at| {
        (at + 1..words.len().min(at + 5)).take_while(|n| !closes(n - 1)).any(name)
            || (at.saturating_sub(3)..at)
                .any(|before| name(before) && !tells_which(before, at) && names_what_follows(before, at))
            || (at + 5..words.len().min(at + 12)).any(called)
    })
}

/// What stands between a name and what bears it.
const NAMING: [&str; 9] = ["is", "was", "the", "a", "an", "his", "her", "their", "my"];

/// Whether the name stands right behind the word that says what it is: `her bakery, Crumb,`, `a dog called Rex`.
pub(super) fn calls_it(question: &Question, text: &str) -> bool {
    question.content().into_iter().any(|asked| calls_it_in(text, asked))
}

fn calls_it_in(text: &str, what: &str) -> bool {
    let what = stem(what);
    let words: Vec<&str> = text.split_whitespace().collect();
    let asked = |word: &str| words_of(word).iter().any(|word| alike(&stem(word), &what));
    let named = |word: &str| word.trim_start_matches(['“', '"', '‘', '\'']).starts_with(char::is_uppercase);
    words.windows(2).any(|pair| asked(pair[0]) && pair[0].ends_with(',') && named(pair[1]))
        || words.windows(3).any(|three| asked(three[0]) && ["called", "named"].contains(&three[1]) && named(three[2]))
}

/// Whether a title between marks begins at a word: a few words, and no sentence that ends within them.
fn titled(words: &[&str], at: usize) -> bool {
    const LONGEST: usize = 6;
    let inside = words[at].trim_start_matches(['“', '"']);
    if inside.len() == words[at].len() || !inside.starts_with(char::is_uppercase) {
        return false;
    }
    let close = words[at..]
        .iter()
        .take(LONGEST)
        .find_map(|word| word.trim_end_matches([',', '.', ';']).strip_suffix(['”', '"']));
    let comma = |word: &str| word.ends_with([',', '.', '!', '?']);
    // "… the podcast “Poe,” …": an American comma stands inside, behind the noun that says what it is.
    let named = at > 0 && words[at - 1].chars().all(char::is_lowercase);
    close.is_some_and(|last| !comma(last) || named && last.ends_with(','))
}

/// Whether a text tells of a deed and not just of whoever does such things for a living: nobody sang where a singer is named.
fn does(deed: &str, text: &[String]) -> bool {
    let agent = |word: &str| ["er", "or", "ers", "ors"].iter().any(|ending| word.ends_with(ending));
    if !listed("performing").contains(&deed) {
        return true;
    }
    let sought = stem(deed);
    let told: Vec<&String> = text.iter().filter(|word| alike(&stem(word), &sought)).collect();
    told.is_empty() || told.iter().any(|word| !agent(word))
}

/// Words for a victory.
const WINNING: [&str; 6] = ["won", "win", "wins", "winner", "winning", "victory"];

/// Whether what was won is what the question asks for: not `launched her bid for the Senate, winning the praise of many`.
fn wins_it(question: &Question, text: &str) -> bool {
    let asked: Vec<String> = question.content().into_iter().filter(|word| !WINNING.contains(word)).map(stem).collect();
    let wishing = listed("wishing");
    let came = words_of(text).iter().any(|word| listed("came").contains(&word.as_str()));
    let wins = |words: &Vec<String>| {
        let wished = |at: usize| at > 0 && wishing.contains(&words[at - 1].as_str()) && words[at] == "win";
        (0..words.len()).any(|at| WINNING.contains(&words[at].as_str()) && (came || !wished(at)))
    };
    if !words_of(text).iter().any(|word| WINNING.contains(&word.as_str())) {
        return true;
    }
    let told = |words: Vec<String>| words.iter().any(|word| asked.iter().any(|asked| alike(&stem(word), asked)));
    text.split([',', ';', '—']).map(words_of).filter(wins).any(|clause| asked.is_empty() || told(clause))
}

/// Whom somebody plays is nobody who lives.
const PLAYING: [&str; 8] = ["play", "plays", "played", "portray", "portrays", "portrayed", "voice", "voices"];

/// Whether a text names something that the question does not name: two capitalised words in a row, past its beginning.
fn names_another(question: &Question, text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().skip(1).collect();
    let new = |word: &str| {
        word.starts_with(char::is_uppercase) && words_of(word).iter().all(|word| !question.words.contains(word))
    };
    words.windows(2).any(|pair| new(pair[0]) && new(pair[1]) && pair[0].ends_with(char::is_alphanumeric))
}

/// Whether a text tells of a place behind `in`, `at` and the like, by name or at all; a time is none.
fn place_in(text: &str, towards: bool, named_only: bool) -> bool {
    let times = listed("times");
    let words: Vec<&str> = text.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    words.windows(2).any(|pair| {
        let named = pair[1].starts_with(char::is_uppercase) && !times.iter().any(|time| pair[1].starts_with(time));
        match pair[0].to_lowercase().as_str() {
            "in" | "at" | "near" | "outside" | "inside" | "on" | "via" | "through" => {
                named || (!named_only && ["a", "an", "the", "his", "her", "their"].contains(&pair[1]))
            }
            "to" | "from" => towards && named,
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores() {
        for (word, expected) in
            [("2-1", true), ("102–98,", true), ("1999-2000", false), ("3-year-old", false), ("-", false)]
        {
            assert_eq!(is_score(word), expected, "{word}");
        }
    }

    #[test]
    fn numbers_belong_to_what_is_counted() {
        let number = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
        for (text, noun, expected) in [
            ("They left with 40 silver spoons.", "spoons", true),
            ("Only 12 of the spoons were found.", "spoons", true),
            ("They stole spoons worth a lot from a house in Leeds at 9.", "spoons", false),
            ("Another 40 followed.", "spoons", true),
            ("She won the Golden Spoon for the best long film of the year 3 times.", "spoons", true),
        ] {
            assert_eq!(counts(&words_of(text), noun, number), expected, "{text}");
        }
    }

    #[test]
    fn who_does_it_for_a_living_has_not_done_it_here() {
        for (deed, text, expected) in [
            ("sang", "a backup singer wed", false),
            ("sang", "Poe sang", true),
            ("singer", "the singer wed", true),
            ("designed", "a gown by designer Poe", true),
        ] {
            assert_eq!(does(deed, &words_of(text)), expected, "{text}");
        }
    }

    #[test]
    fn names_stand_behind_their_noun() {
        assert!(calls_it_in("Poe's bakery, Crumb, shut in May.", "bakery"));
        assert!(calls_it_in("a bakery called Crumb", "bakery"));
        assert!(!calls_it_in("above the bakery since May", "bakery"));
    }

    #[test]
    fn places_are_told_from_times() {
        for (text, towards, named_only, expected) in [
            ("They wed in Ohio in 2012.", false, true, true),
            ("They wed in June 2012.", false, false, false),
            ("They met at a diner.", false, false, true),
            ("In a statement they announced their wedding.", false, true, false),
            ("She is married to Al Roe.", false, false, false),
            ("She moved to Leeds.", true, false, true),
            ("", true, false, false),
        ] {
            assert_eq!(place_in(text, towards, named_only), expected, "{text}");
        }
    }
}
