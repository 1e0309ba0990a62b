//! Which sentences hold everything that was asked? Shown as printed, labelled as what they are.

use crate::answer::name::words_of;
use crate::answer::{
    Answer, Archive, Evidence, Kind, Line, Question, Source, against, alike, best_passages, figures_differ, listed,
    of_one_time, passages_around, stem, told_and_denied, unnamed,
};
use crate::commands::which_one::reach;
use crate::domain::{Edtf, PersonId};
use crate::store::StoreError;

/// More would be a dump.
const MOST: usize = 2;

/// Answers with the best passages, when they hold every word that carries content and everybody named.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    let Some((words, people)) = scene(question) else { return Ok(None) };
    // Whether it happened is told by a claim, not by a sentence with the word in it: that may be a plan or a wish.
    let whether = question.begins(&["did", "has", "have", "is", "are", "was", "were", "do", "does", "will"]);
    if whether && question.kinds().iter().any(|kind| CLAIMED.contains(kind)) {
        return Ok(None);
    }
    // How somebody died is told by a cause, not by a sentence in which they are dead.
    if question.begins(&["how", "what"]) && question.kinds() == ["died"] && question.besides("died").is_empty() {
        return Ok(None);
    }
    let asked = Asked::of(question);
    let mut found = best_passages(archive, &words, &people, 8)?;
    let all: Vec<Source> = found.iter().map(|e| e.source.clone()).collect();
    // Whether something is so, the sentence must say itself.
    let whole = |e: &Evidence| !whether || (e.held.len() == words.len() && people.iter().all(|p| e.people.contains(p)));
    found.retain(|e| {
        e.missing.is_empty() && whole(e) && !(e.loose && e.headline) && asked.told_in(question, &people, e)
    });
    // "The captain of the Harriers" is no captain of their rivals: a club or a company that the sentence does not name is the
    // one of the headline.
    let of = office_of(question).map(stem);
    let its_office = |e: &Evidence| {
        of.as_ref().is_none_or(|of| {
            let headline = || archive.head(&e.source.article).map(|head| words_of(&head.title)).unwrap_or_default();
            e.held.iter().any(|word| stem(word) == *of) || headline().iter().any(|word| stem(word) == *of)
        })
    };
    found.retain(its_office);
    if whether && found.is_empty() {
        found = of_the_story(archive, question, &words, &people)?;
    }
    // "Ann replaced Bo" tells nothing of who replaced Cy.
    let follows = |e: &Evidence| e.held.iter().any(|word| alike(&stem(word), &stem("replaced")));
    let others = |e: &Evidence| e.people.len() > 1 && !e.people.iter().any(|person| people.contains(person));
    if found.iter().all(|e| e.loose) && !whether {
        let mut around = passages_around(archive, &words, &people, 8)?;
        around.retain(|e| e.missing.is_empty() && !e.loose && !e.headline && asked.told_in(question, &people, e));
        around.retain(|e| its_office(e) && !(!people.is_empty() && follows(e) && others(e)));
        if !around.is_empty() {
            found = around;
        }
    }
    if let Some(category) = category(question) {
        let held = |e: &Evidence| words_of(&e.text).iter().any(|w| alike(&stem(w), &stem(category)));
        found.sort_by_key(|e| !held(e));
    }
    if asked == Asked::Name {
        found.sort_by_key(|e| !calls_it(question, &e.text));
    }
    if found.is_empty() && asked == Asked::Person {
        return super::maker::answer(archive, question, &people);
    }
    let Some(best) = found.iter().find(|e| !e.headline).or(found.first()) else { return Ok(None) };
    let enough = best.score - 0.5;
    let mut sources: Vec<Source> = vec![best.source.clone()];
    let more = found.iter().filter(|e| e.score >= enough && !e.headline && e.held.len() >= best.held.len());
    sources.extend(more.map(|e| e.source.clone()).filter(|source| *source != best.source));
    let mut answer =
        Answer { kind: Kind::Passages, title: question.text.clone(), note: reach(archive), ..Answer::default() };
    let denied = if whether { told_and_denied(archive, &found) } else { None };
    let pair = match denied.or_else(|| counted_twice(archive, question, asked, best, &found)) {
        Some(pair) => Some(pair),
        None => disputed(archive, &all, &best.source, &words)?,
    };
    if let Some(pair) = pair {
        both_sides(archive, &mut answer, &pair)?;
        return Ok(Some(answer));
    }
    // A passage holds the words of the question; whether it answers it, the reader judges.
    answer = answer.says("The passage that comes nearest, as printed:");
    nearest(archive, &mut answer, &sources)?;
    Ok(Some(answer))
}

/// Whether something is so, where the article as a whole is about the things that the question names and about everybody
/// but whom the sentence tells of; of what is done to somebody else, only a denial counts as told.
fn of_the_story(
    archive: &Archive,
    question: &Question,
    words: &[&str],
    people: &[PersonId],
) -> Result<Vec<Evidence>, StoreError> {
    let denials: Vec<&str> = [listed("denials"), listed("weak_denials")].concat();
    let mut found = passages_around(archive, words, people, 8)?;
    found.retain(|e| {
        let held = |word: &&str| e.held.iter().any(|held| held == word) || question.is_proper(word);
        let first = people.first().is_none_or(|person| e.people.contains(person));
        let all = people.iter().all(|person| e.people.contains(person));
        let denied = || words_of(&e.passage).iter().any(|word| denials.contains(&word.as_str()));
        !e.held.is_empty()
            && e.missing.is_empty()
            && !e.loose
            && !e.headline
            && words.iter().all(held)
            && words.iter().any(|word| !question.is_proper(word))
            && first
            && (all || denied())
    });
    Ok(found)
}

/// The best passage and one of about the same time that gives another figure for what is asked.
fn counted_twice(
    archive: &Archive,
    question: &Question,
    asked: Asked,
    best: &Evidence,
    found: &[Evidence],
) -> Option<[Source; 2]> {
    if !matches!(asked, Asked::Number | Asked::Money | Asked::Length | Asked::Size) {
        return None;
    }
    let counted = question.words.iter().position(|word| word == "many").and_then(|at| question.words.get(at + 1));
    let noun = counted.filter(|_| asked == Asked::Number).map(String::as_str);
    let (article, own) = (&best.source.article, archive.original_of(&best.source.article));
    let other = found.iter().find(|e| {
        archive.original_of(&e.source.article) != own
            && of_one_time(archive, article, &e.source.article)
            && figures_differ(&best.text, &e.text, noun)
    })?;
    Some([best.source.clone(), other.source.clone()])
}

/// The best passage and what speaks against it, or against what it speaks.
fn disputed(
    archive: &Archive,
    found: &[Source],
    best: &Source,
    words: &[&str],
) -> Result<Option<[Source; 2]>, StoreError> {
    let whole = |source: &Source| Ok::<_, StoreError>((source.article.clone(), archive.passage(source)?));
    let shown = whole(best)?;
    for source in std::iter::once(best).chain(found.iter().filter(|source| *source != best)) {
        let Some(other) = against(archive, source, words)? else { continue };
        if source == best || whole(&other)? == shown {
            return Ok(Some([source.clone(), other]));
        }
    }
    Ok(None)
}

/// `Who is the captain of Hull Harriers`: the last word of whose office it is.
fn office_of(question: &Question) -> Option<&str> {
    const OFFICES: [&str; 14] = [
        "captain",
        "manager",
        "coach",
        "chairman",
        "chairwoman",
        "chair",
        "director",
        "president",
        "executive",
        "leader",
        "boss",
        "head",
        "owner",
        "founder",
    ];
    let of = question.words.iter().position(|word| word == "of")?;
    let office = of.checked_sub(1).is_some_and(|at| OFFICES.contains(&question.words[at].as_str()));
    let asks = office && question.begins(&["who"]) && question.people().is_empty();
    question.words.last().filter(|_| asks && of + 1 < question.words.len()).map(String::as_str)
}

/// The words that carry content and the people asked about; none where somebody is asked about whom nobody here knows.
pub(super) fn scene(question: &Question) -> Option<(Vec<&str>, Vec<PersonId>)> {
    let mut words = question.content();
    if let Some(category) = category(question).filter(|_| words.len() > 1) {
        let bare = words.len() == 2 && question.people().is_empty();
        words.retain(|word| *word != category || bare);
    }
    // "Who coined the phrase": where it is told, the phrase itself stands, and nothing need call it one.
    if words.len() > 1 && question.has(&ORIGIN) {
        words.retain(|word| !ORIGIN.contains(word));
    }
    // "Is it true that": whatever follows is asked.
    if words.len() > 1 && question.has_phrase("is it true") {
        words.retain(|word| *word != "true");
    }
    if question.has_phrase("how many people") {
        words.retain(|word| *word != "people");
    }
    if question.has_phrase("how much money") {
        words.retain(|word| *word != "money");
    }
    // What was paid for something is told by the sum itself: "joined them for £2m".
    if question.has_phrase("how much") && question.has(&["for", "worth"]) {
        const PAYING: [&str; 6] = ["pay", "paid", "cost", "spend", "spent", "worth"];
        let alone = words.iter().all(|word| PAYING.contains(word));
        words.retain(|word| alone || !PAYING.contains(word));
    }
    // Who wins a share of the vote gets it; a result is told by its figures.
    let share = question.has(&["percentage", "percent", "proportion"]) && question.has(&["vote", "votes", "poll"]);
    if share {
        words.retain(|word| !["win", "won", "take", "took", "receive", "received", "poll", "polled"].contains(word));
    }
    if Asked::of(question) == Asked::Score && words.len() + question.people().len() > 1 {
        const PLAYED: [&str; 6] = ["score", "result", "final", "played", "match", "game"];
        words.retain(|word| !PLAYED.contains(word));
    }
    // "How long did they date": small words, but they say what lasted.
    if words.is_empty() && question.has_phrase("how long") && question.has(&["date", "together", "dating"]) {
        words.push("dating");
    }
    // Of a relative who has no name here, the owner and the relative's word are looked for.
    let mut people = question.people();
    for named in question.names.iter().filter(|n| n.people.is_empty() && n.kin.is_some()) {
        words.retain(|word| !question.words[named.words.0..named.words.1].iter().any(|w| w == word));
        words.extend(named.kin.as_deref());
        people.extend(named.owners.first());
    }
    let strangers = question.names.iter().any(|n| n.people.is_empty() && n.kin.is_none());
    (!words.is_empty() && !strangers).then_some((words, people))
}

/// Words that ask where something comes from.
const ORIGIN: [&str; 9] =
    ["origin", "origins", "invented", "invent", "coined", "coin", "phrase", "catchphrase", "slogan"];

/// `What song did she sing`: the kind of thing asked for need not be named where it is told.
fn category(question: &Question) -> Option<&str> {
    let at = question.words.iter().position(|w| ["what", "which"].contains(&w.as_str()))?;
    question.words.get(at + 1).map(String::as_str)
}

/// Puts two passages that speak against one another into an answer.
pub(super) fn both_sides(archive: &Archive, answer: &mut Answer, pair: &[Source; 2]) -> Result<(), StoreError> {
    answer.lines.push(Line::Says("Accounts differ, as printed:".to_owned()));
    answer.conflict = true;
    nearest(archive, answer, pair)
}

/// Puts passages into an answer, each with its paragraph, each once.
pub(super) fn nearest(archive: &Archive, answer: &mut Answer, sources: &[Source]) -> Result<(), StoreError> {
    let mut shown: Vec<String> = Vec::new();
    let mut cited: Vec<Source> = Vec::new();
    for source in sources {
        let passage = archive.passage(source)?;
        // Two sentences of one paragraph bring the same passage along.
        if shown.len() < MOST && !shown.contains(&passage) {
            answer.lines.push(printed(archive, source, passage.clone()));
            answer.lines.extend(unnamed(archive, source, &passage)?);
            shown.push(passage);
            cited.push(source.clone());
        }
    }
    answer.rest_on(archive, &cited, MOST)?;
    Ok(())
}

/// Kinds of event of which a sentence alone confirms nothing.
const CLAIMED: [&str; 9] =
    ["engaged", "married", "split", "divorced", "born", "died", "pregnant", "started_dating", "won"];

/// Words of an article as a line: who printed them, and when.
pub fn printed(archive: &Archive, source: &Source, words: String) -> Line {
    let head = archive.head(&source.article);
    let outlet = head.map(|h| h.outlet.clone().unwrap_or_else(|| h.title.clone())).unwrap_or_default();
    let note = head.and_then(|h| h.date.as_ref()).map(Edtf::phrase).unwrap_or_default();
    Line::Quotes { words, speaker: outlet.trim_end_matches(['.', ',', ' ']).to_owned(), note }
}

/// What a question wants to be told, by its question word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Person,
    Place,
    Number,
    Score,
    Share,
    Money,
    Length,
    Size,
    Reason,
    Name,
    Anything,
}

impl Asked {
    fn of(question: &Question) -> Self {
        let phrase = |all: &[&str]| all.iter().any(|p| question.has_phrase(p));
        match () {
            () if question.has(&["percentage", "percent", "proportion"]) => Self::Share,
            () if phrase(&["the score", "the final score", "the result"]) => Self::Score,
            () if phrase(&["how many"]) => Self::Number,
            () if phrase(&["how much"]) || question.has(&["worth", "salary", "cost"]) => Self::Money,
            () if phrase(&["how long"]) => Self::Length,
            () if phrase(&["how tall", "how heavy", "how far", "how big", "how high", "how deep"]) => Self::Size,
            () if super::reason::asks(question) => Self::Reason,
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
    fn told_in(self, question: &Question, people: &[PersonId], evidence: &Evidence) -> bool {
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
            Self::Size => unit(&listed("sizes")) && words.iter().any(number),
            Self::Name => names_it(question, &evidence.text),
            // A reason has been looked for, and none is told.
            Self::Reason => false,
            Self::Anything => true,
        }
    }
}

/// Whether a number stands close in front of what is counted, or right behind it, where the sentence names it at all:
/// `312 gold coins`, `40 of the coins`.
fn counts(words: &[String], noun: &str, number: impl Fn(&String) -> bool) -> bool {
    const NEAR: usize = 5;
    let noun = stem(noun);
    let mut named = (0..words.len()).filter(|at| alike(&stem(&words[*at]), &noun)).peekable();
    named.peek().is_none()
        || named.any(|at| words[at.saturating_sub(NEAR)..words.len().min(at + 6)].iter().any(&number))
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
        let own = words_of(words[at]).iter().all(|word| question.words.contains(word) || word == "i");
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
    (0..words.len()).filter(|at| asked(*at)).any(|at| {
        (at + 1..words.len().min(at + 5)).any(name)
            || (at.saturating_sub(3)..at).any(|before| name(before) && !tells_which(before, at))
            || (at + 5..words.len().min(at + 12)).any(called)
    })
}

/// Whether the name stands right behind the word that says what it is: `her bakery, Crumb,`, `a dog called Rex`.
fn calls_it(question: &Question, text: &str) -> bool {
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
    let sought = stem(deed);
    let told: Vec<&String> = text.iter().filter(|word| alike(&stem(word), &sought)).collect();
    !listed("performing").contains(&deed) || told.is_empty() || told.iter().any(|word| !agent(word))
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
