//! Bytes to [`crate::document::Document`]: the format is found by content, the file decoded and parsed.

mod limits;
mod read;
mod workbook;

pub use limits::Limits;
pub use read::read;
