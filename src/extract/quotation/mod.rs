//! What did anybody say, and who says so?
//!
//! Turns the attributions of the language floor into claims with their evidence, says when they were said and who is
//! spoken about. Finds no quotation itself.

use crate::domain::{ChainId, Claim, Edtf, Fact, Quotation, QuotationKind, Speaker};
use crate::language::{Analysis, Attribution, MentionKind, temporal};

/// The quotations of an article in order: direct, inner and indirect.
pub fn extract(analysis: &Analysis) -> Vec<Claim<ChainId>> {
    let mut claims: Vec<Claim<ChainId>> = Vec::with_capacity(analysis.attributions.len());
    let mut outer: Option<(usize, Speaker<ChainId>)> = None;
    for attribution in &analysis.attributions {
        if attribution.kind == QuotationKind::Direct {
            outer = Some((attribution.content.end, attribution.speaker.clone()));
        }
        let within = outer
            .as_ref()
            .filter(|(end, _)| attribution.kind == QuotationKind::Inner && attribution.content.end <= *end);
        claims.push(Claim {
            fact: Fact::Quotation(quotation(analysis, attribution)),
            // What one person says that another said is the first one's account.
            asserted_by: within.map(|(_, speaker)| speaker.clone()),
            evidence: evidence(attribution),
        });
    }
    claims
}

fn quotation(analysis: &Analysis, attribution: &Attribution<ChainId>) -> Quotation<ChainId> {
    Quotation {
        kind: attribution.kind,
        content: attribution.content,
        speaker: attribution.speaker.clone(),
        cue: attribution.cue.clone(),
        medium: attribution.medium,
        said: said(analysis, attribution),
        group: attribution.group,
        about: about(analysis, attribution),
    }
}

fn evidence(attribution: &Attribution<ChainId>) -> Vec<crate::domain::Span> {
    std::iter::once(attribution.content).chain(attribution.clause).collect()
}

/// When it was said: the date in the attributing clause, never one inside the quotation.
fn said(analysis: &Analysis, attribution: &Attribution<ChainId>) -> Option<Edtf> {
    let clause = attribution.clause?;
    analysis
        .timexes_in(clause)
        .iter()
        .filter(|t| {
            !attribution.content.overlaps(t.span)
                && !aside(&analysis.article.text[clause.start..t.span.start.max(clause.start)])
        })
        .find_map(|t| temporal::edtf(t, analysis.article.date.as_ref()))
}

/// Whether a clause is, where it breaks off, in the middle of one that hangs on it: `Poe, who sang until | 2017, said`.
fn aside(clause: &str) -> bool {
    clause.rfind(',').is_some_and(|comma| {
        matches!(clause[comma + 1..].split_whitespace().next(), Some("who" | "which" | "whose" | "where"))
    })
}

/// Whom the content mentions, the speaker left out; each once, in order.
fn about(analysis: &Analysis, attribution: &Attribution<ChainId>) -> Vec<ChainId> {
    let speakers = attribution.speaker.people();
    let mut about = Vec::new();
    for mention in analysis.mentions_in(attribution.content) {
        for chain in &mention.chains {
            let certain = mention.kind == MentionKind::Name || mention.chains.len() == 1;
            if certain && !speakers.contains(&chain) && !about.contains(chain) {
                about.push(*chain);
            }
        }
    }
    about
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Article, ArticleId, CodePoints, Medium, Span};
    use crate::language;
    use proptest::prelude::*;

    fn article(text: &str) -> Article {
        let title = text.find('\n').unwrap_or(text.len());
        Article {
            id: ArticleId("a".into()),
            text: text.to_owned(),
            date: Edtf::parse("2022-05-12"),
            title: Span::new(0, title),
            body: Span::new(title, text.len()),
            outlet: None,
            url: None,
            warnings: Vec::new(),
        }
    }

    /// Quotations as `kind speaker [cue] content`, in order.
    fn read(body: &str) -> Vec<String> {
        let article = article(&format!("Ann Poe and Bob Roe talk\n\n{body}"));
        let analysis = language::analyse(&article);
        let name = |c: &ChainId| analysis.chains[c.0 as usize].name.clone();
        let mut found = Vec::new();
        for claim in extract(&analysis) {
            let Fact::Quotation(q) = claim.fact else { continue };
            let speaker = match &q.speaker {
                Speaker::Person(c) => name(c),
                Speaker::Joint(all) => all.iter().map(name).collect::<Vec<_>>().join(" & "),
                Speaker::Body(name) => name.clone(),
                Speaker::Unnamed(phrase) => format!("({phrase})"),
                Speaker::Unknown => "?".to_owned(),
            };
            let cue = q.cue.unwrap_or_default();
            found.push(format!("{:?} {speaker} [{cue}] {}", q.kind, analysis.text(q.content)));
        }
        found
    }

    fn check(body: &str, expected: &[&str]) {
        assert_eq!(read(body), expected, "{body}");
    }

    #[test]
    fn cue_behind_in_front_and_between() {
        check("“I left,” said Ann Poe.", &["Direct Ann Poe [said] I left,"]);
        check("Bob Roe, 39, told Us: “I left.”", &["Direct Bob Roe [told] I left."]);
        check(
            "“I left,” Poe recalled, “and I never came back.”",
            &["Direct Ann Poe [recalled] I left,", "Direct Ann Poe [recalled] and I never came back."],
        );
        check("Ann Poe left. “It was time,” she said.", &["Direct Ann Poe [said] It was time,"]);
        check("Crying, Poe said:\n\n“I left for good.”", &["Direct Ann Poe [said] I left for good."]);
        check("He was “so kind,” according to Ann Poe.", &["Direct Ann Poe [according to] so kind,"]);
    }

    #[test]
    fn fragments_and_what_is_no_quotation() {
        check("Ann Poe feels “flattered” by it.", &["Direct Ann Poe [feels] flattered"]);
        check("Bob Roe sang the song “Over the Moon” in a “cosy” hall.", &[]);
        check("Friends know Robert “Bob” Roe well.", &[]);
    }

    #[test]
    fn sources_without_a_name_stay_so() {
        check("“They split in May,” a source close to Poe says.", &["Direct (a source) [says] They split in May,"]);
        check(
            "“We tried,” the pair said in a joint statement.",
            &["Direct Ann Poe & Bob Roe [said in a joint statement] We tried,"],
        );
    }

    #[test]
    fn carried_over_and_taking_turns() {
        check(
            "“I left,” she said. “I had to.”\n\n“Nobody asked me to stay.”",
            &[
                "Direct Ann Poe [said] I left,",
                "Direct Ann Poe [said] I had to.",
                "Direct Ann Poe [said] Nobody asked me to stay.",
            ],
        );
    }

    #[test]
    fn inner_and_reported_speech() {
        check(
            "“Bob looked at me and said, ‘Don’t go,’” Poe recalled.",
            &["Direct Ann Poe [recalled] Bob looked at me and said, ‘Don’t go,’", "Inner Bob Roe [said] Don’t go,"],
        );
        check("Poe revealed that she had left the show.", &["Indirect Ann Poe [revealed] she had left the show"]);
    }

    #[test]
    fn captions_are_written() {
        let article = article("Ann Poe posts\n\nAnn Poe captioned the photo, “Home at last.”");
        let analysis = language::analyse(&article);
        let claims = extract(&analysis);
        let written = claims.iter().any(|c| matches!(&c.fact, Fact::Quotation(q) if q.medium == Medium::Written));
        assert!(written, "{claims:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        #[test]
        fn any_text_is_read_without_panic(
            text in "(Ann |Bob Roe |she |said |told |Dr. |[\"'“”‘’(]|[.,:?!—-]|’s |née |\n|the singer |39, |é|\\PC){0,80}"
        ) {
            let article = article(&text);
            let analysis = language::analyse(&article);
            let _ = CodePoints::of(&text);
            for mention in &analysis.mentions {
                prop_assert!(text.get(mention.span.start..mention.span.end).is_some());
                prop_assert!(mention.chains.iter().all(|c| (c.0 as usize) < analysis.chains.len()));
            }
            for claim in extract(&analysis) {
                prop_assert!(!claim.evidence.is_empty());
                prop_assert!(claim.evidence.iter().all(|s| text.get(s.start..s.end).is_some()));
            }
        }
    }
}
