//! Bytes to [`crate::document::Document`]: the format is found by content, the file decoded and parsed.

mod limits;
mod read;
#[allow(dead_code, unused_imports, reason = "the one way from bytes to a document calls it once it finds formats")]
mod workbook;

pub use limits::Limits;
pub use read::read;
