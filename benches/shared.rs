//! How long does building on a server take, alone and together?
//!
//! `.ci/postgres cargo bench --bench shared [ARTICLES ...]`: invented articles, built into an empty archive by one process,
//! then by two that begin together, each held to a core of its own (`taskset`), the server beside them; then a first
//! replica. The best of some rounds.

#[path = "../tests/standin/newsroom.rs"]
mod newsroom;
#[path = "standin/pieces.rs"]
mod pieces;

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use postgres::{Client, NoTls};
use receipts::ingest::{self, Order};
use receipts::store::{Home, Shared};

/// Names a server, without options, as for the tests.
const SERVER: &str = "RECEIPTS_TEST_POSTGRES";
/// Set where this is a process that builds: its folder.
const BUILD: &str = "SHARED_BUILD";
/// Everything is kept in a schema of its own.
const SCHEMA: &str = "receipts_bench";
const ROUNDS: usize = 3;

fn main() {
    let Ok(server) = env::var(SERVER) else {
        eprintln!("SKIPPED: {SERVER}=postgres://.. names a database for it");
        return;
    };
    let address = format!("{server}?options=-csearch_path%3D{SCHEMA}");
    if let Some(folder) = env::var_os(BUILD).map(PathBuf::from) {
        let order = Order { sources: &[folder], store: &home(&address, Path::new("unused")), date: None };
        ingest::build(&order, |_| ()).expect("built");
        return;
    }
    let given: Vec<usize> = env::args().filter_map(|argument| argument.parse().ok()).collect();
    println!("| articles | one process | two | times | on the server | a first replica |\n|--:|--:|--:|--:|--:|--:|");
    for size in if given.is_empty() { vec![200] } else { given } {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("articles");
        pieces::write(size, &folder);
        let mut admin = Client::connect(&server, NoTls).expect("a server");
        let (mut one, mut two, mut copied) = (Duration::MAX, Duration::MAX, Duration::MAX);
        for round in 0..ROUNDS {
            one = one.min(built(&mut admin, &folder, 1));
            two = two.min(built(&mut admin, &folder, 2));
            copied = copied.min(replica(&address, &place.path().join(format!("{round}.db")), size));
        }
        let held = "SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class
                    WHERE relkind = 'r' AND relnamespace = $1::text::regnamespace";
        let held: i64 = admin.query_one(held, &[&SCHEMA]).expect("asked").get(0);
        let times = one.as_secs_f64() / two.as_secs_f64();
        println!("| {size} | {one:.2?} | {two:.2?} | {times:.2} | {} MB | {copied:.2?} |", held / 1_000_000);
        admin.batch_execute(&format!("DROP SCHEMA {SCHEMA} CASCADE")).expect("taken away");
    }
}

/// The archive, with this file as its replica.
fn home(address: &str, replica: &Path) -> Home {
    Home::Shared(Shared::at(address, replica).expect("an address"))
}

/// How long so many processes take to build a folder into an empty archive.
fn built(admin: &mut Client, folder: &Path, processes: usize) -> Duration {
    let anew = format!("DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}");
    admin.batch_execute(&anew).expect("an empty archive");
    let own = env::current_exe().expect("a program");
    let begun = Instant::now();
    let start = |core: usize| {
        let mut build = Command::new("taskset");
        build.args(["-c", &core.to_string()]).arg(&own).env(BUILD, folder);
        build.spawn().expect("taskset, of util-linux")
    };
    let workers: Vec<_> = (0..processes).map(start).collect();
    for mut worker in workers {
        assert!(worker.wait().expect("ended").success(), "built");
    }
    begun.elapsed()
}

/// How long copying all of it takes.
fn replica(address: &str, file: &Path, size: usize) -> Duration {
    let begun = Instant::now();
    let found = home(address, file).open().expect("a replica");
    let copied = begun.elapsed();
    assert_eq!(found.store.expect("an archive").size().expect("read").0, size);
    copied
}
