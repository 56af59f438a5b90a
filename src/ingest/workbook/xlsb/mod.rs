//! Binary Office Open XML workbooks ([MS-XLSB]). Read record by record: the library at hand gives no formats, merges or hidden rows
//! for them, and panics on damaged ones.

mod read;
mod records;
mod styles;
mod worksheet;

pub(super) use read::read;
pub(super) use records::rk;
