//! Years: garbled ones, and those that contradict the year the report is about.

mod garbled;
mod line;
mod own;
mod report;
mod run;
mod stale;
mod support;
mod witness;

pub(super) use run::check;
pub(super) use stale::{Stated, stated};
