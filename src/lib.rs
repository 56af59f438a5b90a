//! `crossfoot` lints the numbers in a published report.

#[cfg(feature = "cli")]
pub mod cli;
pub mod document;
pub mod facts;
pub mod findings;
pub mod ingest;
pub mod phrase;
pub mod problem;
pub mod report;
pub mod rules;
