//! Is a page fetched as its site wants it, within limits, and never from the host's own network?
//!
//! Sites are served from loopback: the network that the fetch is handed knows their names, and nothing else.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, Uri};
use flate2::{Compression, write::GzEncoder};
use receipts::ingest::fetch::{Addresses, Fetched, Internet, Limits, Network, Validators, fetch};
use receipts::ingest::{BuildError, Order, Summary, build_over};
use receipts::store::{Home, Store};

/// What the site answers: status, headers, body.
type Answer = (u16, Vec<(&'static str, String)>, Vec<u8>);
type Pages = fn(&str, &HeaderMap, u16) -> Answer;

#[derive(Clone)]
struct Site {
    pages: Pages,
    port: u16,
    asked: Arc<AtomicUsize>,
}

/// Names lead to loopback, which is admitted here; whatever else is not public is not.
struct Loopback;

impl Network for Loopback {
    fn addresses<'a>(&'a self, host: &'a str) -> Addresses<'a> {
        let found = match host {
            "paper.example" | "other.example" => Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]),
            "inside.example" => Ok(vec![IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1))]),
            _ => Err(std::io::Error::other("no such host")),
        };
        Box::pin(async move { found })
    }

    fn admits(&self, address: IpAddr) -> bool {
        address == IpAddr::V4(Ipv4Addr::LOCALHOST) || Internet.admits(address)
    }
}

/// A site whose pages these are; its port and how often it was asked.
async fn serve(pages: Pages) -> (u16, Arc<AtomicUsize>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let asked = Arc::new(AtomicUsize::new(0));
    let site = Site { pages, port, asked: Arc::clone(&asked) };
    let answer = |State(site): State<Site>, uri: Uri, headers: HeaderMap| async move {
        site.asked.fetch_add(1, Ordering::Relaxed);
        let (status, extra, body) = (site.pages)(uri.path(), &headers, site.port);
        let mut response = Response::builder().status(status);
        for (name, value) in extra {
            response = response.header(name, value);
        }
        response.body(Body::from(body)).expect("a response")
    };
    let app = Router::new().fallback(answer).with_state(site);
    tokio::spawn(async move { axum::serve(listener, app).await.expect("served") });
    (port, asked)
}

fn html(text: &str) -> Answer {
    (200, vec![("content-type", "text/html; charset=utf-8".to_owned())], text.as_bytes().to_vec())
}

fn to(address: String) -> Answer {
    (302, vec![("location", address)], Vec::new())
}

fn gzip(body: &[u8]) -> Answer {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    std::io::Write::write_all(&mut packed, body).expect("packed");
    (200, vec![("content-encoding", "gzip".to_owned())], packed.finish().expect("packed"))
}

/// Bytes that are read in these tests, at most.
const MOST: usize = 64 * 1024;

fn newspaper(path: &str, headers: &HeaderMap, port: u16) -> Answer {
    let header = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    match path {
        "/robots.txt" => (200, Vec::new(), b"User-agent: *\nDisallow: /private\n".to_vec()),
        "/news" => html("<p>News</p>"),
        "/agent" => html(header("user-agent")),
        "/packed" => gzip(b"<p>News</p>"),
        "/bomb" => gzip(&vec![b'x'; 100 * MOST]),
        "/brotli" => (200, vec![("content-encoding", "br".to_owned())], b"?".to_vec()),
        "/large" => (200, Vec::new(), vec![b'x'; MOST + 1]),
        "/full" => (200, Vec::new(), vec![b'x'; MOST]),
        "/paid" => (403, Vec::new(), Vec::new()),
        "/down" => (503, Vec::new(), Vec::new()),
        "/moved" => to("/news".to_owned()),
        "/elsewhere" => to(format!("http://other.example:{port}/news")),
        "/round" => to("/round".to_owned()),
        "/to-private" => to("/private/1".to_owned()),
        "/to-literal" => to("http://169.254.169.254/latest/meta-data".to_owned()),
        "/to-mapped" => to(format!("http://[::ffff:127.0.0.1]:{port}/news")),
        "/to-inside" => to("https://inside.example/".to_owned()),
        "/to-file" => to("file:///etc/passwd".to_owned()),
        "/nowhere" => (302, Vec::new(), Vec::new()),
        "/dated" if header("if-none-match") == "\"v1\"" => (304, Vec::new(), Vec::new()),
        "/dated" => (200, vec![("etag", "\"v1\"".to_owned())], b"v1".to_vec()),
        _ => (404, Vec::new(), Vec::new()),
    }
}

fn limits() -> Limits {
    Limits { time: Duration::from_secs(10), bytes: MOST, redirects: 3 }
}

#[tokio::test]
async fn pages_are_fetched_or_refused_with_a_reason() {
    let (port, _) = serve(newspaper).await;
    let site = format!("http://paper.example:{port}");
    for (address, expected) in [
        (format!("{site}/news"), Ok("<p>News</p>")),
        (format!("HTTP://PAPER.example:{port}/news#top"), Ok("<p>News</p>")),
        (format!("http://127.0.0.1:{port}/news"), Ok("<p>News</p>")),
        (format!("{site}/packed"), Ok("<p>News</p>")),
        (format!("{site}/moved"), Ok("<p>News</p>")),
        (format!("{site}/elsewhere"), Ok("<p>News</p>")),
        (format!("{site}/private/1"), Err("robots.txt does not allow")),
        (format!("{site}/to-private"), Err("robots.txt does not allow")),
        (format!("{site}/gone"), Err("the page is gone")),
        (format!("{site}/paid"), Err("the site refuses (403)")),
        (format!("{site}/down"), Err("the site answers 503")),
        (format!("{site}/nowhere"), Err("the site answers 302")),
        (format!("{site}/round"), Err("redirects more than 3 times")),
        (format!("{site}/large"), Err("over 0 MB")),
        (format!("{site}/bomb"), Err("over 0 MB")),
        (format!("{site}/brotli"), Err("cannot be unpacked (`br` was not asked for)")),
        (format!("{site}/to-literal"), Err("169.254.169.254 is not in the public internet")),
        (format!("{site}/to-mapped"), Err("[::ffff:7f00:1] is not in the public internet")),
        (format!("{site}/to-inside"), Err("inside.example is not in the public internet")),
        (format!("{site}/to-file"), Err("not a web address")),
        ("http://inside.example/".to_owned(), Err("inside.example is not in the public internet")),
        ("http://2130706434/".to_owned(), Err("127.0.0.2 is not in the public internet")),
        ("http://0x7f.2/".to_owned(), Err("127.0.0.2 is not in the public internet")),
        ("https://[fd00::1]/".to_owned(), Err("[fd00::1] is not in the public internet")),
        ("https://unknown.example/".to_owned(), Err("unknown.example is not found (no such host)")),
        (format!("http://me:secret@paper.example:{port}/news"), Err("without a password")),
        ("ftp://paper.example/news".to_owned(), Err("not a web address")),
        ("paper.example/news".to_owned(), Err("not a web address")),
    ] {
        let fetched = fetch(&address, &Loopback, &limits(), None).await;
        match (fetched, expected) {
            (Ok(Fetched::Page(page)), Ok(body)) => assert_eq!(page.bytes, body.as_bytes(), "{address}"),
            (Err(why), Err(says)) => {
                let shown = why.to_string();
                assert!(shown.starts_with(&address) && shown.contains(says), "{shown}, not {says}");
            }
            (other, _) => panic!("{address}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_page_says_what_it_is_and_where() {
    let (port, asked) = serve(newspaper).await;
    let fetched = fetch(&format!("http://paper.example:{port}/elsewhere"), &Loopback, &limits(), None).await;
    let Ok(Fetched::Page(page)) = fetched else { panic!("{fetched:?}") };
    assert_eq!(page.address, format!("http://other.example:{port}/news"));
    assert_eq!(page.media, "text/html; charset=utf-8");
    assert_eq!(asked.load(Ordering::Relaxed), 4, "two pages, and the rules of two sites");
    let fetched = fetch(&format!("http://paper.example:{port}/agent"), &Loopback, &limits(), None).await;
    let Ok(Fetched::Page(page)) = fetched else { panic!("{fetched:?}") };
    assert!(page.bytes.starts_with(b"Receipts/"), "{page:?}");
    let full = fetch(&format!("http://paper.example:{port}/full"), &Loopback, &limits(), None).await;
    assert!(matches!(full, Ok(Fetched::Page(page)) if page.bytes.len() == MOST));
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let (port, _) = serve(newspaper).await;
    let address = format!("http://paper.example:{port}/dated");
    let Ok(Fetched::Page(page)) = fetch(&address, &Loopback, &limits(), None).await else { panic!("no page") };
    assert_eq!(page.validators, Validators { etag: Some("\"v1\"".to_owned()), modified: None });
    let again = fetch(&address, &Loopback, &limits(), Some(&page.validators)).await;
    assert_eq!(again.expect("asked"), Fetched::Unchanged);
}

#[tokio::test]
async fn a_site_that_cannot_tell_its_rules_is_left_alone() {
    for (status, says) in [(500, Some("robots.txt answers 500")), (429, Some("robots.txt answers 429")), (404, None)] {
        let pages: Pages = match status {
            500 => |path, _, _| if path == "/robots.txt" { (500, Vec::new(), Vec::new()) } else { html("News") },
            429 => |path, _, _| if path == "/robots.txt" { (429, Vec::new(), Vec::new()) } else { html("News") },
            _ => |path, _, _| if path == "/robots.txt" { (404, Vec::new(), Vec::new()) } else { html("News") },
        };
        let (port, _) = serve(pages).await;
        let fetched = fetch(&format!("http://paper.example:{port}/"), &Loopback, &limits(), None).await;
        let refusal = fetched.err().map(|e| e.to_string());
        assert_eq!(refusal.is_some(), says.is_some(), "{refusal:?}");
        assert!(says.is_none_or(|s| refusal.is_some_and(|r| r.contains(s))), "{status}");
    }
}

#[tokio::test]
async fn a_site_that_never_answers_is_left_in_time() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let limits = Limits { time: Duration::from_millis(200), ..limits() };
    let fetched = fetch(&format!("http://paper.example:{port}/"), &Loopback, &limits, None).await;
    assert!(fetched.expect_err("nobody answers").to_string().contains("no answer within 0.2 seconds"));
    drop(listener);
}

#[tokio::test]
async fn the_internet_is_not_this_machine() {
    for address in ["http://localhost:1/", "http://127.0.0.1:1/", "http://[::1]:1/", "http://169.254.169.254/"] {
        let fetched = fetch(address, &Internet, &limits(), None).await;
        assert!(fetched.expect_err("inside").to_string().contains("is not in the public internet"), "{address}");
    }
}

/// What the site tells of the wedding now: first, corrected, withdrawn.
static EDITION: AtomicUsize = AtomicUsize::new(0);

fn wedding(path: &str, headers: &HeaderMap, _: u16) -> Answer {
    let page = |told: &str| {
        let (status, mut fields, body) = html(&format!(
            "<title>Quinlan marries Holt by the sea</title><time datetime=2022-05-02>May</time>\
             <article><h1>Quinlan marries Holt by the sea</h1><p>Zoë Quinlan married Lee Holt {told}, her sister told the Reel.</p>"
        ));
        fields.push(("etag", format!("\"{}\"", told.len())));
        (status, fields, body)
    };
    let told = match EDITION.load(Ordering::Relaxed) {
        0 => "on Saturday",
        1 => "on Sunday morning",
        _ => return (410, Vec::new(), Vec::new()),
    };
    match (path, headers.get("if-none-match")) {
        ("/robots.txt", _) => (404, Vec::new(), Vec::new()),
        (_, Some(tag)) if tag.as_bytes() == format!("\"{}\"", told.len()).as_bytes() => (304, Vec::new(), Vec::new()),
        _ => page(told),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_kept_as_an_article() {
    let (port, _) = serve(wedding).await;
    let folder = tempfile::tempdir().expect("a folder");
    let home = Home::File(folder.path().join("receipts.db"));
    let place = folder.path().join("receipts.db");
    let address = format!("http://paper.example:{port}/news/quinlan-marries");
    let build = || {
        let (home, sources) = (home.clone(), vec![address.clone().into()]);
        tokio::task::spawn_blocking(move || {
            build_over(&Order { sources: &sources, store: &home, date: None }, &Loopback, |_| ())
        })
    };
    let counts = |built: Result<Summary, BuildError>| built.map(|s| (s.read, s.unchanged, s.removed)).expect("built");
    assert_eq!(counts(build().await.expect("run")), (1, 0, 0));
    assert_eq!(counts(build().await.expect("run")), (0, 1, 0));
    let kept = || {
        let store = Store::open(&place).expect("a store");
        let head = store.articles().expect("articles").pop().expect("an article");
        let article = store.article(&head.id).expect("read").expect("an article");
        (head.id.to_string(), article.url.unwrap_or_default(), article.text)
    };
    let (id, url, text) = kept();
    assert_eq!(id, format!("paper-example-{port}-news-quinlan-marries"));
    assert_eq!(url, address);
    assert!(text.contains("on Saturday"), "{text}");
    EDITION.store(1, Ordering::Relaxed);
    assert_eq!(counts(build().await.expect("run")), (1, 0, 0));
    assert!(kept().2.contains("on Sunday morning"));
    EDITION.store(2, Ordering::Relaxed);
    let gone = build().await.expect("run").expect_err("nothing to read");
    assert!(matches!(&gone, BuildError::NothingRead(why) if why[0].contains("the page is gone")), "{gone:?}");
    assert!(kept().2.contains("on Sunday morning"), "a page that is gone is reported, not removed");
}

/// What vague servers call a feed and lines of JSON.
fn several(path: &str, _: &HeaderMap, _: u16) -> Answer {
    let said = |media: &str, body: &str| (200, vec![("content-type", media.to_owned())], body.as_bytes().to_vec());
    match path {
        "/feed" => said(
            "text/html",
            "<?xml version='1.0'?><rss version='2.0'><channel><title>The Paper</title>\
             <item><title>Holt sings</title><description>Lee Holt sang in Rome.</description></item>\
             <item><title>Quinlan dances</title><description>Zoë Quinlan danced in Rome.</description></item></channel></rss>",
        ),
        "/old.jsonl" => said(
            "application/octet-stream",
            "{\"id\":\"a\",\"text\":\"Holt left.\"}\n{\"id\":\"b\",\"text\":\"Quinlan left.\"}\n",
        ),
        _ => (404, Vec::new(), Vec::new()),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_of_several_articles_is_kept_as_all_of_them() {
    let (port, _) = serve(several).await;
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("receipts.db");
    let home = Home::File(place.clone());
    let sources: Vec<_> = ["feed", "old.jsonl"].map(|page| format!("http://paper.example:{port}/{page}").into()).into();
    let built = tokio::task::spawn_blocking(move || {
        build_over(&Order { sources: &sources, store: &home, date: None }, &Loopback, |_| ())
    });
    assert_eq!(built.await.expect("run").expect("built").read, 4);
    let heads = Store::open(&place).expect("a store").articles().expect("articles");
    let ids: Vec<String> = heads.iter().map(|head| head.id.to_string().replace(&format!("-{port}"), "")).collect();
    for id in ["feed-holt-sings", "feed-quinlan-dances", "old-jsonl-a", "old-jsonl-b"] {
        assert!(ids.contains(&format!("paper-example-{id}")), "{ids:?}");
    }
}
