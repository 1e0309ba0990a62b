//! The command line: wiring and shutdown, nothing else.

fn main() {}
