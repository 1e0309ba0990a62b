//! How do articles become a store?
//!
//! Read, analyse, extract, link, store: in parallel, in an order of its own making, so that the same articles give
//! the same store. Only changed articles are read again, and nothing is published before everything is written.

mod bundled;
pub mod fetch;
mod files;
mod plan;
mod server;
mod share;

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use crate::article;
use crate::domain::{Article, Edtf, Reading, Sentence, SentenceKind, Signature};
use crate::extract;
use crate::language::{self, Analysis, SentenceSpan};
use crate::link;
use crate::store::{Builder, Home, Origin, Store};

pub use self::files::BuildError;
pub use self::plan::hash;
use self::plan::{Plan, Task};
pub use self::server::{build_server, read};

/// The version of the reading rules: raise it when an article would be read differently, and stores read it again.
const READER: u32 = 6;

/// What is to be built.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    /// Folders and files with articles.
    pub sources: &'a [PathBuf],
    /// Where the archive is kept.
    pub store: &'a Home,
    /// The date of articles that state none.
    pub date: Option<&'a Edtf>,
}

/// What a build did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles read, new or changed.
    pub read: usize,
    /// Articles that were there already.
    pub unchanged: usize,
    /// Articles taken out, because their files are gone.
    pub removed: usize,
    /// Articles in the store now.
    pub articles: usize,
    /// People in the store now.
    pub people: usize,
    /// Files that could not be read: file, reason and remedy.
    pub refused: Vec<String>,
    /// Articles of this build without a date.
    pub undated: usize,
    /// What was odd about articles read now.
    pub warnings: Vec<String>,
}

impl Summary {
    /// Notes what is odd about an article.
    fn look_at(&mut self, task: &Task, article: &Article) {
        let warned = article.warnings.iter();
        self.warnings.extend(warned.map(|w| format!("{}: {w}", task.path.display())));
        self.undated += usize::from(article.date.is_none());
    }
}

/// How far a build is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many articles of so many are read.
    Read(usize, usize),
    /// All are read; who is who is being decided.
    Linking,
}

/// Reads what has changed and publishes the archive.
pub fn build(order: &Order<'_>, progress: impl FnMut(Progress)) -> Result<Summary, BuildError> {
    match order.store {
        Home::File(path) => alone(order, path, progress),
        Home::Shared(shared) => share::build(order, shared, progress),
    }
}

/// The same into a file, which nobody else may build at the same time.
fn alone(order: &Order<'_>, path: &Path, mut progress: impl FnMut(Progress)) -> Result<Summary, BuildError> {
    let files = files::find(order.sources)?;
    let mut builder = Builder::open(path)?;
    let plan = Plan::make(&files, &builder.known()?, order.date)?;
    let mut summary =
        Summary { unchanged: plan.unchanged, removed: plan.gone.len(), refused: plan.refused, ..Summary::default() };
    for id in &plan.gone {
        builder.remove(id)?;
    }
    let total = plan.tasks.len();
    progress(Progress::Read(0, total));
    each_reading(&plan.tasks, |task, outcome| {
        match outcome {
            Ok((reading, signature)) => {
                summary.look_at(task, &reading.article);
                builder.put(&reading, &task.origin)?;
                builder.sign(&reading.article.id, &signature)?;
                summary.read += 1;
            }
            Err(why) => summary.refused.push(why),
        }
        progress(Progress::Read(summary.read + summary.refused.len(), total));
        Ok(())
    })?;
    if summary.read + summary.unchanged + summary.removed == 0 {
        return Err(BuildError::NothingRead(summary.refused));
    }
    if summary.read > 0 || summary.removed > 0 {
        progress(Progress::Linking);
        linked(&mut builder)?;
    }
    let store = builder.publish()?;
    summary.articles = store.articles()?.len();
    summary.people = store.people()?.len();
    Ok(summary)
}

/// The articles that are compiled in, as a store in memory.
pub fn bundled() -> Result<Store, BuildError> {
    in_memory(bundled_articles()?)
}

/// The articles that are compiled in.
pub fn bundled_articles() -> Result<Vec<Article>, BuildError> {
    let read = |(file, text): &(&str, &str)| article::from_bytes(Path::new(file), text.as_bytes().to_vec());
    bundled::ARTICLES.iter().map(read).collect::<Result<_, _>>().map_err(BuildError::Bundled)
}

/// These articles as a store in memory; the order that they come in makes no difference.
pub fn in_memory(articles: Vec<Article>) -> Result<Store, BuildError> {
    let mut builder = Builder::in_memory()?;
    for article in articles {
        let origin = Origin { path: String::new(), hash: hash(article.text.as_bytes()), reader: READER };
        let (reading, signature) = yielded(article);
        builder.put(&reading, &origin)?;
        builder.sign(&reading.article.id, &signature)?;
    }
    linked(&mut builder)?;
    Ok(builder.publish()?)
}

/// Decides who is who, and which article copies which.
fn linked(builder: &mut Builder) -> Result<(), BuildError> {
    let people = link::people(&builder.named()?);
    builder.link(&people)?;
    let copies = link::copies(&builder.signed()?);
    builder.fold(&copies)?;
    Ok(())
}

/// What an article yields, and what finds its copies.
fn yielded(article: Article) -> Read {
    let signature = link::sign(&article);
    (reading(article), signature)
}

/// Everything that one article yields.
fn reading(article: Article) -> Reading {
    let (sentences, chains, timexes, claims) = {
        let analysis = language::analyse(&article);
        (sentences(&analysis), analysis.chains.clone(), analysis.timexes.clone(), extract::claims(&analysis))
    };
    Reading { article, sentences, chains, timexes, claims }
}

/// The sentences with everybody mentioned in them, by whatever word.
fn sentences(analysis: &Analysis<'_>) -> Vec<Sentence> {
    let sentence = |sentence: &SentenceSpan| {
        let mut people = Vec::new();
        for chain in analysis.mentions_in(sentence.span).iter().flat_map(|m| &m.chains) {
            if !people.contains(chain) {
                people.push(*chain);
            }
        }
        let kind = analysis.paragraphs.get(sentence.paragraph).map_or(SentenceKind::Body, |p| p.kind);
        Sentence { span: sentence.span, paragraph: sentence.paragraph as u32, kind, people }
    };
    analysis.sentences.iter().map(sentence).collect()
}

/// Reads on every core and hands the readings on in the order of the tasks, whichever is ready first.
fn each_reading(
    tasks: &[Task],
    mut take: impl FnMut(&Task, Result<Read, String>) -> Result<(), BuildError>,
) -> Result<(), BuildError> {
    let workers = cores().min(tasks.len());
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    std::thread::scope(|scope| {
        // Bounded: reading must not run away from writing.
        let (sender, receiver) = mpsc::sync_channel(workers * 4);
        for _ in 0..workers {
            let (sender, next, stop) = (sender.clone(), &next, &stop);
            scope.spawn(move || {
                while let Some((index, task)) = claim(tasks, next)
                    && !stop.load(Ordering::Relaxed)
                    && sender.send((index, task.read())).is_ok()
                {}
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (index, outcome) in receiver {
            early.insert(index, outcome);
            while let Some(outcome) = early.remove(&due) {
                take(&tasks[due], outcome).inspect_err(|_| stop.store(true, Ordering::Relaxed))?;
                due += 1;
            }
        }
        Ok(())
    })
}

/// Cores that this process may use.
fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

/// What was read, and what finds its copies.
type Read = (Reading, Signature);

fn claim<'a>(tasks: &'a [Task], next: &AtomicUsize) -> Option<(usize, &'a Task)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    tasks.get(index).map(|task| (index, task))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::ArticleId;

    #[test]
    fn the_bundled_articles_are_read() {
        let store = bundled().expect("a store");
        assert_eq!(store.articles().expect("read").len(), bundled::ARTICLES.len());
        assert!(!store.people().expect("read").is_empty());
    }

    /// Bits of news English and what breaks readers: lone marks, joiners, unusual white space.
    const BITS: [&str; 40] = [
        "Zoë Quinlan",
        "Quinlan",
        "Mr. Holt",
        "Lee Holt",
        "she",
        "his",
        "their",
        "son",
        "the 39-year-old cohost",
        "I",
        "said",
        "told Reel Weekly",
        "met",
        "married",
        "died",
        "in 2020",
        "on Monday",
        "last year",
        "three weeks ago",
        "for a year",
        "December 27",
        "“",
        "”",
        "\"",
        "‘",
        "’s",
        "'",
        "(",
        "]",
        ",",
        ".",
        "?",
        "\n\n",
        "\r\n",
        "—",
        "Q:",
        "A:",
        "\u{200B}",
        "é\u{301}",
        "😀",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn any_article_is_read_linked_and_stored(
            bits in proptest::collection::vec((0..BITS.len(), any::<bool>()), 0..80),
        ) {
            let mut text = String::from(" date 2021-12-28 A title\n\n");
            for (bit, space) in bits {
                text.push_str(BITS[bit]);
                text.push_str(if space { " " } else { "" });
            }
            let article = article::from_bytes(Path::new("a1.txt"), text.into_bytes()).expect("an article");
            let reading = reading(article);
            for claim in &reading.claims {
                prop_assert!(!claim.evidence.is_empty(), "{claim:?}");
                for span in &claim.evidence {
                    prop_assert!(reading.article.text.get(span.start..span.end).is_some(), "{claim:?}");
                }
            }
            let mut builder = Builder::in_memory().expect("a builder");
            builder.put(&reading, &Origin { path: String::new(), hash: String::new(), reader: READER }).expect("put");
            let people = link::people(&builder.named().expect("read"));
            builder.link(&people).expect("linked");
            let store = builder.publish().expect("published");
            let claims = store.claims_in(&ArticleId("a1".into())).expect("read");
            prop_assert_eq!(claims.len(), reading.claims.len());
            prop_assert_eq!(store.people().expect("read").len(), people.len());
        }
    }
}
