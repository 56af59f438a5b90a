//! What a stage saw, for people who ask why a check did or did not bind.

mod document;
mod document_json;
#[cfg(feature = "cli")]
mod table;

pub use document::document;
