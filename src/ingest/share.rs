//! How do several processes build one archive?
//!
//! Each queues what has changed in its own folders, all work off what is queued, whoever brought it, as soon as it is
//! there, and one of them publishes. So they may begin and end at any time, on any machine, and whoever has nothing to add
//! still helps.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{park_timeout, scope};
use std::time::Duration;

use super::fetch::Network;
use super::files::{self, BuildError};
use super::intake::{self, Intake, Names, Step};
use super::plan::Plan;
use super::{Order, Progress, READER, Summary, cores, yielded};
use crate::domain::Article;
use crate::link;
use crate::store::{Linking, Origin, Shared, StoreError, Turn, Workshop};

/// Articles that one worker takes at a time: enough to make the way to the server short, few enough that nobody waits
/// long for the last.
const BATCH: usize = 16;
/// No process opens more connections than this; a server takes a hundred, unless it is told otherwise.
const MOST_WORKERS: usize = 24;
/// How long to wait while the rest is in other hands.
const WAIT: Duration = Duration::from_millis(20);
/// And no longer than this where something may yet be queued.
const LONGEST_WAIT: Duration = Duration::from_millis(160);
/// How often progress is told.
const TICK: Duration = Duration::from_millis(500);

const LINKING: Linking = Linking { people: link::people, copies: link::copies };

/// Reads what has changed and publishes the archive, together with whoever else does.
pub(super) fn build(
    order: &Order<'_>,
    network: &dyn Network,
    shared: &Shared,
    mut progress: impl FnMut(Progress),
) -> Result<Summary, BuildError> {
    let mut workshop = shared.workshop()?;
    let before = workshop.edition()?;
    let mut summary = Summary::default();
    work_off(shared, &mut workshop, &mut progress, |workshop, taken| {
        let added = queue(order, network, workshop, &mut summary)?;
        let queued = workshop.queued()?;
        if added + summary.unchanged + queued + taken.load(Ordering::Relaxed) == 0 {
            return Err(BuildError::NothingRead(std::mem::take(&mut summary.refused)));
        }
        Ok(added.max(queued))
    })?;
    loop {
        progress(Progress::Linking);
        // A server that fell may have forgotten what was read last, and another build may have queued more.
        if workshop.publish(LINKING)? {
            break;
        }
        work_off(shared, &mut workshop, &mut progress, |workshop, _| Ok(workshop.queued()?))?;
    }
    let now = workshop.edition()?;
    summary.read = now.read - before.read;
    summary.removed = now.removed - before.removed;
    (summary.articles, summary.people) = (now.articles, now.people);
    Ok(summary)
}

/// Queues what has changed; how many articles came or went.
fn queue(
    order: &Order<'_>,
    network: &dyn Network,
    workshop: &mut Workshop,
    summary: &mut Summary,
) -> Result<usize, BuildError> {
    let files = files::find(order.sources)?;
    // Fetching may take long: for that nobody has to wait.
    if files.pages.is_empty() {
        workshop.line_up()?;
    }
    let known = workshop.known()?;
    let plan = Plan::make(&files, &known, order.date)?;
    (summary.unchanged, summary.refused) = (plan.unchanged, plan.refused);
    let (mut added, mut gone, mut names) = (0, plan.gone, Names::new(&known));
    let mut failed = None;
    let mut take = |step: Step<'_>| -> Result<Option<(Article, Origin)>, BuildError> {
        match step {
            Step::Record(task, origin, record) => match intake::read(record, task.date.as_ref()) {
                Ok(mut article) => {
                    if names.give(task.name(), &mut article)? {
                        summary.look_at(task.name(), &article);
                        added += 1;
                        return Ok(Some((article, origin)));
                    }
                }
                Err(why) => summary.refused.push(why),
            },
            Step::Refused(why) => summary.refused.push(why),
            Step::Unchanged(count) => summary.unchanged += count,
            Step::End(task) => gone.extend(names.gone(task.name())),
        }
        Ok(None)
    };
    let mut intake = Intake::new(&plan.tasks, network);
    let articles = std::iter::from_fn(|| {
        loop {
            match take(intake.next()?) {
                Ok(None) => {}
                Ok(found) => return found,
                Err(why) => {
                    failed = Some(why);
                    return None;
                }
            }
        }
    });
    workshop.queue(articles, &[])?;
    if let Some(why) = failed {
        return Err(why);
    }
    workshop.queue(std::iter::empty(), &gone)?;
    workshop.step_aside()?;
    // Whoever queues now has work for us.
    workshop.line_up()?;
    workshop.step_aside()?;
    Ok(added + gone.len())
}

/// Works on every core, each over a connection of its own, while something queues, and then until nothing is queued any
/// more. What queues learns how many articles were taken meanwhile, and tells how many there are.
fn work_off(
    shared: &Shared,
    workshop: &mut Workshop,
    progress: &mut impl FnMut(Progress),
    queue: impl FnOnce(&mut Workshop, &AtomicUsize) -> Result<usize, BuildError>,
) -> Result<(), BuildError> {
    let shift = Shift::default();
    scope(|scope| {
        let (sender, ended) = mpsc::channel();
        let workers: Vec<_> = (0..cores().min(MOST_WORKERS))
            .map(|_| {
                let (sender, shift) = (sender.clone(), &shift);
                scope.spawn(move || shift.work(shared, &sender))
            })
            .collect();
        drop(sender);
        let wake = || {
            for worker in &workers {
                worker.thread().unpark();
            }
        };
        let stop = || {
            shift.stop.store(true, Ordering::Relaxed);
            wake();
        };
        let total = queue(workshop, &shift.taken).inspect_err(|_| stop())?;
        progress(Progress::Read(0, total));
        shift.all_queued.store(true, Ordering::Release);
        wake();
        loop {
            match ended.recv_timeout(TICK) {
                Ok(Err(why)) => {
                    stop();
                    return Err(why.into());
                }
                Ok(Ok(())) => {}
                Err(RecvTimeoutError::Timeout) => {
                    let left = workshop.queued().inspect_err(|_| stop())?;
                    progress(Progress::Read(total.saturating_sub(left), total));
                }
                Err(RecvTimeoutError::Disconnected) => {
                    progress(Progress::Read(total, total));
                    return Ok(());
                }
            }
        }
    })
}

/// What the workers of one process have in common.
#[derive(Default)]
struct Shift {
    /// Articles that they have taken.
    taken: AtomicUsize,
    /// Whether nothing more is to be waited for once nothing is queued.
    all_queued: AtomicBool,
    /// Whether something has failed.
    stop: AtomicBool,
}

impl Shift {
    /// One worker, until nothing is queued or another one has failed.
    fn work(&self, shared: &Shared, ended: &Sender<Result<(), StoreError>>) {
        let worked = shared.workshop().and_then(|mut workshop| {
            let mut pause = WAIT;
            while !self.stop.load(Ordering::Relaxed) {
                // Asked first: what is queued before this is so is found.
                let last = self.all_queued.load(Ordering::Acquire);
                match workshop.work(BATCH, READER, yielded)? {
                    Turn::Read(count) => {
                        self.taken.fetch_add(count, Ordering::Relaxed);
                        pause = WAIT;
                    }
                    Turn::Busy => park_timeout(WAIT),
                    Turn::Empty if last => break,
                    Turn::Empty => {
                        park_timeout(pause);
                        pause = LONGEST_WAIT.min(2 * pause);
                    }
                }
            }
            Ok(())
        });
        // Nobody listens any more where another one has failed.
        let _ = ended.send(worked);
    }
}
