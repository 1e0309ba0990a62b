//! How do articles become a store?
//!
//! Read, analyse, extract, link, store: in parallel, in an order of its own making, so that the same articles give
//! the same store. Only changed articles are read again, and nothing is published before everything is written.

mod bundled;
pub mod fetch;
mod files;
mod intake;
mod plan;
mod server;
mod share;

use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};

use crate::article;
use crate::domain::{Article, Edtf, Reading, Sentence, SentenceKind, Signature};
use crate::extract;
use crate::language::{self, Analysis, SentenceSpan};
use crate::link;
use crate::store::{Builder, Entry, Home, Named, Origin, Store, StoreError};

use self::fetch::{Internet, Network};
pub use self::files::BuildError;
use self::intake::{Intake, Names, Step};
use self::plan::Plan;
pub use self::plan::{hash, hash_of};
pub use self::server::{build_server, read};

/// The version of the reading rules: raise it when an article would be read differently, and stores read it again.
const READER: u32 = 10;

/// What is to be built.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    /// Folders and files with articles, and addresses of articles.
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
    fn look_at(&mut self, place: &str, article: &Article) {
        self.warnings.extend(article.warnings.iter().map(|w| format!("{place}: {w}")));
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

/// Reads what has changed and publishes the archive; what is named by address comes from the internet.
pub fn build(order: &Order<'_>, progress: impl FnMut(Progress)) -> Result<Summary, BuildError> {
    build_over(order, &Internet, progress)
}

/// The same over a network that is handed in.
pub fn build_over(
    order: &Order<'_>,
    network: &dyn Network,
    progress: impl FnMut(Progress),
) -> Result<Summary, BuildError> {
    match order.store {
        Home::File(path) => alone(order, network, path, progress),
        Home::Shared(shared) => share::build(order, network, shared, progress),
    }
}

/// The same into a file, which nobody else may build at the same time.
fn alone(
    order: &Order<'_>,
    network: &dyn Network,
    path: &Path,
    mut progress: impl FnMut(Progress),
) -> Result<Summary, BuildError> {
    let files = files::find(order.sources)?;
    let mut builder = Builder::open(path)?;
    let known = builder.known()?;
    let plan = Plan::make(&files, &known, order.date)?;
    let mut summary =
        Summary { unchanged: plan.unchanged, removed: plan.gone.len(), refused: plan.refused, ..Summary::default() };
    for id in &plan.gone {
        builder.remove(id)?;
    }
    let (mut names, mut fresh) = (Names::new(&known), Vec::new());
    progress(Progress::Read(0, plan.tasks.len()));
    each_reading(Intake::new(&plan.tasks, network), |outcome| {
        match outcome {
            Outcome::Read(place, entry) => {
                let mut entry = entry?;
                if names.give(place, &mut entry.article)? {
                    summary.look_at(place, &entry.article);
                    fresh.push(builder.put(*entry)?);
                    summary.read += 1;
                }
            }
            Outcome::Refused(why) => summary.refused.push(why),
            Outcome::Unchanged(count) => summary.unchanged += count,
            Outcome::End(place) => {
                for id in names.gone(place) {
                    builder.remove(&id)?;
                    summary.removed += 1;
                }
            }
        }
        let done = summary.read + summary.refused.len();
        progress(Progress::Read(done, done.max(plan.tasks.len())));
        Ok(())
    })?;
    if summary.read + summary.unchanged + summary.removed == 0 {
        return Err(BuildError::NothingRead(summary.refused));
    }
    if summary.read > 0 || summary.removed > 0 {
        progress(Progress::Linking);
        linked(&mut builder, fresh)?;
    }
    let store = builder.publish()?;
    (summary.articles, summary.people) = store.size()?;
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
    let (mut builder, mut fresh) = (Builder::in_memory()?, Vec::new());
    for article in articles {
        let origin = Origin { path: String::new(), hash: hash(article.text.as_bytes()), reader: READER };
        fresh.push(builder.put(entry(article, origin)?)?);
    }
    linked(&mut builder, fresh)?;
    Ok(builder.publish()?)
}

/// Decides who is who, and which article copies which. What was read just now need not be read back.
fn linked(builder: &mut Builder, fresh: Vec<Named>) -> Result<(), BuildError> {
    let (signed, named) = (builder.signed()?, builder.named(fresh)?);
    // Neither needs the other, nor the database.
    let copies = std::thread::scope(|scope| {
        let copies = scope.spawn(|| link::copies(&signed));
        let people = scope.spawn(|| link::people(&named));
        builder.settle()?;
        builder.link(&people.join().unwrap_or_else(|panic| resume_unwind(panic)))?;
        Ok::<_, StoreError>(copies.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })?;
    builder.fold(&copies)?;
    Ok(())
}

/// An article as it is written.
fn entry(article: Article, origin: Origin) -> Result<Entry, StoreError> {
    let (reading, signature) = yielded(article);
    Entry::of(reading, origin, Some(&signature))
}

/// What an article yields, and what finds its copies.
fn yielded(article: Article) -> (Reading, Signature) {
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

/// Articles that each core may have read before they are written: reading must not run away from writing, nor stand still
/// while the database sorts what it has gathered.
const AHEAD: usize = 32;

/// What became of a [`Step`]; places are those of [`Origin`].
enum Outcome<'a> {
    Read(&'a str, Result<Box<Entry>, StoreError>),
    Refused(String),
    Unchanged(usize),
    End(&'a str),
}

impl<'a> Outcome<'a> {
    fn of(step: Step<'a>) -> Self {
        match step {
            Step::Record(task, origin, record) => match intake::read(record, task.date.as_ref()) {
                Ok(article) => Self::Read(task.name(), entry(article, origin).map(Box::new)),
                Err(why) => Self::Refused(why),
            },
            Step::Refused(why) => Self::Refused(why),
            Step::Unchanged(count) => Self::Unchanged(count),
            Step::End(task) => Self::End(task.name()),
        }
    }
}

/// Reads on every core and hands on what came of it in the order of the sources, whichever is ready first.
fn each_reading<'a>(
    intake: Intake<'a>,
    mut take: impl FnMut(Outcome<'a>) -> Result<(), BuildError>,
) -> Result<(), BuildError> {
    let workers = cores();
    let (steps, stop) = (Mutex::new(intake.enumerate()), AtomicBool::new(false));
    let next = || steps.lock().unwrap_or_else(PoisonError::into_inner).next();
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(workers * AHEAD);
        for _ in 0..workers {
            let (sender, next, stop) = (sender.clone(), &next, &stop);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed)
                    && let Some((index, step)) = next()
                    && sender.send((index, Outcome::of(step))).is_ok()
                {}
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (index, outcome) in receiver {
            early.insert(index, outcome);
            while let Some(outcome) = early.remove(&due) {
                take(outcome).inspect_err(|_| stop.store(true, Ordering::Relaxed))?;
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
            let origin = Origin { path: String::new(), hash: String::new(), reader: READER };
            builder.put(Entry::of(reading.clone(), origin, None).expect("an entry")).expect("put");
            let people = link::people(&builder.named(Vec::new()).expect("read"));
            builder.link(&people).expect("linked");
            let store = builder.publish().expect("published");
            let claims = store.claims_in(&ArticleId("a1".into())).expect("read");
            prop_assert_eq!(claims.len(), reading.claims.len());
            prop_assert_eq!(store.people().expect("read").len(), people.len());
        }
    }
}
