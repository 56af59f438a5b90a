//! The command line: arguments, exit codes, progress. The only stage besides `ingest::open` that touches files.

mod args;
mod baseline;
mod bounds;
mod check;
mod config;
mod draft;
pub mod exit;
mod explain;
mod find_finding;
mod inputs;
mod inspect;
mod language;
mod linked;
mod notes;
mod outputs;
mod pages;
mod pipeline;
mod progress;
mod rule_files;
mod rules_command;
mod run;
mod runner;
mod save;
mod series;
mod shell;
mod stand;
mod terminal;
mod today;
mod watch;
mod workbooks;

pub use run::main;
