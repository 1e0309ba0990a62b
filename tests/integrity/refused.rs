//! Where nothing can be written, a build says so, and the old store goes on answering.

#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use super::place::{Place, ran};
use super::{STORE, store, told, waiting};

/// The user that owns nothing.
const NOBODY: u32 = 65_534;

/// A shell that runs a script in this place; `$receipts` is the program.
fn shell(place: &Place, script: &str) -> Command {
    let mut shell = place.command(&[]);
    let receipts = shell.get_program().to_owned();
    let mut command = Command::new("sh");
    command.args(["-c", script]).current_dir(place.path("")).env_clear().env("receipts", receipts);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    shell.env_clear();
    command
}

#[test]
fn on_a_full_disk() {
    let place = waiting(80);
    let room = fs::metadata(store(&place)).expect("a store").len() + 60_000;
    fs::create_dir(place.path("disk")).expect("made");
    let script = format!(
        "mount -t tmpfs -o size={room} tmpfs disk || exit 77
         cp {STORE} disk/receipts.db
         \"$receipts\" build articles --store sqlite:disk/receipts.db; echo \"ended with $?\"
         cmp {STORE} disk/receipts.db && echo unchanged
         ls disk
         \"$receipts\" export --kind article --store sqlite:disk/receipts.db | wc -l
         mount -o remount,size=64m disk
         \"$receipts\" build articles --store sqlite:disk/receipts.db >&2; echo \"then $?\"
         \"$receipts\" export --kind article --store sqlite:disk/receipts.db | wc -l"
    );
    for rights in ["-m", "-rm"] {
        let mut shell = shell(&place, &script);
        let mut command = Command::new("unshare");
        command.arg(rights).arg(shell.get_program()).args(shell.get_args()).current_dir(place.path(""));
        command.envs(shell.get_envs().filter_map(|(name, value)| Some((name, value?))));
        shell.env_clear();
        let Ok(output) = command.output() else { continue };
        if matches!(output.status.code(), None | Some(1 | 77)) {
            continue;
        }
        let ran = ran(&output);
        assert_eq!(ran.out, "ended with 1\nunchanged\nreceipts.db\nreceipts.db.lock\n1\nthen 0\n80\n", "{}", ran.err);
        let names_the_remedy = ran.err.contains("make room on the disk") || ran.err.contains("and its room");
        assert!(ran.err.contains("disk/receipts.db") && names_the_remedy, "{}", ran.err);
        return;
    }
    told("SKIPPED on_a_full_disk: no file system may be mounted here");
}

#[test]
fn where_a_file_may_not_grow() {
    let place = waiting(80);
    let before = fs::read(store(&place)).expect("a store");
    // Half of it, or the whole and a little: the copy fails, or what is added to it.
    for blocks in [before.len() / 2, before.len() + 8192].map(|bytes| bytes / 512) {
        for (signal, code) in [("trap '' XFSZ", Some(1)), (":", None)] {
            let script = format!("{signal}; ulimit -f {blocks}; exec \"$receipts\" build articles");
            let output = shell(&place, &script).output().expect("ended");
            let err = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), code, "{blocks}: {err}");
            assert!(code.is_none() || err.contains("receipts.db") && err.contains("room"), "{err}");
            assert!(fs::read(store(&place)).expect("a store") == before);
        }
    }
    assert_eq!(place.export(&["--kind", "article"]).len(), 1);
    super::built(&place);
    assert_eq!(place.export(&["--kind", "article"]).len(), 80);
}

#[test]
fn in_a_read_only_folder() {
    let place = waiting(2);
    let set = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).expect("set");
    set(&place.path("data"), 0o555);
    let mut command = place.command(&["build", "articles"]);
    if fs::write(place.path("data/probe"), "").is_ok() {
        // Nothing is read-only to the superuser: somebody else must try, with a program that they may run.
        fs::remove_file(place.path("data/probe")).expect("removed");
        fs::copy(command.get_program(), place.path("program")).expect("copied");
        set(&place.path(""), 0o755);
        command = Command::new(place.path("program"));
        command.args(["build", "articles"]).current_dir(place.path("")).env_clear().uid(NOBODY).gid(NOBODY);
    }
    let before = fs::read(store(&place)).expect("a store");
    let ran = ran(&command.output().expect("ended"));
    set(&place.path("data"), 0o755);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains(STORE) && ran.err.contains("check the folder and its permissions"), "{}", ran.err);
    assert!(fs::read(store(&place)).expect("a store") == before);
    assert_eq!(place.export(&["--kind", "article"]).len(), 1);
}
