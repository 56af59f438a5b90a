//! The report for people, drawn by miette from small virtual sources.

mod finding;
mod frame;
mod grid;
mod passage;
mod render;
mod shrink;
mod summary;
mod virtual_source;
mod width;
mod words;

pub(crate) use render::render;
pub(crate) use width::{columns, fit, pad_end};
pub use words::one_line;
