//! Plain text: paragraphs, and tables drawn with vertical bars, tabs or rules of dashes; Markdown is read as such text.

mod bars;
mod body;
mod cells;
mod comments;
mod forms;
mod grid;
mod header;
mod inline;
mod lines;
mod marks;
mod paragraphs;
mod ragged;
mod read;
mod rows;
mod ruled;
mod runs;
mod stacked;
mod tabs;

pub(in crate::ingest) use read::{has_ragged_tabs, read};
