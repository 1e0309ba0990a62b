//! Who ended it, he or she? Each side's word for it as printed, and no verdict.

use super::shown::{both_sides, one_side};
use super::told;
use crate::answer::{Answer, Archive, Kind, Question, against};
use crate::commands::which_one::statement;
use crate::domain::PersonId;
use crate::store::StoreError;

/// Answers `who left whom`, `who ended the marriage of X and Y`, `whose decision was it to split`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    let people: Vec<PersonId> = question.people();
    let [one, other] = people[..] else { return Ok(None) };
    if !asks(&question.words) {
        return Ok(None);
    }
    let Some(source) = told::ended_by(archive, one, other)? else { return Ok(None) };
    let mut answer = statement(archive, &question.text);
    answer.kind = Kind::Passages;
    if let Some(denied) = against(archive, &source, &[])? {
        both_sides(archive, &mut answer, &[source, denied])?;
    } else {
        one_side(archive, &mut answer, &[source])?;
    }
    Ok(Some(answer))
}

/// Whether these folded words ask whose doing the end was.
fn asks(words: &[String]) -> bool {
    const ENDING: [&str; 9] =
        ["ended", "left", "dumped", "broke", "split", "divorced", "initiated", "separated", "filed"];
    const BOND: [&str; 14] = [
        "whom",
        "who",
        "it",
        "marriage",
        "relationship",
        "engagement",
        "up",
        "things",
        "off",
        "divorce",
        "split",
        "breakup",
        "separation",
        "romance",
    ];
    let has = |word: &str| words.iter().any(|known| known == word);
    let doer = words.iter().position(|word| word == "who");
    let ended =
        doer.and_then(|at| words[at + 1..].iter().position(|w| ENDING.contains(&w.as_str())).map(|n| at + 1 + n));
    let whom = ended.is_some_and(|at| words[at + 1..].iter().any(|word| BOND.contains(&word.as_str())));
    let called_off = doer.is_some() && has("called") && has("off");
    let decided = has("whose")
        && (has("decision") || has("idea") || has("choice"))
        && words.iter().any(|word| {
            ["split", "divorce", "divorced", "separate", "separated", "breakup", "end", "ended"]
                .contains(&word.as_str())
        });
    whom || called_off || decided
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::name::words_of;

    #[test]
    fn questions_for_whoever_ended_it() {
        for (question, expected) in [
            ("Who ended the marriage of Ann and Bo?", true),
            ("Who left whom, Ann or Bo?", true),
            ("who broke up with who, ann or bo", true),
            ("who called it off, ann or bo", true),
            ("Whose decision was the divorce of Ann and Bo?", true),
            ("Who left the show, Ann or Bo?", false),
            ("Who did Ann leave for Bo?", false),
            ("When did Ann and Bo split?", false),
        ] {
            assert_eq!(asks(&words_of(question)), expected, "{question}");
        }
    }
}
