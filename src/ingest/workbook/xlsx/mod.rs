//! Office Open XML workbooks (ECMA-376).

mod layout;
mod read;

pub(super) use read::read;
