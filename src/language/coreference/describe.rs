//! Whom does a description mean: by the name next to it, by kinship, by age, role and show, or by salience alone?

use std::sync::LazyLock;

use smallvec::smallvec;

use crate::domain::Pronouns;
use crate::language::lexicon::Class;
use crate::language::{MentionKind, TokenKind, numeral};

use super::Meant;
use super::gender::{fit, pronoun};
use super::nominal::{Kind, Nominal};
use super::walk::{ELSEWHERE, KIN, SUBJECT, Walk};

impl Walk<'_, '_> {
    pub(super) fn nominal(&mut self, nominal: Nominal, next_name: usize) {
        let (start, end) = nominal.tokens;
        let mut apposition = false;
        let mut unnamed = false;
        let from = if self.words.kind(start) == Some(TokenKind::Possessive) {
            self.found.last().filter(|m| m.tokens.1 == start).map_or(start, |m| m.tokens.0)
        } else {
            start
        };
        let possessive = self.words.kind(end) == Some(TokenKind::Possessive);
        let people = if let Some((owner, person)) = self.complement_of(nominal, possessive) {
            self.kin_of(owner, nominal, person);
            if Tie::of(&self.words.word(nominal.head).to_lowercase()) == Some(Tie::Partner) {
                self.pair = Some((owner, person));
            }
            smallvec![person]
        } else if possessive {
            match nominal.kind {
                Kind::Pair => self.both(),
                Kind::Relative => self.relative(nominal).into_iter().collect(),
                _ => self.described(nominal).into_iter().collect(),
            }
        } else if let Some(person) = self.name_behind(end, next_name, nominal) {
            apposition = true;
            self.remember_kin(nominal, person);
            smallvec![person]
        } else if let Some(person) = self.name_before(from, end) {
            apposition = true;
            self.remember_kin(nominal, person);
            smallvec![person]
        } else {
            match nominal.kind {
                Kind::Pair => self.both(),
                Kind::Relative => {
                    let person = self.relative(nominal);
                    unnamed = person.is_none();
                    person.into_iter().collect()
                }
                Kind::Definite => {
                    let person = self.described(nominal);
                    unnamed = person.is_none();
                    person.into_iter().collect()
                }
                Kind::Indefinite | Kind::Unnamed => {
                    unnamed = true;
                    Meant::new()
                }
            }
        };
        if let (Kind::Pair, [a, b], false) = (nominal.kind, people.as_slice(), self.singular_they) {
            self.pair = Some((*a, *b));
        }
        if let (Kind::Relative, Some(first), false) = (nominal.kind, self.joined_before(start), possessive) {
            self.pair = Some((first, people.first().copied().unwrap_or(first)));
        }
        if !apposition {
            let weight = if self.subject { ELSEWHERE } else { SUBJECT };
            for person in &people {
                self.salience.raise(*person, weight * 0.8);
            }
            self.subject |= !people.is_empty() || nominal.kind == Kind::Indefinite;
        }
        let span = self.words.span(from, end);
        self.push((from, end), span, MentionKind::Nominal, people, possessive);
        if let Some(last) = self.found.last_mut() {
            last.unnamed = unnamed;
            last.apposition = apposition;
        }
    }

    /// `his wife, Ann Poe,` and `the singer Ann Poe`.
    pub(super) fn name_behind(&self, end: usize, next_name: usize, nominal: Nominal) -> Option<usize> {
        let name_at = |n: usize| {
            let mut index = next_name;
            while index < self.names.len() && self.names[index].tokens.0 < n {
                index += 1;
            }
            (self.names.get(index)?.tokens.0 == n).then(|| self.owners[index]).flatten()
        };
        if nominal.kind == Kind::Pair {
            return None;
        }
        // "The director is Ann Poe."
        if self.words.is_any(end, &["is", "was"])
            && nominal.kind != Kind::Indefinite
            && let Some(person) = name_at(end + 1)
        {
            return Some(person);
        }
        // "the organiser in Uganda, Ann Poe, told"
        if self.words.is_any(end, &["of", "in", "at", "from", "for"])
            && let Some(comma) = (end + 1..end + 6).find(|n| self.words.word(*n) == ",")
        {
            let after = self.names[next_name.min(self.names.len())..]
                .iter()
                .find(|n| n.tokens.0 >= comma)
                .filter(|n| n.tokens.0 == comma + 1);
            if after.is_some_and(|n| self.words.word(n.tokens.1) == ",") {
                return name_at(comma + 1);
            }
        }
        name_at(end).or_else(|| {
            let kin = self.words.class(nominal.head).any(Class::KIN)
                || matches!(nominal.kind, Kind::Definite | Kind::Relative);
            (self.words.word(end) == "," && kin).then(|| name_at(end + 1)).flatten()
        })
    }

    /// `Ann Poe, a singer from Leeds,`.
    pub(super) fn name_before(&self, start: usize, end: usize) -> Option<usize> {
        let mut comma = start.checked_sub(1)?;
        // "Ann Poe, 39, a singer"
        if comma >= 2 && self.words.kind(comma - 1) == Some(TokenKind::Number) && self.words.word(comma - 2) == "," {
            comma -= 2;
        }
        if !matches!(self.words.word(comma), "," | "(" | "—" | "–") {
            return None;
        }
        let last = self.found.iter().rev().take(5).find(|m| m.kind == MentionKind::Name && m.tokens.1 == comma)?;
        let listed = self.words.is_any(end, &["and"]);
        (!listed).then(|| last.people.first().copied()).flatten()
    }

    /// `Al Poe, who was also, for six years, her boyfriend`: whose, and who is said to be it.
    fn complement_of(&self, nominal: Nominal, possessive: bool) -> Option<(usize, usize)> {
        const BETWEEN: &[&str] =
            &["also", "once", "then", "now", "still", "briefly", "for", "years", "months", "long", "been", ",", "her"];
        if nominal.kind != Kind::Relative || possessive {
            return None;
        }
        let start = nominal.tokens.0;
        let between = |n: &usize| {
            self.words.is_any(*n, BETWEEN)
                || self.words.class(*n).any(Class::CALENDAR)
                || is_number(self.words.word(*n))
        };
        let nearest = start.saturating_sub(9);
        let copula = (nearest..start).rev().find(|n| !between(n)).filter(|n| self.words.is_any(*n, &["is", "was"]))?;
        // Only what is told in passing is told as a fact: "Voss denied that Al is her husband".
        let who = copula.checked_sub(1).filter(|n| *n > 0 && self.words.is_any(*n, &["who"]))?;
        let end = who - usize::from(self.words.word(who - 1) == ",");
        let subject = self.found.iter().rev().take(6).find(|m| m.tokens.1 == end)?;
        let [person] = subject.people.as_slice() else { return None };
        let named = subject.kind == MentionKind::Name && !subject.possessive;
        let owner = self.owner_of(nominal).filter(|owner| named && owner != person)?;
        Some((owner, *person))
    }

    fn kin_of(&mut self, owner: usize, nominal: Nominal, person: usize) {
        if self.kin.len() < KIN {
            self.kin.push((owner, self.words.word(nominal.head).to_lowercase(), person));
        }
    }

    pub(super) fn remember_kin(&mut self, nominal: Nominal, person: usize) {
        if nominal.kind != Kind::Relative || self.kin.len() >= KIN {
            return;
        }
        if let Some(owner) = self.owner_of(nominal) {
            self.kin.push((owner, self.words.word(nominal.head).to_lowercase(), person));
        }
    }

    /// Whose relative: the pronoun or name in front.
    pub(super) fn owner_of(&self, nominal: Nominal) -> Option<usize> {
        let start = nominal.tokens.0;
        if self.words.kind(start) == Some(TokenKind::Possessive) {
            return self.found.iter().rev().take(3).find(|m| m.tokens.1 == start)?.people.first().copied();
        }
        let (wanted, _) = pronoun(self.words.word(start))?;
        let entities = &*self.entities;
        self.salience.best(|p| fit(entities[p].pronouns, wanted))
    }

    pub(super) fn relative(&self, nominal: Nominal) -> Option<usize> {
        let owner = self.owner_of(nominal)?;
        let word = self.words.word(nominal.head).to_lowercase();
        let known = self.kin.iter().rev().find(|(o, w, _)| *o == owner && *w == word).map(|(_, _, p)| *p);
        known.or_else(|| {
            // "her husband" who was introduced as "her estranged partner", or who shares the headline of a wedding.
            let tie = Tie::of(&word)?;
            let other = |p: usize| p != owner && nominal.gender.is_none_or(|g| fit(self.entities[p].pronouns, g) > 0.0);
            let related = self.kin.iter().rev().find(|(o, w, p)| *o == owner && Tie::of(w) == Some(tie) && other(*p));
            let namesake = |p: usize| {
                let (one, two) = (&self.entities[owner], &self.entities[p]);
                one.parts.len() > 1 && two.parts.len() > 1 && one.last() == two.last() && one.first() != two.first()
            };
            let married = || {
                let wanted =
                    nominal.gender.filter(|_| tie == Tie::Partner && matches!(word.as_str(), "husband" | "wife"))?;
                self.salience
                    .best(|p| if namesake(p) && other(p) { fit(self.entities[p].pronouns, wanted) } else { 0.0 })
            };
            // "her husband" of him who spoke of "my wife, Ann".
            let mutual = || {
                let both = matches!(tie, Tie::Partner | Tie::Sibling);
                let of_owner =
                    |(o, w, p): &&(usize, String, usize)| *p == owner && Tie::of(w) == Some(tie) && other(*o);
                self.kin.iter().rev().find(of_owner).filter(|_| both).map(|(o, ..)| *o)
            };
            related.map(|(_, _, p)| *p).or_else(mutual).or_else(married).or_else(|| {
                let (a, b) = self.couple.filter(|_| tie == Tie::Partner && self.about_a_tie)?;
                let other_of_owner = (a == owner).then_some(b).or((b == owner).then_some(a)).filter(|p| other(*p));
                // "Her ex" after somebody else spoke: she of the story, who has one.
                let wanted = pronoun(self.words.word(nominal.tokens.0)).map(|(wanted, _)| wanted);
                let fits = |p: usize| wanted.is_some_and(|w| self.entities[p].pronouns == Some(w));
                let outside = a != owner && b != owner;
                other_of_owner.or_else(|| match (outside, fits(a), fits(b)) {
                    (true, true, false) => Some(b),
                    (true, false, true) => Some(a),
                    _ => None,
                })
            })
        })
    }

    /// Whom a description like `the 39-year-old cohost` fits best.
    pub(super) fn described(&self, nominal: Nominal) -> Option<usize> {
        let head = self.words.word(nominal.head).to_lowercase();
        let class = self.words.class(nominal.head);
        // "the bride" of a story about two.
        if matches!(head.as_str(), "bride" | "groom" | "bride-to-be" | "bridegroom") {
            let wanted = nominal.gender.unwrap_or(Pronouns::He);
            let of_title =
                self.couple.into_iter().flat_map(|(a, b)| [a, b]).find(|p| self.entities[*p].pronouns == Some(wanted));
            if of_title.is_some() {
                return of_title;
            }
        }
        let mut best: Option<(f32, usize)> = None;
        for (person, weight) in self.salience.iter() {
            let entity = &self.entities[person];
            if nominal.gender.is_some_and(|g| fit(entity.pronouns, g) == 0.0) {
                continue;
            }
            let traits = &self.traits[person];
            // "the Irishwoman" is not the one who was called American.
            let other = |r: &String| *r != head && Class::of(r).any(Class::DEMONYM) && !kindred(r, &head);
            if class.any(Class::DEMONYM) && traits.roles.iter().any(other) {
                continue;
            }
            // "the mother of two" is none of the two.
            let child = traits.ages.iter().any(|age| *age < 16) && nominal.age.is_none_or(|age| age > 17);
            let mut score = if child { weight * 0.3 } else { weight.min(2.0) };
            let said_already = self.sentence_mentions(person);
            let mut matched = false;
            let ranked = self.words.is_capital(nominal.head) && class.any(Class::TITLE);
            if ranked && (traits.roles.contains(&head) || entity.titles.iter().any(|t| t.eq_ignore_ascii_case(&head))) {
                score += 2.0;
                matched = true;
            } else if ranked {
                continue;
            }
            if let Some(age) = nominal.age {
                if traits.ages.iter().any(|a| a.abs_diff(age) <= 1) {
                    score += 4.0;
                    matched = true;
                } else if !traits.ages.is_empty() {
                    continue;
                }
            }
            let labels = (nominal.tokens.0 + 1..nominal.head)
                .filter(|n| self.words.is_capital(*n) && !self.words.class(*n).any(Class::DEMONYM));
            let other_label = !traits.labels.is_empty()
                && labels.clone().count() > 0
                && !labels.clone().any(|n| traits.labels.iter().any(|l| l == self.words.word(n)));
            if traits.roles.iter().any(|r| *r == head || parent(r).is_some() && parent(r) == parent(&head))
                && !other_label
            {
                score += 2.5;
                matched = true;
            } else if !other_label && traits.roles.iter().any(|role| takes_in(&head, role)) {
                score += 1.5;
                matched = true;
            }
            for n in nominal.tokens.0 + 1..nominal.head {
                let word = self.words.word(n).to_lowercase();
                if word.len() > 2 && traits.roles.contains(&word) {
                    score += 1.0;
                    matched = true;
                }
            }
            if (class.any(Class::UNNAMED) || said_already) && !matched {
                continue;
            }
            if best.is_none_or(|(s, _)| score > s) {
                best = Some((score, person));
            }
        }
        best.map(|(_, person)| person)
    }

    /// Whether somebody is mentioned in this sentence already: a description would be another.
    pub(super) fn sentence_mentions(&self, person: usize) -> bool {
        self.found[self.sentence_start..].iter().rev().take(64).any(|m| !m.apposition && m.people.contains(&person))
    }
}

/// Words of kinship which may mean one and the same person.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    Partner,
    Mother,
    Father,
    Child,
    Sibling,
}

impl Tie {
    fn of(word: &str) -> Option<Self> {
        let word = word.strip_prefix("ex-").unwrap_or(word);
        Some(match word {
            "husband" | "wife" | "spouse" | "partner" | "ex" | "boyfriend" | "girlfriend" | "fiancé" | "fiancée"
            | "fiance" | "fiancee" | "hubby" | "groom" | "bride" | "beau" => Self::Partner,
            "mother" | "mom" | "mum" | "mam" | "mama" | "mommy" | "mummy" => Self::Mother,
            "father" | "dad" | "daddy" | "papa" | "pop" => Self::Father,
            "son" | "daughter" | "child" | "baby" | "newborn" | "toddler" | "infant" | "kid" => Self::Child,
            "brother" | "sister" | "sibling" | "twin" => Self::Sibling,
            _ => return None,
        })
    }
}

/// `6`, `six`.
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || ["a", "decade", "year"].contains(&word)
        || numeral::value(word).is_some_and(|number| number > 1)
}

/// Which callings a wider word takes in.
static CALLINGS: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/words/callings.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(": ")).map(|(wide, all)| (wide, all.split(' ').collect())).collect()
});

/// Whether the athlete may be called so because of this calling: `athlete`, `sprinter`.
fn takes_in(wide: &str, calling: &str) -> bool {
    CALLINGS.iter().any(|(word, all)| *word == wide && all.contains(&calling))
}

/// `Irish` and `Irishwoman`, `French` and `Frenchman`, `Scottish` and `Scot`.
fn kindred(one: &str, other: &str) -> bool {
    let stem = |word: &str| word.chars().take(4).collect::<String>();
    stem(one) == stem(other)
}

/// `mum` and `mother` are one word for whom they mean.
fn parent(word: &str) -> Option<Pronouns> {
    match word {
        "mother" | "mom" | "mum" | "mam" | "mama" | "mommy" | "mummy" => Some(Pronouns::She),
        "father" | "dad" | "daddy" | "papa" => Some(Pronouns::He),
        _ => None,
    }
}
