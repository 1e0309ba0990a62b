//! The command line: wiring and shutdown, nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    receipts::cli::main()
}
