//! How is a list, a number or a relation put in words?
//!
//! Plain English for answers; no facts here.

use crate::domain::Pronouns;
use crate::language::numeral;

/// `A`, `A and B`, `A, B and C`.
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

/// `no`, `one` to `ten`, then digits.
pub fn in_words(number: usize) -> String {
    match number {
        0 => "no".to_owned(),
        1..=10 => numeral::word(number).unwrap_or_default().to_owned(),
        _ => number.to_string(),
    }
}

/// What somebody is to the other end of a tie, seen from them: a tie `late_spouse` makes a `widower of`.
pub fn standing(predicate: &str, pronouns: Option<Pronouns>) -> String {
    let (he, she, they) = match predicate {
        "spouse" => ("husband of", "wife of", "married to"),
        "late_spouse" => ("widower of", "widow of", "surviving spouse of"),
        "survived_by" => ("late husband of", "late wife of", "late spouse of"),
        "ex_spouse" => ("ex-husband of", "ex-wife of", "formerly married to"),
        "separated" => ("separated from", "separated from", "separated from"),
        "engaged_to" => ("engaged to", "engaged to", "engaged to"),
        "ex_engaged_to" => ("formerly engaged to", "formerly engaged to", "formerly engaged to"),
        "partner" => ("partner of", "partner of", "partner of"),
        "ex_partner" => ("former partner of", "former partner of", "former partner of"),
        "child" => ("father of", "mother of", "parent of"),
        "parent" => ("son of", "daughter of", "child of"),
        "sibling" => ("brother of", "sister of", "sibling of"),
        "half_sibling" => ("half-brother of", "half-sister of", "half-sibling of"),
        "stepsibling" => ("stepbrother of", "stepsister of", "stepsibling of"),
        // The other is the grandparent, the stepchild, the aunt.
        "grandparent" => ("grandson of", "granddaughter of", "grandchild of"),
        "grandchild" => ("grandfather of", "grandmother of", "grandparent of"),
        "stepparent" => ("stepson of", "stepdaughter of", "stepchild of"),
        "stepchild" => ("stepfather of", "stepmother of", "stepparent of"),
        "aunt_or_uncle" => ("nephew of", "niece of", "nephew or niece of"),
        "niece_or_nephew" => ("uncle of", "aunt of", "aunt or uncle of"),
        "in_law" => ("in-law of", "in-law of", "in-law of"),
        "friend" => ("friend of", "friend of", "friend of"),
        "cohost" => ("co-host with", "co-host with", "co-host with"),
        "hometown" => ("from", "from", "from"),
        "residence" => ("lives in", "lives in", "lives in"),
        other => return format!("{} of", other.replace('_', " ")),
    };
    match pronouns {
        Some(Pronouns::He) => he,
        Some(Pronouns::She) => she,
        _ => they,
    }
    .to_owned()
}

/// What the other end of a tie is to somebody: a tie `late_spouse` to a woman makes `late wife`.
pub fn kin_word(predicate: &str, other: Option<Pronouns>) -> &str {
    let (he, she, they) = match predicate {
        "spouse" | "survived_by" => ("husband", "wife", "spouse"),
        "late_spouse" => ("late husband", "late wife", "late spouse"),
        "ex_spouse" => ("ex-husband", "ex-wife", "former spouse"),
        "separated" => ("estranged husband", "estranged wife", "estranged spouse"),
        "engaged_to" => ("fiancé", "fiancée", "betrothed"),
        "ex_engaged_to" => ("former fiancé", "former fiancée", "former betrothed"),
        "ex_partner" => ("former partner", "former partner", "former partner"),
        "parent" => ("father", "mother", "parent"),
        "child" => ("son", "daughter", "child"),
        "sibling" => ("brother", "sister", "sibling"),
        "half_sibling" => ("half-brother", "half-sister", "half-sibling"),
        "stepsibling" => ("stepbrother", "stepsister", "stepsibling"),
        "grandparent" => ("grandfather", "grandmother", "grandparent"),
        "grandchild" => ("grandson", "granddaughter", "grandchild"),
        "stepparent" => ("stepfather", "stepmother", "stepparent"),
        "stepchild" => ("stepson", "stepdaughter", "stepchild"),
        "aunt_or_uncle" => ("uncle", "aunt", "aunt or uncle"),
        "niece_or_nephew" => ("nephew", "niece", "niece or nephew"),
        "in_law" => ("in-law", "in-law", "in-law"),
        "cohost" => ("co-host", "co-host", "co-host"),
        word => (word, word, word),
    };
    match other {
        Some(Pronouns::He) => he,
        Some(Pronouns::She) => she,
        _ => they,
    }
}

/// The past tense of an event kind with its subject before and its object after: `A met B`, `A died`.
pub fn verb(kind: &str) -> String {
    match kind {
        "met" => "met",
        "first_contact" => "were first in touch",
        "started_dating" => "started dating",
        "engaged" => "got engaged",
        "married" => "married",
        "split" => "split",
        "divorced" => "divorced",
        "born" => "was born",
        "died" => "died",
        "diagnosed" => "was diagnosed",
        "pregnant" => "was pregnant",
        "moved" => "moved",
        "left_show" => "left the show",
        "appeared_on" => "appeared on the show",
        "posted" => "posted",
        "interviewed" => "gave an interview",
        "released" => "released it",
        "won" => "won",
        "eliminated" => "was eliminated",
        "hosted" => "hosted",
        "cast_on" => "was cast",
        "online_friends" => "became friends online",
        "first_date" => "had their first date",
        "announced_engagement" => "announced their engagement",
        "ended_engagement" => "ended their engagement",
        "launched" => "launched it",
        "wedding" => "celebrated their wedding",
        "engagement" => "celebrated their engagement",
        other => return other.replace('_', " "),
    }
    .to_owned()
}

/// With a capital first letter.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_like_english() {
        for (items, expected) in
            [(vec![], ""), (vec!["A"], "A"), (vec!["A", "B"], "A and B"), (vec!["A", "B", "C"], "A, B and C")]
        {
            assert_eq!(list(&items), expected);
        }
    }

    #[test]
    fn relations_have_their_words() {
        assert_eq!(kin_word("late_spouse", Some(Pronouns::She)), "late wife");
        assert_eq!(kin_word("child", None), "child");
        assert_eq!(kin_word("friend", Some(Pronouns::He)), "friend");
        assert_eq!(standing("late_spouse", Some(Pronouns::He)), "widower of");
        assert_eq!(standing("grandparent", Some(Pronouns::She)), "granddaughter of");
        assert_eq!(kin_word("aunt_or_uncle", Some(Pronouns::He)), "uncle");
        assert_eq!(standing("stand_in", None), "stand in of");
        assert_eq!(in_words(2), "two");
        assert_eq!(in_words(12), "12");
    }
}
