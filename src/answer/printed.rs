//! By which names had somebody been called by a date?
//!
//! A name that was first printed later gives away what came later: who has married whom. It knows the forms of a name,
//! not which is right.

use jiff::civil;

use crate::domain::Edtf;
use crate::store::Form;

/// The forms of somebody's name with the days on which they were printed.
#[derive(Debug)]
pub struct Printed {
    forms: Vec<Form>,
    /// In order of article: the last day that it may be of, and which form stands there.
    printings: Vec<(civil::Date, usize)>,
}

impl Printed {
    /// These forms, each printed on some days; `printings` in order of article.
    pub fn of(forms: Vec<Form>, printings: Vec<(civil::Date, usize)>) -> Self {
        Self { forms, printings }
    }

    /// The forms printed by the end of a date, each once, in order of the last article that uses it.
    pub fn by(&self, last: &Edtf) -> Vec<&Form> {
        let Some(last) = last.upper() else { return Vec::new() };
        let mut seen = vec![false; self.forms.len()];
        let mut found = Vec::new();
        for (_, form) in self.printings.iter().rev().filter(|(day, _)| *day <= last) {
            if let (Some(seen), Some(form)) = (seen.get_mut(*form), self.forms.get(*form))
                && !std::mem::replace(seen, true)
            {
                found.push(form);
            }
        }
        found.reverse();
        found
    }

    /// About how many bytes it takes.
    pub fn weight(&self) -> usize {
        const FORM: usize = 240;
        FORM * (self.forms.len() + 1) + size_of::<(civil::Date, usize)>() * self.printings.len()
    }
}
