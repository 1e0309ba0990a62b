//! What was answered lately, word for word?
//!
//! Fans ask what other fans ask. A look-up depends on what is asked and on the archive alone, so its reply can be given
//! again to somebody else, as the bytes that go over the wire. Nothing that depends on who asks is kept, and no message.

use std::sync::Arc;

use axum::body::Bytes;

use super::outcome::Outcome;
use super::request::{Asks, Request};
use crate::commands::Edition;
use crate::store::Recent;

/// Replies given lately, by what was asked of which archive.
pub(super) struct Shelf(Recent<Key, Kept>);

/// A reply as bytes, and how it came out.
pub(super) type Kept = (Bytes, Outcome);

/// What tells the archive from every other, and all that the reply depends on.
pub(super) type Key = (Edition, String);

/// Bytes of replies that are kept at hand: some thousand answers.
const ROOM: usize = 4 << 20;

impl Shelf {
    pub(super) fn new() -> Self {
        Self(Recent::with_room(ROOM))
    }

    /// What a reply to this request depends on; `None` when that is more than what is asked.
    pub(super) fn key(archive: Edition, request: &Request) -> Option<Key> {
        // No option holds this character as Discord's users type them; were it there, a key would name something else.
        const BETWEEN: char = '\u{1f}';
        let server = if request.server.is_some() { "s" } else { "" };
        let (kind, words): (&str, Vec<&str>) = match &request.asks {
            Asks::Command { name, options, private } => {
                let given = options.iter().flat_map(|(option, value)| [option.as_str(), value.as_str()]);
                (if *private { "private" } else { "command" }, [name.as_str()].into_iter().chain(given).collect())
            }
            Asks::Completion { typed, of: None } => ("completion", vec![typed.as_str()]),
            _ => return None,
        };
        if words.iter().any(|word| word.contains(BETWEEN)) {
            return None;
        }
        let mut key = String::with_capacity(64);
        let attaches = if request.attaches { "" } else { "text alone" };
        for part in [server, attaches, kind].into_iter().chain(words) {
            key.push_str(part);
            key.push(BETWEEN);
        }
        Some((archive, key))
    }

    /// The reply to this, if it is still here.
    pub(super) fn get(&self, key: &Key) -> Option<Arc<Kept>> {
        self.0.get(key)
    }

    /// Keeps a reply.
    pub(super) fn keep(&self, key: &Key, reply: Bytes, outcome: Outcome) {
        let weight = key.1.len() + reply.len();
        self.0.keep(key, &Arc::new((reply, outcome)), weight);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::Server;
    use crate::discord::request::Typing;

    const COMMON: Edition = (1, 0);

    fn request(asks: Asks, server: Option<Server>) -> Request {
        Request {
            id: 1,
            token: String::new(),
            user: 5,
            guild: Some(7),
            server,
            channels: vec![8],
            permissions: None,
            attaches: true,
            asks,
        }
    }

    fn who(person: &str) -> Asks {
        Asks::Command { name: "who".into(), options: [("person".to_owned(), person.to_owned())].into(), private: false }
    }

    fn in_private(asks: Asks) -> Asks {
        match asks {
            Asks::Command { name, options, .. } => Asks::Command { name, options, private: true },
            asks => asks,
        }
    }

    #[test]
    fn what_differs_has_another_key() {
        let here = Some(Server(7));
        let typed = || Asks::Completion { typed: "Ann".into(), of: None };
        let all = [
            Shelf::key(COMMON, &request(who("Ann"), here)),
            Shelf::key((2, 0), &request(who("Ann"), here)),
            // A server's own.
            Shelf::key((0, 1), &request(who("Ann"), here)),
            Shelf::key(COMMON, &request(who("Ann"), None)),
            Shelf::key(COMMON, &request(who("Bob"), here)),
            Shelf::key(COMMON, &request(in_private(who("Ann")), here)),
            Shelf::key(COMMON, &request(typed(), here)),
            Shelf::key(COMMON, &Request { attaches: false, ..request(who("Ann"), here) }),
        ];
        for (n, key) in all.iter().enumerate() {
            assert!(key.is_some() && !all[..n].contains(key), "{key:?}");
        }
        let other = Request { user: 6, id: 2, token: "other".into(), ..request(who("Ann"), Some(Server(8))) };
        assert_eq!(
            Shelf::key(COMMON, &other),
            all[0],
            "who asks, and in which server without an archive of its own, changes nothing"
        );
    }

    #[test]
    fn what_depends_on_the_caller_is_not_kept() {
        let words = "a message".to_owned();
        let typing = Typing { command: "hide".into(), option: "person".into(), others: [].into() };
        for asks in [
            Asks::Ping,
            Asks::Nothing,
            Asks::OnMessage { name: "Check this quote".into(), words },
            Asks::Admin { name: "review".into(), options: [].into(), file: None },
            Asks::Completion { typed: "Ann".into(), of: Some(typing) },
            who("a\u{1f}b"),
        ] {
            assert_eq!(Shelf::key(COMMON, &request(asks, None)), None);
        }
    }

    #[test]
    fn what_was_kept_is_given_again() {
        let (shelf, key) = (Shelf::new(), Shelf::key(COMMON, &request(who("Ann"), None)).expect("a key"));
        assert_eq!(shelf.get(&key), None);
        shelf.keep(&key, Bytes::from_static(b"{}"), Outcome::Answered);
        assert_eq!(shelf.get(&key).as_deref(), Some(&(Bytes::from_static(b"{}"), Outcome::Answered)));
    }
}
