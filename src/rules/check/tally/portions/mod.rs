//! Shares of what the tables count, in whatever order a sentence tells them: behind their counts, in a list of their own, beside a name alone.

mod find;
mod judge;
mod read;

pub(super) use find::found;
