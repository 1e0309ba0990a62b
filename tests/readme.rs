//! What the README says of commands is what the program holds.

use receipts::commands::{ADMIN, ADMIN_NAME, ALL, Desk};
use receipts::ingest;
use receipts::render::terminal;

const README: &str = include_str!("../README.md");

#[test]
fn the_table_lists_every_command_as_it_is() {
    let option = |name: &str, required: bool| if required { format!(" {name}") } else { format!(" [{name}]") };
    let look_ups = ALL.iter().map(|command| {
        let options: String = command.options.iter().map(|o| option(o.name, o.required)).collect();
        format!("| `/{}{options}` | {} |", command.name, command.description)
    });
    let admin = ADMIN.iter().map(|command| {
        let options: String = command.options.iter().map(|o| option(o.name, o.required)).collect();
        format!("| `/{ADMIN_NAME} {}{options}` | {} |", command.name, command.description)
    });
    for row in look_ups.chain(admin) {
        assert!(README.contains(&row), "the README lacks this row:\n{row}");
    }
    let rows = README.lines().filter(|line| line.starts_with("| `/")).count();
    assert_eq!(rows, ALL.len() + ADMIN.len(), "the README lists a command that is none");
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

#[test]
fn the_conversation_is_what_the_chat_prints() {
    const COLUMNS: usize = 100;
    let desk = Desk::open(ingest::bundled().expect("a store")).expect("a desk");
    let (_, conversation) = README.split_once("This is what the chat prints").expect("a conversation");
    let block = conversation.split("```").nth(1).expect("a block");
    let questions: Vec<&str> = block.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    let said: Vec<String> = questions
        .iter()
        .map(|question| {
            let answer = terminal::answer(&desk.ask(question).expect("an answer"), COLUMNS);
            format!("> {question}\n\n{}", answer.trim_end())
        })
        .collect();
    assert_eq!(questions.len(), 3);
    assert_eq!(block.trim(), said.join("\n\n"));
}
