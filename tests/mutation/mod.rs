//! Consistent reports, each with one change, and whether the change is found.
//!
//! A report is made from a seed: figures that agree with each other, sentences that tell them, the form's tables, a file format. Every number
//! that another one could contradict is marked; a mutant is the same file with one mark changed, and counts as found only when a finding has a
//! label on the very bytes of that mark.

mod agency;
mod build;
mod class;
mod figures;
mod grammar;
mod judge;
mod markup;
mod mutate;
mod number;
mod paper;
mod rng;
mod series;
mod tables;
mod tally;
mod wording;
mod writer;

pub(crate) use tally::{Effort, Tally, samples};
