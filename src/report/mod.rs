//! Outcome to bytes: one file a format. Renders, never computes.

mod clean;
mod concise;
mod csv;
mod escape;
mod explain;
mod format;
mod github;
mod gitlab;
mod html;
pub mod inspect;
mod json;
mod jsonl;
mod junit;
mod markdown;
mod place;
mod repair;
#[cfg(feature = "cli")]
mod rule_problems;
mod sarif;
#[cfg(feature = "cli")]
mod text;
mod totals;
#[cfg_attr(all(not(feature = "cli"), not(test)), expect(dead_code, reason = "only the text format fits and cuts"))]
mod width;
mod words;
mod xlsx;

pub use explain::explain;
pub use format::{Format, Options, render};
pub use html::{Section, is_page, page, section};
#[cfg(feature = "cli")]
pub use rule_problems::{argument_problem, rule_problems};
pub use totals::headline;
pub use words::one_line;
pub use xlsx::annotate;
