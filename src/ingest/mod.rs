//! Bytes to [`crate::document::Document`]: the format is found by content, the file decoded and parsed.

mod html;
mod limits;
mod read;

pub use limits::Limits;
pub use read::read;

/// Reads decoded HTML; for benchmarks. Everything else calls [`read()`].
#[doc(hidden)]
pub use html::read as read_html;
