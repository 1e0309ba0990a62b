//! What holds of a server's archive alone: its work is shared, nothing of it is lost, and answers go on without it.

use std::fs;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use receipts::commands::{Desk, Office};
use receipts::ingest::{self, Order};
use receipts::store::{Builder, Home, Ledger, Shared};

use super::homes::{Place, exported, is_there, put};
use super::newsroom::Newsroom;
use super::{Article, article};

/// What a file holds of these articles: what every other way must come to.
fn undisturbed(articles: &[Article]) -> String {
    let place = Place::file();
    put(&place, "a", articles);
    place.build(&["a"], None).expect("built");
    place.export()
}

fn newsroom(seed: u64, articles: usize) -> Vec<Article> {
    let mut room = Newsroom::new(seed, 4);
    (0..articles).map(|n| room.piece(n).article).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn any_number_of_workers_in_any_order_make_the_same_archive(
        seed in 0_u64..1000,
        folders in proptest::collection::vec(0_usize..4, 10),
        together in proptest::collection::vec(any::<bool>(), 4),
    ) {
        let Some(place) = Place::server() else { return Ok(()) };
        let articles = newsroom(seed, folders.len());
        for (article, folder) in articles.iter().zip(&folders) {
            put(&place, &folder.to_string(), std::slice::from_ref(article));
        }
        // Some begin together, the others one after the other.
        scope(|scope| {
            for (folder, beside) in together.iter().enumerate() {
                let name = folder.to_string();
                if !is_there(&place.path(&name)) {
                    continue;
                }
                let place = &place;
                let worker = scope.spawn(move || {
                    let sources = [place.path(&name)];
                    let home = place.elsewhere(&format!("{name}.db"));
                    ingest::build(&Order { sources: &sources, store: &home, date: None }, |_| ()).expect("built");
                });
                if !beside {
                    worker.join().expect("ended");
                }
            }
        });
        let read = place.count("SELECT sum(read)::bigint FROM receipts_edition");
        prop_assert_eq!(usize::try_from(read), Ok(articles.len()), "each is read once");
        prop_assert_eq!(place.export(), undisturbed(&articles));
    }
}

/// Several builds of one folder, begun together: whoever comes second helps, and all tell the same.
#[test]
fn builders_of_one_folder_share_it() {
    let Some(place) = Place::server() else { return };
    let articles = newsroom(3, 40);
    put(&place, "a", &articles);
    let begun: Vec<_> = (0..3).map(|_| place.program(&["build", "a"]).spawn().expect("started")).collect();
    for build in begun {
        let ended = build.wait_with_output().expect("ended");
        let (out, err) = (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
        assert!(ended.status.success(), "{err}");
        assert!(out.contains(": 40 articles, "), "{out}");
    }
    assert_eq!(place.count("SELECT sum(read)::bigint FROM receipts_edition"), 40);
    assert_eq!(place.export(), undisturbed(&articles));
}

#[test]
fn who_has_nothing_to_add_helps() {
    let Some(place) = Place::server() else { return };
    let articles = newsroom(4, 5);
    put(&place, "a", &articles);
    fs::create_dir(place.path("none")).expect("a folder");
    assert!(place.build(&["none"], None).is_err(), "nothing to do");
    place.build(&["a"], None).expect("built");
    // Somebody queued this, and died.
    place.admin("UPDATE receipts_article SET edition = 0, reading = NULL, named = NULL, signature = NULL");
    let helped = place.build(&["none"], None).expect("built");
    assert_eq!((helped.read, helped.articles), (5, 5));
    assert_eq!(place.export(), undisturbed(&articles));
}

/// Kills a build, again and again, wherever it happens to be; what another one then finishes is whole.
#[test]
fn what_the_killed_have_begun_is_finished_by_others() {
    const ROUNDS: u32 = 20;
    let Some(place) = Place::server() else { return };
    let articles = newsroom(6, 2 * ROUNDS as usize);
    put(&place, "a", &articles[..6]);
    let begun = Instant::now();
    place.program(&["build", "a"]).output().expect("ended");
    let whole = begun.elapsed();
    let (mut killed, mut seen) = (0, Vec::new());
    for round in 0..ROUNDS {
        // Each round adds some and takes one away, so that there always is something to lose.
        put(&place, "a", &articles[..2 * (round as usize + 1)]);
        place.remove(&format!("a/{}.txt", articles[round as usize].id));
        let mut program = place.program(&["build", "a"]);
        let mut build = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("started");
        sleep(whole * (round * 7 % ROUNDS) / ROUNDS);
        killed += u32::from(build.try_wait().expect("asked").is_none());
        build.kill().expect("killed");
        build.wait().expect("ended");
        // What is published is always one whole edition.
        seen.push(place.open().expect("an archive").articles().expect("read").len());
    }
    put(&place, "a", &articles);
    place.build(&["a"], None).expect("built");
    assert_eq!(place.export(), undisturbed(&articles));
    eprintln!("{killed} of {ROUNDS} builds were killed at work; articles seen after each: {seen:?}");
}

#[test]
fn a_build_outlives_lost_connections() {
    let Some(place) = Place::server() else { return };
    let articles = newsroom(7, 40);
    put(&place, "a", &articles);
    // The tables are there: what is lost later is work.
    place.write("b/other.txt", " date 2020 Other\n\nLee Holt sang.\n");
    place.build(&["b"], None).expect("built");
    let done = AtomicBool::new(false);
    scope(|scope| {
        let building = scope.spawn(|| {
            let built = place.build(&["a"], None);
            done.store(true, Ordering::Relaxed);
            built
        });
        for _ in 0..5 {
            sleep(Duration::from_millis(300));
            if !done.load(Ordering::Relaxed)
                && place.count("SELECT count(*) FROM receipts_article WHERE edition = 0 AND reading IS NULL") > 0
            {
                place.cut();
            }
        }
        let built = building.join().expect("ended").expect("built");
        assert_eq!(built.articles, 41);
    });
}

#[test]
fn a_follower_hears_of_every_edition_and_comes_back() {
    let Some(place) = Place::server() else { return };
    put(&place, "a", &[article(0)]);
    place.build(&["a"], None).expect("built");
    let Home::Shared(shared) = &place.home else { panic!("a server") };
    let desk = Desk::open(place.open().expect("an archive")).expect("a desk");
    let office = Office::new(desk, Ledger::in_memory()).reopened_at(place.home.place());
    let mut follower = shared.follower();
    follower.follow().expect("the first look");
    assert!(!office.refresh().expect("looked"));
    for (number, lost) in [(1, false), (2, true), (3, false)] {
        if lost {
            place.cut();
            assert!(follower.follow().is_err(), "the connection is lost");
            assert_eq!(office.desk().archive().size(), number, "answers go on");
        }
        put(&place, "a", &[article(number)]);
        let elsewhere = place.elsewhere("elsewhere.db");
        scope(|scope| {
            let told = scope.spawn(|| follower.follow());
            let sources = [place.path("a")];
            ingest::build(&Order { sources: &sources, store: &elsewhere, date: None }, |_| ()).expect("built");
            told.join().expect("ended").expect("told");
        });
        if !office.refresh().expect("looked") {
            // A first look may have come just before the edition.
            follower.follow().expect("told");
            assert!(office.refresh().expect("looked"));
        }
        assert_eq!(office.desk().archive().size(), number + 1);
    }
}

#[test]
fn answers_go_on_without_the_server() {
    let Some(place) = Place::server() else { return };
    put(&place, "a", &[article(0)]);
    place.build(&["a"], None).expect("built");
    let export = place.export();
    let replica = place.home.place();
    let away = |url: &str| Shared::at(url, replica).expect("an address").open();
    // The same address, and nobody there: what the mark says of it is changed, as no test may stop the server.
    let nobody = "postgres://127.0.0.1:9/news?connect_timeout=2";
    let refused = away(nobody).expect_err("another archive's replica").0;
    assert!(
        refused.starts_with("postgres://127.0.0.1:9/news: ") && refused.contains("check that the server runs"),
        "{refused}"
    );
    let db = rusqlite::Connection::open(replica).expect("opened");
    db.execute("UPDATE replica SET address = 'postgres://127.0.0.1:9/news'", []).expect("changed");
    drop(db);
    match away(nobody) {
        Ok(found) => {
            assert_eq!(exported(&found.store.expect("the replica")), export);
            assert!(found.behind.expect("a reason").0.contains("check that the server runs"));
        }
        // Where the file is sealed, whoever changes it is found out.
        Err(refused) => assert!(refused.0.contains("damaged"), "{refused}"),
    }
    let unnamed = place.url.split('?').next().expect("an address").rsplit_once('/').expect("a database").0;
    let refused = away(&format!("{unnamed}/no_such_database")).expect_err("no database").0;
    assert!(refused.contains("create that database"), "{refused}");
}

#[test]
fn a_replica_is_of_one_archive_alone() {
    let (Some(one), Some(other)) = (Place::server(), Place::server()) else { return };
    put(&one, "a", &[article(0)]);
    put(&other, "a", &[article(1), article(2)]);
    one.build(&["a"], None).expect("built");
    other.build(&["a"], None).expect("built");
    let (first, second) = (one.export(), other.export());
    let shared = |place: &Place| Shared::at(&place.url, &one.path("replica.db")).expect("an address");
    for (place, expected) in [(&other, &second), (&one, &first), (&other, &second)] {
        let found = shared(place).open().expect("opened").store.expect("an archive");
        assert_eq!(&exported(&found), expected);
    }
    // A store that was built here is not written over.
    let built = one.path("receipts.db");
    drop(
        Builder::open(&built)
            .and_then(|mut builder| builder.link(&[]).and_then(|()| builder.publish()))
            .expect("built"),
    );
    let before = fs::read(&built).expect("read");
    let refused = Shared::at(&one.url, &built).expect("an address").open().expect_err("no copy").0;
    assert!(refused.contains("no copy of postgres://") && refused.contains("--replica"), "{refused}");
    assert_eq!(fs::read(&built).expect("read"), before);
}

/// Reading never changes a server: who only answers is told who may.
#[test]
fn an_archive_of_an_older_version_is_not_answered_from() {
    let Some(place) = Place::server() else { return };
    put(&place, "a", &[article(0)]);
    place.build(&["a"], None).expect("built");
    place.admin("UPDATE receipts_archive SET version = 0");
    let refused = place.home.open().expect_err("older").0;
    assert!(refused.contains("older receipts (schema 0") && refused.contains("run `receipts build`"), "{refused}");
}

#[test]
fn an_archive_of_a_newer_version_is_refused() {
    let Some(place) = Place::server() else { return };
    put(&place, "a", &[article(0)]);
    place.build(&["a"], None).expect("built");
    place.admin("UPDATE receipts_archive SET version = 99");
    let reading = place.home.open().expect_err("newer").0;
    let building = place.build(&["a"], None).expect_err("newer").to_string();
    for refused in [reading, building] {
        assert!(refused.contains("schema 99") && refused.contains("update receipts"), "{refused}");
    }
}

/// A backup that was put back is older than the replica: it is copied anew.
#[test]
fn a_replica_follows_a_backup_that_was_put_back() {
    let Some(place) = Place::server() else { return };
    put(&place, "a", &[article(0)]);
    place.build(&["a"], None).expect("built");
    let first = place.export();
    put(&place, "a", &[article(1)]);
    place.build(&["a"], None).expect("built");
    assert_ne!(place.export(), first);
    fs::copy(place.home.place(), place.path("second.db")).expect("copied");
    place.remove("a/g000001.txt");
    place.build(&["a"], None).expect("built");
    // As if what is the third edition had been another second one.
    place.admin("DELETE FROM receipts_edition WHERE n < 3; UPDATE receipts_edition SET n = 2");
    place.admin("UPDATE receipts_article SET edition = 1");
    fs::copy(place.path("second.db"), place.home.place()).expect("copied");
    assert_eq!(place.export(), first);
}

#[test]
fn the_program_needs_nothing_but_the_address() {
    let Some(place) = Place::server() else { return };
    let run = |args: &[&str]| {
        let ended = place.program(args).output().expect("ended");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (ended.status.code(), text(&ended.stdout), text(&ended.stderr))
    };
    let (code, out, err) = run(&["ask", "Who is Michael Allio?"]);
    assert_eq!((code, err.as_str()), (Some(0), ""), "the bundled articles answer");
    assert!(out.contains("3 articles in the archive"), "{out}");
    place.write("a/one.txt", " date 2021-12-28 Two meet\n\nZoë Quinlan met Lee Holt in Oslo.\n");
    let (code, out, err) = run(&["build", "a"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.starts_with("1 read, 0 unchanged, 0 removed, 0 skipped\npostgres://"), "{out}");
    let (_, out, err) = run(&["ask", "Who is Lee Holt?"]);
    assert!(out.contains("1 article in the archive") && err.is_empty(), "{out}{err}");
    let (_, out, _) = run(&["check"]);
    assert!(out.contains("store: postgres://") && out.contains("1 article, 2 people"), "{out}");
    let (_, out, _) = run(&["export", "--kind", "person"]);
    assert_eq!(out.lines().count(), 2, "{out}");
}
