//! `receipts run`: the bot, until SIGTERM or Ctrl-C.

use std::convert::Infallible;
use std::io::{self, IsTerminal};
use std::net::SocketAddr;
use std::num::{NonZeroU32, NonZeroU64};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use tokio::net::TcpListener;
use tokio::select;
use tokio::task::spawn_blocking;
use tokio::time::sleep;
use tracing::{error, info, warn};
use tracing_subscriber::EnvFilter;

use super::maker::maker;
use super::{Failure, Open, lasting_desk};
use crate::commands::Office;
use crate::config::{Discord, Run, Shards};
use crate::discord::{self, Door, Rates, Settings};
use crate::store::{Follower, Home, Ledger, StoreError};

pub(super) fn run(call: &Run, discord: &Discord, home: &Home) -> Result<(), Failure> {
    let settings = settings(discord, call.shards)?;
    log();
    let place = home.place();
    let Open { it: desk, name: source, .. } = lasting_desk(home)?;
    let site = discord.public_url().map_err(|e| Failure::WrongCall(e.to_string()))?;
    let desk = desk.published_at(site.map(Arc::from));
    let office = Office::new(desk, Ledger::beside(place)).reopened_at(place);
    let mut servers = place.as_os_str().to_owned();
    servers.push(".servers");
    let office = Arc::new(office.with_servers(servers.into(), maker()).map_err(Failure::of)?);
    info!("{} articles ({source})", office.desk().archive().size());
    if let Home::Shared(shared) = home {
        let (follower, office) = (shared.follower(), Arc::clone(&office));
        let following = thread::Builder::new().name("follower".to_owned()).spawn(move || follow(follower, &office));
        following.map_err(|e| Failure::Failed(format!("cannot start threads: {e}; free some memory")))?;
    }
    // Two threads for one connection to the gateway, a few more while answers are worked out: they wait for the
    // store anyway, and every thread keeps memory of its own.
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).max_blocking_threads(4).enable_all().build();
    let runtime = runtime.map_err(|e| Failure::Failed(format!("cannot start threads: {e}; free some memory")))?;
    runtime.block_on(async {
        let shutdown = shutdown().map_err(|e| Failure::Failed(format!("cannot listen for signals: {e}")))?;
        let status = match call.status {
            Some(address) => Some(listener(address, "Health and metrics are told at", "").await?),
            None => None,
        };
        let (fresh, whole) = (keep_fresh(Arc::clone(&office)), keep_whole(Arc::clone(&office)));
        let answered = async {
            let Some(address) = call.interactions else {
                return discord::run(settings, office, status, shutdown).await.map_err(Failure::of);
            };
            let listener = listener(address, "Discord's requests are answered at", "interactions").await?;
            let public_key = discord.public_key().unwrap_or_default().to_owned();
            let door = Door { listener, public_key, clock: SystemTime::now };
            discord::serve(settings, door, office, status, shutdown).await.map_err(Failure::of)
        };
        select! {
            ended = answered => ended,
            never = fresh => match never {},
            never = whole => match never {},
        }
    })
}

/// What the Discord floor is told.
pub(super) fn settings(discord: &Discord, shards: Option<Shards>) -> Result<Settings, Failure> {
    let token = discord.token().map_err(Failure::of)?;
    Ok(Settings {
        // Without one the Discord floor says what to do.
        token: token.map(|t| t.reveal().to_owned()).unwrap_or_default(),
        application_id: discord.application_id().and_then(NonZeroU64::new),
        guild_id: discord.guild_id().and_then(NonZeroU64::new),
        proxy: discord.proxy().map(str::to_owned),
        rates: Rates {
            user: NonZeroU32::new(discord.rate_limit_user()),
            server: NonZeroU32::new(discord.rate_limit_server()),
        },
        shards,
        client: None,
    })
}

/// How often a newer archive is looked for.
const LOOK: Duration = Duration::from_secs(5);

/// Answers from what a build puts in the place of the archive, a few seconds later and without a pause. What can't be
/// opened is told once.
async fn keep_fresh(office: Arc<Office>) -> Infallible {
    let mut refused = String::new();
    loop {
        sleep(LOOK).await;
        let looking = Arc::clone(&office);
        match spawn_blocking(move || renew(&looking)).await {
            Ok(Ok(true)) => refused.clear(),
            Ok(Err(StoreError(why))) if why != refused => {
                warn!("The archive that was there goes on answering, for the new one can't be opened: {why}");
                refused = why;
            }
            _ => {}
        }
    }
}

/// Answers from a newer archive, where there is one.
fn renew(office: &Office) -> Result<bool, StoreError> {
    let newer = office.refresh()?;
    if newer {
        info!("A newer archive answers: {} articles", office.desk().archive().size());
    }
    Ok(newer)
}

/// The longest pause before a server that is away is asked again.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Keeps the replica of a shared archive up to date. A server that is away is told once, and asked again and again.
fn follow(mut follower: Follower, office: &Office) -> Infallible {
    let (mut away, mut pause) = (false, Duration::from_secs(1));
    loop {
        match follower.follow() {
            Ok(()) => {
                if away {
                    info!("The archive's server is there again");
                }
                (away, pause) = (false, Duration::from_secs(1));
                // What can't be opened is told by whoever looks at the file from time to time.
                let _ = renew(office);
            }
            Err(StoreError(why)) => {
                if !away {
                    warn!("The archive that was there goes on answering, for there is no newer one to be had: {why}");
                }
                away = true;
                thread::sleep(pause);
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

/// How often the archive is read through; one of gigabytes takes seconds.
const READ_THROUGH: Duration = Duration::from_secs(3600);

/// Finds out what the disk has forgotten. A damaged archive answers no more; the next build mends it.
async fn keep_whole(office: Arc<Office>) -> Infallible {
    loop {
        sleep(READ_THROUGH).await;
        let desk = office.desk();
        if let Ok(Err(why)) = spawn_blocking(move || desk.archive().store.read_through()).await {
            error!("The archive answers no more: {why}");
        }
    }
}

/// Takes the address, and says what is there.
async fn listener(address: SocketAddr, what: &str, path: &str) -> Result<TcpListener, Failure> {
    let taken = |e| Failure::Failed(format!("cannot listen at {address}: {e}; choose another address or port"));
    let listener = TcpListener::bind(address).await.map_err(taken)?;
    info!("{what} http://{}/{path}", listener.local_addr().unwrap_or(address));
    Ok(listener)
}

/// Done at SIGTERM or Ctrl-C. It listens from now on, not only when it is first waited for.
fn shutdown() -> io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        Ok(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            info!("Closing");
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
        info!("Closing");
    })
}

/// The log goes to stderr; `RUST_LOG` says how much.
fn log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,receipts=info"));
    // Somebody embedding us may have set a log up already.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_target(false)
        .try_init();
}
