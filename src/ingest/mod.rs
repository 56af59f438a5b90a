//! Bytes to [`crate::document::Document`]: the format is found by content, the file decoded and parsed.

mod declared;
mod decode;
mod limits;
mod read;

pub use limits::Limits;
pub use read::read;
