//! Receipts answers fan questions from news articles, each answer with the sentence, the article and the date
//! that it rests on.
//!
//! The floors, lowest first; a file may name only lower floors (`tests/architecture.rs` checks it):
//! [`domain`], `config` · `article`, [`language`], `store` · `extract` · `link`, `answer` ·
//! `ingest`, `commands`, `render` · `discord` · the command line in `main.rs`.

pub mod answer;
pub mod article;
pub mod cli;
pub mod commands;
pub mod config;
pub mod discord;
pub mod domain;
pub mod extract;
pub mod ingest;
pub mod language;
pub mod link;
pub mod render;
pub mod store;
