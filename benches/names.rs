//! How long does completing a name take among very many, and finding one?
//!
//! `cargo bench --bench names [PEOPLE ...]`: invented people, common names borne by many and rare ones by few, as in life;
//! what is typed are beginnings of their names, one of three with a slip. A time is the best of three.

#[path = "../tests/standin/newsroom.rs"]
mod newsroom;

use std::collections::HashSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

use newsroom::Newsroom;
use receipts::answer::name::NameIndex;
use receipts::domain::{Person, PersonId};

/// Names typed.
const TYPED: usize = 2_000;
/// As many names as Discord shows.
const SHOWN: usize = 25;

fn main() {
    let given: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    println!(
        "| names | words | made ready | what | p50 µs | p99 µs | most µs | of |\n|--:|--:|--:|---|--:|--:|--:|---|"
    );
    for size in if given.is_empty() { vec![10_000, 100_000, 1_000_000] } else { given } {
        let mut room = Newsroom::new(5, 2);
        let people = people(&mut room, size);
        let words: HashSet<&str> = people.iter().flat_map(|person| person.name.split(' ')).collect();
        let words = words.len();
        let begun = Instant::now();
        let names = NameIndex::of(people);
        let ready = begun.elapsed();
        let whole = |room: &mut Newsroom| names.people()[room.below(size)].name.clone();
        let beginnings: Vec<String> = (0..TYPED)
            .map(|n| {
                let length = 1 + room.below(12);
                let begun: String = whole(&mut room).to_lowercase().chars().take(length).collect();
                if n % 3 == 0 { slipped(&mut room, &begun) } else { begun }
            })
            .collect();
        row(size, words, ready, "completing", &beginnings, |typed| drop(black_box(names.complete(typed, SHOWN))));
        let full: Vec<String> = (0..TYPED).map(|_| whole(&mut room)).collect();
        row(size, words, ready, "finding", &full, |typed| drop(black_box(names.find(typed))));
        let misspelt: Vec<String> = full.iter().map(|name| slipped(&mut room, name)).collect();
        row(size, words, ready, "finding, misspelt", &misspelt, |typed| drop(black_box(names.find(typed))));
    }
}

fn row(size: usize, words: usize, ready: Duration, what: &str, typed: &[String], ask: impl Fn(&str)) {
    let mut times: Vec<(Duration, &str)> = typed.iter().map(|typed| (Duration::MAX, typed.as_str())).collect();
    for _ in 0..3 {
        for (best, typed) in &mut times {
            let begun = Instant::now();
            ask(typed);
            *best = begun.elapsed().min(*best);
        }
    }
    times.sort_unstable();
    let at = |percent: usize| times[((times.len() - 1) * percent).div_ceil(100)].0.as_micros();
    let (most, text) = times[times.len() - 1];
    let (half, nearly) = (at(50), at(99));
    println!("| {size} | {words} | {ready:.1?} | {what} | {half} | {nearly} | {} | {text} |", most.as_micros());
}

/// So many people: one first name of two thousand, one last name of a third as many as there are people.
fn people(room: &mut Newsroom, size: usize) -> Vec<Person> {
    let firsts: Vec<String> = (0..2_000).map(|_| word(room, 2)).collect();
    let lasts: Vec<String> = (0..=size / 3).map(|_| word(room, 3)).collect();
    let person = |n: usize| {
        // Common names are the first ones: the lesser of two throws.
        let mut throw = |of: usize| room.below(of).min(room.below(of));
        let (first, last) = (&firsts[throw(firsts.len())], &lasts[throw(lasts.len())]);
        let name = format!("{first} {last}");
        let aliases = vec![name.clone(), last.clone()];
        Person { id: PersonId(n as u32), name, aliases, pronouns: None, articles: Vec::new(), mentions: 1 }
    };
    (0..size).map(person).collect()
}

/// A name of so many syllables.
fn word(room: &mut Newsroom, syllables: usize) -> String {
    const STARTS: [&str; 22] = [
        "b", "br", "c", "d", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "qu", "r", "s", "st", "t", "v", "w",
        "z",
    ];
    const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ay", "ea", "oo"];
    const ENDS: [&str; 10] = ["", "l", "n", "r", "s", "t", "m", "ck", "nd", "x"];
    let mut name = String::new();
    for _ in 0..syllables {
        for part in [&STARTS[..], &VOWELS, &ENDS] {
            name.push_str(part[room.below(part.len())]);
        }
    }
    name[..1].to_uppercase() + &name[1..]
}

/// Two neighbouring letters swapped.
fn slipped(room: &mut Newsroom, name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() > 2 {
        let at = 1 + room.below(letters.len() - 2);
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}
