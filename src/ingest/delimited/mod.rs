//! Comma-, semicolon- and tab-separated values.

mod blocks;
mod fields;
mod separator;

pub(in crate::ingest) use blocks::read;
pub(in crate::ingest) use separator::separator;
