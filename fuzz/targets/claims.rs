//! The claims of any text: each rests on words of the article, and its people are people of the article.

#![no_main]

use libfuzzer_sys::fuzz_target;
use receipts::domain::Fact;
use receipts::{extract, language};

fuzz_target!(|bytes: &[u8]| {
    let Some(article) = receipts_fuzz::article("a", &receipts_fuzz::text(bytes)) else { return };
    let analysis = language::analyse(&article);
    for claim in extract::claims(&analysis) {
        assert!(!claim.evidence.is_empty(), "{claim:?}");
        for span in &claim.evidence {
            receipts_fuzz::fits(&article.text, *span);
            assert!(!span.is_empty(), "{claim:?}");
        }
        let people = claim.people();
        assert!(people.iter().all(|c| (c.0 as usize) < analysis.chains.len()), "{claim:?}");
        if let Fact::Quotation(quotation) = &claim.fact {
            assert!(claim.evidence.contains(&quotation.content), "{claim:?}");
            continue;
        }
        let told = claim.evidence.iter().any(|span| {
            let mut mentioned = analysis.mentions_in(*span).iter().flat_map(|m| &m.chains);
            !analysis.timexes_in(*span).is_empty() || mentioned.any(|c| people.contains(&c))
        });
        assert!(told, "neither its people nor its date: {claim:?}");
    }
});
