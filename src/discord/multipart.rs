//! How does a response carry files?
//!
//! As `multipart/form-data`, in the way that Discord takes files everywhere: the JSON first, then each file.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serenity::all::CreateAttachment;

/// The response of this JSON with these files; the JSON names them in the same order.
pub(super) fn response(payload: &[u8], files: &[CreateAttachment]) -> Response {
    let boundary = boundary(payload, files);
    let mut body =
        Vec::with_capacity(payload.len() + files.iter().map(|file| file.data.len() + 256).sum::<usize>() + 256);
    let mut part = |disposition: &str, kind: &str, content: &[u8]| {
        let head =
            format!("--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\nContent-Type: {kind}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    };
    part("name=\"payload_json\"", "application/json", payload);
    for (number, file) in files.iter().enumerate() {
        let kind =
            if file.filename.rsplit('.').next() == Some("png") { "image/png" } else { "application/octet-stream" };
        // Our own names: nothing in them has to be escaped.
        part(&format!("name=\"files[{number}]\"; filename=\"{}\"", file.filename), kind, &file.data);
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    let mut response = Response::new(Body::from(body));
    if let Ok(kind) = HeaderValue::from_str(&format!("multipart/form-data; boundary={boundary}")) {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response
}

/// Words that stand in none of the parts.
fn boundary(payload: &[u8], files: &[CreateAttachment]) -> String {
    let mut boundary = "receipts-part".to_owned();
    let stands = |boundary: &str| {
        let holds = |content: &[u8]| content.windows(boundary.len()).any(|words| words == boundary.as_bytes());
        holds(payload) || files.iter().any(|file| holds(&file.data))
    };
    while stands(&boundary) {
        boundary.push('-');
    }
    boundary
}

#[cfg(test)]
mod tests {
    use axum::body;

    use super::*;

    #[tokio::test]
    async fn the_json_comes_first_and_no_part_holds_the_boundary() {
        let file = CreateAttachment::bytes(*b"\x89PNG receipts-part", "timeline.png");
        let response = response(b"{}", &[file]);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "multipart/form-data; boundary=receipts-part-");
        let body = body::to_bytes(response.into_body(), 1000).await.expect("a body");
        let text = String::from_utf8_lossy(&body).replace('\u{FFFD}', "?");
        let expected = "--receipts-part-\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\
                        Content-Type: application/json\r\n\r\n{}\r\n--receipts-part-\r\n\
                        Content-Disposition: form-data; name=\"files[0]\"; filename=\"timeline.png\"\r\n\
                        Content-Type: image/png\r\n\r\n?PNG receipts-part\r\n--receipts-part---\r\n";
        assert_eq!(text, expected);
    }
}
