//! Which characters do these bytes stand for?
//!
//! For what comes from the web, where a declaration is often wrong: a byte order mark counts first, then bytes that can
//! only be UTF-8, then what is declared, and last what the bytes look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use super::Reason;

/// Bytes from the start in which a page declares its encoding.
const DECLARED_WITHIN: usize = 4096;

/// The text of a page; `declared` is the encoding that came with it, from outside.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> String {
    let encoding = encoding_of(bytes, declared);
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    text.into_owned()
}

/// The text of a file that must be UTF-8.
pub(super) fn utf8(bytes: &[u8]) -> Result<String, Reason> {
    // Before UTF-8: "save it as UTF-8" would be the wrong advice for a picture. UTF-16 is full of NULs, and text.
    let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    if let Some(at) = bytes.iter().position(|b| *b == 0).filter(|_| !utf16) {
        return Err(Reason::Binary(at));
    }
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|e| Reason::NotUtf8(e.valid_up_to()))
}

fn encoding_of(bytes: &[u8], declared: Option<&str>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let label = |label: &str| Encoding::for_label(label.as_bytes());
    let declared = declared.and_then(label).or_else(|| inside(bytes).and_then(|l| label(&l)));
    // Whoever declares UTF-16 in ASCII letters does not write it.
    let declared = declared.filter(|e| *e != UTF_16LE && *e != UTF_16BE);
    // Cut at a character's first bytes it is UTF-8 all the same.
    let utf8 = std::str::from_utf8(bytes).map_or_else(|e| e.error_len().is_none(), |_| true);
    match declared {
        // Seven bits of something else.
        Some(encoding) if encoding == ISO_2022_JP => encoding,
        _ if utf8 => UTF_8,
        Some(encoding) if encoding != UTF_8 => encoding,
        _ => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            detector.guess(None, Utf8Detection::Allow)
        }
    }
}

/// What a page says of itself: `<meta charset=...>`, `<meta content="text/html; charset=...">`, `<?xml encoding="..."?>`.
fn inside(bytes: &[u8]) -> Option<String> {
    let head = bytes[..bytes.len().min(DECLARED_WITHIN)].to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let at = ["charset=", "encoding="].iter().find_map(|name| head.find(name).map(|at| at + name.len()))?;
    let label = head[at..].trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':')).unwrap_or(label.len());
    Some(label[..end].to_owned())
}

/// The encoding in a media type: `text/html; charset=utf-8`.
pub(super) fn of_media(media: &str) -> Option<&str> {
    let at = media.to_ascii_lowercase().find("charset=")? + "charset=".len();
    let label = media.get(at..)?.trim_start_matches(['"', '\'']);
    label.split([';', '"', '\'', ' ']).next().filter(|l| !l.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_heard_and_doubted() {
        let latin = b"<meta charset=iso-8859-1><p>Zo\xEB \x93met\x94 Noor";
        for (bytes, declared, expected) in [
            (&latin[..], None, "<meta charset=iso-8859-1><p>Zoë “met” Noor"),
            (latin, Some("windows-1252"), "<meta charset=iso-8859-1><p>Zoë “met” Noor"),
            (b"<meta charset=utf-8>Zo\xEB \x93met\x94", None, "<meta charset=utf-8>Zoë “met”"),
            ("<meta charset=iso-8859-1>Zoë".as_bytes(), None, "<meta charset=iso-8859-1>Zoë"),
            ("\u{FEFF}Zoë".as_bytes(), Some("latin1"), "Zoë"),
            (b"\xFF\xFEZ\0o\0\xEB\0", None, "Zoë"),
            (b"\xFE\xFF\0Z\0o\0\xEB", None, "Zoë"),
            (b"<meta charset=utf-16>Zo", None, "<meta charset=utf-16>Zo"),
            (
                b"<?xml version='1.0' encoding='ISO-8859-15'?>\xA4",
                None,
                "<?xml version='1.0' encoding='ISO-8859-15'?>€",
            ),
            (b"cut Zo\xC3", None, "cut Zo\u{FFFD}"),
            (b"", None, ""),
        ] {
            assert_eq!(decode(bytes, declared), expected);
        }
        assert_eq!(of_media("text/html; Charset=\"UTF-8\""), Some("UTF-8"));
        assert_eq!(of_media("text/html"), None);
    }
}
