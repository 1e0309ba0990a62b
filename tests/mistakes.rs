//! Does a beginner's mistake end with a message that names the thing and the remedy, and no secret?

mod place;

use std::fs;

use place::{Place, ran};

#[test]
fn the_message_names_the_thing_and_the_remedy() {
    let place = Place::new();
    fs::create_dir(place.path("empty")).expect("made");
    for (variable, args, code, told) in [
        ("", &["build", "articls"][..], 1, "articls: unreadable"),
        ("", &["build", "articls"], 1, "name a folder with articles"),
        ("", &["build", "empty"], 1, "empty: no file in it ends like an article (.txt, .md"),
        ("", &["build", "empty", "--date", "yesterday"], 2, "write it as 2021-12-28"),
        ("", &["--stor", "x"], 2, "'--store'"),
        ("DATABASE_URL=mysql://ann:hunter2@host/x", &["ask", "x"], 2, "`mysql` is no kind of store; write sqlite:PATH"),
        ("DATABASE_URL=data/x.db", &["ask", "x"], 2, "`data/x.db` names no kind of store, as `sqlite:data/x.db` does"),
        ("RATE_LIMIT_USER=many", &["check"], 2, "write a whole number"),
        ("DISCORD_TOKEN=hunter2", &["check"], 1, "DISCORD_TOKEN does not look like a bot's token"),
        ("", &["check"], 1, "DISCORD_TOKEN is"),
        ("", &["site", "/dev/null/x"], 1, "name a folder that can be written"),
    ] {
        let mut command = place.command(args);
        command.envs(variable.split_once('='));
        let ran = ran(&command.output().expect("ran"));
        let all = ran.out + &ran.err;
        assert!(ran.code == code && all.contains(told), "{variable} {args:?}: {} {all}", ran.code);
        assert!(!all.contains("hunter2"), "{all}");
    }
}

#[test]
fn a_line_of_dotenv_that_is_none_is_told_by_its_number_alone() {
    for (lines, told) in [
        ("# A comment\n\nDISCORD_TOKEN: hunter2\n", ".env, line 3: not NAME=value"),
        ("RUST_LOG=warn\nDISCORD_TOKEN=\"hunter2\nRUST_LOG=warn\n", ".env, line 2: not NAME=value"),
        ("DISCORD_TOKN=hunter2\n", ".env sets DISCORD_TOKN, which is no setting: write DISCORD_TOKEN"),
        ("database_url=sqlite:x.db\n", ".env sets database_url, which is no setting: write DATABASE_URL"),
    ] {
        let place = Place::new();
        place.write(".env", lines);
        let ran = place.run(&["check"]);
        let all = ran.out + &ran.err;
        assert!(ran.code != 0 && all.contains(told), "{lines}: {all}");
        assert!(!all.contains("hunter2"), "{all}");
    }
}
