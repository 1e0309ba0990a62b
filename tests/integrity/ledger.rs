//! A bot that is killed while servers decide and add loses nothing that it has said is done.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime};

use receipts::article::from_bytes;
use receipts::domain::{Article, ArticleId, Ruling};
use receipts::store::Ledger;

use super::killed::{Moments, pause};
use super::told;

const KILLS: u64 = 80;
/// Where a process that is to be killed finds its store, and the number of its server.
const STORE: &str = "RECEIPTS_TEST_STORE";
const SERVER: &str = "RECEIPTS_TEST_SERVER";

#[test]
fn what_servers_decided_and_added_outlives_a_kill_at_any_moment() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("receipts.db");
    let (mut moments, mut steps, mut unsaid) = (Moments(20_220_512), 0, 0);
    for server in 1..=KILLS {
        let mut child = started(&store, server);
        let mut lines = BufReader::new(child.stdout.take().expect("its words")).lines().map_while(Result::ok);
        assert!(lines.by_ref().any(|line| line == "begin"), "it begins");
        pause(Duration::from_millis(150).mul_f64(moments.next()));
        child.kill().expect("killed");
        child.wait().expect("ended");
        let said: Vec<String> = lines.collect();
        steps += said.len();
        unsaid += checked(&store, server, &said);
    }
    told(format_args!("{KILLS} bots killed after {steps} steps; {unsaid} had done a step more than they had said"));
    assert!(steps > 80, "{steps}");
    let ledger = Ledger::beside(&store);
    ledger.is_readable().expect("readable");
    ledger.rule(1, &down(u64::MAX)).expect("it goes on");
}

/// Whether the ledger holds what was said, and at most one step that there was no time to say; how many it holds more.
fn checked(store: &Path, server: u64, said: &[String]) -> usize {
    let ledger = Ledger::beside(store);
    let held: Vec<Ruling> = ledger.rulings(server).expect("read").into_iter().map(|ruled| ruled.ruling).collect();
    let texts: BTreeMap<ArticleId, String> =
        ledger.own_articles(server).expect("read").into_iter().map(|own| (own.id, own.text)).collect();
    let state = |said: &[&str]| {
        let (mut rulings, mut own) = (Vec::new(), BTreeMap::new());
        for step in said {
            let (what, n) = step.split_once(' ').expect("a step");
            let n: u64 = n.parse().expect("a number");
            match what {
                "ruled" => rulings.push(down(n)),
                "undone" => rulings.retain(|ruling| *ruling != down(n)),
                _ => own.extend(pair(n).map(|article| (article.id, article.text))),
            }
        }
        (rulings, own)
    };
    let mut done: Vec<&str> = said.iter().map(String::as_str).filter(|line| STEPS.contains(&word(line))).collect();
    if state(&done) == (held.clone(), texts.clone()) {
        return 0;
    }
    let next = step(done.len() as u64);
    done.push(&next);
    assert!(state(&done) == (held, texts), "server {server}: the ledger holds something else than {done:?}");
    1
}

const STEPS: [&str; 3] = ["ruled", "added", "undone"];

fn word(line: &str) -> &str {
    line.split(' ').next().unwrap_or_default()
}

/// What is done as the step of this number: a ruling, articles from the draft to the yes, and every other ruling undone.
fn step(n: u64) -> String {
    match n % 4 {
        0 | 1 => format!("ruled {n}"),
        2 => format!("added {n}"),
        _ => format!("undone {}", n - 2),
    }
}

fn down(n: u64) -> Ruling {
    Ruling::TakeDown(ArticleId(format!("a{n}").into()))
}

/// Two articles that are added together; later ones take the place of earlier ones.
fn pair(n: u64) -> [Article; 2] {
    ["x", "y"].map(|letter| {
        let name = PathBuf::from(format!("{letter}{}.txt", n % 20));
        let text = format!(" date 2022-05-31 Step {n}\n\n{}", "Zelda Quill sang. ".repeat(400));
        from_bytes(&name, text.into_bytes()).expect("an article")
    })
}

fn started(store: &Path, server: u64) -> Child {
    let program = std::env::current_exe().expect("this program");
    Command::new(program)
        .args(["--exact", "ledger::steps_until_killed", "--nocapture"])
        .env(STORE, store)
        .env(SERVER, server.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("started")
}

/// The process that is killed. Does nothing where it was not started for that.
#[test]
fn steps_until_killed() {
    let (Some(store), Ok(server)) = (std::env::var_os(STORE), std::env::var(SERVER)) else { return };
    let (ledger, server) = (Ledger::beside(Path::new(&store)), server.parse().expect("a number"));
    let mut out = std::io::stdout().lock();
    let mut say = |line: &str| out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush()).expect("said");
    say("\nbegin");
    let mut ids = BTreeMap::new();
    for n in 0..1600 {
        match n % 4 {
            0 | 1 => {
                ids.insert(n, ledger.rule(server, &down(n)).expect("kept"));
            }
            2 => {
                let draft = ledger.draft(server, &pair(n), SystemTime::now()).expect("kept");
                let articles = ledger.take_draft(server, draft, SystemTime::now()).expect("asked").expect("waiting");
                ledger.add(server, &articles).expect("kept");
            }
            _ => {
                ledger.undo(server, ids[&(n - 2)]).expect("asked").expect("there");
            }
        }
        say(&step(n));
    }
}
