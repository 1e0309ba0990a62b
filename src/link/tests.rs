//! Small archives of invented people: who is joined with whom.

use super::*;
use crate::domain::{ArticleId, Chain, Edtf, Span, Whom};

/// `a1: Ann Poe, Poe (she) [39] | Tim; Tim parent Ann Poe`: chains between bars, an age in brackets, forms between commas, relations after `;`.
fn archive(lines: &[&str]) -> Vec<Named> {
    lines.iter().map(|line| article(line)).collect()
}

fn article(line: &str) -> Named {
    let (id, rest) = line.split_once(": ").expect("an article");
    let mut sections = rest.split("; ");
    let printed = sections.next().expect("chains");
    let chains: Vec<Chain> = printed.split(" | ").map(chain).collect();
    let told = printed.split(" | ").enumerate().filter_map(|(n, text)| {
        let age = text.split_once('[')?.1.trim_end_matches(']').parse().ok()?;
        Some((ChainId(n as u32), age, Edtf::parse("2021-05-01")?))
    });
    let ages = told.collect();
    let place = |name: &str| {
        ChainId(chains.iter().position(|c| c.name == name).unwrap_or_else(|| panic!("{name} in {line}")) as u32)
    };
    let relations = sections
        .map(|relation| {
            let words: Vec<&str> = relation.split(' ').collect();
            let at =
                words.iter().position(|w| w.chars().all(|c| c.is_ascii_lowercase() || c == '_')).expect("a predicate");
            (place(&words[..at].join(" ")), words[at].to_owned(), place(&words[at + 1..].join(" ")))
        })
        .collect();
    Named { article: ArticleId(id.into()), chains, relations, ages }
}

fn chain(text: &str) -> Chain {
    let pronouns = if text.contains("(he)") {
        Some(Pronouns::He)
    } else if text.contains("(she)") {
        Some(Pronouns::She)
    } else {
        None
    };
    let text = text.replace(" (he)", "").replace(" (she)", "");
    let text = text.split(" [").next().expect("forms").to_owned();
    let forms: Vec<String> = text.split(", ").map(str::to_owned).collect();
    Chain { name: forms[0].clone(), forms, pronouns, names: vec![Span::new(0, 1)] }
}

/// Each person as `name: article/chain ...`, whatever the order of the articles.
fn check(lines: &[&str], expected: &[&str]) {
    check_under(&[], lines, expected);
}

fn check_under(rulings: &[Ruling], lines: &[&str], expected: &[&str]) {
    let mut articles = archive(lines);
    for _ in 0..articles.len().max(1) {
        articles.rotate_left(1);
        let found: Vec<String> = people_under(rulings, &articles)
            .iter()
            .map(|p| {
                let members: Vec<String> = p.members.iter().map(|m| format!("{}/{}", m.article, m.chain.0)).collect();
                format!("{}: {}", p.name, members.join(" "))
            })
            .collect();
        assert_eq!(found, expected, "{lines:#?}");
    }
}

#[test]
fn the_same_full_name_is_one_person() {
    check(&["a1: Zoë Quinlan", "a2: Zoe Quinlan, Quinlan"], &["Zoë Quinlan: a1/0 a2/0"]);
    check(&["a1: Ann Poe", "a2: Ann M. Poe"], &["Ann M. Poe: a1/0 a2/0"]);
    check(&["a1: Ann Poe", "a2: Ann Poe-Wills, Ann"], &["Ann Poe-Wills: a1/0 a2/0"]);
    check(&["a1: Teodoro Holt, Holt, Teo", "a2: Teo Holt, Teo"], &["Teodoro Holt: a1/0 a2/0"]);
    check(&["a1: Ann Poe, Ann Wills", "a2: Ann Wills"], &["Ann Wills: a1/0 a2/0"]);
}

#[test]
fn different_people_stay_apart() {
    check(&["a1: Ann Poe", "a2: Jim Poe"], &["Ann Poe: a1/0", "Jim Poe: a2/0"]);
    check(
        &["a1: Ann J. Poe", "a2: Ann M. Poe", "a3: Ann Poe"],
        &["Ann J. Poe: a1/0", "Ann M. Poe: a2/0", "Ann Poe: a3/0"],
    );
    check(&["a1: Ann Poe | Ann M. Poe"], &["Ann M. Poe: a1/1", "Ann Poe: a1/0"]);
}

#[test]
fn namesakes_stay_two() {
    check(
        &["a1: Ann Poe [24] | Lee Holt", "a2: Ann Poe [67]", "a3: Ann Poe | Lee Holt", "a4: Ann Poe [25]"],
        &["Ann Poe: a1/0 a3/0 a4/0", "Ann Poe: a2/0", "Lee Holt: a1/1 a3/1"],
    );
    // A misprint among the same people.
    check(
        &["a1: Ann Poe [24] | Lee Holt", "a2: Ann Poe [67] | Lee Holt"],
        &["Ann Poe: a1/0 a2/0", "Lee Holt: a1/1 a2/1"],
    );
    check(&["a1: Ann Poe [36]", "a2: Ann Poe [38]"], &["Ann Poe: a1/0 a2/0"]);
}

#[test]
fn a_surname_alone_joins_its_only_bearer() {
    check(&["a1: Ann Poe", "a2: Poe"], &["Ann Poe: a1/0 a2/0"]);
    check(&["a1: Ann Poe (she)", "a2: Poe (he)"], &["Ann Poe: a1/0", "Poe: a2/0"]);
    check(&["a1: Ann Poe", "a2: Jim Poe", "a3: Poe"], &["Ann Poe: a1/0", "Jim Poe: a2/0", "Poe: a3/0"]);
    check(
        &["a1: Ann Poe | Lee Holt", "a2: Jim Poe", "a3: Poe | Lee Holt"],
        &["Ann Poe: a1/0 a3/0", "Jim Poe: a2/0", "Lee Holt: a1/1 a3/1"],
    );
}

#[test]
fn a_first_name_and_a_surname_apart_are_one_person() {
    check(&["a1: Ann Poe | Lee Holt", "a2: Ann | Poe | Lee Holt"], &["Ann Poe: a1/0 a2/0 a2/1", "Lee Holt: a1/1 a2/2"]);
}

#[test]
fn a_first_name_alone_needs_company() {
    check(&["a1: Ann Poe", "a2: Ann | Lee Holt"], &["Ann: a2/0", "Ann Poe: a1/0", "Lee Holt: a2/1"]);
    check(&["a1: Ann Poe | Lee Holt", "a2: Ann | Lee Holt"], &["Ann Poe: a1/0 a2/0", "Lee Holt: a1/1 a2/1"]);
}

#[test]
fn the_son_is_one_and_no_stranger() {
    check(
        &[
            "a1: Max Allen | Tom | Lee Tom; Max Allen child Tom",
            "a2: Max Allen | Tom; Tom parent Max Allen",
            "a3: Ida Allen | Tom; Ida Allen child Tom",
        ],
        &["Ida Allen: a3/0", "Lee Tom: a1/2", "Max Allen: a1/0 a2/0", "Tom: a1/1 a2/1", "Tom: a3/1"],
    );
    check(
        &["a1: Max Allen | Tom; Max Allen child Tom", "a2: Max Allen | Tom Allen; Tom Allen parent Max Allen"],
        &["Max Allen: a1/0 a2/0", "Tom Allen: a1/1 a2/1"],
    );
}

#[test]
fn a_stage_name_is_one_person_when_nobody_else_bears_it() {
    check(&["a1: Velour", "a2: Velour | Lee Holt"], &["Lee Holt: a2/1", "Velour: a1/0 a2/0"]);
}

#[test]
fn rulings_go_before_everything() {
    let whom = |name: &str, article: &str| Whom { name: name.to_owned(), article: ArticleId(article.into()) };
    let merge = |one, other| Ruling::Merge(one, other);
    let lines = ["a1: Ann Poe, Poe | Lee Holt", "a2: Ann Poe | Velour", "a3: Ann Poe", "a4: Poe"];
    let as_told = ["Ann Poe: a1/0 a2/0 a3/0 a4/0", "Lee Holt: a1/1", "Velour: a2/1"];
    check(&lines, &as_told);
    for (rulings, expected) in [
        (
            vec![merge(whom("Lee Holt", "a1"), whom("Velour", "a2"))],
            vec!["Ann Poe: a1/0 a2/0 a3/0 a4/0", "Lee Holt: a1/1 a2/1"],
        ),
        (
            // An article that is gone does not matter where nobody else bears the name.
            vec![merge(whom("Velour", "gone"), whom("Lee Holt", "gone"))],
            vec!["Ann Poe: a1/0 a2/0 a3/0 a4/0", "Lee Holt: a1/1 a2/1"],
        ),
        (
            vec![Ruling::Split(whom("Ann Poe", "a2")), Ruling::Split(whom("Poe", "a4"))],
            vec!["Ann Poe: a1/0 a3/0", "Ann Poe: a2/0 a4/0", "Lee Holt: a1/1", "Velour: a2/1"],
        ),
        (
            vec![Ruling::Split(whom("Ann Poe", "a2")), merge(whom("Velour", "a2"), whom("Ann Poe", "a2"))],
            vec!["Ann Poe: a1/0 a3/0 a4/0", "Ann Poe: a2/0 a2/1", "Lee Holt: a1/1"],
        ),
        (
            vec![merge(whom("Nobody", "a1"), whom("Ann Poe", "a1")), Ruling::Split(whom("Ann Poe", "gone"))],
            as_told.to_vec(),
        ),
    ] {
        check_under(&rulings, &lines, &expected);
    }
}
