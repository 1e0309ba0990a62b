//! Which archive answers whom?
//!
//! The common one answers everybody, but for servers that have rulings or articles of their own: each of them has a
//! store of its own in a folder beside the common one. They are built in the background, one at a time; until one is
//! there, the one before answers. Nothing here reads an article.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

use tracing::warn;

use super::{Maker, Server};
use crate::commands::{AskError, Desk};
use crate::store::{Ledger, Recent, Store, StoreError};

/// What tells one state of one archive from every other: of the common one, and of the server's own.
pub type Edition = (u64, u64);

/// All archives.
#[derive(Debug)]
pub(super) struct Archives {
    common: RwLock<Arc<Desk>>,
    edition: AtomicU64,
    pub(super) ledger: Ledger,
    own: OnceLock<Own>,
}

/// What it takes to have archives of servers.
#[derive(Debug)]
struct Own {
    maker: Maker,
    /// Where they lie.
    folder: PathBuf,
    /// Those that there are.
    houses: RwLock<HashMap<u64, House>>,
    /// Numbers their editions.
    count: AtomicU64,
    /// Those that were asked last, by edition.
    open: Recent<u64, Desk>,
    channels: RwLock<BTreeMap<u64, BTreeSet<u64>>>,
    due: Mutex<Due>,
    done: Condvar,
}

/// The archive of one server.
#[derive(Clone, Debug)]
struct House {
    edition: u64,
    /// What it was built from.
    made: String,
}

/// What is still to be built.
#[derive(Debug, Default)]
struct Due {
    servers: BTreeSet<u64>,
    /// The one that is being built.
    now: Option<u64>,
    /// Whether somebody builds.
    working: bool,
    /// What could not be built, and from what: tried again when that has changed.
    failed: HashMap<u64, String>,
}

/// Archives of servers that are open at the same time.
const MOST_OPEN: usize = 32;

/// How an archive of a server stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It answers as was decided.
    Current,
    /// It is being built.
    Building,
    /// It can't be built; the log says why.
    Broken,
}

impl Archives {
    pub(super) fn new(desk: Desk, ledger: Ledger) -> Self {
        let common = RwLock::new(Arc::new(desk));
        Self { common, edition: AtomicU64::new(0), ledger, own: OnceLock::new() }
    }

    /// Lets servers have archives of their own in this folder. What cannot be read of what they decided is an error:
    /// going on without would show what they hid.
    pub(super) fn keep_in(self: &Arc<Self>, folder: PathBuf, maker: Maker) -> Result<(), StoreError> {
        self.ledger.is_readable()?;
        let own = Own {
            maker,
            folder,
            houses: RwLock::default(),
            count: AtomicU64::new(1),
            open: Recent::with_room(MOST_OPEN),
            channels: RwLock::default(),
            due: Mutex::default(),
            done: Condvar::new(),
        };
        if self.own.set(own).is_err() {
            return Ok(());
        }
        // What is there already answers until what has changed since is built.
        if let Some(own) = self.own.get() {
            for server in self.ledger.houses()? {
                own.settle_in(server, self.ledger.state(server)?.1);
            }
        }
        self.catch_up()
    }

    pub(super) fn maker(&self) -> Option<&Maker> {
        self.own.get().map(|own| &own.maker)
    }

    /// The common one.
    pub(super) fn common(&self) -> Arc<Desk> {
        // A poisoned lock only means that somebody died beside it: the desk is whole.
        Arc::clone(&self.common.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn replace(&self, desk: Desk) {
        // Another archive, the same pages; those of servers have none.
        let desk = desk.published_at(self.common().site());
        *self.common.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(desk);
        // Counted after the change: what is asked for with the new number is never answered by the old archive.
        self.edition.fetch_add(1, Ordering::Release);
    }

    /// How often the common one has been replaced.
    pub(super) fn replaced(&self) -> u64 {
        self.edition.load(Ordering::Acquire)
    }

    /// Which archive answers this server, or whoever asks elsewhere.
    pub(super) fn edition(&self, server: Option<Server>) -> Edition {
        match self.house(server) {
            Some(house) => (0, house.edition),
            None => (self.replaced(), 0),
        }
    }

    /// The archive that answers this server, or whoever asks elsewhere.
    pub(super) fn desk(self: &Arc<Self>, server: Option<Server>) -> Result<Arc<Desk>, AskError> {
        let (Some(own), Some(server), Some(house)) = (self.own.get(), server, self.house(server)) else {
            return Ok(self.common());
        };
        if let Some(desk) = own.open.get(&house.edition) {
            return Ok(desk);
        }
        // Two who come at once both open it: no harm.
        match Store::open(&own.place(server.0)).and_then(Desk::open) {
            Ok(desk) => {
                let desk = Arc::new(desk);
                own.open.keep(&house.edition, &desk, 1);
                Ok(desk)
            }
            Err(StoreError(why)) => {
                warn!("The archive of a server can't be opened and is built anew: {why}");
                self.build(server.0);
                let line = "The archive of this server is being built. Please ask again in a moment.";
                Err(AskError::Asked(line.to_owned()))
            }
        }
    }

    fn house(&self, server: Option<Server>) -> Option<House> {
        let houses = self.own.get()?.houses.read().unwrap_or_else(PoisonError::into_inner);
        houses.get(&server?.0).cloned()
    }

    /// Whether everybody may see an answer in this channel, or the one that it belongs to.
    pub(super) fn is_public(&self, server: Server, channels: &[u64]) -> bool {
        let Some(own) = self.own.get() else { return true };
        let named = own.channels.read().unwrap_or_else(PoisonError::into_inner);
        named.get(&server.0).is_none_or(|named| channels.iter().any(|channel| named.contains(channel)))
    }

    /// The channels that a server names.
    pub(super) fn channels(&self, server: Server) -> BTreeSet<u64> {
        let named = self.own.get().map(|own| own.channels.read().unwrap_or_else(PoisonError::into_inner));
        named.and_then(|named| named.get(&server.0).cloned()).unwrap_or_default()
    }

    /// Has built what has changed since it was built, be it by another process; and learns what others have built.
    pub(super) fn catch_up(self: &Arc<Self>) -> Result<(), StoreError> {
        let Some(own) = self.own.get() else { return Ok(()) };
        *own.channels.write().unwrap_or_else(PoisonError::into_inner) = self.ledger.channels()?;
        let known: BTreeSet<u64> = {
            let houses = own.houses.read().unwrap_or_else(PoisonError::into_inner);
            houses.keys().copied().collect()
        };
        for server in self.ledger.houses()?.union(&known).copied() {
            let (wanted, made) = self.wanted(server)?;
            let failed = own.due().failed.get(&server) == Some(&wanted);
            if made == wanted && own.place(server).exists() {
                let houses = own.houses.read().unwrap_or_else(PoisonError::into_inner);
                let known = houses.get(&server).is_some_and(|house| house.made == made);
                drop(houses);
                if !known {
                    own.settle_in(server, made);
                }
            } else if !failed {
                self.build(server);
            }
        }
        Ok(())
    }

    /// What an archive of a server should be built from, and what it was built from last.
    fn wanted(&self, server: u64) -> Result<(String, String), StoreError> {
        let (revision, made) = self.ledger.state(server)?;
        Ok((format!("{revision} {}", self.common().archive().store.stamp()), made))
    }

    /// Has the archive of a server built, soon.
    pub(super) fn build(self: &Arc<Self>, server: u64) {
        let Some(own) = self.own.get() else { return };
        let mut due = own.due();
        due.servers.insert(server);
        due.failed.remove(&server);
        if !due.working {
            let archives = Arc::clone(self);
            let work = thread::Builder::new().name("servers".to_owned()).spawn(move || archives.work());
            due.working = work.is_ok();
            if let Err(why) = work {
                warn!("The archive of a server can't be built now: {why}");
            }
        }
    }

    /// Waits until the archive of a server is built, no longer than this.
    pub(super) fn wait(&self, server: Server, most: Duration) -> Standing {
        let Some(own) = self.own.get() else { return Standing::Current };
        let (due, waited) = own
            .done
            .wait_timeout_while(own.due(), most, |due| due.servers.contains(&server.0) || due.now == Some(server.0))
            .unwrap_or_else(PoisonError::into_inner);
        match (waited.timed_out(), due.failed.contains_key(&server.0)) {
            (true, _) => Standing::Building,
            (_, true) => Standing::Broken,
            _ => Standing::Current,
        }
    }

    /// Builds what is due until nothing is.
    fn work(&self) {
        let Some(own) = self.own.get() else { return };
        loop {
            let server = {
                let mut due = own.due();
                due.now = due.servers.pop_first();
                let Some(server) = due.now else {
                    due.working = false;
                    return;
                };
                server
            };
            let built = catch_unwind(AssertUnwindSafe(|| self.build_now(own, server)));
            let failed = match built {
                Ok(Ok(())) => false,
                Ok(Err(StoreError(why))) => {
                    warn!("The archive of a server can't be built, the one before goes on answering: {why}");
                    true
                }
                Err(_) => {
                    warn!("The archive of a server can't be built, the one before goes on answering");
                    true
                }
            };
            let mut due = own.due();
            due.now = None;
            if failed && let Ok((wanted, _)) = self.wanted(server) {
                due.failed.insert(server, wanted);
            }
            own.done.notify_all();
        }
    }

    fn build_now(&self, own: &Own, server: u64) -> Result<(), StoreError> {
        // Asked before what it stands for: what changes meanwhile is built next.
        let (wanted, _) = self.wanted(server)?;
        let articles = self.ledger.own_articles(server)?;
        let rulings: Vec<_> = self.ledger.rulings(server)?.into_iter().map(|ruled| ruled.ruling).collect();
        let place = own.place(server);
        if articles.is_empty() && rulings.is_empty() {
            own.houses.write().unwrap_or_else(PoisonError::into_inner).remove(&server);
            clear(&place);
            return self.ledger.built(server, "");
        }
        let store = (own.maker.build)(&self.common().archive().store, &place, &articles, &rulings)?;
        let desk = Arc::new(Desk::open(store)?);
        self.ledger.built(server, &wanted)?;
        let edition = own.settle_in(server, wanted);
        own.open.keep(&edition, &desk, 1);
        Ok(())
    }
}

impl Own {
    fn place(&self, server: u64) -> PathBuf {
        self.folder.join(format!("{server}.db"))
    }

    fn due(&self) -> MutexGuard<'_, Due> {
        self.due.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on the store of this server answers it.
    fn settle_in(&self, server: u64, made: String) -> u64 {
        let edition = self.count.fetch_add(1, Ordering::Relaxed);
        let mut houses = self.houses.write().unwrap_or_else(PoisonError::into_inner);
        houses.insert(server, House { edition, made });
        edition
    }
}

/// Removes the store of a server; whoever has it open keeps it until they are done.
fn clear(place: &Path) {
    for file in [place.to_owned(), place.with_extension("db.lock")] {
        if let Err(why) = std::fs::remove_file(&file)
            && why.kind() != std::io::ErrorKind::NotFound
        {
            warn!("{} can't be removed: {why}", file.display());
        }
    }
}
