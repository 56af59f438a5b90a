//! By how much a number has changed, in whatever order a sentence tells it: what it was, what it is, the difference, the rate.

mod another;
mod find;
mod group;
mod judge;
mod roles;

pub(super) use find::found;
