//! The report for people, drawn by miette from small virtual sources.

mod connectors;
mod finding;
mod frame;
mod grid;
mod header;
mod links;
mod passage;
mod render;
mod shrink;
pub(crate) mod statistics;
mod summary;
mod virtual_source;
mod words;

pub(crate) use finding::render as one;
pub(crate) use render::render;
pub(crate) use words::{labelled, one_line, part};
