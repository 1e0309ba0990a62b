//! Which articles lie in the sources, one after another, and what is each called?
//!
//! Files are split and addresses fetched in order, and nothing is read yet: that is work for any core. Articles of one
//! file may want the same name; those of two may not have it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::fetch::{self, Fetched, Limits, Network};
use super::files::BuildError;
use super::plan::{Place, Stamp, Task, stands};
use super::{READER, hash};
use crate::article::{self, Record, Records};
use crate::domain::{Article, ArticleId, Edtf};
use crate::store::{Known, Origin};

/// What comes out of the sources next.
pub(super) enum Step<'a> {
    /// An article that has yet to be read.
    Record(&'a Task, Origin, Record),
    /// Something that cannot be read: what, why and the remedy.
    Refused(String),
    /// So many articles are as they were.
    Unchanged(usize),
    /// A source has been split to its end: what came from it before and is not in it now is gone.
    End(&'a Task),
}

/// Everything in the sources, in order.
pub(super) struct Intake<'a> {
    tasks: std::slice::Iter<'a, Task>,
    network: &'a dyn Network,
    open: Option<Open<'a>>,
}

struct Open<'a> {
    task: &'a Task,
    origin: Origin,
    records: Records,
    /// Whether everything could be split off so far.
    whole: bool,
}

impl<'a> Intake<'a> {
    /// The articles of these tasks; addresses are looked up in this network.
    pub fn new(tasks: &'a [Task], network: &'a dyn Network) -> Self {
        Self { tasks: tasks.iter(), network, open: None }
    }

    fn begin(&mut self, task: &'a Task) -> Option<Step<'a>> {
        let opened = match &task.place {
            Place::File { path, origin } => {
                article::records(path).map(|r| (origin.clone(), r)).map_err(|e| e.to_string())
            }
            Place::Page { address, before } => match self.fetched(address, before.as_ref()) {
                Ok(Fetched::Unchanged) => return Some(Step::Unchanged(task.before)),
                Ok(Fetched::Page(page)) => {
                    let stamp = Stamp { hash: hash(&page.bytes), validators: page.validators };
                    if before.as_ref().is_some_and(|b| b.hash == stamp.hash) {
                        return Some(Step::Unchanged(task.before));
                    }
                    let origin = Origin { path: address.clone(), hash: stamp.to_string(), reader: READER };
                    let records = article::records_of_page(&page.address, &page.media, page.bytes);
                    records.map(|r| (origin, r)).map_err(|e| e.to_string())
                }
                Err(why) => Err(why),
            },
        };
        match opened {
            Ok((origin, records)) => {
                self.open = Some(Open { task, origin, records, whole: true });
                None
            }
            Err(why) => Some(Step::Refused(why)),
        }
    }

    /// On a thread of its own: whoever builds may be within a runtime or not.
    fn fetched(&self, address: &str, before: Option<&Stamp>) -> Result<Fetched, String> {
        let (network, validators) = (self.network, before.map(|b| &b.validators));
        let fetch = || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime = runtime.map_err(|e| format!("{address}: {e}; try again"))?;
            let fetched = runtime.block_on(fetch::fetch(address, network, &Limits::default(), validators));
            fetched.map_err(|e| e.to_string())
        };
        std::thread::scope(|scope| scope.spawn(fetch).join())
            .unwrap_or_else(|_| Err(format!("{address}: could not be fetched; try again")))
    }
}

impl<'a> Iterator for Intake<'a> {
    type Item = Step<'a>;

    fn next(&mut self) -> Option<Step<'a>> {
        loop {
            let Some(open) = &mut self.open else {
                let task = self.tasks.next()?;
                match self.begin(task) {
                    Some(step) => return Some(step),
                    None => continue,
                }
            };
            match open.records.next() {
                Some(Ok(record)) => return Some(Step::Record(open.task, open.origin.clone(), record)),
                Some(Err(why)) => {
                    open.whole = false;
                    return Some(Step::Refused(why.to_string()));
                }
                None => {
                    let (task, whole) = (open.task, open.whole);
                    self.open = None;
                    if whole {
                        return Some(Step::End(task));
                    }
                }
            }
        }
    }
}

/// Reads one article; why not, where that fails. One without a date gets this one.
pub(super) fn read(record: Record, date: Option<&Edtf>) -> Result<Article, String> {
    let mut article = record().map_err(|e| e.to_string())?;
    if let Some(date) = date {
        article.date_if_undated(date);
    }
    Ok(article)
}

/// The names that are given away.
pub(super) struct Names<'a> {
    known: &'a BTreeMap<ArticleId, Known>,
    /// What came from each place before.
    before: HashMap<&'a str, Vec<&'a ArticleId>>,
    /// The articles of this build: where each is from, and what its text comes to.
    taken: HashMap<ArticleId, (Rc<str>, u32)>,
    /// The places that articles of this build are from.
    places: HashSet<Rc<str>>,
}

impl<'a> Names<'a> {
    /// Beside what the store holds.
    pub fn new(known: &'a BTreeMap<ArticleId, Known>) -> Self {
        let mut before: HashMap<&str, Vec<&ArticleId>> = HashMap::new();
        for (id, known) in known {
            before.entry(&known.origin.path).or_default().push(id);
        }
        Self { known, before, taken: HashMap::new(), places: HashSet::new() }
    }

    /// Sees to it that an article from this place has a name of its own. False where the same place had the same article
    /// before.
    pub fn give(&mut self, place: &str, article: &mut Article) -> Result<bool, BuildError> {
        if let Some((other, _)) = self.taken.get(&article.id).filter(|(other, _)| **other != *place) {
            return Err(equal(&article.id, other, place));
        }
        let sum_of = |id: &ArticleId| self.taken.get(id).map(|(_, sum)| *sum);
        let Some(sum) = article::told_apart(article, sum_of) else { return Ok(false) };
        if let Some(before) = self.known.get(&article.id)
            && before.origin.path != place
            && stands(&before.origin.path)
        {
            return Err(equal(&article.id, &before.origin.path, place));
        }
        let place = self.places.get(place).cloned().unwrap_or_else(|| place.into());
        self.places.insert(place.clone());
        self.taken.insert(article.id.clone(), (place, sum));
        Ok(true)
    }

    /// What came from this place before and has not come now. Where nothing came, nothing is gone: what cannot be read
    /// keeps its earlier reading.
    pub fn gone(&self, place: &str) -> Vec<ArticleId> {
        if !self.places.contains(place) {
            return Vec::new();
        }
        let before = self.before.get(place).into_iter().flatten();
        before.filter(|id| !self.taken.contains_key(**id)).map(|id| (*id).clone()).collect()
    }
}

fn equal(name: &ArticleId, one: &str, other: &str) -> BuildError {
    BuildError::EqualStems { name: name.clone(), one: one.into(), other: other.into() }
}
