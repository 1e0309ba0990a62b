//! How do several processes build one archive?
//!
//! Each queues what has changed in its own folders, then all work off what is queued, whoever brought it, and one of them
//! publishes. So they may begin and end at any time, on any machine, and whoever has nothing to add still helps.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{scope, sleep};
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
    let files = files::find(order.sources)?;
    let mut workshop = shared.workshop()?;
    let before = workshop.edition()?;
    // Fetching may take long: for that nobody has to wait.
    if files.pages.is_empty() {
        workshop.line_up()?;
    }
    let known = workshop.known()?;
    let plan = Plan::make(&files, &known, order.date)?;
    let mut summary = Summary { unchanged: plan.unchanged, refused: plan.refused.clone(), ..Summary::default() };
    let (mut added, mut gone, mut names) = (0, plan.gone.clone(), Names::new(&known));
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
    let queued = workshop.queued()?;
    if added + summary.unchanged + gone.len() + queued == 0 {
        return Err(BuildError::NothingRead(summary.refused));
    }
    loop {
        work_off(shared, &mut workshop, queued, &mut progress)?;
        progress(Progress::Linking);
        // A server that fell may have forgotten what was read last, and another build may have queued more.
        if workshop.publish(LINKING)? {
            break;
        }
    }
    let now = workshop.edition()?;
    summary.read = now.read - before.read;
    summary.removed = now.removed - before.removed;
    (summary.articles, summary.people) = (now.articles, now.people);
    Ok(summary)
}

/// Works until nothing is queued any more, on every core, each over a connection of its own.
fn work_off(
    shared: &Shared,
    workshop: &mut Workshop,
    total: usize,
    progress: &mut impl FnMut(Progress),
) -> Result<(), BuildError> {
    progress(Progress::Read(0, total));
    let workers = cores().min(MOST_WORKERS).min(total.div_ceil(BATCH)).max(1);
    let stop = AtomicBool::new(false);
    scope(|scope| {
        let (sender, ended) = mpsc::channel();
        for _ in 0..workers {
            let (sender, stop) = (sender.clone(), &stop);
            scope.spawn(move || work(shared, stop, &sender));
        }
        drop(sender);
        loop {
            match ended.recv_timeout(TICK) {
                Ok(Err(why)) => {
                    stop.store(true, Ordering::Relaxed);
                    return Err(why.into());
                }
                Ok(Ok(())) => {}
                Err(RecvTimeoutError::Timeout) => {
                    let left = workshop.queued().inspect_err(|_| stop.store(true, Ordering::Relaxed))?;
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

/// One worker, until nothing is queued or another one has failed.
fn work(shared: &Shared, stop: &AtomicBool, ended: &Sender<Result<(), StoreError>>) {
    let worked = shared.workshop().and_then(|mut workshop| {
        while !stop.load(Ordering::Relaxed) {
            match workshop.work(BATCH, READER, yielded)? {
                Turn::Read(_) => {}
                Turn::Busy => sleep(WAIT),
                Turn::Empty => break,
            }
        }
        Ok(())
    });
    // Nobody listens any more where another one has failed.
    let _ = ended.send(worked);
}
