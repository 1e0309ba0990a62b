//! Is a line of an article no text at all: a credit, a byline, a stamp, an advertisement, a bar of buttons?
//!
//! Looks at one line alone and at its wording; never at what the article is about.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

/// Beginnings of lines that are never text, in order.
static STARTS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/words/noise.txt").lines();
    let mut starts: Vec<&str> = lines.filter(|l| !l.starts_with('#') && !l.is_empty()).collect();
    starts.sort_unstable();
    starts
});

/// Longer lines, in bytes, are text unless they begin like nothing but an advertisement.
const LONG: usize = 160;
/// Longer than any advertisement, in bytes.
const LONGEST: usize = 420;

/// Whether a line is never text.
pub fn is_noise(line: &str) -> bool {
    if !line.contains(char::is_alphanumeric) {
        return true;
    }
    if line.len() >= LONGEST {
        return false;
    }
    let line =
        line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '|' | '•' | '▶' | '►' | '*' | '>'));
    let bare = bare(line);
    if starts_like_noise(bare) {
        return true;
    }
    if line.len() >= LONG {
        return is_rights(bare) || is_credited(line);
    }
    if !line.contains(char::is_alphabetic) {
        return false;
    }
    is_credit(bare)
        || is_credited(line)
        || is_byline(bare)
        || is_desk(bare)
        || is_stamp(bare)
        || is_counter(bare)
        || is_rights(bare)
        || is_contact(bare)
        || is_shouted(line)
        || is_bar(bare)
}

/// Where a credit begins that closes a title or a caption.
pub fn credit_at(line: &str) -> Option<usize> {
    let found = CREDITS.as_ref()?.find(line)?;
    (found.start() > 0).then_some(found.start())
}

/// What announces a credit within a caption, in any case, all of it looked for at once.
static CREDITS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let announced =
        ["pic credit:", "photo credit:", "image credit:", "photo:", "credit:", "photo by ", "pic:", "photograph:"];
    let builder = &mut AhoCorasickBuilder::new();
    builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostFirst).build(announced).ok()
});

/// The line without bullets and a bracket around it.
fn bare(line: &str) -> &str {
    let line = line.trim_start_matches(['-', '–', '—', '#', ' ', '(']).trim_end();
    if line.contains('(') { line } else { line.trim_end_matches(')') }
}

fn starts_like_noise(line: &str) -> bool {
    let small = |line: &str| line.chars().take(48).flat_map(char::to_lowercase).map(straight).collect::<String>();
    let Some(first) = line.chars().flat_map(char::to_lowercase).map(straight).next() else { return false };
    let from = STARTS.partition_point(|start| start.chars().next() < Some(first));
    let mut begun = STARTS[from..].iter().take_while(|start| start.starts_with(first)).filter(|s| opens_like(s, line));
    // Nearly every line is turned away before it is made small.
    let found = begun.next().is_some_and(|start| {
        let head = small(line);
        begins(&head, start) || begun.any(|start| begins(&head, start))
    });
    // Only calls upon the reader run on for longer than a line.
    found && (line.len() < LONG || !line.contains(['“', '"']))
}

fn straight(c: char) -> char {
    if c == '’' { '\'' } else { c }
}

/// Whether the first letters agree, as far as they are ASCII.
fn opens_like(start: &str, line: &str) -> bool {
    let mut letters = start.bytes().zip(line.bytes()).take(4).take_while(|(a, b)| a.is_ascii() && b.is_ascii());
    letters.all(|(a, b)| a == b.to_ascii_lowercase())
}

/// One word alone ("Comments", "Facebook") is noise only where little follows it.
fn begins(head: &str, start: &str) -> bool {
    let Some(rest) = head.strip_prefix(start) else { return false };
    if !start.contains(|c: char| !c.is_alphanumeric()) {
        return rest.trim_end().len() < 14 && !rest.starts_with(char::is_alphabetic) && !rest.ends_with(['.', '?']);
    }
    !start.ends_with(char::is_alphabetic)
        || !rest.starts_with(char::is_alphabetic)
        || start.ends_with("stor")
        || rest.starts_with('s')
}

const AGENCIES: &[&str] = &[
    "Images",
    "Getty",
    "Shutterstock",
    "Splash",
    "WireImage",
    "Backgrid",
    "BACKGRID",
    "FilmMagic",
    "Instagram",
    "AP",
    "Reuters",
    "REUTERS",
    "AFP",
    "EPA",
    "PA",
    "Alamy",
    "Rex",
    "REX",
    "MEGA",
    "Mega",
    "TikTok",
    "Twitter",
    "Facebook",
];

/// `Jane Doe/GC Images`, `Shutterstock (2)`, `Jane Doe via Instagram`, `Reuters`.
pub fn is_credit(line: &str) -> bool {
    let end = line.trim_end_matches(|c: char| !c.is_alphabetic());
    let last = end.rsplit([' ', '/']).next().unwrap_or_default();
    let names = |line: &str| !line.split_whitespace().any(|w| w.starts_with(char::is_lowercase) && w != "via");
    AGENCIES.contains(&last)
        && !line.ends_with('.')
        && !line.contains(". ")
        && (line.contains('/') || end.split_whitespace().count() <= 1 || names(end) && is_image_desk(end))
}

/// `Getty Images`, `Jane Doe via Getty`: a name and where the picture was found.
fn is_image_desk(line: &str) -> bool {
    line.split_whitespace().count() <= 6
        && (line.contains(" via ") || line.ends_with(" Images") || line.split_whitespace().count() <= 2)
}

/// `Poe at the gala in May. (Photo by Jane Doe/Getty Images)`, `Poe at the gala. Jane Doe/Getty Images`: a caption.
fn is_credited(line: &str) -> bool {
    let line = line.trim_end();
    if line.ends_with([')', ']'])
        && let Some(open) = line.rfind(['(', '['])
    {
        let inside = line[open + 1..].trim_end_matches([')', ']']);
        let lower = inside.to_ascii_lowercase();
        let announced = ["photo", "image", "pic", "credit", "picture", "courtesy"].iter().any(|s| lower.starts_with(s));
        return announced
            && (lower.contains(" by ") || lower.contains(':') || lower.contains(" of ") || lower.contains('/'))
            || inside.contains('/') && is_credit(inside);
    }
    let sentence = line.rfind('/').and_then(|slash| line[..slash].rfind(". ")).map(|at| &line[at + 2..]);
    sentence.is_some_and(|tail| is_credit(tail) && tail.split_whitespace().count() <= 6)
        || !line.ends_with('.') && credit_at(line).is_some_and(|at| line[at..].split_whitespace().count() <= 9)
}

/// `By Jane Doe`, `By JANE DOE, Staff Writer`, `By Jane Doe Published on May 2, 2019 at 9 a.m.`
fn is_byline(line: &str) -> bool {
    if !line.starts_with(['B', 'b', 'W']) {
        return false;
    }
    let stamp = [" Published", " Updated", " Posted", " | "].iter().filter_map(|s| line.find(s)).min();
    let line = &line[..stamp.unwrap_or(line.len())];
    let mut words = line.split_whitespace();
    matches!(words.next(), Some("By" | "BY" | "by" | "Words" | "Written"))
        && (1..=12).contains(&words.clone().count())
        && words.clone().next().is_some_and(|w| w.starts_with(char::is_uppercase) || w == "by")
        && !line.ends_with(['.', '!', '?', '”', '"'])
        && words.filter(|w| w.starts_with(char::is_lowercase)).count() <= 3
        && !line.contains(['“', '"'])
}

/// `Reporting by Jane Doe in Paris; Editing by John Roe`, `Story by Jane Doe`.
fn is_desk(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    let mut second = words.next().unwrap_or_default();
    if is_any(first, &["additional", "further"]) {
        second = words.next().unwrap_or_default();
    }
    if !matches!(second, "by" | "By" | "BY") {
        return false;
    }
    let work = [
        "additional",
        "reporting",
        "writing",
        "editing",
        "story",
        "words",
        "interview",
        "photography",
        "photographs",
        "compiled",
        "edited",
        "written",
        "produced",
        "illustration",
        "video",
        "further",
    ];
    let small = ["and", "in", "for", "from", "at", "by", "editing", "writing", "reporting", "additional", "the", "of"];
    is_any(first, &work)
        && words.clone().next().is_some_and(|w| w.starts_with(char::is_uppercase))
        && words.all(|w| !w.starts_with(char::is_lowercase) || small.contains(&w))
}

/// `Published 10:02 AM EDT, Mon May 2, 2022`, `2 hours ago`: nothing but when.
fn is_stamp(line: &str) -> bool {
    if !line.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let mut stamped = false;
    let mut words = line.split(|c: char| !c.is_alphanumeric()).filter(|w| w.starts_with(char::is_alphabetic));
    words.all(|word| {
        let stamps = [
            "published",
            "updated",
            "posted",
            "modified",
            "created",
            "et",
            "est",
            "edt",
            "gmt",
            "bst",
            "utc",
            "pst",
            "pdt",
            "ist",
            "ago",
            "pt",
        ];
        let stamp = is_any(word, &stamps);
        stamped |= stamp;
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        stamp
            || months.iter().chain(&days).any(|m| begins_with(word, m))
            || is_any(
                word,
                &[
                    "on", "at", "by", "am", "pm", "a", "p", "m", "first", "last", "min", "mins", "minutes", "hour",
                    "hours",
                ],
            )
            || is_any(word, &["h", "hr", "hrs", "day", "days", "read", "th", "st", "nd", "rd"])
    }) && stamped
}

/// `128 comments`, `1.2k shares`, `4 min read`.
fn is_counter(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_digit())
        && line.split_whitespace().count() <= 3
        && line.split_whitespace().skip(1).all(|w| {
            matches!(
                w.to_ascii_lowercase().as_str(),
                "comment" | "comments" | "shares" | "share" | "likes" | "views" | "replies" | "min" | "read" | "minute"
            )
        })
        && line.contains(' ')
}

/// `The post ... appeared first on ...`, `... All rights reserved.`
fn is_rights(line: &str) -> bool {
    line.starts_with("The post ") && line.contains(" appeared first on ")
        || ends_with(line.trim_end_matches('.'), "all rights reserved")
}

/// Whether a word, in any case, is one of these.
fn is_any(word: &str, words: &[&str]) -> bool {
    words.iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// Whether a word begins with these letters, in any case.
fn begins_with(word: &str, letters: &str) -> bool {
    word.get(..letters.len()).is_some_and(|head| head.eq_ignore_ascii_case(letters))
}

/// Whether a line ends with these ASCII words, in any case.
fn ends_with(line: &str, words: &str) -> bool {
    let tail = line.len().checked_sub(words.len()).and_then(|at| line.get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(words))
}

/// `jane.doe@paper.example`, `Follow Jane Doe on Twitter: @jane`, `Follow @jane`.
fn is_contact(line: &str) -> bool {
    if !line.contains('@') && !line.starts_with("Follow ") {
        return false;
    }
    let handle = line.split_whitespace().any(|w| w.contains('@') && w.len() > 2);
    let follow = line.starts_with("Follow ") && (handle || line.contains(" on "));
    follow
        && !line.contains(['“', '"'])
        && line.split_whitespace().nth(1).is_some_and(|w| w.starts_with(|c: char| c.is_uppercase() || c == '@'))
        || handle && line.split_whitespace().count() <= 3 && !line.contains(['“', '"'])
}

/// A caption in capitals throughout; what somebody shouts between marks is text.
fn is_shouted(line: &str) -> bool {
    line.contains(' ')
        && !line.contains(char::is_lowercase)
        && line.chars().filter(|c| c.is_alphabetic()).count() >= 8
        && !line.starts_with(['“', '"', '‘', '\''])
}

/// `Facebook Twitter WhatsApp Email`: names of platforms alone.
fn is_bar(line: &str) -> bool {
    const BUTTONS: &[&str] = &[
        "share",
        "facebook",
        "twitter",
        "whatsapp",
        "email",
        "pinterest",
        "reddit",
        "print",
        "copy",
        "link",
        "tweet",
        "x",
        "comment",
        "comments",
        "save",
        "linkedin",
        "instagram",
        "flipboard",
        "tumblr",
        "close",
        "messenger",
        "telegram",
        "snapchat",
        "threads",
        "bluesky",
        "tiktok",
    ];
    let mut words = line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    words.peek().is_some() && words.all(|w| is_any(w, BUTTONS))
}
