//! Plain text: paragraphs, and tables drawn with vertical bars.

mod bars;
mod body;
mod cells;
mod grid;
mod header;
mod lines;
mod paragraphs;
mod read;
mod rows;
mod runs;

pub(in crate::ingest) use read::read;
