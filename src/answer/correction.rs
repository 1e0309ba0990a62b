//! Which articles correct another?
//!
//! Their headline says so, or their words about an earlier version. What they correct is not decided here.

use super::Archive;
use crate::domain::ArticleId;
use crate::store::StoreError;

const TITLES: [&str; 4] = ["correction", "corrections", "clarification", "corrigendum"];

const WORDS: [&str; 8] = [
    "previous version of this",
    "earlier version of this",
    "original version of this",
    "earlier story misstated",
    "earlier article misstated",
    "previously misstated",
    "article has been corrected",
    "story has been corrected",
];

impl Archive {
    /// Whether an article corrects another: its headline says so, or its words about an earlier version. Its text is
    /// looked at once.
    pub fn is_correction(&self, id: &ArticleId) -> Result<bool, StoreError> {
        let Some(known) = self.known(id) else { return Ok(false) };
        if let Some(corrects) = known.corrects.get() {
            return Ok(*corrects);
        }
        let title = self.head(id).map(|head| head.title.to_lowercase()).unwrap_or_default();
        let first = title.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or_default();
        let corrects = TITLES.contains(&first) || {
            let text = self.page(id)?.article.text.to_lowercase();
            WORDS.iter().any(|words| text.contains(words))
        };
        Ok(*known.corrects.get_or_init(|| corrects))
    }
}
