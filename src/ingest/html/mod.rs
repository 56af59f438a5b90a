//! Web pages: the standard's tree with the place of every character, then paragraphs and data tables.

mod arena;
mod blocks;
mod bridge;
mod cell;
#[cfg(test)]
mod corpus;
mod elements;
mod grid;
mod layout;
mod marks;
mod open;
#[cfg(test)]
mod oracle;
mod properties;
mod read;
mod select;
mod sink;
mod styles;
mod tag;
#[cfg(test)]
mod tests;
mod text;
mod transcript;
mod unseen;

pub(in crate::ingest) use read::{read, read_part};
pub use select::selector_fault;
