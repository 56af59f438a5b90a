//! What a table's grid means: header rows, label columns, label paths, and the value of every cell.

mod measures;
mod paths;
mod read;
mod reading;
mod shape;
mod sides;
#[cfg(test)]
mod tests;
mod untold;

pub(super) use read::{Sink, read};
pub use reading::{CellValue, Grid};
