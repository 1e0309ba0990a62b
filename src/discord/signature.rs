//! Did Discord send this, just now?
//!
//! Discord signs each request with Ed25519 over its time and its raw body. The signature is checked before a byte of the
//! body is read, and a request that is long signed is refused: somebody repeats it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::HeaderMap;
use serenity::interactions_endpoint::Verifier;

/// What a signed request says of itself, before its body is there.
#[derive(Debug)]
pub(super) struct Claimed<'a> {
    signature: &'a str,
    timestamp: &'a str,
}

/// Discord's side of the key that signs.
#[derive(Clone)]
pub(super) struct PublicKey(Verifier);

/// A clock that runs otherwise than Discord's by less than this is good enough.
const STALE: Duration = Duration::from_secs(5 * 60);
/// Hexadecimal digits of a signature.
const DIGITS: usize = 128;

impl PublicKey {
    /// Reads 64 hexadecimal digits.
    pub(super) fn parse(digits: &str) -> Option<Self> {
        let digits = digits.trim();
        let mut bytes = [0; 32];
        if digits.len() != 64 || !digits.is_ascii() {
            return None;
        }
        for (n, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&digits[2 * n..2 * n + 2], 16).ok()?;
        }
        Verifier::try_new(bytes).ok().map(Self)
    }

    /// Whether Discord signed this body.
    pub(super) fn signed(&self, claimed: &Claimed<'_>, body: &[u8]) -> bool {
        self.0.verify(claimed.signature, claimed.timestamp, body).is_ok()
    }
}

impl<'a> Claimed<'a> {
    /// Reads the headers; `None` where they are missing, odd or too old to be worth the body.
    pub(super) fn read(headers: &'a HeaderMap, now: SystemTime) -> Option<Self> {
        let text = |name: &str| headers.get(name)?.to_str().ok();
        let (signature, timestamp) = (text("x-signature-ed25519")?, text("x-signature-timestamp")?);
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        let fits = signature.len() == DIGITS && timestamp.bytes().all(|b| b.is_ascii_digit());
        let said = Duration::from_secs(timestamp.parse().ok()?);
        (fits && said.abs_diff(now) <= STALE).then_some(Self { signature, timestamp })
    }
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::{Signer, SigningKey};

    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
    }

    fn headers(signature: &str, timestamp: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("x-signature-ed25519", signature.parse().expect("a header"));
        headers.insert("x-signature-timestamp", timestamp.parse().expect("a header"));
        headers
    }

    #[test]
    fn only_what_discord_signed_lately_is_taken() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let public = PublicKey::parse(&hex(key.verifying_key().as_bytes())).expect("a key");
        let now = UNIX_EPOCH + Duration::from_secs(1_000_000);
        let check = |said: &str, signed: &str, body: &str, expected: bool| {
            let signature = hex(&key.sign(signed.as_bytes()).to_bytes());
            let headers = headers(&signature, said);
            let taken = Claimed::read(&headers, now).is_some_and(|claimed| public.signed(&claimed, body.as_bytes()));
            assert_eq!(taken, expected, "{said} {signed} {body}");
        };
        check("1000000", "1000000{}", "{}", true);
        check("999701", "999701{}", "{}", true);
        check("1000299", "1000299{}", "{}", true);
        check("1000000", "1000000{}", "{ }", false);
        check("1000001", "1000000{}", "{}", false);
        check("999699", "999699{}", "{}", false);
        check("1000301", "1000301{}", "{}", false);
        check("-1000000", "-1000000{}", "{}", false);
        check("+1000000", "+1000000{}", "{}", false);
        check("", "{}", "{}", false);
        check("99999999999999999999999", "99999999999999999999999{}", "{}", false);
    }

    #[test]
    fn odd_headers_and_keys_are_refused() {
        let now = UNIX_EPOCH + Duration::from_secs(60);
        for (signature, timestamp) in [("", "60"), ("ab", "60"), (&"g".repeat(127)[..], "60")] {
            assert!(Claimed::read(&headers(signature, timestamp), now).is_none(), "{signature}");
        }
        assert!(Claimed::read(&HeaderMap::new(), now).is_none());
        let key = PublicKey::parse(&hex(SigningKey::from_bytes(&[7; 32]).verifying_key().as_bytes())).expect("a key");
        let odd = headers(&"g".repeat(128), "60");
        assert!(!key.signed(&Claimed::read(&odd, now).expect("looks like one"), b"{}"));
        for digits in ["", "abc", &"g".repeat(64)[..], &"é".repeat(32)[..], &"a".repeat(63)[..]] {
            assert!(PublicKey::parse(digits).is_none(), "{digits}");
        }
    }
}
