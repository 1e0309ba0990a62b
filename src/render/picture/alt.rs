//! What does a picture show, for those who do not see it?

use super::MOST_ALT;
use crate::answer::{Bond, Happening, Knot, Network, Sketch, Timeline, list};

/// What is drawn, in words: all of it, or as much as fits and how much more there is.
pub(super) fn text(sketch: &Sketch) -> String {
    match sketch {
        Sketch::Timeline(timeline) => timeline_text(timeline),
        Sketch::Network(network) => network_text(network),
    }
}

fn timeline_text(timeline: &Timeline) -> String {
    let told = |happening: &Happening| {
        let when = happening.when.as_deref().unwrap_or("undated");
        format!("{when}{}: {}", if happening.differs { " (accounts differ)" } else { "" }, happening.what)
    };
    let part = part(timeline.from, timeline.happenings.len(), timeline.of);
    fitted(format!("Timeline of {}{part}.", timeline.title), timeline.happenings.iter().map(told))
}

fn network_text(network: &Network) -> String {
    let part = part(network.from, network.knots.len(), network.of);
    let Some(other) = &network.other else {
        let told = |knot: &Knot| format!("{}: {}", knot.name, bonds(&knot.to_one));
        return fitted(format!("Connections of {}{part}.", network.one), network.knots.iter().map(told));
    };
    let direct = network.direct.iter().map(|bond| format!("directly: {}", bond_text(bond)));
    let shared = network.knots.iter().map(|knot| {
        format!("{}: {} of {}, {} of {other}", knot.name, bonds(&knot.to_one), network.one, bonds(&knot.to_other))
    });
    fitted(format!("Connections between {} and {other}{part}.", network.one), direct.chain(shared))
}

fn bonds(all: &[Bond]) -> String {
    list(&all.iter().map(bond_text).collect::<Vec<_>>())
}

fn bond_text(bond: &Bond) -> String {
    if bond.dates.is_empty() { bond.what.clone() } else { format!("{} ({})", bond.what, bond.dates.join(", ")) }
}

/// `, 9 to 16 of 30`; nothing where that is all.
fn part(from: usize, shown: usize, of: usize) -> String {
    if shown < of { format!(", {} to {} of {of}", from + 1, from + shown) } else { String::new() }
}

fn fitted(head: String, all: impl Iterator<Item = String>) -> String {
    let mut text = head;
    let all: Vec<String> = all.collect();
    for (place, one) in all.iter().enumerate() {
        let more = format!(" … and {} more.", all.len() - place);
        let next = format!(" {one}.");
        if units(&text) + units(&next) + units(&more) > MOST_ALT {
            text.push_str(&more);
            break;
        }
        text.push_str(&next);
    }
    // A name may be longer than any text.
    let cut: String = text.chars().take(MOST_ALT / 2).collect();
    if units(&text) > MOST_ALT { cut } else { text }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_is_said() {
        let met = Happening {
            when: Some("May 2020".into()),
            what: "Ann Lee and Bob Roe met".into(),
            differs: true,
            ..Happening::default()
        };
        let left = Happening { what: "Ann Lee left".into(), ..Happening::default() };
        let timeline = Timeline { title: "Ann Lee".into(), happenings: vec![met, left], of: 3, ..Timeline::default() };
        assert_eq!(
            text(&Sketch::Timeline(timeline)),
            "Timeline of Ann Lee, 1 to 2 of 3. May 2020 (accounts differ): Ann Lee and Bob Roe met. undated: Ann Lee left."
        );
        let bond = Bond { what: "late husband".into(), dates: vec!["married 2012".into()] };
        let knot = Knot { name: "Bob Roe".into(), to_one: vec![bond], ..Knot::default() };
        let network = Network { one: "Ann Lee".into(), knots: vec![knot], of: 1, ..Network::default() };
        assert_eq!(text(&Sketch::Network(network)), "Connections of Ann Lee. Bob Roe: late husband (married 2012).");
    }

    #[test]
    fn it_keeps_discords_limit() {
        for length in [10, 300, 5000] {
            let one = Happening { what: "x".repeat(length), ..Happening::default() };
            let timeline =
                Timeline { title: "y".repeat(length), happenings: vec![one; 8], of: 8, ..Timeline::default() };
            assert!(units(&text(&Sketch::Timeline(timeline))) <= MOST_ALT, "{length}");
        }
    }
}
