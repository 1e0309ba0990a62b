//! `/who`: who is this person, by these articles?

mod called;

use super::as_of::{as_of, reach_by};
use super::teller::{printed, teller_by};
use super::which_one::{Meant, meant_by, reach};
use super::{AskError, Command, CommandOption, Options, as_of, given};
use crate::answer::{
    Answer, Archive, Dossier, Kind, Line, MOST_RECEIPTS, Noted, Question, Source, Tie, accounts, ages_differ,
    capitalised, differ, is_rumour, list, standing, told_roles, worth_citing,
};
use crate::domain::{Edtf, Object, PersonId, Pronouns, SentenceKind, Status};
use crate::store::{Passage, StoreError};

/// The command.
pub static COMMAND: Command = Command {
    name: "who",
    description: "Who somebody is: roles, family, places and ages, with the sentences that say so",
    options: &[
        CommandOption { name: "person", description: "Whom you ask about", required: true, names: true },
        as_of::OPTION,
    ],
    pattern: "/who person: {one}",
    recognises,
    answer,
};

fn recognises(_: &Archive, question: &Question) -> Option<Options> {
    let asks = question.begins(&["who", "whos"]) || question.has_phrase("tell me about");
    let bare = question.content().is_empty() && question.names.len() == 1 && question.names[0].kin.is_none();
    let only_name = question.words.len() <= question.names.first().map_or(0, |n| n.words.1 - n.words.0);
    let recognised = bare && (asks || only_name) && question.kinds().is_empty();
    recognised.then(|| Options::from([("person".to_owned(), question.names[0].text.clone())]))
}

fn answer(archive: &Archive, options: &Options) -> Result<Answer, AskError> {
    let typed = given(options, "person").unwrap_or_default();
    let last = as_of(options)?;
    let dated = as_of::again(options);
    match meant_by(archive, typed, last.as_ref(), |name| format!("/who person: {name}{dated}"))? {
        Meant::One(id) => profile(archive, id, last.as_ref()),
        Meant::Several(answer, _) => Ok(answer),
        Meant::Nobody(answer) => Ok(called::called(archive, typed)?.unwrap_or(answer)),
    }
}

/// A profile as it grows: each line with what it rests on.
#[derive(Default)]
struct Profile {
    lines: Vec<Line>,
    /// What each statement can be cited from.
    statements: Vec<Vec<Source>>,
    conflict: bool,
}

fn profile(archive: &Archive, id: PersonId, last: Option<&Edtf>) -> Result<Answer, AskError> {
    let Some(dossier) = Dossier::until(archive, id, last)? else {
        return Ok(super::which_one::nobody(archive, archive.name(id), &[]));
    };
    let mut profile = Profile::default();
    let roles = dossier.roles();
    let mut ties = living(archive, &dossier, last)?;
    let no_role = roles.is_empty();
    let mut roles = told_roles(roles.to_vec(), &ties);
    worth_citing(archive, &mut roles, &mut ties)?;
    profile.roles(archive, &dossier, roles, !ties.is_empty())?;
    profile.ties(archive, &dossier, ties)?;
    profile.age(archive, &dossier)?;
    profile.life(&dossier);
    profile.shows(archive, &dossier)?;
    if no_role || profile.lines.len() < 3 {
        profile.mention(archive, &dossier, last)?;
    }
    let mut answer = Answer {
        kind: Kind::Statement,
        title: dossier.person.name.clone(),
        lines: profile.lines,
        conflict: profile.conflict,
        note: last.map_or_else(|| reach(archive), |last| reach_by(archive, last)),
        ..Answer::default()
    };
    answer.rest_on_each(archive, &profile.statements, MOST_RECEIPTS)?;
    Ok(answer)
}

impl Profile {
    /// Adds a line, with what each of its statements can be cited from.
    fn say(&mut self, text: String, statements: impl IntoIterator<Item = Vec<Source>>) {
        self.lines.push(Line::Says(text));
        self.statements.extend(statements);
    }

    fn roles(
        &mut self,
        archive: &Archive,
        dossier: &Dossier,
        roles: Vec<Noted<String>>,
        tied: bool,
    ) -> Result<(), StoreError> {
        let name = match dossier.person.pronouns {
            Some(Pronouns::They) => format!("{} (they/them)", dossier.person.name),
            _ => dossier.person.name.clone(),
        };
        let also = other_names(dossier);
        let told: Vec<&str> = roles.iter().map(|r| r.value.as_str()).collect();
        let text = match (told.is_empty(), also.is_empty()) {
            // Who they are to others, told next, says more than a first line without a role.
            (true, true) if tied => return Ok(()),
            (true, true) => format!("{name} is named in these articles."),
            (true, false) => format!("{name}, also called {}.", list(&also)),
            (false, true) => format!("{name}: {}.", told.join("; ")),
            (false, false) => format!("{name}, also called {}: {}.", list(&also), told.join("; ")),
        };
        self.say(text, roles.into_iter().map(|role| role.sources));
        for name in also {
            self.statements.extend(calling(archive, dossier, &name)?.map(|source| vec![source]));
        }
        Ok(())
    }

    fn ties(&mut self, archive: &Archive, dossier: &Dossier, ties: Vec<Noted<Tie>>) -> Result<(), StoreError> {
        let mut clauses: Vec<(String, Vec<String>)> = Vec::new();
        for tie in &ties {
            let mut standing = standing(&tie.value.predicate, dossier.person.pronouns);
            if ["partner", "engaged_to"].contains(&tie.value.predicate.as_str()) && is_rumour(archive, &tie.sources)? {
                standing.insert_str(0, "reportedly ");
            }
            let other = tie_end(archive, dossier, tie)?;
            match clauses.iter_mut().find(|(known, _)| *known == standing) {
                Some((_, others)) if !others.contains(&other) => others.push(other),
                Some(_) => (),
                None => clauses.push((standing, vec![other])),
            }
        }
        if clauses.is_empty() {
            return Ok(());
        }
        let told: Vec<String> =
            clauses.iter().map(|(standing, others)| format!("{standing} {}", list(others))).collect();
        let told = told.join("; ");
        let text = if self.lines.is_empty() {
            format!("{}: {told}.", dossier.person.name)
        } else {
            format!("{}.", capitalised(&told))
        };
        self.say(text, ties.into_iter().map(|tie| tie.sources));
        Ok(())
    }

    fn age(&mut self, archive: &Archive, dossier: &Dossier) -> Result<(), StoreError> {
        let sets = dossier.births();
        let settled = |noted: &&Noted<u16>| {
            sets.first().is_none_or(|set| set.iter().any(|b| b.years == Some(noted.value)) || set.len() < 2)
        };
        let ages = dossier.ages();
        let dated = |noted: &&Noted<u16>| noted.as_of.is_some();
        let order = |noted: &&Noted<u16>| noted.as_of.as_ref().map(Edtf::order);
        let latest = ages.iter().filter(dated).filter(settled).max_by_key(order);
        if let Some(latest) = latest.or_else(|| ages.iter().filter(dated).max_by_key(order)).or(ages.last()) {
            let when = latest.as_of.as_ref().map(|d| format!(" {}", d.adverbial())).unwrap_or_default();
            let by = latest.by.as_ref().map(|by| teller_by(archive, dossier, by)).transpose()?.flatten();
            let by = by.map(|by| format!(", says {by}")).unwrap_or_default();
            // The same age told at another time would not show this date.
            let then = |birth: &&crate::answer::Birth| {
                birth.years == Some(latest.value) && latest.as_of.as_ref() == Some(&birth.date)
            };
            let told: Vec<Source> = sets.iter().flatten().filter(then).map(|birth| birth.source.clone()).collect();
            let sources = if told.is_empty() { latest.sources.clone() } else { told };
            self.say(format!("Aged {}{when}{by}.", latest.value), [sources]);
        }
        if let Some((text, sources)) = ages_differ(sets) {
            self.conflict = true;
            self.say(text, sources.into_iter().map(|source| vec![source]));
        }
        Ok(())
    }

    fn life(&mut self, dossier: &Dossier) {
        for (kind, word) in [("born", "Born"), ("died", "Died")] {
            // At a birth the child comes first, then its parents.
            let theirs = dossier.happened(kind).filter(|(_, e)| e.participants.first() == Some(&dossier.person.id));
            let accounts = accounts(theirs);
            let own = |a: &&crate::answer::Account| a.date.is_some() || !a.details.is_empty();
            let told: Vec<String> = accounts
                .iter()
                .filter(own)
                .map(|account| {
                    let when = account.when().map(|w| format!(" {w}")).unwrap_or_default();
                    let what = account.details.first().map(|d| format!(" ({d})")).unwrap_or_default();
                    format!("{word}{when}{what}")
                })
                .collect();
            if !told.is_empty() {
                self.conflict |= differ(&accounts);
                let telling = accounts.iter().filter(own).map(|a| a.telling(usize::MAX).to_vec());
                self.say(format!("{}.", told.join("; elsewhere: ")), telling.collect::<Vec<_>>());
            }
        }
    }

    /// The shows that they were on, each once with the narrowest date told.
    fn shows(&mut self, archive: &Archive, dossier: &Dossier) -> Result<(), StoreError> {
        const MOST: usize = 4;
        let mut shows: Vec<(String, Option<Edtf>, Source)> = Vec::new();
        for (filed, event) in dossier.events().filter(|(_, e)| e.status == Status::Happened) {
            let (Some(place), Some(source)) = (&event.place, Source::first_of(filed)) else { continue };
            if !ON_SHOW.contains(&event.kind.as_str())
                || shows.iter().any(|(known, _, _)| known.contains(place.as_str()))
            {
                continue;
            }
            if is_part(&archive.sentence(&source)?.1, place) {
                continue;
            }
            shows.retain(|(known, _, _)| !place.contains(known.as_str()));
            shows.push((place.clone(), event.date.clone().filter(|date| !date.is_bound()), source));
        }
        // `Competed on Season 2` has told it.
        let told = |show: &str| self.lines.iter().any(|line| line.to_string().contains(show));
        shows.retain(|(show, _, _)| !told(show));
        shows.truncate(MOST);
        if shows.is_empty() {
            return Ok(());
        }
        let told: Vec<String> = shows
            .iter()
            .map(|(show, date, _)| date.as_ref().map_or_else(|| show.clone(), |d| format!("{show} ({})", d.phrase())))
            .collect();
        self.say(format!("Seen on {}.", list(&told)), shows.into_iter().map(|(_, _, source)| vec![source]));
        Ok(())
    }

    /// The sentence that tells most of them, for those of whom no claim tells much.
    fn mention(&mut self, archive: &Archive, dossier: &Dossier, last: Option<&Edtf>) -> Result<(), StoreError> {
        // Of the sentences that first name them in full in an article, the one with the fewest others in it.
        const LOOKED_AT: usize = 200;
        const FEWEST: usize = 2;
        let mut best: Option<(usize, Source, String)> = None;
        let mut looked_at = 0;
        let articles = archive.articles_of(dossier.person.id);
        for article in articles.into_iter().filter(|id| last.is_none_or(|last| archive.is_published(id, last))) {
            let page = archive.page(article)?;
            let about = page.sentences.iter().filter(|s| s.people.contains(&dossier.person.id));
            looked_at += about.clone().count();
            let text = |passage: &Passage| passage.span.cut(&page.article.text);
            let named = |passage: &&Passage| {
                let text = text(passage);
                let full =
                    dossier.person.aliases.iter().any(|alias| alias.contains(' ') && text.contains(alias.as_str()));
                full || (!dossier.person.name.contains(' ') && text.contains(&dossier.person.name))
            };
            if let Some(first) = about.filter(|p| p.kind == SentenceKind::Body).find(named) {
                let crowd = first.people.len().max(FEWEST);
                if best.as_ref().is_none_or(|(fewest, _, _)| crowd < *fewest) {
                    let source = Source { article: article.clone(), span: first.span };
                    best = Some((crowd, source, text(first).to_owned()));
                }
            }
            if looked_at >= LOOKED_AT || best.as_ref().is_some_and(|(fewest, _, _)| *fewest == FEWEST) {
                break;
            }
        }
        let Some((_, source, text)) = best else { return Ok(()) };
        self.lines.push(printed(archive, &source, text));
        self.statements.push(vec![source]);
        Ok(())
    }
}

/// Their ties, with the dead called so: who has died is no husband any more.
fn living(archive: &Archive, dossier: &Dossier, last: Option<&Edtf>) -> Result<Vec<Noted<Tie>>, StoreError> {
    let mut ties = dossier.ties().to_vec();
    let mut survived = None;
    for tie in ties.iter_mut().filter(|tie| tie.value.predicate == "spouse") {
        let Object::Person(other) = tie.value.other else { continue };
        let survived = match survived {
            Some(known) => known,
            None => *survived.insert(Dossier::has_died(archive, dossier.person.id, last)?),
        };
        if survived {
            "survived_by".clone_into(&mut tie.value.predicate);
        } else if Dossier::has_died(archive, other, last)? {
            "late_spouse".clone_into(&mut tie.value.predicate);
        }
    }
    Ok(ties)
}

/// Kinds of event whose place is a show.
const ON_SHOW: [&str; 5] = ["appeared_on", "hosted", "cast_on", "left_show", "eliminated"];

/// Whether a sentence tells what they were cast as, not what they were seen on: `cast as the new Ranger`.
fn is_part(sentence: &str, place: &str) -> bool {
    const NEAR: usize = 4;
    const WHERE: [&str; 6] = ["on", "in", "of", "for", "at", "to"];
    let Some((before, _)) = sentence.split_once(place) else { return false };
    let back = before.split_whitespace().rev().take_while(|word| !WHERE.contains(word));
    back.take(NEAR).any(|word| word == "as")
}

/// Names that are more than a part of the full one: a maiden name, a nickname, a stage name.
fn other_names(dossier: &Dossier) -> Vec<String> {
    let own = crate::answer::name::words_of(&dossier.person.name);
    let mut others: Vec<String> = Vec::new();
    let mut known: Vec<Vec<String>> = vec![own.clone()];
    for alias in &dossier.person.aliases {
        let words: Vec<String> = crate::answer::name::words_of(alias).into_iter().filter(|w| !is_rank(w)).collect();
        let new = words.iter().any(|w| !own.contains(w));
        if new && !known.iter().any(|k| words.iter().all(|w| k.contains(w))) {
            others.push(alias.clone());
            known.push(words);
        }
    }
    others.truncate(3);
    others
}

/// The first sentence that calls them by another name.
fn calling(archive: &Archive, dossier: &Dossier, name: &str) -> Result<Option<Source>, StoreError> {
    const LOOKED_AT: usize = 20;
    for article in archive.articles_of(dossier.person.id).into_iter().take(LOOKED_AT) {
        let page = archive.page(article)?;
        let calls = |s: &&Passage| s.kind == SentenceKind::Body && s.span.cut(&page.article.text).contains(name);
        if let Some(found) = page.sentences.iter().find(calls) {
            return Ok(Some(Source { article: article.clone(), span: found.span }));
        }
    }
    Ok(None)
}

/// Whether a folded word is a title or an office before a name: `dr`, `secretary`.
fn is_rank(word: &str) -> bool {
    crate::answer::name::is_title(word) || crate::answer::name::is_office(word)
}

fn tie_end(archive: &Archive, dossier: &Dossier, tie: &Noted<Tie>) -> Result<String, StoreError> {
    let other = match &tie.value.other {
        Object::Person(id) => dossier.name_of(archive, *id)?.into_owned(),
        Object::Place(place) => place.clone(),
    };
    Ok(match (&tie.as_of, tie.value.predicate.as_str()) {
        (Some(date), "residence") => format!("{other} (as of {})", date.phrase().trim_start_matches("by ")),
        _ => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_is_cast_as_is_no_show() {
        for (sentence, place, expected) in [
            ("The network names Ann Lee as Ranger.", "Ranger", true),
            ("Ann Lee was cast as the new Ranger.", "Ranger", true),
            ("Ann Lee appeared as a guest on Hot Stove.", "Hot Stove", false),
            ("Ann Lee was cast on Hot Stove as a judge.", "Hot Stove", false),
        ] {
            assert_eq!(is_part(sentence, place), expected, "{sentence}");
        }
    }
}
