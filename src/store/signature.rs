//! How are signatures kept, and which article copies which?

use rusqlite::{Connection, Row, params};

use crate::domain::{ArticleId, Signature};

/// A signature as it is kept: its bands and its words.
pub(super) type Bytes = (Vec<u8>, Vec<u8>);

/// A signature as bytes, the lowest first.
pub(super) fn bytes(signature: &Signature) -> Bytes {
    let bands = signature.bands.iter().flat_map(|key| key.to_le_bytes()).collect();
    (bands, signature.words.iter().flat_map(|word| word.to_le_bytes()).collect())
}

/// Keeps the signature of an article that has none.
pub(super) fn put(db: &Connection, article: i64, (bands, words): &Bytes) -> rusqlite::Result<()> {
    // No `OR REPLACE`: whatever may have to be undone makes the full-text indexes write out what they hold.
    let sql = "INSERT INTO signature(article, bands, words) VALUES(?1, ?2, ?3)";
    db.prepare_cached(sql)?.execute(params![article, bands, words]).map(drop)
}

/// All signatures in order of date, then of stem.
pub(super) fn all(db: &Connection) -> rusqlite::Result<Vec<(ArticleId, Signature)>> {
    let sql = "SELECT a.stem, s.bands, s.words FROM signature s JOIN article a ON a.id = s.article
               ORDER BY a.day IS NULL, a.day, a.stem";
    db.prepare(sql)?.query_map([], |row| Ok((ArticleId(row.get(0)?), signature(row)?)))?.collect()
}

fn signature(row: &Row<'_>) -> rusqlite::Result<Signature> {
    let (bands, words) = (row.get_ref(1)?.as_blob()?, row.get_ref(2)?.as_blob()?);
    Ok(Signature {
        bands: bands.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
        words: words.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect(),
    })
}

/// Writes which article copies which; what was known before is forgotten.
pub(super) fn fold(db: &Connection, copies: &[(ArticleId, ArticleId)]) -> rusqlite::Result<()> {
    db.execute("DELETE FROM copy", [])?;
    let sql = "INSERT INTO copy(article, original)
               SELECT c.id, o.id FROM article c, article o WHERE c.stem = ?1 AND o.stem = ?2";
    let mut insert = db.prepare_cached(sql)?;
    for (copy, original) in copies {
        insert.execute([&copy.0, &original.0])?;
    }
    Ok(())
}

/// Each copy with the article that it copies, in order of stem.
pub(super) fn copies(db: &Connection) -> rusqlite::Result<Vec<(ArticleId, ArticleId)>> {
    let sql = "SELECT c.stem, o.stem FROM copy k JOIN article c ON c.id = k.article JOIN article o ON o.id = k.original
               ORDER BY c.stem";
    let mut found = db.prepare_cached(sql)?;
    let rows = found.query_map([], |row| Ok((ArticleId(row.get(0)?), ArticleId(row.get(1)?))))?;
    rows.collect()
}
