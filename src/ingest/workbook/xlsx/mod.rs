//! Office Open XML workbooks (ECMA-376).

mod formulas;
mod layout;
mod mend;
mod parts;
mod read;
mod runs;

pub(super) use read::read;
