//! A copy of a workbook with its findings filled in and commented. Only the parts that must change do: all others are copied as they
//! are, compressed bytes and all.

mod annotate;
mod comments;
mod edit;
mod notes;
mod package;
mod relations;
mod sheet;
mod styles;
mod vml;

pub use annotate::annotate;
#[cfg(feature = "cli")]
pub(crate) use package::MARKED;
