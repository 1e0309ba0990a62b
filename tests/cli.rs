//! The real program, end to end: what it prints, where, and how it ends.

mod place;

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use serde_json::Value;

use place::{Place, listed, ran};

const ARTICLE: &str = " date 2021-12-28 Zoë Quinlan and Lee Holt meet\n\nZoë Quinlan met Lee Holt in Oslo.\n";

#[test]
fn a_build_reads_what_changed_and_drops_what_is_gone() {
    let place = Place::new();
    place.write("data/articles/a1.txt", ARTICLE);
    place.write("data/articles/sub/a2.txt", " date 2020 Another\n\nLee Holt sang.\n");
    place.write("other/b1.txt", "No date here\n\nLee Holt sang again.\n");
    place.write("data/articles/README.md", "No article.");
    let first = place.run(&["build"]);
    assert_eq!((first.code, first.err.as_str()), (0, ""));
    assert!(first.out.starts_with("2 read, 0 unchanged, 0 removed, 0 skipped\n"), "{}", first.out);
    let other = place.run(&["build", "other"]);
    assert!(other.err.contains("b1.txt: no date"), "{}", other.err);
    assert_eq!(place.export(&["--kind", "article"]).len(), 3);

    place.write("data/articles/a1.txt", ARTICLE.replace("Oslo", "Bergen"));
    fs::remove_file(place.path("data/articles/sub/a2.txt")).expect("removed");
    let second = place.run(&["build"]);
    assert!(second.out.starts_with("1 read, 0 unchanged, 1 removed, 0 skipped\n"), "{}", second.out);
    let left = place.export(&["--kind", "article"]);
    let names: Vec<&str> = left.iter().filter_map(|a| a["article"].as_str()).collect();
    assert_eq!(names, ["a1", "b1"]);
    assert!(left[0]["text"].as_str().expect("text").contains("Bergen"));
}

#[test]
fn the_bundled_articles_are_handed_over_as_a_store() {
    let place = Place::new();
    let handed = place.command(&["bundled"]).output().expect("run");
    assert!(
        handed.status.success() && handed.stdout.starts_with(b"SQLite format 3\0"),
        "{}",
        String::from_utf8_lossy(&handed.stderr)
    );
    assert!(!place.path("data").exists(), "nothing is written");
}

#[test]
fn building_twice_changes_nothing() {
    let place = Place::new();
    place.write("articles/a1.txt", ARTICLE);
    place.write("articles/a2.txt", "No date here\n\nLee Holt sang.\n");
    assert_eq!(place.run(&["build", "articles", "--date", "2020-05"]).code, 0);
    let before = fs::read(place.path("data/receipts.db")).expect("a store");
    for args in [&["build", "articles"][..], &["build", "articles", "--date", "2020-05"]] {
        let again = place.run(args);
        assert!(again.out.starts_with("0 read, 2 unchanged"), "{}{}", again.out, again.err);
        assert_eq!(fs::read(place.path("data/receipts.db")).expect("a store"), before);
    }
    assert_eq!(place.run(&["build", "articles", "--store", "sqlite:other.db", "--date", "2020-05"]).code, 0);
    assert!(fs::read(place.path("other.db")).expect("a store") == before, "the same articles, the same store");
    let redated = place.run(&["build", "articles", "--date", "2021"]);
    assert!(redated.out.starts_with("1 read, 1 unchanged"), "{}", redated.out);
    let dates: Vec<Value> = place.export(&["--kind", "article"]).iter().map(|a| a["date"].clone()).collect();
    assert_eq!(dates, ["2021", "2021-12-28"]);
}

#[test]
fn a_bad_file_is_named_and_the_rest_read() {
    let place = Place::new();
    place.write("articles/good.txt", ARTICLE);
    place.write("articles/empty.txt", "");
    place.write("articles/latin.txt", b"Title\n\nna\xEFve");
    place.write("articles/picture.txt", b"GIF89a\0\0");
    place.write("articles/escape\u{1b}[31m.txt", "Title\n\nText.");
    let built = place.run(&["build", "articles"]);
    assert_eq!(built.code, 0);
    assert!(built.out.starts_with("1 read, 0 unchanged, 0 removed, 4 skipped"), "{}", built.out);
    for named in ["empty.txt: empty", "latin.txt: not UTF-8 (byte 9)", "picture.txt: binary"] {
        assert!(built.err.contains(named), "{named}: {}", built.err);
    }
    assert!(!built.err.contains('\u{1b}'), "{}", built.err);
    fs::remove_file(place.path("articles/good.txt")).expect("removed");
    let nothing = place.run(&["build", "articles", "--store", "sqlite:new.db"]);
    assert_eq!(nothing.code, 1);
    assert!(nothing.err.contains("nothing could be read") && !place.path("new.db").exists(), "{}", nothing.err);
}

#[test]
fn equal_stems_are_an_error_and_the_store_stays() {
    let place = Place::new();
    place.write("one/a1.txt", ARTICLE);
    assert_eq!(place.run(&["build", "one"]).code, 0);
    place.write("two/a1.txt", ARTICLE);
    for sources in [&["one", "two"][..], &["two"]] {
        let refused = place.run(&[&["build"], sources].concat());
        assert_eq!(refused.code, 1);
        assert!(refused.err.contains("one/a1.txt") && refused.err.contains("two/a1.txt"), "{}", refused.err);
        assert_eq!(place.export(&["--kind", "article"]).len(), 1);
    }
    // A folder that was moved is no second one.
    fs::remove_dir_all(place.path("one")).expect("removed");
    assert_eq!(place.run(&["build", "two"]).code, 0);
}

#[test]
fn the_call_decides_the_exit_code() {
    let place = Place::new();
    place.write("broken.db", "SQLite format 3\0 but not really");
    place.write("list.jsonl", "{\"id\":1,\"command\":\"help\"}\n");
    for (args, code, says) in [
        (&["--version"][..], 0, ""),
        (&["ask", "/help"], 0, ""),
        (&["ask"], 2, "Usage"),
        (&["ask", "/nosuch"], 2, "There is no command /nosuch"),
        (&["ask", "--batch", "list.jsonl"], 0, ""),
        (&["ask", "--batch", "absent.jsonl"], 1, "absent.jsonl"),
        (&["export", "--kind", "nosuch"], 2, "possible values"),
        (&["build", "absent"], 1, "absent: unreadable"),
        (&["build", "--date", "yesterday"], 2, "2021-12-28"),
        (&["build", "--date", "2021-02-30"], 2, "no such day"),
        (&["export", "--store", "postgres://user:hunter2@host:port/db"], 2, "write postgres://"),
        (&["export", "--store", "mysql://user:hunter2@host/db"], 2, "sqlite:PATH"),
        (&["export", "--store", "sqlite:broken.db"], 1, "damaged: delete it and run `receipts build`"),
        (&["ask", "x", "--store", "sqlite:broken.db"], 1, "damaged"),
        (&["check"], 1, "1 problem"),
    ] {
        let ran = place.run(args);
        assert_eq!(ran.code, code, "{args:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(says), "{args:?}: {}", ran.err);
        assert!(!ran.err.contains("hunter2"), "{}", ran.err);
        assert!(ran.code == 0 || args == ["check"] || ran.out.is_empty(), "{args:?}: errors go to stderr: {}", ran.out);
    }
}

#[test]
fn a_batch_gives_a_line_for_every_line() {
    let place = Place::new();
    let lines = [
        r#"{"id":"a","command":"help","options":{},"question":"ignored"}"#,
        "no JSON",
        "",
        r#"{"id":{"deep":[1]},"question":"Who sang?","other":true}"#,
        r#"{"id":7}"#,
        r#"{"id":8,"command":"nosuch"}"#,
        r#"{"id":9,"command":"who","options":{"person":null}}"#,
    ];
    place.write("list.jsonl", lines.join("\n"));
    let ran = place.run(&["ask", "--batch", "list.jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let replies: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let ids: Vec<String> = replies.iter().map(|r| r["id"].to_string()).collect();
    assert_eq!(ids, ["\"a\"", "null", "null", "{\"deep\":[1]}", "7", "8", "9"]);
    for reply in &replies {
        let object = reply.as_object().expect("an object");
        for key in ["answered", "text", "receipts", "suggestions", "conflict"] {
            assert!(object.contains_key(key), "{key}: {reply}");
        }
    }
}

#[test]
fn without_a_token_lines_are_answered() {
    let place = Place::new();
    let ran = place.run_with(&[], "/help\n\n/nosuch\n");
    assert_eq!(ran.code, 0);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.contains("DISCORD_TOKEN is not set"), "{}", ran.err);
    assert!(ran.out.contains("/who") && ran.out.contains("There is no command /nosuch"), "{}", ran.out);
}

#[test]
fn a_token_file_that_is_absent_is_named() {
    let place = Place::new();
    let output = place.command(&["run"]).env("DISCORD_TOKEN_FILE", "absent").output().expect("ended");
    let ran = ran(&output);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("DISCORD_TOKEN_FILE absent"), "{}", ran.err);
}

#[test]
fn an_address_that_is_taken_is_named() {
    let place = Place::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    for option in ["--status", "--interactions"] {
        let ran = place.run(&["run", option, &address]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.contains(&format!("cannot listen at {address}: ")), "{}", ran.err);
    }
}

#[test]
fn offsets_of_an_export_are_code_points() {
    let place = Place::new();
    place.write(
        "articles/a1.txt",
        "\u{FEFF} date 2021-12-28 Zoë’s title\r\n\r\n“It’s ‘fine’ 😀,” Zoë Quinlan said on December 3.\r\n",
    );
    assert_eq!(place.run(&["build", "articles"]).code, 0);
    let lines = place.export(&[]);
    let text: Vec<char> = lines[0]["text"].as_str().expect("text").chars().collect();
    assert_eq!(text.len(), fs::read_to_string(place.path("articles/a1.txt")).expect("read").chars().count());
    for line in lines.iter().filter(|l| l["start"].is_u64()) {
        let at = |key: &str| line[key].as_u64().and_then(|n| usize::try_from(n).ok()).expect("an offset");
        let cut: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(Some(cut.as_str()), line["text"].as_str(), "{line}");
    }
}

#[test]
fn a_store_answers_from_a_read_only_folder() {
    let place = Place::new();
    place.write("articles/a1.txt", ARTICLE);
    assert_eq!(place.run(&["build", "articles", "--store", "sqlite:shelf/x.db"]).code, 0);
    let beside: Vec<PathBuf> = listed(&place.path("shelf"));
    assert_eq!(beside, [place.path("shelf/x.db"), place.path("shelf/x.db.lock")], "no journal is left");
    read_only(&place.path("shelf"), true);
    let ran = place.run(&["export", "--store", "sqlite:shelf/x.db"]);
    read_only(&place.path("shelf"), false);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("Oslo"));
}

fn read_only(folder: &Path, yes: bool) {
    let mut permissions = fs::metadata(folder).expect("a folder").permissions();
    #[cfg(unix)]
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, if yes { 0o555 } else { 0o755 });
    #[cfg(not(unix))]
    permissions.set_readonly(yes);
    fs::set_permissions(folder, permissions).expect("set");
}
