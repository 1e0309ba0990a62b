//! What do the words behind a capitalised run say: ", 39,", "who", "said", ", her drinks brand"?
//!
//! Weights for and against a person by the words that follow alone. Never looks at the run itself but for its length.

use crate::language::TokenKind;
use crate::language::lexicon::Class;
use crate::language::words::Words;

use super::Usage;

/// The words behind.
pub(super) fn after(words: &Words, end: usize, several: bool) -> i32 {
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
            return if several { 4 } else { 3 };
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
