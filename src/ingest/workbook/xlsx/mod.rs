//! Office Open XML workbooks (ECMA-376).

mod layout;
mod mend;
mod read;
mod runs;

pub(super) use read::read;
