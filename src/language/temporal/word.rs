//! What may a word mean in a time expression, or say about the tense around one?
//!
//! One class a word, from `data/temporal/words.txt`; what a word means in its place is for the grammar to say.

use std::sync::LazyLock;

use crate::language::lexicon::{Key, Table};

use super::point::Season;

/// The class of a word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Any other word.
    Other,
    /// Nothing: before the first or after the last token.
    Edge,
    /// Punctuation, quotation marks made straight, dashes kept apart from hyphens.
    Mark(char),
    /// `'s`
    Possessive,
    /// Digits, with how many were printed.
    Number {
        value: u32,
        digits: u8,
    },
    /// `2.5` in tenths.
    Tenths(u32),
    /// `first`, `22nd`
    Ordinal(u32),
    /// `1990s`, `90s`, `nineties`
    Decade(i16),
    /// `twelve`, `twenty`
    Cardinal(u32),
    /// `hundred`
    Scale(u32),
    Month(i8),
    /// `May`, `June`: months that are names or other words too.
    NameMonth(i8),
    /// `Dec`
    ShortMonth(i8),
    Weekday(i8),
    ShortWeekday(i8),
    /// `Mondays`
    Weekdays(i8),
    Season(Season),
    Seasons,
    Part(&'static str),
    Parts(&'static str),
    Noon,
    Midnight,
    Unit(Unit),
    Units(Unit),
    /// `yearlong`
    LongUnit(Unit),
    /// `second`: a unit or an ordinal.
    Second,
    WeekdaysAll,
    WeekdayAny,
    Recurring(Unit),
    Half,
    Dozen,
    Couple,
    Few,
    Some,
    Filler,
    A,
    The,
    This,
    That,
    These,
    Those,
    Last,
    Past,
    Next,
    Previous,
    Following,
    Coming,
    Same,
    Recent,
    Every,
    OtherOne,
    All,
    Ago,
    Later,
    Earlier,
    Before,
    After,
    From,
    Old,
    Olds,
    Today,
    Yesterday,
    Tomorrow,
    Tonight,
    Overnight,
    Now,
    Present,
    PastRef,
    Future,
    Early,
    Mid,
    Late,
    End,
    Start,
    Middle,
    Am,
    Pm,
    Oclock,
    Zone,
    Fiscal,
    Of,
    In,
    On,
    At,
    For,
    To,
    And,
    Or,
    Per,
    Preposition,
    Time,
    Times,
    Twice,
    Once,
    Age,
    Lasting,
    Approximately,
    Nearly,
    Long,
    Pronoun,
    Determiner,
    Be,
    BePast,
    Will,
    Plan,
    Starts,
    /// `resume`, `meet`: the plain form of what a timetable says.
    StartBase,
    PastVerb,
    Has,
    Not,
    Function,
    Show,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// What the lexicon knows of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its class.
    pub word: Word,
    /// Whether the name of a holiday may begin with it.
    pub feast: bool,
}

const UNKNOWN: Entry = Entry { word: Word::Other, feast: false };

/// The class of a word in whatever case, apostrophes straight or curly.
pub(super) fn look_up(printed: &str) -> Entry {
    Key::of(printed).and_then(|key| LEXICON.get(&key)).copied().unwrap_or(UNKNOWN)
}

static LEXICON: LazyLock<Table<Entry>> = LazyLock::new(|| {
    let mut lexicon: Table<Entry> = Table::default();
    for line in include_str!("../../../data/temporal/words.txt").lines().filter(|l| !l.starts_with('#')) {
        let Some((class, words)) = line.split_once(": ") else { continue };
        let Some(word) = class_of(class) else { continue };
        lexicon.extend(words.split(' ').filter_map(Key::listed).map(|key| (key, Entry { word, feast: false })));
    }
    for first in super::holiday::first_words() {
        if let Some(key) = Key::listed(&first) {
            lexicon.entry(key).or_insert(UNKNOWN).feast = true;
        }
    }
    lexicon
});

fn class_of(class: &'static str) -> Option<Word> {
    let (name, argument) = class.split_once(' ').unwrap_or((class, ""));
    let number = || argument.parse::<u32>().ok();
    let small = || argument.parse::<i8>().ok();
    Some(match name {
        "month" => Word::Month(small()?),
        "name-month" => Word::NameMonth(small()?),
        "short-month" => Word::ShortMonth(small()?),
        "weekday" => Word::Weekday(small()?),
        "short-weekday" => Word::ShortWeekday(small()?),
        "weekdays" => Word::Weekdays(small()?),
        "season" => Word::Season(match argument {
            "spring" => Season::Spring,
            "summer" => Season::Summer,
            "fall" => Season::Fall,
            "autumn" => Season::Autumn,
            _ => Season::Winter,
        }),
        "seasons" => Word::Seasons,
        "part" => Word::Part(argument),
        "parts" => Word::Parts(argument),
        "noon" => Word::Noon,
        "midnight" => Word::Midnight,
        "unit" => Word::Unit(unit_of(argument)?),
        "units" => Word::Units(unit_of(argument)?),
        "long" => Word::LongUnit(unit_of(argument)?),
        "recurring" => Word::Recurring(unit_of(argument)?),
        "second" => Word::Second,
        "weekdays-all" => Word::WeekdaysAll,
        "weekday-any" => Word::WeekdayAny,
        "cardinal" => Word::Cardinal(number()?),
        "scale" => Word::Scale(number()?),
        "ordinal" => Word::Ordinal(number()?),
        "decade" => Word::Decade(small()?.into()),
        _ => plain_class(name)?,
    })
}

fn plain_class(name: &str) -> Option<Word> {
    Some(match name {
        "half" => Word::Half,
        "dozen" => Word::Dozen,
        "couple" => Word::Couple,
        "few" => Word::Few,
        "some" => Word::Some,
        "filler" => Word::Filler,
        "a" => Word::A,
        "the" => Word::The,
        "this" => Word::This,
        "that" => Word::That,
        "these" => Word::These,
        "those" => Word::Those,
        "last" => Word::Last,
        "past" => Word::Past,
        "next" => Word::Next,
        "previous" => Word::Previous,
        "following" => Word::Following,
        "coming" => Word::Coming,
        "same" => Word::Same,
        "recent" => Word::Recent,
        "every" => Word::Every,
        "other" => Word::OtherOne,
        "all" => Word::All,
        "ago" => Word::Ago,
        "later" => Word::Later,
        "earlier" => Word::Earlier,
        "before" => Word::Before,
        "after" => Word::After,
        "from" => Word::From,
        "old" => Word::Old,
        "olds" => Word::Olds,
        "today" => Word::Today,
        "yesterday" => Word::Yesterday,
        "tomorrow" => Word::Tomorrow,
        "tonight" => Word::Tonight,
        "overnight" => Word::Overnight,
        "now" => Word::Now,
        "present" => Word::Present,
        "past-ref" => Word::PastRef,
        "future" => Word::Future,
        "early" => Word::Early,
        "mid" => Word::Mid,
        "late" => Word::Late,
        "end" => Word::End,
        "start" => Word::Start,
        "middle" => Word::Middle,
        "am" => Word::Am,
        "pm" => Word::Pm,
        "oclock" => Word::Oclock,
        "zone" => Word::Zone,
        "fiscal" => Word::Fiscal,
        "of" => Word::Of,
        "in" => Word::In,
        "on" => Word::On,
        "at" => Word::At,
        "for" => Word::For,
        "to" => Word::To,
        "and" => Word::And,
        "or" => Word::Or,
        "per" => Word::Per,
        "preposition" => Word::Preposition,
        "time" => Word::Time,
        "times" => Word::Times,
        "twice" => Word::Twice,
        "once" => Word::Once,
        "age" => Word::Age,
        "lasting" => Word::Lasting,
        "approximately" => Word::Approximately,
        "nearly" => Word::Nearly,
        "long-word" => Word::Long,
        "pronoun" => Word::Pronoun,
        "determiner" => Word::Determiner,
        "be" => Word::Be,
        "be-past" => Word::BePast,
        "will" => Word::Will,
        "plan" => Word::Plan,
        "starts" => Word::Starts,
        "start-base" => Word::StartBase,
        "past-verb" => Word::PastVerb,
        "has" => Word::Has,
        "not" => Word::Not,
        "function" => Word::Function,
        "show" => Word::Show,
        _ => return None,
    })
}

fn unit_of(name: &str) -> Option<Unit> {
    Some(match name {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "night" => Unit::Night,
        "week" => Unit::Week,
        "weekend" => Unit::Weekend,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_has_a_class() {
        for line in include_str!("../../../data/temporal/words.txt").lines().filter(|l| !l.starts_with('#')) {
            let (class, words) = line.split_once(": ").unwrap_or_else(|| panic!("no colon: {line}"));
            assert!(class_of(class).is_some(), "{line}");
            assert!(words.split(' ').all(|w| !w.is_empty() && Key::listed(w).is_some()), "{line}");
        }
    }

    #[test]
    fn case_and_apostrophes_do_not_matter() {
        assert_eq!(look_up("DECEMBER").word, Word::Month(12));
        assert_eq!(look_up("o’clock").word, Word::Oclock);
        assert_eq!(look_up("Incomprehensibilities").word, Word::Other);
        assert!(look_up("Fourth").feast);
    }
}
