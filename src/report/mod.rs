//! Outcome to bytes: one file a format. Renders, never computes.

mod clean;
mod format;
pub mod inspect;
mod json;
#[cfg(feature = "cli")]
mod text;

pub use format::{Format, Options, render};
#[cfg(feature = "cli")]
pub use text::one_line;
