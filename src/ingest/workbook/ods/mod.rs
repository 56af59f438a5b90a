//! `OpenDocument` spreadsheets (ISO/IEC 26300), packaged or flat: the shown text stands in the file beside the value.

mod cells;
mod read;
mod rows;

pub(super) use read::read;
