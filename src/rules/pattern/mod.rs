//! Sentence patterns: they look like the sentence.
//!
//! | written | means |
//! |---|---|
//! | `[政府信息公开]` | may be missing |
//! | `[共\|计\|为]*` | none, one or several of these, at most six |
//! | `(件\|条)` | one of these |
//! | `{n}` | a number with its hedge and unit, kept under the name `n`; no percentage, 倍 or 百分点 |
//! | `{p%}` | a percentage |
//! | `{t倍}` | a number of times: 2倍, 2 times |
//! | `{d百分点}` | percentage points |
//! | `{y年}` | a year of four digits: 2019年; in what is set against a report's tables the one before its own, under the name `next` the one behind |
//! | `{}` `{%}` | a number, a percentage, that is passed over |
//! | `{parts..}` | everything up to the end of the sentence: a list of numbers |
//! | `…` | up to 24 characters (a Latin word counts as one) within the comma clause, no number and no 其中 among them |
//! | `{what…}` | such words, kept: where the name stands again, the same words stand again |
//! | `<down>` | one of the pack's or rule's words of that name |
//! | `。` | the end of a sentence: the pattern reads on in the next one of the paragraph |
//!
//! A unit right behind `{n}` (`{n}件`, `{n} days`) is read as the unit's place: any unit fits. A blank beside a sign may be missing.

mod compiled;
mod item;
mod parser;

pub(in crate::rules) use compiled::unsays;
pub use compiled::{CaptureKind, Fit, Pattern, PatternError};
pub(in crate::rules) use item::Counted;
