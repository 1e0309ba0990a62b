//! What the README says of commands is what the program holds.

use receipts::commands::{ALL, Desk};
use receipts::ingest;

const README: &str = include_str!("../README.md");

#[test]
fn the_table_lists_every_command_as_it_is() {
    for command in ALL {
        let options = command
            .options
            .iter()
            .map(|option| if option.required { format!(" {}", option.name) } else { format!(" [{}]", option.name) });
        let row = format!("| `/{}{}` | {} |", command.name, options.collect::<String>(), command.description);
        assert!(README.contains(&row), "the README lacks this row:\n{row}");
    }
    let rows = README.lines().filter(|line| line.starts_with("| `/")).count();
    assert_eq!(rows, ALL.len(), "the README lists a command that is none");
}

#[test]
fn what_is_kept_is_told_in_the_same_words() {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let desk = Desk::open(ingest::bundled().expect("a store")).expect("a desk");
    let told = desk.ask("/privacy").expect("an answer").text();
    for line in told.lines() {
        assert!(words(README).contains(&words(line)), "the README lacks this line:\n{line}");
    }
}
