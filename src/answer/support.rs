//! How many articles stand behind an answer, and who printed it first?
//!
//! A copy is no second witness: it is counted apart from what it copies. Whether what they print is true is not asked.

use rustc_hash::FxHashSet;

use super::lexicon::is_speaking;
use super::name::words_of;
use super::{Answer, Archive, MOST_RECEIPTS, Source};
use crate::domain::{ArticleId, Edtf};
use crate::store::StoreError;

/// The articles behind an answer, all of them, not only those that receipts are shown of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Support {
    /// How many there are when copies are folded into what they copy.
    pub articles: usize,
    /// How many more only copy one of those.
    pub copies: usize,
    /// When the independent ones were published, the earliest first; undated ones are left out.
    pub dates: Vec<Edtf>,
    /// The outlet that printed it first; empty when it is not known.
    pub earliest: String,
    /// Every receipt only hands on what somebody unnamed says, or a rumour.
    pub hearsay: bool,
}

impl Support {
    /// Counts the articles of these sources.
    pub fn of<'a>(archive: &Archive, articles: impl Iterator<Item = &'a ArticleId>) -> Self {
        let mut cited = each_once(ranked(archive, articles, |article| article).map(|(rank, _)| rank).collect());
        let all = cited.len();
        // Of each story the earliest that is cited.
        let mut stories = FxHashSet::default();
        cited.retain(|rank| stories.insert(archive.story_at(*rank)));
        let head = cited.first().and_then(|rank| archive.head_at(*rank));
        let dates = cited.iter().filter_map(|rank| archive.date_at(*rank).cloned()).collect();
        let earliest = head.and_then(|head| head.outlet.clone()).unwrap_or_default();
        Self { articles: cited.len(), copies: all - cited.len(), dates, earliest, hearsay: false }
    }
}

impl std::fmt::Display for Support {
    /// `2 articles, 1 copy · earliest: Reel Weekly, 28 March 2023`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const LONGEST: usize = 60;
        let counted = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        f.write_str(&counted(self.articles, "article", "articles"))?;
        if self.copies > 0 {
            write!(f, ", {}", counted(self.copies, "copy", "copies"))?;
        }
        if self.articles + self.copies < 2 {
            return Ok(());
        }
        let short: String = self.earliest.chars().take(LONGEST).collect();
        let cut = if short.len() < self.earliest.len() { "…" } else { "" };
        let who = Some(format!("{}{cut}", short.trim())).filter(|who| !who.is_empty());
        let first: Vec<String> = who.into_iter().chain(self.dates.first().map(Edtf::phrase)).collect();
        if first.is_empty() { Ok(()) } else { write!(f, " · earliest: {}", first.join(", ")) }
    }
}

/// A source for each statement, in their order, from as few articles as will do: a reader checks one article rather
/// than five. `statements` holds what each of them can be cited from, the best first.
///
/// A copy is cited only for what no other article tells. Of articles that tell equally much the one that leaves least to
/// its other sentences is taken, then the earliest.
pub fn fewest(archive: &Archive, statements: &[impl AsRef<[Source]>]) -> Result<Vec<Source>, StoreError> {
    let fit: Vec<Vec<(usize, &Source)>> = statements.iter().map(|all| originals(archive, all.as_ref())).collect();
    let of: Vec<Vec<usize>> = fit.iter().map(|all| each_once(all.iter().map(|(rank, _)| *rank).collect())).collect();
    // What only one article tells must come from there.
    let mut chosen: FxHashSet<usize> = of.iter().filter(|articles| articles.len() == 1).flatten().copied().collect();
    loop {
        let open = |n: &usize| !of[*n].is_empty() && !of[*n].iter().any(|article| chosen.contains(article));
        let open: Vec<usize> = (0..of.len()).filter(open).collect();
        let mut told: Vec<usize> = open.iter().flat_map(|n| &of[*n]).copied().collect();
        told.sort_unstable();
        let told = || told.chunk_by(|one, other| one == other);
        let Some(most) = told().map(<[usize]>::len).max() else { break };
        let mut ranked = Vec::new();
        for article in told().filter(|run| run.len() == most).map(|run| run[0]).take(COMPARED) {
            let own = open.iter().flat_map(|n| &fit[*n]).filter(|(rank, _)| *rank == article);
            ranked.push((clearest(archive, own)?.map_or(usize::MAX, |(open, _)| open), article));
        }
        // Of equals the first, the earliest.
        let Some((_, article)) = ranked.into_iter().min_by_key(|(open, _)| *open) else { break };
        chosen.insert(article);
    }
    let mut cited = Vec::with_capacity(statements.len());
    for all in &fit {
        let chosen = all.iter().filter(|(rank, _)| chosen.contains(rank));
        cited.extend(clearest(archive, chosen)?.map(|(_, source)| source.clone()));
    }
    Ok(cited)
}

/// Sentences that are compared: a person much written about has thousands that say the same.
const COMPARED: usize = 8;

/// Things of articles, each with the place of its article in time. Those of one article mostly stand together.
fn ranked<'a, T: 'a>(
    archive: &Archive,
    all: impl Iterator<Item = &'a T>,
    article: impl Fn(&T) -> &ArticleId,
) -> impl Iterator<Item = (usize, &'a T)> {
    let mut last: Option<(usize, &T)> = None;
    all.map(move |one| {
        let rank = match last {
            Some((rank, before)) if article(before) == article(one) => rank,
            _ => archive.rank(article(one)),
        };
        last = Some((rank, one));
        (rank, one)
    })
}

/// In order.
fn each_once(mut ranks: Vec<usize>) -> Vec<usize> {
    ranks.sort_unstable();
    ranks.dedup();
    ranks
}

/// Those that stand in no copy, all where only copies tell it, each with the place of its article in time.
fn originals<'a>(archive: &Archive, all: &'a [Source]) -> Vec<(usize, &'a Source)> {
    let all: Vec<(usize, &Source)> = ranked(archive, all.iter(), |source| &source.article).collect();
    let is_own = |(rank, _): &(usize, &Source)| archive.story_at(*rank) == *rank;
    if all.iter().any(is_own) { all.into_iter().filter(is_own).collect() } else { all }
}

/// Of the first of these the one whose sentence leaves least open, and how much.
fn clearest<'a>(
    archive: &Archive,
    all: impl Iterator<Item = &'a (usize, &'a Source)>,
) -> Result<Option<(usize, &'a Source)>, StoreError> {
    let mut best: Option<(usize, &Source)> = None;
    for (_, source) in all.take(COMPARED) {
        let open = archive.left_open(source)?;
        if best.is_none_or(|(least, _)| open < least) {
            best = Some((open, source));
        }
    }
    Ok(best)
}

impl Answer {
    /// Rests the answer on these sources: receipts for the telling ones, at most `limit`, and the count of all.
    pub fn rest_on(&mut self, archive: &Archive, sources: &[Source], limit: usize) -> Result<(), StoreError> {
        self.receipts = archive.receipts(sources, limit)?;
        self.support = Support::of(archive, sources.iter().map(|source| &source.article));
        Ok(())
    }

    /// The same for statements that can each be cited from any of several sources: one receipt for each, from as few
    /// articles as will do.
    pub fn rest_on_each(
        &mut self,
        archive: &Archive,
        statements: &[Vec<Source>],
        limit: usize,
    ) -> Result<(), StoreError> {
        self.receipts = archive.receipts(&fewest(archive, statements)?, limit)?;
        self.support = Support::of(archive, statements.iter().flatten().map(|source| &source.article));
        Ok(())
    }

    /// This answer and what another one adds to it.
    #[must_use]
    pub fn and(mut self, archive: &Archive, other: Self) -> Self {
        for line in other.lines {
            if !self.lines.contains(&line) {
                self.lines.push(line);
            }
        }
        for receipt in other.receipts {
            if !self.receipts.contains(&receipt) && self.receipts.len() < MOST_RECEIPTS {
                self.receipts.push(receipt);
            }
        }
        self.conflict |= other.conflict;
        self.support = Support::of(archive, self.receipts.iter().map(|receipt| &receipt.article));
        self
    }

    /// The support as a sentence of the note; empty when nothing is cited.
    pub fn support_line(&self) -> String {
        let alone = if self.support.articles == 1 && self.support.copies == 0 { " alone" } else { "" };
        let hearsay = if self.support.hearsay { " Only rumours or unnamed sources tell it." } else { "" };
        match self.support.articles {
            0 => String::new(),
            _ => format!("Rests on {}{alone}.{hearsay}", self.support),
        }
    }

    /// Counts the articles of its receipts, when nobody has counted more, and sees whether anybody vouches for it.
    pub fn count_support(&mut self, archive: &Archive) {
        if self.support.articles == 0 && !self.receipts.is_empty() {
            self.support = Support::of(archive, self.receipts.iter().map(|receipt| &receipt.article));
        }
        self.support.hearsay =
            !self.receipts.is_empty() && self.receipts.iter().all(|receipt| is_hearsay(&receipt.sentence));
    }
}

/// Whether every one of these sentences only hands on what nobody named vouches for; the first few are read.
pub fn is_rumour(archive: &Archive, sources: &[Source]) -> Result<bool, StoreError> {
    const LOOKED_AT: usize = 4;
    for source in sources.iter().take(LOOKED_AT) {
        if !is_hearsay(&archive.sentence(source)?.1) {
            return Ok(false);
        }
    }
    Ok(!sources.is_empty())
}

/// Whether a sentence hands on what it does not vouch for: `reportedly`, `is said to`, `an insider says`.
pub fn is_hearsay(sentence: &str) -> bool {
    const HEDGES: [&str; 4] = ["reportedly", "allegedly", "purportedly", "supposedly"];
    const UNNAMED: [&str; 4] = ["source", "sources", "insider", "insiders"];
    const BE: [&str; 5] = ["is", "are", "was", "were", "be"];
    let words = words_of(sentence);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let said_to = words.windows(3).any(|three| {
        let told = ["said", "rumored", "rumoured", "believed", "thought"].contains(&three[1].as_str());
        BE.contains(&three[0].as_str()) && told && three[2] == "to"
    });
    // "A source close to Poe tells", "said an insider"; the source of something says nothing.
    let speaks = |(at, word): (usize, &String)| {
        let around = &words[at.saturating_sub(3)..words.len().min(at + 7)];
        let told = around.iter().any(|word| word == "according" || is_speaking(word));
        UNNAMED.contains(&word.as_str()) && told && words.get(at + 1).is_none_or(|next| next != "of")
    };
    has(&HEDGES) || said_to || words.iter().enumerate().any(speaks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_vouches_for_a_sentence() {
        for (sentence, expected) in [
            ("Poe reportedly left in May.", true),
            ("Poe is said to be seeing Al Roe.", true),
            ("“They are over,” a source says.", true),
            ("Poe, according to insiders, has moved out.", true),
            ("“They are over,” Poe said.", false),
            ("Poe is the source of the joke.", false),
            ("Poe said to wait.", false),
        ] {
            assert_eq!(is_hearsay(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn thin_evidence_is_called_so() {
        for (articles, hearsay, expected) in [
            (0, false, ""),
            (1, false, "Rests on 1 article alone."),
            (1, true, "Rests on 1 article alone. Only rumours or unnamed sources tell it."),
            (2, false, "Rests on 2 articles."),
        ] {
            let support = Support { articles, hearsay, ..Support::default() };
            assert_eq!(Answer { support, ..Answer::default() }.support_line(), expected);
        }
    }

    #[test]
    fn support_in_words() {
        for (articles, copies, earliest, expected) in [
            (1, 0, "Reel Weekly", "1 article"),
            (1, 1, "Reel Weekly", "1 article, 1 copy · earliest: Reel Weekly, 28 March 2023"),
            (2, 0, "", "2 articles · earliest: 28 March 2023"),
            (3, 2, "Reel Weekly", "3 articles, 2 copies · earliest: Reel Weekly, 28 March 2023"),
        ] {
            let dates = Edtf::parse("2023-03-28").into_iter().collect();
            let support = Support { articles, copies, dates, earliest: earliest.to_owned(), hearsay: false };
            assert_eq!(support.to_string(), expected);
        }
    }
}
