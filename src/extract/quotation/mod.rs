//! What did anybody say, and who says so?

use crate::domain::{ChainId, Claim};
use crate::language::Analysis;

/// The quotations of an article.
pub fn extract(_analysis: &Analysis) -> Vec<Claim<ChainId>> {
    Vec::new()
}
