-- A store as the first version wrote it, with an article whose people it did not keep. Our own work, CC0.
PRAGMA application_id = 0x52637074;
PRAGMA user_version = 1;
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

INSERT INTO article VALUES(
    1, 'a0', '', '0', 1, '2021-12-28', '2021-12-28', 'An older title', NULL, NULL, 0, 14, 16, 20, '[]',
    'An older title' || char(10) || char(10) || 'Text'
);
