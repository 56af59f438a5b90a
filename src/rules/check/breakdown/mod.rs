//! A stated whole and the parts listed behind it.

mod amounts;
mod complete;
mod judge;
mod list;
mod others;
mod signs;

pub(super) use amounts::{amounts_to, divides_a_part, is_far, sum, used, violation};
pub(super) use complete::{are_named_above, are_numbered, are_opposed, are_parallel, covers, news};
pub(super) use judge::{judge, may_be_some};
pub(super) use list::{is_open, labels, list, tail};
