//! Outcome to bytes: one file a format. Renders, never computes.

mod beneath;
mod clean;
mod concise;
mod csv;
mod escape;
mod explain;
#[cfg(feature = "cli")]
mod explain_finding;
mod format;
mod github;
mod gitlab;
mod html;
pub mod inspect;
mod json;
mod json_schema;
mod jsonl;
mod junit;
mod markdown;
#[cfg(feature = "cli")]
mod own;
mod place;
mod repair;
#[cfg(feature = "cli")]
mod rule_problems;
mod sarif;
#[cfg(feature = "cli")]
mod tagged;
#[cfg(feature = "cli")]
mod text;
mod totals;
#[cfg_attr(all(not(feature = "cli"), not(test)), expect(dead_code, reason = "only the text format fits and cuts"))]
mod width;
mod words;
mod xlsx;

pub use explain::{example_lines, explain};
#[cfg(feature = "cli")]
pub use explain_finding::{Explained, explain_finding};
pub use format::{Format, Options, render};
pub use html::{Section, is_page, page, section};
pub use json_schema::json_schema;
#[cfg(feature = "cli")]
pub(crate) use own::{TELLING, is_own_output};
#[cfg(feature = "cli")]
pub(crate) use place::full as place_of;
#[cfg(feature = "cli")]
pub use rule_problems::{argument_problem, comment_problem, rule_problems};
#[cfg(feature = "cli")]
pub use tagged::tagged;
pub use totals::headline;
#[cfg(feature = "cli")]
pub(crate) use width::{columns, hanging, hung, pad_end};
pub use words::{one_line, verdict as verdict_word};
#[cfg(feature = "cli")]
pub(crate) use xlsx::MARKED;
pub use xlsx::annotate;
