//! Which tables are there, and how does an older store become a newer one?
//!
//! `PRAGMA user_version` counts the migrations that a file has seen. One is never changed once released; what is
//! new is a new one at the end.

use rusqlite::Connection;

use super::repack;

/// Each brings a store from the version before to its own.
const MIGRATIONS: &[fn(&Connection) -> rusqlite::Result<()>] = &[
    |db| db.execute_batch(FIRST),
    |db| db.execute_batch(QUOTED),
    |db| db.execute_batch(COPIES),
    // The tables are the same; from here on a published file ends with its seal ([`super::seal`]).
    |_| Ok(()),
    |db| {
        db.execute_batch(PAGES)?;
        repack::pages(db)?;
        db.execute_batch(PAGED)
    },
    |db| db.execute_batch(CHAINS),
];

/// The version that this program reads and writes.
pub(super) const VERSION: u32 = MIGRATIONS.len() as u32;

/// `PRAGMA application_id`: tells our files from other people's databases ("Rcpt").
pub(super) const APPLICATION: u32 = 0x5263_7074;

/// Brings an open database to [`VERSION`].
pub(super) fn migrate(db: &Connection) -> rusqlite::Result<()> {
    let seen: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for (index, migration) in MIGRATIONS.iter().enumerate().skip(seen as usize) {
        migration(db)?;
        db.pragma_update(None, "user_version", index as u32 + 1)?;
    }
    db.pragma_update(None, "application_id", APPLICATION)
}

/// `day` sorts articles in time. `payload` is a claim as read, by chain; its people stand in `claim_chain`.
/// The words of a sentence are only indexed: the text stands in `article`.
const FIRST: &str = "
CREATE TABLE article(
    id INTEGER PRIMARY KEY, stem TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL, hash TEXT NOT NULL, reader INTEGER NOT NULL,
    date TEXT, day TEXT, title TEXT NOT NULL, outlet TEXT, url TEXT,
    title_start INTEGER NOT NULL, title_end INTEGER NOT NULL, body_start INTEGER NOT NULL, body_end INTEGER NOT NULL,
    warnings TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE INDEX article_by_day ON article(day IS NULL, day, stem);

CREATE TABLE person(
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, aliases TEXT NOT NULL, pronouns TEXT NOT NULL, mentions INTEGER NOT NULL
) STRICT;

CREATE TABLE chain(
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, n INTEGER NOT NULL,
    name TEXT NOT NULL, forms TEXT NOT NULL, pronouns TEXT NOT NULL, names TEXT NOT NULL,
    person INTEGER, reason TEXT,
    UNIQUE(article, n)
) STRICT;
CREATE INDEX chain_by_person ON chain(person);

CREATE TABLE sentence(
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, n INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, paragraph INTEGER NOT NULL, kind INTEGER NOT NULL,
    UNIQUE(article, n)
) STRICT;
CREATE VIRTUAL TABLE sentence_words USING fts5(
    words, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TABLE sentence_person(
    sentence INTEGER NOT NULL REFERENCES sentence ON DELETE CASCADE,
    n INTEGER NOT NULL,
    chain INTEGER NOT NULL REFERENCES chain ON DELETE CASCADE,
    PRIMARY KEY(sentence, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX sentence_by_chain ON sentence_person(chain);

CREATE TABLE timex(
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, modifier TEXT
) STRICT;
CREATE INDEX timex_by_article ON timex(article, start);

CREATE TABLE claim(
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, n INTEGER NOT NULL,
    start INTEGER NOT NULL, shape TEXT NOT NULL, word TEXT NOT NULL, payload TEXT NOT NULL
) STRICT;
CREATE INDEX claim_by_article ON claim(article, start, n);
CREATE TABLE claim_chain(
    chain INTEGER NOT NULL REFERENCES chain ON DELETE CASCADE,
    claim INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE,
    PRIMARY KEY(chain, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_chain_by_claim ON claim_chain(claim);
";

/// Direct quotations by their words and pairs of words ([`super::quoted`]), numbered as their claims.
const QUOTED: &str = r#"
CREATE VIRTUAL TABLE quotation_words USING fts5(
    words, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0 tokenchars '_'"
);
"#;

/// What finds the copies of an article, as little-endian numbers, and which article each copy copies.
const COPIES: &str = "
CREATE TABLE signature(
    article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE, bands BLOB NOT NULL, words BLOB NOT NULL
) STRICT;
CREATE TABLE copy(
    article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    original INTEGER NOT NULL REFERENCES article ON DELETE CASCADE
) STRICT;
CREATE INDEX copy_by_original ON copy(original);
";

/// All that reading yields of an article in one row, packed ([`super::pack`]), so that looking at it is one look-up:
/// sentences, temporal expressions and claims by chain. Sentences and claims are numbered through the archive, each
/// article's in a row from its first. A chain knows by place in its article where it is mentioned, what facts name it and
/// which quotations. `member` has the chains of a person, `who` the people of an article by chain: linking anew writes
/// nothing else.
const PAGES: &str = "
CREATE TABLE page(
    article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    first_sentence INTEGER NOT NULL, sentence_count INTEGER NOT NULL,
    first_claim INTEGER NOT NULL, claim_count INTEGER NOT NULL,
    sentences BLOB NOT NULL, timexes BLOB NOT NULL, claims BLOB NOT NULL
) STRICT;
CREATE INDEX page_by_sentence ON page(first_sentence) WHERE sentence_count > 0;
CREATE INDEX page_by_claim ON page(first_claim) WHERE claim_count > 0;
CREATE TABLE member(
    person INTEGER NOT NULL, article INTEGER NOT NULL, n INTEGER NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY(person, article, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE who(
    article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE, people BLOB NOT NULL
) STRICT;
ALTER TABLE chain ADD COLUMN sentences BLOB NOT NULL DEFAULT x'';
ALTER TABLE chain ADD COLUMN facts BLOB NOT NULL DEFAULT x'';
ALTER TABLE chain ADD COLUMN quotations BLOB NOT NULL DEFAULT x'';
ALTER TABLE chain ADD COLUMN places BLOB NOT NULL DEFAULT x'';
DROP INDEX article_by_day;
CREATE INDEX article_by_day ON article(day IS NULL, day, stem, date);
";

/// What pages take the place of.
const PAGED: &str = "
DROP TABLE claim_chain;
DROP TABLE claim;
DROP TABLE timex;
DROP TABLE sentence_person;
DROP TABLE sentence;
DROP INDEX chain_by_person;
ALTER TABLE chain DROP COLUMN person;
ALTER TABLE chain DROP COLUMN reason;
ALTER TABLE chain DROP COLUMN names;
";

/// A chain is found by its article and its place there, never by a number of its own: one tree holds it, and one is written.
const CHAINS: &str = "
CREATE TABLE placed(
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, n INTEGER NOT NULL,
    name TEXT NOT NULL, forms TEXT NOT NULL, pronouns TEXT NOT NULL,
    places BLOB NOT NULL, sentences BLOB NOT NULL, facts BLOB NOT NULL, quotations BLOB NOT NULL,
    PRIMARY KEY(article, n)
) STRICT, WITHOUT ROWID;
INSERT INTO placed SELECT article, n, name, forms, pronouns, places, sentences, facts, quotations FROM chain
    ORDER BY article, n;
DROP TABLE chain;
ALTER TABLE placed RENAME TO chain;
";
