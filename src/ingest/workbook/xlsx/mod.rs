//! Office Open XML workbooks (ECMA-376).

mod layout;
mod mend;
mod read;
mod struck;

pub(super) use read::read;
