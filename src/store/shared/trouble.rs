//! What went wrong at the server, in words for the admin, and is it worth trying again?

use std::error::Error as _;

use postgres::Error;
use postgres::error::SqlState;

use super::super::StoreError;

/// What went wrong, with the remedy.
pub(super) fn trouble(name: &str, error: &Error) -> StoreError {
    let (why, remedy) = match error.as_db_error() {
        Some(refusal) => (refusal.message().to_owned(), remedy(refusal.code())),
        None if is_encryption(error) => (
            causes(error),
            "name a server whose certificate is trusted, its authority with sslrootcert=FILE, or go without: \
             sslmode=disable",
        ),
        None => {
            (causes(error), "check that the server runs, its address in DATABASE_URL or --store, and the way to it")
        }
    };
    StoreError(format!("{name}: {why}; {remedy}"))
}

fn remedy(code: &SqlState) -> &'static str {
    match code {
        c if *c == SqlState::INVALID_PASSWORD || *c == SqlState::INVALID_AUTHORIZATION_SPECIFICATION => {
            "check the user and the password in DATABASE_URL or --store"
        }
        c if *c == SqlState::INVALID_CATALOG_NAME => {
            "create that database, or name another one in DATABASE_URL or --store"
        }
        c if *c == SqlState::INSUFFICIENT_PRIVILEGE => {
            "building needs the right to make tables (GRANT CREATE ON SCHEMA ..), answering to read them (GRANT SELECT)"
        }
        c if *c == SqlState::TOO_MANY_CONNECTIONS => "let the server take more connections (max_connections)",
        c if *c == SqlState::DISK_FULL => "make room on the server's disk and build again",
        c if *c == SqlState::READ_ONLY_SQL_TRANSACTION => "name the server that is written to, not its copy",
        c if passes(c) => "the server is starting or closing: try again",
        _ => "look into the server's log, and try again",
    }
}

/// Whether the connection was lost, or the server is away for a while: a new connection may do better.
pub(super) fn is_lost(error: &Error) -> bool {
    match error.as_db_error() {
        Some(refusal) => passes(refusal.code()),
        None => error.is_closed() || error.source().is_some_and(<dyn std::error::Error>::is::<std::io::Error>),
    }
}

/// Whether somebody else was quicker: the same may be tried again at once.
pub(super) fn is_crossed(error: &Error) -> bool {
    let code = error.code();
    code == Some(&SqlState::T_R_SERIALIZATION_FAILURE) || code == Some(&SqlState::T_R_DEADLOCK_DETECTED)
}

fn passes(code: &SqlState) -> bool {
    [
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::TOO_MANY_CONNECTIONS,
        SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
        SqlState::CONNECTION_EXCEPTION,
        SqlState::CONNECTION_FAILURE,
        SqlState::CONNECTION_DOES_NOT_EXIST,
    ]
    .contains(code)
}

fn is_encryption(error: &Error) -> bool {
    let mut cause = error.source();
    while let Some(inner) = cause {
        let wrapped = inner.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        if inner.is::<rustls::Error>()
            || wrapped.is_some_and(<dyn std::error::Error + Send + Sync>::is::<rustls::Error>)
        {
            return true;
        }
        cause = inner.source();
    }
    false
}

/// An error and what caused it, each once.
fn causes(error: &Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let said = inner.to_string();
        if !words.contains(&said) {
            words = format!("{words}: {said}");
        }
        cause = inner.source();
    }
    words
}
