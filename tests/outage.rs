//! What if the server that holds the archive stops, is reached over TLS, or lets nobody in? Each test has a server of its
//! own.

#[path = "homes/cluster.rs"]
mod cluster;
mod homes;
#[path = "standin/newsroom.rs"]
mod newsroom;

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use cluster::{Cluster, PASSWORD};
use homes::{Place, put};
use newsroom::Newsroom;
use receipts::domain::Article;
use receipts::store::Home;

fn articles(many: usize) -> Vec<Article> {
    let mut room = Newsroom::new(11, 4);
    (0..many).map(|n| room.piece(n).article).collect()
}

/// The same in a file, which no server can take away.
fn undisturbed(articles: &[Article]) -> String {
    let place = Place::file();
    put(&place, "a", articles);
    place.build(&["a"], None).expect("built");
    place.export()
}

/// Looks again and again, for a minute at most.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let since = Instant::now();
    while !is_so() {
        assert!(since.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::yield_now();
    }
}

#[test]
fn a_build_outlives_the_fall_of_its_server() {
    let Some(cluster) = Cluster::start() else { return };
    let place = Place::at(&cluster.url(PASSWORD, "news", ""));
    let all = articles(200);
    put(&place, "a", &all);
    // The tables are there: what falls is work.
    place.write("b/other.txt", " date 2020 Other\n\nLee Holt sang.\n");
    place.build(&["b"], None).expect("built");
    place.remove("b/other.txt");
    let half = "SELECT count(*) FROM receipts_article WHERE edition = 0 AND reading IS NOT NULL";
    for _ in 0..2 {
        let build = place.program(&["build", "a", "b"]).spawn().expect("started");
        until("some are read", || place.count(half) > 0);
        cluster.fall();
        cluster.go();
        let ended = build.wait_with_output().expect("ended");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{said}");
        assert_eq!(place.export(), undisturbed(&all), "nothing is lost, nothing comes twice");
        // Once more from the beginning, into the same archive.
        place.admin("UPDATE receipts_article SET hash = ''");
    }
}

#[test]
fn answers_go_on_while_the_server_is_down_and_new_ones_come_when_it_is_back() {
    let Some(cluster) = Cluster::start() else { return };
    let place = Place::at(&cluster.url(PASSWORD, "news", ""));
    let all = articles(3);
    put(&place, "a", &all[..1]);
    place.build(&["a"], None).expect("built");
    let first = place.export();
    let Home::Shared(shared) = &place.home else { panic!("a server") };
    let mut follower = shared.follower();
    follower.follow().expect("the first look");
    cluster.fall();
    let found = place.home.open().expect("the replica");
    assert_eq!(homes::exported(&found.store.expect("an archive")), first);
    let why = found.behind.expect("a reason").0;
    assert!(why.contains("check that the server runs") && !why.contains(PASSWORD), "{why}");
    assert!(follower.follow().is_err(), "nobody tells of editions");
    let asked = place.program(&["ask", "/about"]).output().expect("ended");
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    cluster.go();
    put(&place, "a", &all);
    place.build(&["a"], None).expect("built");
    follower.follow().expect("connected anew");
    assert_eq!(place.export(), undisturbed(&all));
}

#[test]
fn a_server_is_reached_over_tls_and_must_prove_who_it_is() {
    let Some(cluster) = Cluster::start() else { return };
    let trusted = format!("?sslmode=require&sslrootcert={}", cluster.certificate().display());
    let place = Place::at(&cluster.url(PASSWORD, "news", &trusted));
    let all = articles(2);
    put(&place, "a", &all);
    place.build(&["a"], None).expect("built");
    assert_eq!(place.export(), undisturbed(&all));
    for (url, why) in [
        (cluster.url(PASSWORD, "news", "?sslmode=require"), "a certificate that nobody vouches for"),
        (place.url.replace("@localhost", "@127.0.0.1"), "the certificate of another name"),
    ] {
        let refused = Place::at(&url).build(&[], None).expect_err(why).to_string();
        assert!(refused.contains("sslrootcert=FILE") && refused.contains("sslmode=disable"), "{why}: {refused}");
        assert!(!refused.contains(PASSWORD), "{refused}");
    }
}

#[test]
fn whoever_is_not_let_in_is_told_which_setting_to_change() {
    let Some(cluster) = Cluster::start() else { return };
    let nowhere = "postgres://receipts:hunter2-of-the-tests@127.0.0.1:9/news".to_owned();
    for (url, what, remedy) in [
        (cluster.url("hunter2-of-another", "news", ""), "password", "check the user and the password"),
        (cluster.url(PASSWORD, "olds", ""), "\"olds\" does not exist", "create that database"),
        (nowhere, "127.0.0.1:9", "check that the server runs"),
        (
            format!(
                "{}?connect_timeout=2",
                cluster.url(PASSWORD, "news", "").replace("localhost", "no-such-host.invalid")
            ),
            "no-such-host.invalid",
            "check that the server runs",
        ),
    ] {
        let place = Place::at(&url);
        place.write("a/one.txt", " date 2021-12-28 Two meet\n\nZoë Quinlan met Lee Holt in Oslo.\n");
        for args in [&["build", "a"][..], &["check"], &["ask", "Who is Lee Holt?"]] {
            let ended = place.program(args).stdin(Stdio::null()).output().expect("ended");
            let said = String::from_utf8_lossy(&[ended.stdout, ended.stderr].concat()).into_owned();
            assert!(!ended.status.success(), "{args:?}: {said}");
            assert!(said.contains(what) && said.contains(remedy) && said.contains("DATABASE_URL"), "{args:?}: {said}");
            assert!(!said.contains("hunter2"), "{args:?}: {said}");
        }
        assert!(fs::read_dir(place.path("")).expect("a folder").flatten().all(|left| left.file_name() != "replica.db"));
    }
}
