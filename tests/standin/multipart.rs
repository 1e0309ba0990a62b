//! How does Discord read a body with files? `multipart/form-data`: the JSON in one part, a file in each other.

use axum::http::HeaderMap;
use serde_json::{Value, json};

/// A file that came with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The field that it came in: `files[0]`.
    pub field: String,
    pub name: String,
    /// Its content type.
    pub kind: String,
    pub content: Vec<u8>,
}

impl File {
    pub fn is_json_lines(&self) -> bool {
        self.name.rsplit_once('.').is_some_and(|(_, extension)| extension == "jsonl")
    }
}

/// The JSON of a body and its files; nothing where it is neither JSON nor multipart.
pub fn read(headers: &HeaderMap, body: &[u8]) -> (Value, Vec<File>) {
    let kind = headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let Some(boundary) = kind.strip_prefix("multipart/form-data; boundary=") else {
        return (serde_json::from_slice(body).unwrap_or_default(), Vec::new());
    };
    let boundary = format!("--{}", boundary.trim_matches('"'));
    let (mut payload, mut files) = (Value::Null, Vec::new());
    for part in parts(body, boundary.as_bytes()) {
        let Some(end) = find(part, b"\r\n\r\n") else { continue };
        let (head, content) = (String::from_utf8_lossy(&part[..end]), &part[end + 4..]);
        let field = |name: &str| {
            let from = head.find(&format!("{name}=\""))? + name.len() + 2;
            head[from..].split('"').next().map(str::to_owned)
        };
        let line =
            |name: &str| head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix(name).map(str::to_owned));
        match field("; filename") {
            None if field("; name").as_deref() == Some("payload_json") => {
                payload = serde_json::from_slice(content).unwrap_or_default();
            }
            name => files.push(File {
                field: field("; name").unwrap_or_default(),
                name: name.unwrap_or_default(),
                kind: line("content-type: ").unwrap_or_default(),
                content: content.to_vec(),
            }),
        }
    }
    (payload, files)
}

/// The JSON with its files' names and weights in it, as tests look at them.
pub fn seen(mut body: Value, files: &[File]) -> Value {
    if !files.is_empty() {
        let told = |file: &File| {
            let mut told = json!({"name": file.name, "bytes": file.content.len()});
            if file.is_json_lines() {
                told["text"] = String::from_utf8_lossy(&file.content).into();
            }
            told
        };
        body["files"] = files.iter().map(told).collect();
    }
    body
}

/// What stands between the boundaries.
fn parts<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut rest = body;
    while let Some(at) = find(rest, boundary) {
        if let Some(part) = rest[..at].strip_prefix(b"\r\n") {
            parts.push(part.strip_suffix(b"\r\n").unwrap_or(part));
        }
        rest = &rest[at + boundary.len()..];
    }
    parts
}

fn find(text: &[u8], words: &[u8]) -> Option<usize> {
    text.windows(words.len()).position(|window| window == words)
}
