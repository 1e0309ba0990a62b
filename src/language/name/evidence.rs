//! What speaks for a capitalised run being a person, and what against it?

use crate::language::TokenKind;
use crate::language::lexicon::{Class, body_length, place_length};
use crate::language::words::Words;

use super::{Name, Usage};

/// A weight that says: in this place it is no person.
pub const AGAINST: i32 = -4;

/// Positive for a person, negative for a place, an organisation or a work.
pub fn weigh(words: &Words, name: &Name) -> i32 {
    let (start, end) = name.tokens;
    let first = name.first;
    let mut weight = 0;
    if name.title.is_some() {
        weight += 4;
    }
    let first_class = words.class(first);
    let several = name.parts.len() > 1;
    let given = if first_class.any(Class::GIVEN) {
        given(words, first, several)
    } else {
        rarer(words, first, proper_end(words, first, end))
    };
    weight += given;
    if several && prefixed(words.word(end - 1)) {
        weight += 1;
    }
    weight += shape(words, name, first, end);
    // "Ann Poe left her bag": what has a he or she about it is somebody.
    let near = || (end..end + 7).take_while(|n| words.is_word(*n));
    if several && is_subject(words, start) && near().any(|n| words.is_any(n, &["his", "her", "herself", "himself"])) {
        weight += 2;
    }
    weight
        + before(words, (start, end), given > 1 || first_class.any(Class::GIVEN), several)
        + after(words, end, several)
}

/// Whether the word begins its sentence.
fn is_subject(words: &Words, start: usize) -> bool {
    words.sentence_of(start).is_some_and(|s| words.sentences[s].tokens.0 == start)
}

/// Where a name ends without `Jr.`
fn proper_end(words: &Words, first: usize, end: usize) -> usize {
    (first + 1..end).rev().find(|n| !words.class(*n).any(Class::SUFFIX)).map_or(first + 1, |n| n + 1)
}

/// What the long lists say of a run whose first word is in no short one.
fn rarer(words: &Words, first: usize, end: usize) -> i32 {
    let word = words.word(first);
    let class = words.class(first);
    let (uses, several) = (Usage::of(word), end - first > 1);
    let doubtful = uses.any(Usage::ENGLISH)
        || class.any(Class::PLACE | Class::FUNCTION | Class::COMMON | Class::CALENDAR | Class::ORG | Class::ORG_HEAD);
    let given = uses.any(Usage::GIVEN);
    if words.kind(first) != Some(TokenKind::Word) {
        return 0;
    }
    if !several {
        return i32::from(given && !doubtful);
    }
    // "Nguyễn Thảo Vy"
    if uses.any(Usage::EASTERN) && (first + 1..end).all(|n| !Usage::of(words.word(n)).any(Usage::ENGLISH)) {
        return 3;
    }
    if initials(word) || prefixed(word) || (first..end).any(|n| syllables(words.word(n))) {
        return 2;
    }
    let last = words.word(end - 1);
    let surname = last.split('-').any(|part| Usage::of(part).any(Usage::SURNAME)) || prefixed(last);
    // "Moss-Bachrach": two surnames joined are a person's.
    if surname && !doubtful && last.split_once('-').is_some_and(|(_, half)| half.starts_with(char::is_uppercase)) {
        return 3;
    }
    // "AD Poe"
    if surname && words.is_shouted(first) && word.len() == 2 && class == Class::default() {
        return 1;
    }
    // "Karol G", "Cardi B"
    let letter = last.len() == 1 && last.starts_with(char::is_uppercase) && !matches!(last, "I" | "A");
    if letter && end == first + 2 && !doubtful {
        return 2;
    }
    // A surname in the place of a given name, and two words that no list knows.
    let last_is_word = Usage::of(last).any(Usage::ENGLISH) || words.class(end - 1) != Class::default();
    if !given && !doubtful && !last_is_word && class == Class::default() && end <= first + 3 {
        let one = i32::from(uses.any(Usage::SURNAME) || surname);
        return one + i32::from(is_subject(words, first) && begins_verb(words, end)) * 2;
    }
    match (given, doubtful, surname) {
        (true, false, true) => 4,
        (true, false, false) => 3,
        (true, true, true) => 1,
        (false, false, true) if !class.any(Class::ROLE) => 1,
        (_, true, false) => -2,
        _ if Usage::of(last).any(Usage::ENGLISH) => -2,
        _ => 0,
    }
}

/// What follows a subject: `posted`, `is`, `won`.
fn begins_verb(words: &Words, n: usize) -> bool {
    const PAST: &[&str] = &[
        "shut", "won", "took", "got", "made", "is", "was", "has", "had", "went", "came", "left", "told", "gave",
        "wore", "stole", "sang", "broke", "put", "hit", "will", "did", "knew", "felt", "found", "kept", "led", "let",
        "lost", "met", "ran", "saw", "set", "spoke", "stood", "wrote", "isn't", "wasn't", "hasn't", "doesn't",
        "didn't",
    ];
    words.is_word(n) && !words.is_capital(n) && (words.word(n).ends_with("ed") || words.is_any(n, PAST))
}

/// `Wai-man`, `Soo-jin`: a given name written by the syllable.
pub(crate) fn syllables(word: &str) -> bool {
    word.split_once('-').is_some_and(|(one, other)| {
        let short = |part: &str| (2..=6).contains(&part.len()) && part.chars().skip(1).all(char::is_lowercase);
        short(one)
            && short(other)
            && one.starts_with(char::is_uppercase)
            && other.starts_with(char::is_lowercase)
            && !(Usage::of(one).any(Usage::ENGLISH) && Usage::of(other).any(Usage::ENGLISH))
    })
}

fn given(words: &Words, first: usize, several: bool) -> i32 {
    let class = words.class(first);
    let doubtful = class.any(
        Class::PLACE | Class::FUNCTION | Class::COMMON | Class::CALENDAR | Class::ORG | Class::ORG_HEAD | Class::ROLE,
    );
    match (several, doubtful) {
        (true, false) => 4,
        (true, true) => 2,
        (false, false) => 3,
        (false, true) => 1,
    }
}

/// `O'Dea`, `D'Arcy`, `McRae`, `Mac Roe`.
fn prefixed(word: &str) -> bool {
    let apostrophe = word.chars().nth(1).is_some_and(|c| matches!(c, '\'' | '’'));
    let mac = word.strip_prefix("Mc").or_else(|| word.strip_prefix("Mac"));
    apostrophe && word.chars().nth(2).is_some_and(char::is_uppercase)
        || mac.is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

fn initials(word: &str) -> bool {
    word.len() <= 6 && word.contains('.') && word.chars().all(|c| c.is_uppercase() || c == '.')
}

/// What the run is made of.
fn shape(words: &Words, name: &Name, first: usize, end: usize) -> i32 {
    let mut weight = 0;
    let several = name.parts.len() > 1;
    let uses = Usage::of(words.word(first));
    let given = words.class(first).any(Class::GIVEN) || uses.any(Usage::GIVEN) && !uses.any(Usage::ENGLISH);
    for n in first..end {
        let class = words.class(n);
        let last = n + 1 == end;
        if class.any(Class::ORG) && !(given && last) {
            weight -= 4;
        }
        // "Park Soo-jin": the surname stands first.
        let eastern = n == first && end == first + 2 && syllables(words.word(first + 1));
        if class.any(Class::ORG_HEAD) && !eastern {
            let plausible = given && several && !words.class(first).any(Class::PLACE) && last && end - first == 2;
            weight -= match plausible {
                true if !Usage::of(words.word(n)).any(Usage::SURNAME) || of_place(words, first) => 4,
                true => 1,
                false => 5,
            };
        }
        if n > first && class.any(Class::CALENDAR | Class::FUNCTION) && !class.any(Class::GIVEN) {
            weight -= 3;
        }
        if words.is_shouted(n) && !class.any(Class::SUFFIX) && words.word(n).len() > 2 && !words.word(n).contains('.') {
            weight -= 4;
        }
    }
    let place = place_length((first..end).map(|n| words.word(n)));
    if place == end - first && (several || !given) {
        weight -= 6;
    }
    if place == end - first && !several {
        weight -= 2;
    }
    if several && body_length((first..end).map(|n| words.word(n))) > 1 {
        weight -= 8;
    }
    weight
}

/// `Leeds's | Albert Hall`, `at the | Albert Hall`: where buildings and streets are.
fn of_place(words: &Words, start: usize) -> bool {
    start.checked_sub(1).is_some_and(|n| {
        words.kind(n) == Some(TokenKind::Possessive) || words.is_any(n, &["at", "in", "on", "near", "outside", "the"])
    })
}

/// The words in front.
fn before(words: &Words, (start, end): (usize, usize), given: bool, several: bool) -> i32 {
    let opens = words.sentence_of(start).is_some_and(|s| words.sentences[s].tokens.0 == start);
    let Some(previous) = start.checked_sub(1).filter(|_| !opens) else { return 0 };
    let class = words.class(previous);
    let word = words.word(previous);
    let opening = words.sentence_of(start).is_some_and(|s| words.sentences[s].tokens.0 == previous);
    if !opening && !several && words.is_capital(previous) && class.any(Class::FUNCTION) && !given {
        return -4;
    }
    if class.any(Class::CALENDAR)
        || words.kind(previous) == Some(TokenKind::Possessive) && words.is_any(previous - 1, &["year"])
    {
        return -5;
    }
    let small = words.is_word(previous) && !words.is_capital(previous);
    // "the new Keeper", "the youngest Keeper"
    let article = previous > 0 && words.is_any(previous - 1, &["the", "a", "an"]);
    let kind = small && Usage::of(word).any(Usage::ENGLISH) && !class.any(Class::ROLE | Class::KIN);
    let birth = words.is_any(previous, &["youngest", "eldest", "oldest"]);
    if !several && article && (kind || birth) && !words.is_any(previous, &["late", "real"]) {
        return -4;
    }
    if small && class.any(Class::ROLE | Class::KIN) || word.ends_with("-year-old") {
        return 3;
    }
    if small && class.any(Class::CUE) {
        // "said Ann Poe"; but "told Reel Weekly".
        return if matches!(word, "told" | "tells" | "telling" | "asked" | "asks" | "joined" | "posted" | "reported") {
            0
        } else {
            2
        };
    }
    if word == "," && previous > 0 && words.class(previous - 1).any(Class::KIN | Class::ROLE) {
        return if words.class(previous - 1).any(Class::KIN) { 4 } else { 2 };
    }
    if words.is_any(previous, &["the", "a", "an"]) {
        return if given && several { -3 } else { -5 };
    }
    if words.is_any(previous, &["in", "at", "near", "across", "throughout", "outside", "around", "via", "into"]) {
        return if given { -1 } else { -3 };
    }
    // "Ann Poe's Mr Rochester": a part that somebody plays.
    let owned = words.kind(previous) == Some(TokenKind::Possessive);
    if owned && !several && words.class(start).any(Class::TITLE) && start + 1 < end {
        return -8;
    }
    if words.is_any(previous, &["and", "&"]) && previous > 0 {
        return joined(words, previous, end, several);
    }
    // "their dog, Max", "the horse Biscuit"
    let noun = if word == "," { previous.wrapping_sub(1) } else { previous };
    if words.is_any(noun, PETS) {
        return -5;
    }
    // "told Today's Hoda Poe"
    let outlet = words.kind(previous) == Some(TokenKind::Possessive) && previous > 1 && words.is_capital(previous - 1);
    let tells = |n: usize| words.is_any(n, &["told", "tells", "tell", "telling"]);
    if several && outlet && (previous.saturating_sub(4)..previous).any(tells) {
        return 3;
    }
    // "the Old Vic"
    let usual = Usage::of(word).any(Usage::ENGLISH) && !class.any(Class::GIVEN);
    if !several && usual && words.is_capital(previous) && previous > 0 && words.is_any(previous - 1, &["the"]) {
        return -4;
    }
    // "Ann Poe's Mr Rochester": a part that somebody plays.
    let owned = words.kind(previous) == Some(TokenKind::Possessive);
    if owned && !several && words.class(start).any(Class::TITLE) && start + 1 < end {
        return -8;
    }
    let made = [
        "adaptation",
        "production",
        "version",
        "remake",
        "revival",
        "cover",
        "performance",
        "screening",
        "role",
        "character",
    ];
    let owns = words.kind(end) == Some(TokenKind::Possessive);
    if !owns && words.is_any(previous, &["of"]) && previous > 0 && words.is_any(previous - 1, &made) {
        return -5;
    }
    if words.is_any(previous, &["on", "from", "of"]) {
        return if given {
            0
        } else if several {
            -1
        } else {
            -2
        };
    }
    if words.is_any(previous, &["née", "nee", "late"]) {
        return 3;
    }
    if several && words.is_any(previous, &["to"]) && previous > 0 && words.is_any(previous - 1, &["according"]) {
        return 1;
    }
    // "her single Jolene", "their debut album, Mercy Street"
    let announced = if word == "," { previous.wrapping_sub(1) } else { previous };
    if words.class(announced).any(Class::WORK) && !words.is_capital(announced) {
        return -4;
    }
    // "adaptation of" is above; "plays Jane Eyre", "dressed as", "in the role of": people of fiction.
    if words.is_any(previous, &["play", "plays", "played", "playing", "portrays", "portrayed", "portraying"]) {
        return -8;
    }
    if words.is_any(previous, &["wore", "wearing", "wears", "via"]) {
        return -4;
    }
    0
}

/// Behind `and`: "Marks and Spencer", but people are named in one breath with people.
fn joined(words: &Words, and: usize, end: usize, several: bool) -> i32 {
    let before = and - 1;
    if body_length((before..end).map(|n| words.word(n))) == end - before {
        return -8;
    }
    let person = |n: usize| words.class(n).any(Class::GIVEN) && !words.class(n).any(Class::PLACE | Class::COMMON);
    let full = before > 0 && person(before - 1) && words.is_capital(before - 1);
    match several {
        true if words.is_capital(before) && (person(before) || full) => 2,
        // "with Adele and Stormzy"
        false if words.is_capital(before) && person(before) && end == and + 2 && unknown(words, and + 1) => 3,
        _ => 0,
    }
}

/// A word that no list knows.
fn unknown(words: &Words, n: usize) -> bool {
    words.class(n) == Class::default() && Usage::of(words.word(n)) == Usage::default() && !words.is_shouted(n)
}

/// The words behind.
fn after(words: &Words, end: usize, several: bool) -> i32 {
    let class = words.class(end);
    // "Saint Michael's College"
    if words.kind(end) == Some(TokenKind::Possessive)
        && words.is_capital(end + 1)
        && (end + 1..end + 4).take_while(|n| words.is_capital(*n)).any(|n| words.class(n).any(Class::ORG_HEAD))
    {
        return if several { -2 } else { -5 };
    }
    // "Tiffany & Co."
    if words.is_any(end, &["and", "&"]) && words.is_capital(end + 1) && words.class(end + 1).any(Class::ORG_HEAD)
        || words.is_any(end, &["and", "&"])
            && words.is_any(
                end + 1,
                &["co", "co.", "sons", "son", "partners", "associates", "brothers", "daughters", "company"],
            )
            && words.is_capital(end + 1)
    {
        return -6;
    }
    let small = words.is_word(end) && !words.is_capital(end);
    if words.word(end) == "," {
        let next = end + 1;
        if is_age(words, next) {
            return 4;
        }
        if words.is_any(next, &["who", "whose", "whom"]) {
            return 3;
        }
        // "Ann Poe, a singer": the role comes before the next comma.
        if words.is_any(next, &["a", "an", "the", "his", "her", "their"]) && role_follows(words, next + 1) {
            return 3;
        }
        // "Betty Buzz, her drinks brand"
        if thing_follows(words, next) {
            return -5;
        }
        // "Poe, for her part"
        if words.is_any(next, &["for"])
            && words.is_any(next + 1, &["his", "her", "their"])
            && words.is_any(next + 2, &["part"])
        {
            return 3;
        }
        // "Ann Poe, Leeds's captain"
        if several && words.kind(next + 1) == Some(TokenKind::Possessive) && role_follows(words, next + 2) {
            return 3;
        }
        if words.class(next).any(Class::PLACE) && words.is_capital(next) {
            // "Gary, Indiana."
            let closed = matches!(words.word(next + 1), "," | "." | "");
            return if several {
                -3
            } else if closed && !words.class(next).any(Class::GIVEN) {
                -5
            } else {
                0
            };
        }
        // "AD Smith, Ann Poe and": a list of people.
        if several && words.class(next).any(Class::GIVEN) && words.is_capital(next) && words.is_capital(next + 1) {
            return 1;
        }
        return 0;
    }
    if matches!(words.word(end), "—" | "–" | "--" | "-" | "(") && role_follows(words, end + 1) {
        return 3;
    }
    if words.is_any(end, &["who", "whom", "himself", "herself"]) {
        return 3;
    }
    if small && class.any(Class::ROLE | Class::KIN) && !class.any(Class::SAY) {
        // "the Breakfast presenter": a name before a role belongs to a show or a place; people have fans and lawyers.
        let of_people = words.is_any(end, FOLLOWERS);
        let of_body = words.class(end).any(Class::ROLE) && words.is_capital(end + 1);
        return match (several, of_people) {
            (true, true) => 0,
            (true, false) if of_body => -4,
            (true, false) => -2,
            (false, _) => -5,
        };
    }
    if small
        && class.any(Class::SAY | Class::WRITE | Class::THINK)
        && !words.is_any(end, &["shot", "post", "posts", "text", "go"])
    {
        return 2;
    }
    if words.kind(end) == Some(TokenKind::Possessive) && words.class(end + 1).any(Class::KIN) {
        return 3;
    }
    if several && only_people_do(words, end) {
        return 2;
    }
    // "Ann Poe and Lee Roe": people are named in one breath with people.
    let other = words.class(end + 1);
    let rare = Usage::of(words.word(end + 1));
    let named = other.any(Class::GIVEN) || rare.any(Usage::GIVEN) && !rare.any(Usage::ENGLISH);
    let named = named && !other.any(Class::PLACE | Class::FUNCTION | Class::COMMON | Class::CALENDAR);
    let and = words.is_any(end, &["and", "&"]) && named && words.is_capital(end + 1) && words.is_capital(end + 2);
    if several && and {
        return 2;
    }
    // "Meri and Ann Poe"
    if and && (Usage::of(words.word(end - 1)).any(Usage::GIVEN) || words.class(end - 1).any(Class::GIVEN)) {
        return 2;
    }
    0
}

/// What people have and companies have not.
const FOLLOWERS: &[&str] = &[
    "fan",
    "superfan",
    "fans",
    "lawyer",
    "attorney",
    "aide",
    "adviser",
    "advisor",
    "supporter",
    "ally",
    "biographer",
    "impersonator",
    "lookalike",
    "collaborator",
    "friend",
    "bodyguard",
    "ex",
    "accuser",
    "opponent",
];

/// `Ann Poe married`, `Ann Poe is pregnant`: what no band, show or place does.
fn only_people_do(words: &Words, verb: usize) -> bool {
    let be = words.is_any(verb, &["is", "was", "has", "had"]);
    let verb = if be { verb + 1 } else { verb };
    let verb = if words.is_any(verb, &["been", "also", "already"]) { verb + 1 } else { verb };
    words.is_any(verb, &["married", "wed", "divorced", "died"])
        || be && words.is_any(verb, &["pregnant", "engaged", "dating", "widowed", "born"])
        || !be && words.is_any(verb, &["dated", "proposed", "wept", "smiled", "grinned", "sobbed", "blushed"])
        || words.is_any(verb, &["gave"]) && words.is_any(verb + 1, &["birth"])
}

const PETS: &[&str] = &[
    "dog",
    "dogs",
    "cat",
    "cats",
    "puppy",
    "pup",
    "pooch",
    "kitten",
    "horse",
    "pony",
    "terrier",
    "poodle",
    "labrador",
    "retriever",
];

/// `, her drinks brand`, `, a band from Leeds`, `, Ann's skincare line`: a thing and nobody.
fn thing_follows(words: &Words, from: usize) -> bool {
    const THINGS: &[&str] = &[
        "brand",
        "line",
        "label",
        "company",
        "firm",
        "film",
        "movie",
        "show",
        "series",
        "podcast",
        "album",
        "song",
        "single",
        "restaurant",
        "club",
        "hotel",
        "charity",
        "foundation",
        "nonprofit",
        "magazine",
        "newspaper",
        "website",
        "platform",
        "app",
        "network",
        "startup",
        "studio",
        "store",
        "shop",
        "boutique",
        "collection",
        "fragrance",
        "perfume",
        "book",
        "novel",
        "memoir",
        "yacht",
        "ship",
        "horse",
        "dog",
        "cat",
        "puppy",
        "town",
        "village",
        "city",
        "island",
        "suburb",
        "agency",
        "retailer",
        "chain",
        "maker",
        "publisher",
    ];
    let opens = words.is_any(from, &["a", "an", "the", "his", "her", "their", "its"])
        || words.kind(from + 1) == Some(TokenKind::Possessive);
    let end = (from..from + 7).find(|n| !(words.is_word(*n) || words.kind(*n) == Some(TokenKind::Possessive)));
    let phrase = from..end.unwrap_or(from + 7);
    let of_person = |n: usize| words.class(n).any(Class::ROLE | Class::KIN) && !words.is_any(n, THINGS);
    opens
        && phrase.clone().any(|n| words.is_any(n, THINGS))
        && !phrase.clone().any(of_person)
        && !phrase.clone().any(|n| words.is_any(n, &["who", "whose"]))
}

fn role_follows(words: &Words, from: usize) -> bool {
    (from..from + 6)
        .take_while(|n| words.is_word(*n) || words.kind(*n) == Some(TokenKind::Possessive))
        .any(|n| words.class(n).any(Class::ROLE | Class::KIN))
}

/// `37,` or `37.`: a plausible age alone.
pub(crate) fn is_age(words: &Words, n: usize) -> bool {
    words.kind(n) == Some(TokenKind::Number)
        && words.word(n).parse::<u8>().is_ok_and(|age| (1..=110).contains(&age))
        && matches!(words.word(n + 1), "," | "." | ")" | ";" | "—" | "–" | "-")
}
