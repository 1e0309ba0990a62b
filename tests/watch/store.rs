//! What happens to a store's file while the bot answers from it.
//!
//! Whatever it is, the bot goes on, says what it can or that something broke, and answers well once the store is mended and
//! opened again.

use std::fs::{self, File};
use std::path::Path;

use reqwest::StatusCode;
use rusqlite::Connection;

use super::{READY, get, until, watched};
use crate::standin::payload::{admin, command, managing, typing};
use crate::standin::{Standin, archive};
use crate::talk::text;

/// Something that happens to the file at this path.
struct Case {
    what: &'static str,
    happens: fn(&Path) -> Option<Connection>,
    /// Whether questions still can be answered.
    ready: bool,
    /// What `/admin reload` says to it.
    reload: &'static str,
    /// What comes of looking for a newer archive: whether there is one, or that it can't be opened.
    fresh: Option<bool>,
}

const CASES: [Case; 9] = [
    Case {
        what: "nothing",
        happens: |_| None,
        ready: true,
        reload: "This is the newest archive already.",
        fresh: Some(false),
    },
    Case {
        what: "replaced",
        happens: |path| {
            archive::build(path, 7);
            None
        },
        ready: true,
        reload: "answers from now on.\n\n9 articles",
        fresh: Some(true),
    },
    Case {
        what: "locked by another program",
        happens: |path| Some(locked(path)),
        ready: true,
        reload: "This is the newest archive already.",
        fresh: Some(false),
    },
    Case {
        what: "replaced, and locked while something is written to it",
        happens: |path| {
            archive::build(path, 7);
            let db = locked(path);
            fs::write(path.with_extension("db-journal"), "not empty").expect("written");
            Some(db)
        },
        ready: true,
        reload: "receipts.db: ",
        fresh: None,
    },
    Case {
        what: "cut short",
        happens: |path| cut(path, |bytes| bytes / 8 * 4),
        ready: false,
        reload: "cut short; the store is damaged: delete it and run",
        fresh: None,
    },
    Case {
        what: "emptied",
        happens: |path| cut(path, |_| 0),
        ready: false,
        reload: "empty; the store is damaged: delete it and run",
        fresh: None,
    },
    Case {
        what: "written over",
        happens: |path| {
            let length = fs::metadata(path).expect("there").len();
            fs::write(path, vec![b'x'; length as usize]).expect("written");
            None
        },
        ready: false,
        reload: "no SQLite file; the store is damaged",
        fresh: None,
    },
    Case {
        what: "gone",
        happens: |path| {
            fs::remove_file(path).expect("removed");
            None
        },
        ready: true,
        reload: "there is no store",
        fresh: Some(false),
    },
    Case {
        what: "of a newer version",
        happens: |path| {
            let mut newer = fs::read(path).expect("there");
            // Where SQLite keeps the number that counts migrations.
            newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
            let draft = path.with_extension("new");
            fs::write(&draft, newer).expect("written");
            fs::rename(&draft, path).expect("renamed");
            None
        },
        ready: true,
        reload: "written by a newer receipts (schema 99",
        fresh: None,
    },
];

fn locked(path: &Path) -> Connection {
    let db = Connection::open(path).expect("opened");
    db.execute_batch("BEGIN EXCLUSIVE").expect("locked");
    db
}

fn cut(path: &Path, to: fn(u64) -> u64) -> Option<Connection> {
    let file = File::options().write(true).open(path).expect("there");
    let length = file.metadata().expect("there").len();
    file.set_len(to(length)).expect("cut");
    None
}

#[tokio::test]
async fn whatever_happens_to_the_store_the_bot_goes_on_and_a_reload_mends_it() {
    for case in CASES {
        let what = case.what;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("receipts.db");
        let inside = folder.path().to_string_lossy();
        archive::build(&path, 5);
        let mut standin = Standin::start().await;
        let (bot, url) = watched(&mut standin, archive::office_at(&path)).await;
        let (_, metrics) = get(&url, "/metrics").await;
        assert!(super::sample(&metrics, "receipts_store_age_seconds").is_some(), "{metrics}");
        standin.ask(command("who", &[("person", "Bob Roe")])).await;

        let held = (case.happens)(&path);
        let questions = [
            command("who", &[("person", "Bob Roe")]),
            command("who", &[("person", "Ann Lee")]),
            command("timeline", &[("person", "Zoe Lund")]),
            command("ask", &[("question", "When did Ann Lee meet Bob Roe?")]),
            command("did-they-say", &[("text", "We laughed all night")]),
            typing("who", &[("person", "ann")]),
        ];
        for question in questions {
            let answer = standin.ask(question).await;
            let broke = text(&answer).contains("Something broke on my side");
            assert!(!(broke && case.ready), "{what}: {answer}");
        }
        let (status, line) = get(&url, "/readyz").await;
        assert_eq!(status == StatusCode::OK, case.ready, "{what}: {line}");
        assert!(!line.contains(&*inside), "{what}: {line}");

        let reload = managing(admin("reload", &[]));
        let told = text(&standin.ask(reload.clone()).await);
        assert!(told.contains(case.reload) && !told.contains(&*inside), "{what}: {told:?}");

        drop(held);
        for end in ["", "-journal"] {
            // Gone already, perhaps.
            let _ = fs::remove_file(folder.path().join(format!("receipts.db{end}")));
        }
        archive::build(&path, 6);
        let told = text(&standin.ask(reload).await);
        assert!(told.contains("answers from now on.\n\n8 articles"), "{what}: {told:?}");
        until(&url, "/readyz", READY).await;
        let who = text(&standin.ask(command("who", &[("person", "Ann Lee")])).await);
        assert!(who.contains("Ann Lee met singer Bob Roe"), "{what}: {who}");
        bot.stop().await;
    }
}

#[test]
fn a_newer_archive_is_noticed_and_nothing_else_takes_its_place() {
    for case in CASES {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("receipts.db");
        archive::build(&path, 5);
        let office = archive::office_at(&path);
        let before = office.desk();
        let held = (case.happens)(&path);
        assert_eq!(office.refresh().ok(), case.fresh, "{}", case.what);
        let changed = case.fresh == Some(true);
        assert_eq!(office.edition(), u64::from(changed), "{}", case.what);
        assert_eq!(office.desk().archive().size() > before.archive().size(), changed, "{}", case.what);
        drop(held);
        // Whoever began to ask before is still answered, by what was there then.
        assert_eq!(before.archive().size(), 7, "{}", case.what);
    }
}
