//! `crossfoot rules new`: rules to start from, blank ones and those drafted from a cell of a report.

mod blank;
mod example;
mod files;
mod from_cell;
mod from_words;
mod names;
mod plan;
mod relation;
mod spot;
mod tried;
mod written;

pub(super) use blank::write;
pub(super) use from_cell::draft;
