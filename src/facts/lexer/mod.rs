//! Numbers in normalised text: quantities with sign, scale, unit and hedge, and the digits that are none.

mod affix;
mod arabic;
mod calendar;
mod cell;
mod compound;
mod context;
mod core;
mod han;
mod hedge;
mod measured;
mod scan;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use calendar::is_year;
pub(super) use cell::{CellReading, garbled, read_cell};
pub(super) use han::parse as parse_han;
pub(super) use measured::{Measured, measured};
pub(super) use scan::{Reading, Token, lex};
