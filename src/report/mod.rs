//! Outcome to bytes: one file a format. Renders, never computes.

mod clean;
mod explain;
mod format;
pub mod inspect;
mod json;
#[cfg(feature = "cli")]
mod rule_problems;
#[cfg(feature = "cli")]
mod text;
#[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "only the text format fits and cuts"))]
mod width;
mod words;

pub use explain::explain;
pub use format::{Format, Options, render};
#[cfg(feature = "cli")]
pub use rule_problems::rule_problems;
#[cfg(feature = "cli")]
pub use text::one_line;
