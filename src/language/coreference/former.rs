//! Whose former or maiden name is a name: `Ann Poe, née Roe`, `Born Ann Roe in Leeds, she`, `also known as Ann Roe`?
//!
//! Looks at the words in front of a name and at the names before it; never at pronouns elsewhere.

use std::collections::HashMap;

use crate::domain::Pronouns;
use crate::language::lexicon::Class;
use crate::language::name::Name;
use crate::language::words::Words;

use super::entity::{Entity, MOST, after_kinship, given_gender, is_full};
use super::gender::pronoun;

/// Whether words in front say that somebody bore this name before.
pub(super) fn is_former(words: &Words, name: &Name) -> bool {
    name.tokens.0.checked_sub(1).is_some_and(|cue| {
        words.is_any(cue, &["née", "nee", "born", "then", "formerly", "former"]) || is_alias(words, cue)
    })
}

/// `also known as | Ann Poe`, `whose real name is | Ann Poe`.
pub(super) fn is_alias(words: &Words, cue: usize) -> bool {
    words.is_any(cue, &["aka", "a.k.a.", "alias"])
        || cue > 0 && words.is_any(cue, &["as"]) && words.is_any(cue - 1, &["known", "christened"])
        || cue > 1
            && words.is_any(cue, &["is", "was"])
            && words.is_any(cue - 1, &["name"])
            && words.is_any(cue - 2, &["real", "full", "birth"])
}

/// The person whom a former or maiden name belongs to: `Ann Poe, née Ann Roe`, `Ann – then Ann Roe`, `his wife, the
/// former Ann Roe`, `The singer, born Ann Roe`.
pub(super) fn former_of(
    words: &Words,
    name: &Name,
    names: &[Name],
    known: &HashMap<String, usize>,
    entities: &[Entity],
) -> Option<usize> {
    let cue = name.tokens.0.checked_sub(1).filter(|_| is_former(words, name))?;
    let first = name.parts.first()?;
    let namesake = || entities.iter().take(MOST).position(|e| e.parts.len() > 1 && e.first() == first);
    if words.is_any(cue, &["former"]) {
        return namesake();
    }
    let opens = words.sentence_of(cue).is_some_and(|s| words.sentences[s].tokens.0 == cue);
    let after_comma = opens || cue > 0 && words.word(cue - 1) == ",";
    let before_cue = names.partition_point(|n| n.tokens.0 < cue);
    // Who is only spoken of between marks is no subject of the narrator's.
    let told = |n: &&Name| n.tokens.1 <= cue && words.quote_of(n.tokens.0).is_none();
    let earlier = || names[..before_cue].iter().rev().take(64).filter(told);
    let here = earlier().find(|n| n.sentence == name.sentence);
    let before = here.or_else(|| of_headline(words, cue, opens, names)).or_else(|| {
        // "The 41-year-old, born Ann Roe, ...": whoever was named last in full, an Ann before all others.
        let mut full = earlier()
            .filter(|n| is_full(n) && after_comma && words.is_any(cue, &["born"]))
            .filter(|n| !(opens && after_kinship(words, n.tokens.0)));
        full.clone().find(|n| n.parts.first() == Some(first)).or_else(|| full.next())
    })?;
    let by_birth = words.is_any(cue, &["née", "nee", "born"]) || is_alias(words, cue);
    if !by_birth && before.parts.first() != Some(first) && before.parts.len() > 1 {
        return None;
    }
    // "Ms. Roe was born Ann Poe": by her surname alone, but whoever else is called Ann would be named in full.
    let same = before.parts.first() == Some(first) || by_birth && before.title.is_some() && !is_full(before);
    known.get(&before.parts.join(" ")).copied().or_else(|| namesake().filter(|_| same))
}

/// `Born Ann Roe in Leeds, she ...`, `The singer was born Ann Roe`: the one whom the headline names, if it is one alone
/// whom the words in front can mean.
fn of_headline<'n>(words: &Words, cue: usize, opens: bool, names: &'n [Name]) -> Option<&'n Name> {
    let sentence = words.sentence_of(cue).map(|s| words.sentences[s].tokens)?;
    let was = cue > 0 && words.is_any(cue - 1, &["was", "is"]) && words.is_any(cue, &["born"]);
    // "Born Ann Roe in Leeds, she": her sentence tells by the first pronoun.
    let told = if opens { cue..sentence.1 } else { sentence.0..cue };
    let subject = told.clone().find_map(|n| pronoun(words.word(n)).map(|(wanted, _)| wanted));
    let noun = || {
        let class = told.map(|n| words.class(n)).find(|c| c.any(Class::KIN | Class::ROLE))?;
        let woman = class.any(Class::KIN_WOMAN | Class::ROLE_WOMAN);
        (woman || class.any(Class::KIN_MAN | Class::ROLE_MAN)).then_some(if woman {
            Pronouns::She
        } else {
            Pronouns::He
        })
    };
    let wanted = subject.or_else(noun).filter(|_| opens || was)?;
    let fits = |n: &&Name| given_gender(&n.parts[0]).is_none_or(|known| known == wanted);
    let mut headed = names.iter().take_while(|n| n.tokens.1 <= cue).filter(|n| n.display && is_full(n)).filter(fits);
    let one = headed.next()?;
    headed.all(|n| n.parts == one.parts).then_some(one)
}

/// Whose maiden name a single word is: `Ann, née Roe`.
pub(super) fn maiden_name_of(words: &Words, name: &Name, before: &[Name], owners: &[Option<usize>]) -> Option<usize> {
    let cue = name.tokens.0.checked_sub(1)?;
    let last = before
        .last()
        .filter(|n| n.sentence == name.sentence && (words.is_any(cue, &["née", "nee"]) || is_alias(words, cue)))?;
    let near = if is_alias(words, cue) { 5 } else { 1 };
    owners[before.len() - 1].filter(|_| cue <= last.tokens.1 + near)
}
