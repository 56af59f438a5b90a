//! Which single change would settle checks that failed: sums declared for a table and sentences set against its cells, taken together.

mod balance;
mod change;
mod joint;
mod words;

pub(super) use balance::{Balance, Terms, difference};
pub(super) use change::settle;
pub(super) use joint::weigh;
