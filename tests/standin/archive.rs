//! A small archive of invented people, written by hand: two bear one first name, and one says a great deal.

use std::path::Path;
use std::sync::Arc;

use receipts::commands::{Desk, Maker, Office};
use receipts::domain::{
    Article, ArticleId, Attribute, Chain, ChainId, Claim, Edtf, Event, Fact, How, Medium, Quotation, QuotationKind,
    Reading, Sentence, SentenceKind, Span, Speaker, Status,
};
use receipts::store::{Builder, Entry, Ledger, Origin, Store};
use receipts::{ingest, link};

/// Longer than any field, and meaning as much to Discord as words can.
pub fn long_speech() -> String {
    "I *love* this town, @everyone knows <@123> it and [so](https://x.example) do ||we|| all_ the way. ".repeat(90)
}

/// An office on that archive, in memory.
pub fn office() -> Arc<Office> {
    with(Ledger::in_memory())
}

/// The same with a ledger of its own.
pub fn with(ledger: Ledger) -> Arc<Office> {
    let store = filled(Builder::in_memory().expect("a store in memory"), DAYS.len());
    Arc::new(Office::new(Desk::open(store).expect("opened"), ledger))
}

/// The same archive as a store at this path, with so many of the days of bread; there are two more articles.
pub fn build(path: &Path, days: usize) {
    drop(filled(Builder::open(path).expect("a place for a store"), days));
}

/// An office on the store at this path, which it opens again when it is asked to.
pub fn office_at(path: &Path) -> Arc<Office> {
    let desk = Store::open(path).and_then(Desk::open).expect("opened");
    Arc::new(Office::new(desk, Ledger::in_memory()).reopened_at(path))
}

/// The same where servers may have archives of their own, kept beside the store; nothing is fetched from the web.
pub fn office_of_servers(path: &Path) -> Arc<Office> {
    let desk = Store::open(path).and_then(Desk::open).expect("opened");
    let maker = Maker {
        build: Box::new(ingest::build_server),
        read: Box::new(ingest::read),
        fetch: Box::new(|address| Err(format!("{address} is not fetched here."))),
    };
    let office = Office::new(desk, Ledger::beside(path)).reopened_at(path);
    Arc::new(office.with_servers(path.with_extension("servers"), maker).expect("a ledger that can be read"))
}

fn filled(mut builder: Builder, days: usize) -> Store {
    let readings = [meeting(), speech()].into_iter().chain(DAYS[..days].iter().map(|day| bread(day)));
    for (number, reading) in readings.enumerate() {
        let origin = Origin { path: String::new(), hash: number.to_string(), reader: 1 };
        builder.put(Entry::of(reading, origin, None).expect("an entry")).expect("written");
    }
    let people = link::people(&builder.named(Vec::new()).expect("read back"));
    builder.link(&people).expect("linked");
    builder.publish().expect("published")
}

/// Days of articles that tell of one person alone: more than stand on one page.
const DAYS: [&str; 7] =
    ["2022-01-01", "2022-01-02", "2022-01-03", "2022-01-04", "2022-01-05", "2022-01-06", "2022-01-07"];

const LEE: ChainId = ChainId(0);
const MARSH: ChainId = ChainId(1);
const ROE: ChainId = ChainId(2);
const LUND: ChainId = ChainId(3);

fn bread(day: &'static str) -> Reading {
    let mut page = Page::new(day, day, "Bread of the day");
    page.sentence("Zoe Lund baked bread.", &[LUND]);
    page.reading()
}

fn meeting() -> Reading {
    let mut page = Page::new("meeting", "2021-05-04", "A night in Dover");
    let met = page.sentence("Actor Ann Lee met singer Bob Roe in Dover in May 2020.", &[LEE, ROE]);
    let there = page.sentence("Designer Ann Marsh was there, too.", &[MARSH]);
    let said = page.sentence("“We laughed all night,” Lee said.", &[LEE]);
    page.role(LEE, met, "Actor");
    page.role(ROE, met, "singer");
    page.role(MARSH, there, "Designer");
    page.claim(
        met,
        Fact::Event(Event {
            kind: "met".to_owned(),
            participants: vec![LEE, ROE],
            place: Some("Dover".to_owned()),
            date: Edtf::month(2020, 5),
            how: How::Explicit,
            status: Status::Happened,
            detail: None,
            after: None,
        }),
    );
    page.quotation(LEE, said, "We laughed all night,");
    page.reading()
}

fn speech() -> Reading {
    let mut page = Page::new("speech", "2021-06-01", "Bob Roe speaks at length");
    let words = long_speech();
    let said = page.sentence(&format!("“{}” Roe said.", words.trim()), &[ROE]);
    page.quotation(ROE, said, words.trim());
    page.reading()
}

/// An article while it is written.
struct Page {
    id: &'static str,
    date: &'static str,
    text: String,
    title: Span,
    sentences: Vec<Sentence>,
    claims: Vec<Claim<ChainId>>,
}

impl Page {
    fn new(id: &'static str, date: &'static str, title: &str) -> Self {
        let text = format!("{title}\n");
        Self { id, date, text, title: Span::new(0, title.len()), sentences: Vec::new(), claims: Vec::new() }
    }

    fn sentence(&mut self, sentence: &str, people: &[ChainId]) -> Span {
        let span = Span::new(self.text.len(), self.text.len() + sentence.len());
        self.text.push_str(sentence);
        self.text.push('\n');
        let paragraph = self.sentences.len() as u32 + 1;
        self.sentences.push(Sentence { span, paragraph, kind: SentenceKind::Body, people: people.to_vec() });
        span
    }

    fn claim(&mut self, evidence: Span, fact: Fact<ChainId>) {
        self.claims.push(Claim { fact, asserted_by: None, evidence: vec![evidence] });
    }

    fn role(&mut self, person: ChainId, evidence: Span, role: &str) {
        self.claim(evidence, Fact::Attribute(Attribute::Role { person, role: role.to_owned(), as_of: None }));
    }

    fn quotation(&mut self, speaker: ChainId, sentence: Span, words: &str) {
        let start = sentence.start + sentence.cut(&self.text).find(words).expect("the words stand in the sentence");
        let content = Span::new(start, start + words.len());
        let quotation = Quotation {
            kind: QuotationKind::Direct,
            content,
            speaker: Speaker::Person(speaker),
            cue: Some("said".to_owned()),
            medium: Medium::Spoken,
            said: None,
            group: None,
            about: Vec::new(),
        };
        self.claim(content, Fact::Quotation(quotation));
    }

    fn reading(self) -> Reading {
        let chain = |name: &str| {
            let names: Vec<Span> =
                self.text.match_indices(name).map(|(at, _)| Span::new(at, at + name.len())).collect();
            let last = name.rsplit(' ').next().unwrap_or(name).to_owned();
            Chain { name: name.to_owned(), forms: vec![name.to_owned(), last], pronouns: None, names }
        };
        let chains = ["Ann Lee", "Ann Marsh", "Bob Roe", "Zoe Lund"].map(chain).to_vec();
        let article = Article {
            id: ArticleId(self.id.into()),
            date: Edtf::parse(self.date),
            title: self.title,
            body: Span::new(self.title.end + 1, self.text.len()),
            outlet: Some("Reel Weekly".to_owned()),
            url: Some(format!("https://news.example/{}", self.id)),
            warnings: Vec::new(),
            text: self.text,
        };
        Reading { article, sentences: self.sentences, chains, timexes: Vec::new(), claims: self.claims }
    }
}
