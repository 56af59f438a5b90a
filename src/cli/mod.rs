//! The command line: arguments, exit codes, progress. The only stage besides `ingest::open` that touches files.

mod args;
mod bounds;
mod check;
pub mod exit;
mod explain;
mod inputs;
mod inspect;
mod language;
mod outputs;
mod pages;
mod pipeline;
mod progress;
mod rule_files;
mod run;
mod runner;
mod save;
mod series;
mod terminal;

pub use run::main;
