//! `/sources`: which articles stand behind a topic or a person?
//!
//! Oldest first, so that the first one is where the archive has it from; copies are folded into what they copy. Every
//! word of the topic stands in each article listed. What the articles say is for other commands.

use std::collections::{BTreeMap, HashSet};

use super::as_of::{again, as_of, reach_by};
use super::paging::{self, page, turning};
use super::which_one::{Meant, meant_by, reach};
use super::{AskError, Command, CommandOption, Options, as_of, given};
use crate::answer::{Answer, Archive, Kind, Question, Source, Support, list};
use crate::domain::{ArticleId, Edtf, PersonId, SentenceKind};
use crate::store::{ArticleHead, StoreError};

/// The command.
pub static COMMAND: Command = Command {
    name: "sources",
    description: "Which articles stand behind a topic or a person, the oldest first",
    options: &[
        CommandOption {
            name: "topic",
            description: "A person, or words that stand there",
            required: true,
            names: true,
        },
        as_of::OPTION,
        paging::OPTION,
    ],
    pattern: "/sources topic: {one}",
    recognises,
    answer,
};

/// More on a page would be more than one reads at a glance.
const ON_A_PAGE: usize = 6;

fn recognises(_: &Archive, question: &Question) -> Option<Options> {
    const ASKING: [&str; 10] =
        ["articles", "article", "sources", "source", "mention", "mentions", "cover", "covered", "wrote", "written"];
    let asks = question.has(&["articles", "sources"])
        && question.begins(&["which", "what", "sources", "articles", "list", "show"]);
    let [named] = &question.names[..] else { return None };
    let bare = question.content().iter().all(|word| ASKING.contains(word) || ["list", "show"].contains(word));
    (asks && bare).then(|| Options::from([("topic".to_owned(), named.text.clone())]))
}

fn answer(archive: &Archive, options: &Options) -> Result<Answer, AskError> {
    let last = as_of(options)?;
    let topic = given(options, "topic").unwrap_or_default();
    let line = |topic: &str| format!("/{} topic: {topic}{}", COMMAND.name, again(options));
    let question = Question::of(archive, topic)?;
    let mut words = question.content();
    let mut people: Vec<PersonId> = question.people();
    let mut about = topic.to_owned();
    if words.is_empty() && question.names.len() == 1 {
        match meant_by(archive, topic, last.as_ref(), line)? {
            Meant::One(one) => {
                people = vec![one];
                archive.name(one).clone_into(&mut about);
            }
            Meant::Several(answer, _) => return Ok(answer),
            Meant::Nobody(_) => (),
        }
    }
    if words.is_empty() && people.is_empty() {
        words = question.words.iter().map(String::as_str).collect();
    }
    let note = last.as_ref().map_or_else(|| reach(archive), |last| reach_by(archive, last));
    let found: Vec<Found> = found(archive, &words, &people)?
        .into_iter()
        .filter(|found| last.as_ref().is_none_or(|last| archive.is_published(&found.article, last)))
        .collect();
    if found.is_empty() {
        let silent = super::which_one::silent(archive, &format!("mention “{topic}”"), &[])?;
        return Ok(Answer { note, ..silent });
    }
    let copies = found.len();
    let found = folded(archive, found);
    let copies = copies - found.len();
    let page = page(options, found.len(), ON_A_PAGE)?;
    let shown = &found[page.from..page.to];
    let mut sources = Vec::with_capacity(shown.len());
    for found in shown {
        sources.extend(telling(archive, found, &people)?);
    }
    let counted = |n: usize, what: &str, whats: &str| format!("{n} {}", if n == 1 { what } else { whats });
    let mut counts = vec![counted(found.len(), "article", "articles")];
    counts.extend((copies > 0).then(|| counted(copies, "copy", "copies")));
    let mention = if found.len() + copies == 1 { "mentions" } else { "mention" };
    let order = if found.len() > 1 { ", the oldest first" } else { "" };
    let mut answer = Answer {
        kind: Kind::Statement,
        title: format!("Sources: {about}{}", page.remark()),
        receipts: archive.receipts(&sources, ON_A_PAGE)?,
        support: Support::of(archive, found.iter().flat_map(|f| std::iter::once(&f.article).chain(&f.copies))),
        note,
        ..Answer::default()
    }
    .says(format!("{} {mention} {about}{order}:", list(&counts)));
    for found in shown {
        let receipt = answer.receipts.iter().position(|r| r.article == found.article).map(|at| at + 1);
        answer = answer.says(entry(archive, found, receipt));
    }
    Ok(turning(answer, &page, &line(topic)))
}

/// An article of the list.
struct Found {
    article: ArticleId,
    /// The number of the sentence that holds most of the words.
    sentence: Option<u32>,
    /// Those that copy it.
    copies: Vec<ArticleId>,
}

/// Every article that holds all these words and names all these people, oldest first.
fn found(archive: &Archive, words: &[&str], people: &[PersonId]) -> Result<Vec<Found>, StoreError> {
    let named: Vec<HashSet<&ArticleId>> =
        people.iter().map(|id| archive.names.person(*id).into_iter().flat_map(|p| &p.articles).collect()).collect();
    let mut found: Vec<Found> = if words.is_empty() {
        let first = people.first().and_then(|id| archive.names.person(*id));
        let articles = first.map(|person| person.articles.clone()).unwrap_or_default();
        articles.into_iter().map(|article| Found { article, sentence: None, copies: Vec::new() }).collect()
    } else {
        let held = archive.store.articles_with(words)?;
        let found = |(article, sentence)| Found { article, sentence: Some(sentence), copies: Vec::new() };
        held.into_iter().map(found).collect()
    };
    found.retain(|found| named.iter().all(|articles| articles.contains(&found.article)));
    found.sort_by_cached_key(|found| archive.rank(&found.article));
    Ok(found)
}

/// Copies put under what they copy, which is the oldest of them here.
fn folded(archive: &Archive, all: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::new();
    let mut place: BTreeMap<ArticleId, usize> = BTreeMap::new();
    for found in all {
        let original = archive.original_of(&found.article).clone();
        if let Some(at) = place.get(&original) {
            kept[*at].copies.push(found.article);
        } else {
            place.insert(original, kept.len());
            kept.push(found);
        }
    }
    kept
}

/// The sentence to show of an article: the one with the words, else the first that names one of the people.
fn telling(archive: &Archive, found: &Found, people: &[PersonId]) -> Result<Option<Source>, StoreError> {
    if let Some(sentence) = found.sentence {
        return Ok(Some(Source { article: found.article.clone(), span: archive.store.place_of(sentence)? }));
    }
    let page = archive.page(&found.article)?;
    let mut named = page.sentences.iter().filter(|s| people.iter().any(|id| s.people.contains(id)));
    let first = named.clone().find(|s| s.kind == SentenceKind::Body).or_else(|| named.next());
    Ok(first.map(|s| Source { article: found.article.clone(), span: s.span }))
}

/// `• 4 May 2021: A night in Dover (Reel Weekly); copied by Star Wire. [1]`
fn entry(archive: &Archive, found: &Found, receipt: Option<usize>) -> String {
    let Some(head) = archive.head(&found.article) else { return format!("• {}", found.article) };
    let date = head.date.as_ref().map_or_else(|| "undated".to_owned(), Edtf::phrase);
    let title = if head.title.is_empty() { found.article.to_string() } else { shortened(&head.title, 70) };
    let outlet = head.outlet.as_deref().map(|outlet| format!(" ({})", shortened(outlet, 25))).unwrap_or_default();
    let copies: Vec<String> = found.copies.iter().filter_map(|id| archive.head(id)).map(publisher).collect();
    let after = match &copies[..] {
        [] => String::new(),
        [one] => format!("; copied by {one}"),
        [one, rest @ ..] => format!("; copied by {one} and {} more", rest.len()),
    };
    let receipt = receipt.map(|number| format!(" [{number}]")).unwrap_or_default();
    format!("• {date}: {title}{outlet}{after}{receipt}")
}

/// Who published it, else what it is called.
fn publisher(head: &ArticleHead) -> String {
    shortened(head.outlet.as_deref().unwrap_or(&head.id.0), 25)
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most - 1).collect();
    let end = cut.rfind(' ').filter(|at| *at > most / 2).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}
