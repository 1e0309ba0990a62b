use crate::domain::{Edtf, Timex};
/// Until the temporal part lands.
pub(super) fn edtf(timex: &Timex, _dct: Option<&Edtf>) -> Option<Edtf> {
    Edtf::parse(&timex.value)
}
