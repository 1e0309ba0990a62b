//! What do sentences say of two people, where no claim does: a couple, parted, or nothing of the kind?
//!
//! Only sentences that mention both; each is shown as printed.

use crate::answer::name::words_of;
use crate::answer::{Archive, Dossier, Page, Source, against, is_hearsay, listed};
use crate::domain::{PersonId, SentenceKind, Status};
use crate::store::{Passage, StoreError};

const CANDIDATES: usize = 40;

/// Sentences of articles that hold a word of this list and mention somebody.
fn mentioning(archive: &Archive, list: &str, person: PersonId) -> Result<impl Iterator<Item = Passage>, StoreError> {
    let found = archive.store.passages(&listed(list), &[person], CANDIDATES)?;
    Ok(found.into_iter().filter(|passage| passage.kind == SentenceKind::Body))
}

fn source(passage: Passage) -> Source {
    Source { article: passage.article, span: passage.span }
}

/// The sentence that names two people, and as few others as may be, and says that something ended.
pub(super) fn parted(archive: &Archive, one: PersonId, other: PersonId) -> Result<Option<Source>, StoreError> {
    let both = |passage: &Passage| passage.people.contains(&one) && passage.people.contains(&other);
    let found = mentioning(archive, "parting", one)?.filter(both).min_by_key(|passage| passage.people.len());
    Ok(found.map(source))
}

/// The sentence of the newest article that says that two people have come together again, by both their names or of the
/// couple alone.
pub(super) fn reconciled(archive: &Archive, one: PersonId, other: PersonId) -> Result<Option<Source>, StoreError> {
    let both = |passage: &Passage| passage.people.contains(&one) && passage.people.contains(&other);
    let mut newest: Option<Source> = None;
    for found in mentioning(archive, "reconciling", one)?.filter(both).map(source) {
        let words = words_of(&archive.words(&found)?);
        let open = ["not", "never", "no", "if", "hopes", "hoping", "rumors", "rumours", "denied", "may", "could"];
        let settled = !words.iter().any(|word| open.contains(&word.as_str()));
        let later = newest.as_ref().is_none_or(|known| archive.rank(&found.article) > archive.rank(&known.article));
        if settled && later {
            newest = Some(found);
        }
    }
    Ok(newest)
}

/// What a rumour tells of the end of two people, and what is said against it: of the newest article about both in which
/// somebody without a name tells so. Nothing older than an article counts, by its place in time.
pub(super) fn rumoured_parting(
    archive: &Archive,
    one: PersonId,
    other: PersonId,
    since: usize,
) -> Result<Option<(Source, Option<Source>)>, StoreError> {
    const UNNAMED: [&str; 12] = [
        "source",
        "sources",
        "insider",
        "insiders",
        "pal",
        "pals",
        "friend",
        "friends",
        "onlooker",
        "onlookers",
        "reportedly",
        "rumored",
    ];
    let ends = listed("ends");
    let mut undenied: Option<Source> = None;
    for page in about_both(archive, one, other, since)? {
        let text = |s: &Passage| s.span.cut(&page.article.text).to_owned();
        let unnamed = |s: &&Passage| {
            let all = page.sentences.iter().filter(|other| other.paragraph == s.paragraph);
            all.map(text).any(|text| is_hearsay(&text) || words_of(&text).iter().any(|w| UNNAMED.contains(&w.as_str())))
        };
        let told = |s: &&Passage| {
            let words = words_of(&text(s));
            let negative = words.iter().any(|word| word == "not" || word == "never" || word == "no");
            let is_over =
                words.windows(2).any(|w| w[1] == "over" && ["is", "its", "are", "theyre"].contains(&w[0].as_str()));
            let ended = is_over || words.iter().any(|word| ends.contains(&word.as_str()));
            s.kind == SentenceKind::Body && !negative && ended
        };
        for sentence in page.sentences.iter().filter(told).filter(unnamed) {
            let source = Source { article: page.article.id.clone(), span: sentence.span };
            if let Some(denied) = against(archive, &source, &[])? {
                return Ok(Some((source, Some(denied))));
            }
            // Without anything said against it, it is of them only where it names one of them.
            let theirs = sentence.people.contains(&one) || sentence.people.contains(&other);
            undenied = undenied.or(theirs.then_some(source));
        }
    }
    Ok(undenied.map(|source| (source, None)))
}

/// Who ended it, in the words of those who tell: of the articles about both that say that it is over, the sentence that
/// tells whose doing it was.
pub(super) fn ended_by(archive: &Archive, one: PersonId, other: PersonId) -> Result<Option<Source>, StoreError> {
    // The plainest first.
    const DOING: [&[&str]; 4] = [
        &["decision", "choice"],
        &["ended it", "ended things", "ended the", "called it off", "broke it off", "broke up with", "dumped"],
        &["left him", "left her", "left them", "walked out", "walked away", "moved out", "mutual", "decided"],
        &["filed for divorce"],
    ];
    let ends = listed("parting");
    for phrases in DOING {
        for page in about_both(archive, one, other, 0)? {
            let text = |s: &Passage| s.span.cut(&page.article.text).to_owned();
            let body = || page.sentences.iter().filter(|s| matches!(s.kind, SentenceKind::Body | SentenceKind::Title));
            let over = |s: &Passage| words_of(&text(s)).iter().any(|word| ends.contains(&word.as_str()));
            let both = |s: &Passage| s.people.contains(&one) && s.people.contains(&other);
            if !body().any(|s| over(s) && both(s)) {
                continue;
            }
            let tells = |s: &&Passage| phrases.iter().any(|phrase| Archive::mentions_words(&text(s), phrase));
            // It may be told of them alone.
            let theirs = |s: &&Passage| s.people.iter().all(|person| [one, other].contains(person));
            if let Some(found) = body().filter(|s| s.kind == SentenceKind::Body).filter(tells).find(theirs) {
                return Ok(Some(Source { article: page.article.id.clone(), span: found.span }));
            }
        }
    }
    Ok(None)
}

/// The pages that are about two people, the newest first.
fn about_both(
    archive: &Archive,
    one: PersonId,
    other: PersonId,
    since: usize,
) -> Result<Vec<std::sync::Arc<Page>>, StoreError> {
    const MOST: usize = 12;
    let others: std::collections::HashSet<_> = archive.articles_of(other).into_iter().collect();
    let mut both = archive.articles_of(one);
    both.retain(|article| others.contains(article) && archive.rank(article) >= since && !archive.is_copy(article));
    both.sort_by_key(|article| std::cmp::Reverse(archive.rank(article)));
    let mut pages = Vec::new();
    for article in both.into_iter().take(MOST) {
        let page = archive.page(article)?;
        let named = |person: PersonId| page.beginning().any(|(sentence, _)| sentence.people.contains(&person));
        if named(one) && named(other) {
            pages.push(page);
        }
    }
    Ok(pages)
}

/// The newest sentence that calls two people a couple and names nobody else.
pub(super) fn couple(archive: &Archive, one: PersonId, other: PersonId) -> Result<Option<Source>, StoreError> {
    let two = |p: &Passage| p.people.len() == 2 && p.people.contains(&one) && p.people.contains(&other);
    let found = mentioning(archive, "couple", one)?.filter(two).max_by_key(|p| archive.rank(&p.article));
    Ok(found.map(source))
}

/// The sentence that calls somebody unmarried.
pub(super) fn unmarried(archive: &Archive, person: PersonId) -> Result<Option<Source>, StoreError> {
    const WORDS: [&str; 4] = ["married", "unmarried", "bachelor", "single"];
    const PHRASES: [&str; 6] =
        ["never married", "unmarried", "a bachelor", "is single", "single again", "newly single"];
    for passage in archive.store.passages(&WORDS, &[person], CANDIDATES)? {
        let source = Source { article: passage.article, span: passage.span };
        let text = archive.words(&source)?;
        let told = PHRASES.iter().any(|phrase| Archive::mentions_words(&text, phrase));
        if told && passage.kind == SentenceKind::Body {
            return Ok(Some(source));
        }
    }
    Ok(None)
}

/// The shortest sentence in which a `romance`, an `engagement` or a `wedding` of two people is denied.
pub(super) fn denial(
    archive: &Archive,
    dossier: &Dossier,
    other: PersonId,
    of: &str,
) -> Result<Option<Source>, StoreError> {
    let denied = dossier.events().find(|(_, event)| {
        event.status == Status::Denied
            && event.participants.contains(&other)
            && ["started_dating", "engaged", "married", "first_date"].contains(&event.kind.as_str())
    });
    if let Some(source) = denied.and_then(|(filed, _)| Source::first_of(filed)) {
        return Ok(Some(source));
    }
    let mut negations = listed("denials");
    if of == "romance" {
        negations.extend(listed("weak_denials"));
    }
    let mut shortest: Option<(usize, Source)> = None;
    for passage in mentioning(archive, of, dossier.person.id)?.filter(|p| p.people.contains(&other)) {
        let source = source(passage);
        let words = words_of(&archive.words(&source)?);
        let negative = words.iter().any(|word| negations.contains(&word.as_str()));
        if negative && shortest.as_ref().is_none_or(|(length, _)| words.len() < *length) {
            shortest = Some((words.len(), source));
        }
    }
    Ok(shortest.map(|(_, source)| source))
}
