//! What a stage saw, for people who ask why a check did or did not bind.

mod claims;
mod coverage;
mod document;
mod document_json;
mod facts;
mod form;
mod sentences;
mod sums;
#[cfg(feature = "cli")]
mod table;
#[cfg(feature = "cli")]
mod words;

pub use claims::claims;
pub use coverage::coverage;
pub use document::document;
pub use facts::facts;
pub use form::Form;
pub use sums::sums;
#[cfg(feature = "cli")]
pub(super) use words::aligned_places;
