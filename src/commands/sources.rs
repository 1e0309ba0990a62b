//! `/sources`: which articles stand behind a topic or a person?
//!
//! Oldest first, so that the first one is where the archive has it from; copies are folded into what they copy. Every
//! word of the topic stands in each article listed. What the articles say is for other commands.

use super::as_of::{again, as_of, reach_by};
use super::paging::{self, page, turning};
use super::which_one::{Meant, meant_by, reach};
use super::{AskError, Command, CommandOption, Options, as_of, given};
use crate::answer::{Answer, Archive, Kind, Question, Source, Support, list};
use crate::domain::{Edtf, PersonId, SentenceKind};
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
    // The list begins with the oldest.
    let first = question.has(&["article", "report", "story"]) && question.has(&["first", "earliest", "oldest"]);
    let extra = ["list", "show", "first", "earliest", "oldest", "story"];
    let bare = question.content().iter().all(|word| ASKING.contains(word) || extra.contains(word));
    let topic: Vec<&str> = question.names.iter().map(|named| named.text.as_str()).collect();
    ((asks || first) && bare && !topic.is_empty()).then(|| Options::from([("topic".to_owned(), topic.join(" and "))]))
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
        .filter(|found| last.as_ref().is_none_or(|last| archive.is_published_at(found.rank, last)))
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
        support: support(archive, &found, copies),
        note,
        ..Answer::default()
    }
    .says(format!("{} {mention} {about}{order}:", list(&counts)));
    for found in shown {
        let Some(head) = archive.head_at(found.rank) else { continue };
        let receipt = answer.receipts.iter().position(|r| r.article == head.id).map(|at| at + 1);
        answer = answer.says(entry(archive, found, head, receipt));
    }
    Ok(turning(answer, &page, &line(topic)))
}

/// An article of the list.
struct Found {
    /// Its place in time.
    rank: usize,
    /// The number of the sentence that holds most of the words.
    sentence: Option<u32>,
    /// Those that copy it, by their places in time.
    copies: Vec<usize>,
}

/// Every article that holds all these words and names all these people, oldest first.
fn found(archive: &Archive, words: &[&str], people: &[PersonId]) -> Result<Vec<Found>, StoreError> {
    let articles = |id: &PersonId| {
        let person = archive.names.person(*id);
        let mut ranks: Vec<usize> =
            person.into_iter().flat_map(|p| &p.articles).map(|article| archive.rank(article)).collect();
        ranks.sort_unstable();
        ranks
    };
    let named: Vec<Vec<usize>> = people.iter().map(articles).collect();
    let mut found: Vec<(usize, Option<u32>)> = if words.is_empty() {
        named.first().into_iter().flatten().map(|rank| (*rank, None)).collect()
    } else {
        archive.ranks_with(words)?.into_iter().map(|(rank, sentence)| (rank, Some(sentence))).collect()
    };
    found.retain(|(rank, _)| named.iter().all(|articles| articles.binary_search(rank).is_ok()));
    found.sort_unstable_by_key(|(rank, _)| *rank);
    Ok(found.into_iter().map(|(rank, sentence)| Found { rank, sentence, copies: Vec::new() }).collect())
}

/// Copies put under what they copy, which is the oldest of them here.
fn folded(archive: &Archive, all: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::with_capacity(all.len());
    // By place in time of what is copied, or of what is no copy: where it stands in the list.
    let mut place: Vec<Option<usize>> = vec![None; archive.size()];
    for found in all {
        match place.get_mut(archive.story_at(found.rank)) {
            Some(Some(at)) => kept[*at].copies.push(found.rank),
            Some(place) => {
                *place = Some(kept.len());
                kept.push(found);
            }
            None => kept.push(found),
        }
    }
    kept
}

/// What stands behind the list: each of them, the oldest first.
fn support(archive: &Archive, found: &[Found], copies: usize) -> Support {
    let first = found.first().and_then(|found| archive.head_at(found.rank));
    let earliest = first.and_then(|head| head.outlet.clone()).unwrap_or_default();
    let dates = found.iter().filter_map(|found| archive.date_at(found.rank).cloned()).collect();
    Support { articles: found.len(), copies, dates, earliest, hearsay: false }
}

/// The sentence to show of an article: the one with the words, else the first that names one of the people.
fn telling(archive: &Archive, found: &Found, people: &[PersonId]) -> Result<Option<Source>, StoreError> {
    let Some(ArticleHead { id, .. }) = archive.head_at(found.rank) else { return Ok(None) };
    if let Some(sentence) = found.sentence {
        return Ok(Some(Source { article: id.clone(), span: archive.store.place_of(sentence)? }));
    }
    let page = archive.page(id)?;
    let mut named = page.sentences.iter().filter(|s| people.iter().any(|id| s.people.contains(id)));
    let first = named.clone().find(|s| s.kind == SentenceKind::Body).or_else(|| named.next());
    Ok(first.map(|s| Source { article: id.clone(), span: s.span }))
}

/// `• 4 May 2021: A night in Dover (Reel Weekly); copied by Star Wire. [1]`
fn entry(archive: &Archive, found: &Found, head: &ArticleHead, receipt: Option<usize>) -> String {
    let date = head.date.as_ref().map_or_else(|| "undated".to_owned(), Edtf::phrase);
    let title = if head.title.is_empty() { head.id.to_string() } else { shortened(&head.title, 70) };
    let outlet = head.outlet.as_deref().map(|outlet| format!(" ({})", shortened(outlet, 25))).unwrap_or_default();
    let copies: Vec<String> = found.copies.iter().filter_map(|rank| archive.head_at(*rank)).map(publisher).collect();
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
