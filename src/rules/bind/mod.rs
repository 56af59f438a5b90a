//! Names in rules to cells in the document at hand.

mod align;
mod band;
mod context;
mod found;
mod labels;
mod operand;
mod printed;
mod table;

pub(super) use context::Context;
pub use found::{FoundTable, found_tables};
pub(super) use operand::{BoundCell, Operand, Unbound};
pub(super) use printed::Printed;
pub(super) use table::{Bound, bind};
