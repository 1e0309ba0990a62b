//! Which other words does a passage speak against, or which speak against it?
//!
//! Three signs are enough and nothing less: a denial of what another article tells (`There was no ring`, `Al did not write
//! it`), an article that says of two accounts that they are not one (`Her friends tell a different story`), and two articles
//! of which one denies what the other tells in the same words. Who is right is not asked.

use super::lexicon::Stem;
use super::name::words_of;
use super::{Archive, Evidence, Page, Source, is_stop, listed};
use crate::domain::{ArticleId, Edtf, PersonId, SentenceKind};
use crate::store::{Passage, StoreError};

/// What stands against the passage of a source, in this article or another; `asked` are the words of the question, which
/// what stands against it must hold too.
pub fn against(archive: &Archive, source: &Source, asked: &[&str]) -> Result<Option<Source>, StoreError> {
    let page = archive.page(&source.article)?;
    let Some(at) = page.sentences.iter().position(|s| s.span.overlaps(source.span)) else { return Ok(None) };
    if let Some(other) = set_apart(&page, at) {
        return Ok(Some(Source { article: source.article.clone(), span: other.span }));
    }
    told_elsewhere(archive, &page, at, asked)
}

/// Of sentences that tell of what was asked one that says so and one that denies it: `Ann is leaving`, `Ann denied that she
/// is leaving`. Both are of about the same time, for what was denied years ago may have come about since.
pub fn told_and_denied(archive: &Archive, found: &[Evidence]) -> Option<[Source; 2]> {
    let body = || found.iter().filter(|e| !e.headline && !e.text.trim_end_matches(['”', '"', '’']).ends_with('?'));
    let against = |e: &Evidence| denies(&e.text, &e.held);
    let told = body().find(|e| !negative(&e.text) && !against(e))?;
    let other = |e: &&Evidence| {
        let (one, other) = (&told.source.article, &e.source.article);
        archive.original_of(one) != archive.original_of(other) && of_one_time(archive, one, other)
    };
    let denied = body().filter(|e| against(e)).find(other)?;
    Some([told.source.clone(), denied.source.clone()])
}

/// The sentence beside a quotation that says who said it, or that somebody did not: `I never said that`.
pub fn disowned(archive: &Archive, quotation: &Source) -> Result<Option<Source>, StoreError> {
    const BESIDE: usize = 2;
    let page = archive.page(&quotation.article)?;
    let Some(at) = page.sentences.iter().position(|s| s.span.overlaps(quotation.span)) else { return Ok(None) };
    let near = &page.sentences[at.saturating_sub(BESIDE)..page.sentences.len().min(at + BESIDE + 1)];
    let found = near.iter().find(|s| s.kind == SentenceKind::Body && disowns(s.span.cut(&page.article.text)));
    Ok(found.map(|s| Source { article: quotation.article.clone(), span: s.span }))
}

/// Whether a sentence is about who said something: `He didn’t say it`, `I’m the one who wrote that`.
fn disowns(sentence: &str) -> bool {
    const SAYING: [&str; 8] = ["say", "said", "write", "wrote", "tweet", "tweeted", "post", "posted"];
    let words = words_of(sentence);
    words.windows(3).any(|three| {
        let [before, said, what] = [&three[0], &three[1], &three[2]].map(String::as_str);
        let not = ["not", "never", "didnt", "who"].contains(&before);
        not && SAYING.contains(&said) && ["it", "that", "this", "those"].contains(&what)
    }) && (negative(sentence) || words.windows(2).any(|two| two[0] == "one" && two[1] == "who"))
}

/// Whether two articles are of about the same time, so that what they tell differently is no history.
pub fn of_one_time(archive: &Archive, one: &ArticleId, other: &ArticleId) -> bool {
    const DAYS: i32 = 120;
    let day = |article| archive.date_at(archive.rank(article)).and_then(Edtf::lower);
    let (Some(one), Some(other)) = (day(one), day(other)) else { return true };
    one.since(other).is_ok_and(|apart| apart.get_days().abs() <= DAYS)
}

/// Whether a sentence denies what these words of it tell: a denial stands close before one of them.
fn denies(text: &str, held: &[String]) -> bool {
    const NEAR: usize = 7;
    let words = words_of(text);
    let denials = listed("denials");
    let held: Vec<Stem> = held.iter().map(|word| Stem::of(word)).collect();
    let said = |at: &usize| held.iter().any(|stem| stem.alike(&Stem::of(&words[*at])));
    let denied = |at: usize| words[at.saturating_sub(NEAR)..at].iter().any(|word| denials.contains(&word.as_str()));
    (0..words.len()).filter(said).any(denied)
}

/// Whether a sentence sets what it begins beside what has been told: `Her friends tell it differently`.
fn parts(sentence: &str) -> bool {
    const ACCOUNTS: [&str; 8] = ["story", "version", "account", "tale", "memory", "recollection", "picture", "side"];
    const ANOTHER: [&str; 3] = ["different", "another", "other"];
    const TELLING: [&str; 14] = [
        "tell",
        "tells",
        "told",
        "remember",
        "remembers",
        "remembered",
        "recall",
        "recalls",
        "recalled",
        "say",
        "says",
        "claims",
        "insists",
        "sees",
    ];
    const DENYING: [&str; 5] = ["denies", "denied", "disputes", "disputed", "contests"];
    const MATTER: [&str; 8] = ["it", "this", "claim", "claims", "report", "reports", "rumor", "rumors"];
    let words = words_of(sentence);
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let near = |at: usize, all: &[&str]| (at + 1..=at + 3).any(|at| all.contains(&word(at)));
    (0..words.len()).any(|at| match word(at) {
        // `A different story`, but no other version of a song.
        another if ANOTHER.contains(&another) => ACCOUNTS.contains(&word(at + 1)) && word(at + 2) != "of",
        // `His own version is rather different`.
        account if ACCOUNTS.contains(&account) => ["is", "was"].contains(&word(at + 1)) && near(at + 1, &["different"]),
        tells if TELLING.contains(&tells) => near(at, &["differently", "otherwise"]),
        denies if DENYING.contains(&denies) => {
            let the = usize::from(word(at + 1) == "the");
            MATTER.contains(&word(at + 1 + the))
        }
        _ => false,
    })
}

/// The account that an article itself sets against the paragraph of this sentence.
fn set_apart(page: &Page, at: usize) -> Option<&Passage> {
    let own = page.sentences[at].paragraph;
    let text = |passage: &Passage| passage.span.cut(&page.article.text);
    let body = || page.sentences.iter().filter(|s| s.kind == SentenceKind::Body);
    let before = body().map(|s| s.paragraph).filter(|paragraph| *paragraph < own).max();
    let after = body().map(|s| s.paragraph).filter(|paragraph| *paragraph > own).min();
    // What is told of the matter is what somebody is quoted with, where anybody is.
    let account = |paragraph: u32| {
        let all = || body().filter(move |s| s.paragraph == paragraph);
        all().find(|s| text(s).contains(['“', '"', '‘'])).or_else(|| all().next())
    };
    let first = |paragraph: u32| body().find(|s| s.paragraph == paragraph);
    if first(own).is_some_and(|s| parts(text(s))) {
        return account(before?);
    }
    let after = after.filter(|after| first(*after).is_some_and(|s| parts(text(s))))?;
    account(after)
}

/// The sentence of another article that tells what the paragraph of this sentence denies.
fn told_elsewhere(archive: &Archive, page: &Page, at: usize, asked: &[&str]) -> Result<Option<Source>, StoreError> {
    let text = |passage: &Passage| passage.span.cut(&page.article.text).to_owned();
    let own = page.sentences[at].paragraph;
    let paragraph: Vec<&Passage> = page.sentences.iter().filter(|s| s.paragraph == own).collect();
    let (mut denied, mut doers): (Vec<String>, Vec<PersonId>) = (Vec::new(), Vec::new());
    let mut none = false;
    for (n, sentence) in paragraph.iter().enumerate() {
        let before = n.checked_sub(1).map(|n| paragraph[n]);
        let own = text(sentence);
        let words = denied_by(&own, before.map(text).as_deref());
        // `They think that Al wrote it. He did not.`
        none |= !words.is_empty() && none_there(&words_of(&own)).is_some();
        let taken_back = before.filter(|before| takes_back(&own) && holds(&text(before), asked));
        doers.extend(taken_back.iter().flat_map(|before| before.people.iter().copied()));
        denied.extend(words);
    }
    if denied.is_empty() || asked.is_empty() {
        return Ok(None);
    }
    let mut people: Vec<PersonId> = paragraph.iter().flat_map(|s| s.people.iter().copied()).collect();
    people.dedup();
    let same = |one: &str, other: &str| Stem::of(one).alike(&Stem::of(other));
    let is_asked = |word: &String| asked.iter().any(|other| same(word, other));
    // What is denied tells where else to look; the rest of the question, whether it is told of the same matter.
    let new: Vec<&str> = denied.iter().filter(|word| !is_asked(word)).map(String::as_str).collect();
    let rest = asked.iter().copied().filter(|word| !denied.iter().any(|denied| same(word, denied)));
    let rest: Vec<&str> = rest.collect();
    if !new.is_empty()
        && let Some(told) = tells(archive, page, &new, &people, asked, &[])?
    {
        return Ok(Some(told));
    }
    // `Did she hide it in a suitcase?` asks for what is denied: `There was no suitcase`.
    if new.is_empty() && none {
        let denied: Vec<&str> = denied.iter().map(String::as_str).collect();
        let rest = if rest.is_empty() { &denied } else { &rest };
        if let Some(told) = tells(archive, page, &denied, &people, rest, &[])? {
            return Ok(Some(told));
        }
    }
    // Of whoever is said not to have done it, it may be told elsewhere.
    if doers.is_empty() { Ok(None) } else { tells(archive, page, asked, &doers, asked, &doers) }
}

/// Whether a sentence takes back what somebody is said to have done, and nothing else: `He did not.`
fn takes_back(sentence: &str) -> bool {
    const LONGEST: usize = 4;
    let words = words_of(sentence);
    let doer = words.first().is_some_and(|first| ["he", "she", "they", "it", "we", "i"].contains(&first.as_str()));
    doer && words.len() <= LONGEST && words.last().is_some_and(|last| last == "not" || last.ends_with("nt"))
}

/// Whether a sentence holds most of these words, or words like them.
fn holds(sentence: &str, asked: &[&str]) -> bool {
    let stems: Vec<Stem> = asked.iter().map(|word| Stem::of(word)).collect();
    held(sentence, &stems) * 2 > asked.len()
}

/// How many of these words a text holds, or words like them.
fn held(text: &str, asked: &[Stem]) -> usize {
    let stems: Vec<Stem> = words_of(text).iter().map(|word| Stem::of(word)).collect();
    asked.iter().filter(|asked| stems.iter().any(|stem| stem.alike(asked))).count()
}

/// The sentence of another article that holds one of the words `sought` and with its paragraph most of those asked, best
/// in its own words; and mentions one of the `doers`, where there are any.
fn tells(
    archive: &Archive,
    page: &Page,
    sought: &[&str],
    people: &[PersonId],
    asked: &[&str],
    doers: &[PersonId],
) -> Result<Option<Source>, StoreError> {
    const CANDIDATES: usize = 40;
    let asked: Vec<Stem> = asked.iter().map(|word| Stem::of(word)).collect();
    let mut best: Option<(usize, Source)> = None;
    for passage in archive.store.passages(sought, people, CANDIDATES)? {
        let same = archive.original_of(&passage.article) == archive.original_of(&page.article.id);
        let theirs = doers.is_empty() || passage.people.iter().any(|person| doers.contains(person));
        if same
            || passage.kind != SentenceKind::Body
            || !theirs
            || !of_one_time(archive, &passage.article, &page.article.id)
        {
            continue;
        }
        let source = Source { article: passage.article, span: passage.span };
        let words = archive.words(&source)?;
        // Of one who is said to have done it all of it is told, of a thing most.
        let (own, all) = (held(&words, &asked), asked.len());
        let enough = if doers.is_empty() { own * 2 >= all } else { held(&archive.passage(&source)?, &asked) == all };
        if own > 0 && enough && !negative(&words) && best.as_ref().is_none_or(|(known, _)| own > *known) {
            best = Some((own, source));
        }
    }
    Ok(best.map(|(_, source)| source))
}

/// The words of what a sentence denies: `There was no ring` denies a ring, `It did not` what stands `before` it.
fn denied_by(sentence: &str, before: Option<&str>) -> Vec<String> {
    const SHORT: usize = 5;
    const SUBJECTS: [&str; 8] = ["it", "that", "this", "he", "she", "they", "none", "neither"];
    let telling = |text: &str| -> Vec<String> {
        // Names tell whom it is about, not what is told of them.
        let common = text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase));
        common.flat_map(words_of).filter(|word| word.len() > 3 && !is_stop(word)).collect()
    };
    let words = words_of(sentence);
    if let Some(four) = none_there(&words) {
        return four[3..].iter().filter(|word| word.len() > 3 && !is_stop(word)).cloned().collect();
    }
    let short = words.len() <= SHORT && words.first().is_some_and(|first| SUBJECTS.contains(&first.as_str()));
    match before {
        Some(before) if short && negative(sentence) && !negative(before) => telling(before),
        _ => Vec::new(),
    }
}

/// `There was no ring`, with what there was none of.
fn none_there(words: &[String]) -> Option<&[String]> {
    let be = |word: &String| ["was", "were", "is", "are"].contains(&word.as_str());
    words.windows(4).find(|four| four[0] == "there" && be(&four[1]) && four[2] == "no")
}

fn negative(text: &str) -> bool {
    text.contains("n't")
        || text.contains("n’t")
        || words_of(text).iter().any(|w| ["not", "no", "never"].contains(&w.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_another_account() {
        for (sentence, expected) in [
            ("Friends of Poe tell a different story.", true),
            ("But the couple’s own version is rather different.", true),
            ("Poe gives another version.", true),
            ("Poe denies it.", true),
            ("Roe disputed the claims.", true),
            ("His mother remembers that evening otherwise.", true),
            ("Poe recorded another version of the song.", false),
            ("Poe denied that she is leaving.", false),
            ("It was a different night.", false),
        ] {
            assert_eq!(parts(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn who_said_it() {
        for (sentence, expected) in [
            ("“He didn’t say it!", true),
            ("“I never wrote that,” said Poe.", true),
            ("I’m the one who said that.", true),
            ("He is a man who said it often.", false),
            ("She did not say when.", false),
        ] {
            assert_eq!(disowns(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn a_denial_stands_before_what_it_denies() {
        let held = ["leaving".to_owned()];
        for (sentence, expected) in [
            ("She denied that she is leaving.", true),
            ("“I am not leaving,” Poe said.", true),
            ("She is leaving, and nobody denied it.", false),
        ] {
            assert_eq!(denies(sentence, &held), expected, "{sentence}");
        }
    }

    #[test]
    fn what_is_taken_back() {
        for (sentence, expected) in [
            ("He didn’t.", true),
            ("“She did not.", true),
            ("That’s not a headline.", false),
            ("He did not sing.", false),
        ] {
            assert_eq!(takes_back(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn what_is_denied() {
        for (sentence, before, expected) in [
            ("There was no ring.", None, &["ring"][..]),
            ("“There were no fireworks,” she said.", None, &["fireworks"]),
            ("It did not.", Some("They say the name came from his aunt."), &["aunt"]),
            ("It did not rain on the day of the wedding.", Some("They say it came from his aunt."), &[]),
            ("She sang.", Some("They say it came from his aunt."), &[]),
            ("He didn't.", None, &[]),
        ] {
            assert_eq!(denied_by(sentence, before), expected, "{sentence}");
        }
    }
}
