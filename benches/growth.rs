//! How long does each command take when the archive grows?
//!
//! `cargo bench --bench growth [ARTICLES ...]`: invented articles, one of five about the same twenty people; some
//! thousand different questions in a random order, each asked several times on an open store. A question's time is its
//! best, so that what else runs on the machine counts little; the table tells of the questions of each command. `ONLY=/ask
//! ROUNDS=50` asks the questions of one command alone, and often, as a profiler wants it; `DEAREST=10` lists the ten that
//! take longest of each command.

#[path = "../tests/standin/newsroom.rs"]
mod newsroom;
#[path = "standin/pieces.rs"]
mod pieces;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use newsroom::Newsroom;
use pieces::{STARS, pieces};
use receipts::commands::Desk;
use receipts::domain::PersonId;
use receipts::ingest::{self, Order, Progress};
use receipts::store::{Home, Store};
use receipts::{article, extract, language};

/// Questions of each kind.
const QUESTIONS: usize = 120;
/// How often each is asked, unless the environment says `ROUNDS`.
const ROUNDS: usize = 3;

fn main() {
    let given: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let only = std::env::var("ONLY").unwrap_or_default();
    for size in if given.is_empty() { vec![200] } else { given } {
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("growth-{size}.db"));
        if std::env::var_os(BUILD).is_some() {
            build(size, &place);
            continue;
        }
        if !place.exists() {
            // Elsewhere, so that what building takes is not counted as the bot's memory.
            let own = std::env::current_exe().expect("a program");
            let built = Command::new(own).arg(size.to_string()).env(BUILD, "1").status().expect("started");
            assert!(built.success(), "built");
        }
        ask(size, &place, &only);
    }
}

/// Set where a store is to be built and nothing to be asked.
const BUILD: &str = "GROWTH_BUILD";

/// Opens a store and asks of it.
fn ask(size: usize, place: &Path, only: &str) {
    let said = said(size);
    let before = memory();
    let opening = Instant::now();
    let desk = Desk::open(Store::open(place).expect("a store")).expect("a desk");
    let (opened, held) = (opening.elapsed(), memory());
    let mut questions = Questions { desk: &desk, room: Newsroom::new(97, 2), said, all: Vec::new() };
    questions.make();
    let Questions { mut room, mut all, .. } = questions;
    all.retain(|question| question.kind.contains(only) || question.text.contains(only));
    let mut times = vec![Duration::MAX; all.len()];
    let rounds = std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    for _ in 0..rounds {
        for at in shuffled(&mut room, all.len()) {
            let started = Instant::now();
            all[at].ask(&desk);
            times[at] = times[at].min(started.elapsed());
        }
    }
    let people = desk.archive().names.people().len();
    let file = fs::metadata(place).map_or(0, |file| file.len());
    println!("\n{size} articles, {people} people, {} MB on the disk; opened in {opened:.1?}", file / 1_000_000);
    println!("memory: {} MB opened, {} MB when all is asked\n", held - before, memory() - before);
    table(&all, &times);
}

/// What this process holds, in MB; 0 where the system does not tell.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let held = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.parse().ok());
    held.unwrap_or(0) / 1_000
}

/// One line for each kind of question.
fn table(all: &[Question], times: &[Duration]) {
    let mut kinds: BTreeMap<&str, Vec<(Duration, &str)>> = BTreeMap::new();
    for (question, time) in all.iter().zip(times) {
        kinds.entry(question.kind).or_default().push((*time, &question.text));
    }
    println!("| question | asked | p50 µs | p99 µs | most µs | of |");
    println!("|---|--:|--:|--:|--:|---|");
    for times in kinds.values_mut() {
        times.sort_unstable();
    }
    for (kind, times) in &kinds {
        let at = |percent: usize| times[((times.len() - 1) * percent).div_ceil(100)].0.as_micros();
        let (most, text) = times[times.len() - 1];
        println!("| {kind} | {} | {} | {} | {} | {text} |", times.len(), at(50), at(99), most.as_micros());
    }
    let dearest = std::env::var("DEAREST").ok().and_then(|many| many.parse().ok()).unwrap_or(0);
    for (time, text) in kinds.values().flat_map(|times| times.iter().rev().take(dearest)) {
        println!("{:>8} µs {text}", time.as_micros());
    }
}

/// Some of the quotations in them.
fn said(size: usize) -> Vec<(String, String)> {
    const ENOUGH: usize = 2_000;
    pieces(size).step_by((size / ENOUGH).max(1)).flat_map(|piece| piece.quotations).collect()
}

/// Writes the articles, reads them alone, then builds a store of them.
fn build(size: usize, place: &Path) {
    let folder = place.with_extension("");
    let bytes = pieces::write(size, &folder);
    let reading = Instant::now();
    read_alone(&folder);
    let reading = reading.elapsed();
    let building = Instant::now();
    let order = Order { sources: std::slice::from_ref(&folder), store: &Home::from(place), date: None };
    let (mut linking, mut read) = (None, 0);
    let told = |progress| match progress {
        Progress::Linking => linking = Some(building.elapsed()),
        Progress::Read(done, _) => read = done,
    };
    ingest::build(&order, told).expect("a store");
    let building = building.elapsed();
    let linked = building.saturating_sub(linking.unwrap_or(building));
    println!("\n{read} articles of {} MB read alone in {reading:.1?}", bytes / 1_000_000);
    println!("built in {building:.1?}, of which {linked:.1?} for who is who, copies and publishing");
    fs::remove_dir_all(&folder).expect("removed");
}

/// Reads every article of a folder on every core and keeps nothing.
fn read_alone(folder: &Path) {
    let files: Vec<PathBuf> = fs::read_dir(folder).expect("a folder").flatten().map(|file| file.path()).collect();
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, std::num::NonZero::get) {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let article = article::read(file).expect("an article");
                    std::hint::black_box(extract::claims(&language::analyse(&article)));
                }
            });
        }
    });
}

/// All numbers below this one, in a random order.
fn shuffled(room: &mut Newsroom, length: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    for at in (1..length).rev() {
        order.swap(at, room.below(at + 1));
    }
    order
}

struct Question {
    kind: &'static str,
    text: String,
    how: fn(&Desk, &str),
}

impl Question {
    fn ask(&self, desk: &Desk) {
        (self.how)(desk, &self.text);
    }
}

struct Questions<'a> {
    desk: &'a Desk,
    room: Newsroom,
    said: Vec<(String, String)>,
    all: Vec<Question>,
}

impl Questions<'_> {
    fn make(&mut self) {
        for _ in 0..QUESTIONS {
            let (one, other) = self.pair();
            let first = one.split(' ').next().unwrap_or_default().to_owned();
            let (topic, second) = (self.room.other_word(""), self.room.other_word(""));
            let event = self.one_of(&["met", "married", "left the show", "born", "died", "split", "posted a photo"]);
            let (speaker, words) = self.said[self.room.below(self.said.len())].clone();
            let changed = self.altered(&words);
            let unsaid = self.room.unsaid();
            self.add("/who", format!("/who person: {one}"));
            self.add("/who, one word", format!("/who person: {first}"));
            self.add("/who, misspelt", format!("/who person: {}", misspelt(&one)));
            self.add("/who as-of", format!("/who person: {one} as-of: 2018"));
            self.add("/when", format!("/when event: {event} person: {one}"));
            self.add("/when-did-they-meet", format!("/when-did-they-meet person: {one} other: {other}"));
            self.add("/quote", format!("/quote person: {one}"));
            self.add("/quote about", format!("/quote person: {one} about: {topic}"));
            self.add("/did-they-say", format!("/did-they-say text: {words} person: {speaker}"));
            self.add("/did-they-say, altered", format!("/did-they-say text: {changed}"));
            self.add("/did-they-say, unsaid", format!("/did-they-say text: {unsaid} person: {one}"));
            self.add("/timeline", format!("/timeline person: {one}"));
            self.add("/timeline with", format!("/timeline person: {one} with: {other}"));
            self.add("/timeline page as-of", format!("/timeline person: {one} as-of: 2019 page: 2"));
            self.add("/sources person", format!("/sources topic: {one}"));
            self.add("/sources word", format!("/sources topic: {topic}"));
            self.add("/sources words", format!("/sources topic: {topic} {second}"));
            self.add("/about", "/about".to_owned());
            self.add("/help", "/help".to_owned());
            let asked = self.asked(&one, &other, topic);
            self.add("/ask", asked);
            let length = 1 + self.room.below(8);
            let typed: String = one.chars().take(length).collect();
            self.all.push(Question { kind: "completion", text: typed, how: |desk, typed| drop(desk.complete(typed)) });
        }
    }

    fn add(&mut self, kind: &'static str, text: String) {
        self.all.push(Question { kind, text, how: |desk, text| drop(desk.ask(text)) });
    }

    /// Two people of one article; half of the time one of them is among the most mentioned.
    fn pair(&mut self) -> (String, String) {
        let names = &self.desk.archive().names;
        let people = names.people();
        let most = if self.room.below(2) == 0 { people.len() } else { STARS.min(people.len()) };
        let one = &people[self.room.below(most)];
        let article = &one.articles[self.room.below(one.articles.len())];
        let page = self.desk.archive().page(article).expect("a page");
        let there: Vec<PersonId> = page.sentences.iter().flat_map(|s| s.people.iter().copied()).collect();
        let other = there.into_iter().find(|id| *id != one.id).and_then(|id| names.person(id)).unwrap_or(&people[0]);
        (one.name.clone(), other.name.clone())
    }

    fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.room.below(list.len())]
    }

    /// One word changed.
    fn altered(&mut self, words: &str) -> String {
        let mut all: Vec<&str> = words.split(' ').collect();
        let at = self.room.below(all.len());
        all[at] = self.room.other_word(words);
        all.join(" ")
    }

    fn asked(&mut self, one: &str, other: &str, topic: &str) -> String {
        let first = one.split(' ').next().unwrap_or_default();
        match self.room.below(20) {
            0 => format!("How old is {one}?"),
            1 => format!("Who is {one} married to?"),
            2 => format!("Where is {one} from?"),
            3 => format!("What does {one} do for a living?"),
            4 => format!("When did {one} and {other} meet?"),
            5 => format!("Are {one} and {other} still together?"),
            6 => format!("Did {one} and {other} ever date?"),
            7 => format!("Why did {one} leave the show?"),
            8 => format!("What did {one} say about the {topic}?"),
            9 => format!("Who took over from {one}?"),
            10 => format!("How many kids does {one} have?"),
            11 => format!("What did {first} buy?"),
            12 => format!("How many episodes did {one} make?"),
            13 => format!("Where does {one} live now?"),
            14 => format!("What is new with {one}?"),
            15 => format!("Who posted a photo of the {topic}?"),
            16 => format!("What happened to the {topic} in the kitchen?"),
            17 => format!("Is {one} the husband of {other}?"),
            18 => format!("Which articles mention {one}?"),
            _ => format!("How did {one} and {other} react to the {topic}?"),
        }
    }
}

/// Two neighbouring letters of the last word swapped.
fn misspelt(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let end = letters.len();
    letters.swap(end - 3, end - 2);
    letters.into_iter().collect()
}
