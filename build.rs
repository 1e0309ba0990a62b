//! Where does the linker put the functions that an idle bot runs?
//!
//! Side by side. The kernel maps a program by 64 KiB around each page that is touched: two megabytes of functions take
//! ten where they lie all over the program. `install/order.txt` names them, in no particular order of importance; a name
//! that is out of date costs a little memory and nothing else.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

const NAMES: &str = "install/order.txt";

fn main() {
    println!("cargo::rerun-if-changed={NAMES}");
    if !wanted() {
        return;
    }
    let names = fs::read_to_string(NAMES).expect("install/order.txt");
    let mut script = "SECTIONS { .text.first : {\n".to_owned();
    for name in names.lines() {
        writeln!(script, "*(.text.{name} .text.unlikely.{name})").expect("text grows");
    }
    script.push_str("} } INSERT BEFORE .text;\n");
    let file = Path::new(&env::var_os("OUT_DIR").expect("OUT_DIR of cargo")).join("order.ld");
    fs::write(&file, script).expect("a file in OUT_DIR");
    println!("cargo::rustc-link-arg-bin=receipts=-Wl,-T,{}", file.display());
}

/// In a release for Linux, with the linker that is used where none is chosen: others may not know such a script.
fn wanted() -> bool {
    let is = |name, value| env::var(name).is_ok_and(|found| found == value);
    let chosen = env::var_os("RUSTC_LINKER").is_some()
        || env::var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("link"));
    is("PROFILE", "release") && is("CARGO_CFG_TARGET_OS", "linux") && !chosen
}
