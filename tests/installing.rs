//! What the files for installing say is so: settings and options that there are, a unit that systemd takes and finds hard.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::process::Command;

use receipts::config::{Setting, settings};

const README: &str = include_str!("../README.md");
const EXAMPLE: &str = include_str!("../.env.example");
const UNIT: &str = include_str!("../install/receipts.service");
const DOCKERFILE: &str = include_str!("../Dockerfile");
const COMPOSE: &str = include_str!("../compose.yaml");

/// systemd's own measure of what a service could do, from 0 (nothing) to 100 (everything).
const MOST_EXPOSED: &str = "15";

#[test]
fn the_readme_lists_every_setting_as_it_is() {
    let code = |text: &Option<String>| text.as_ref().map(|text| format!("`{text}`")).unwrap_or_default();
    let row = |Setting { variable, option, default, what }: &Setting| {
        format!("| {} | {} | {} | {what} |", code(variable), code(option), code(default))
    };
    let table: Vec<String> = settings().iter().map(row).collect();
    assert!(README.contains(&table.join("\n")), "the README lacks this table:\n{}", table.join("\n"));
}

#[test]
fn the_example_explains_every_variable_and_no_other() {
    let explained: BTreeSet<&str> =
        EXAMPLE.lines().filter_map(|line| line.trim_start_matches('#').split_once('=')).map(|(name, _)| name).collect();
    let all = settings();
    let variables: BTreeSet<&str> = all.iter().filter_map(|setting| setting.variable.as_deref()).collect();
    let named: BTreeSet<&str> = explained.into_iter().filter(|name| !name.contains(' ')).collect();
    assert_eq!(named, variables);
}

#[test]
fn unit_and_image_set_and_call_what_there_is() {
    let all = settings();
    let known = |name: &str| all.iter().any(|setting| setting.variable.as_deref() == Some(name));
    let unit = UNIT.lines().filter_map(|line| line.strip_prefix("Environment=")?.split_once('='));
    let image = DOCKERFILE.lines().filter_map(|line| line.strip_prefix("ENV ")).flat_map(str::split_whitespace);
    let variables: Vec<&str> =
        unit.map(|(name, _)| name).chain(image.filter_map(|set| Some(set.split_once('=')?.0))).collect();
    assert_eq!(variables.len(), 5);
    for name in variables {
        assert!(known(name), "{name}");
    }
    for call in ["run --status 127.0.0.1:9100", "\"run\", \"--status\", \"127.0.0.1:9100\""] {
        assert!(UNIT.contains(call) || DOCKERFILE.contains(call), "{call}");
    }
    assert!(all.iter().any(|setting| setting.option.as_deref() == Some("run --status ADDR")));
    // What the image writes is what the volume keeps.
    for (file, line) in [(DOCKERFILE, "VOLUME /data"), (COMPOSE, "receipts:/data"), (COMPOSE, "read_only: true")] {
        assert!(file.contains(line), "{line}");
    }
}

#[test]
fn systemd_takes_the_unit_and_finds_it_hard() {
    let folder = tempfile::tempdir().expect("a folder");
    let unit = folder.path().join("receipts.service");
    // The program stands somewhere else here.
    fs::write(&unit, UNIT.replace("/usr/local/bin/receipts", env!("CARGO_BIN_EXE_receipts"))).expect("written");
    let security = format!("--threshold={MOST_EXPOSED}");
    for args in [&["verify", "--man=no"][..], &["security", "--offline=yes", "--no-pager", &security]] {
        let Ok(output) = Command::new("systemd-analyze").args(args).arg(&unit).output() else {
            let _ = writeln!(io::stderr(), "installing: SKIPPED {args:?}: there is no systemd-analyze here");
            return;
        };
        let told = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {told}");
        assert!(args[0] != "verify" || told.is_empty(), "{told}");
    }
}
