//! Document to facts: numbers with unit, precision and hedge; header levels and label paths; sentences.

mod collect;
mod compared;
mod decimals;
mod distributed;
mod formula;
mod grid;
mod heading;
mod lexer;
mod lists;
mod normal;
mod ordinals;
mod quantity;
mod sentence;
mod skipped;
mod units;

#[cfg(test)]
mod tests;

pub use collect::{Facts, Number};
pub(crate) use formula::{Formula, formula, marks};
pub use grid::{CellValue, Grid};
pub use heading::Heading;
pub(crate) use lexer::is_year;
pub use normal::{Normal, normalise};
pub(crate) use ordinals::without_ordinal;
pub use ordinals::{Marker, OrdinalStyle};
pub use quantity::{Hedge, Quantity, Unit, pow10};
pub use sentence::{NUMBER_FIRST, NUMBER_LAST, PERCENT_FIRST, PERCENT_LAST, Sentence, placeholder};
pub use skipped::{NotQuantity, Skipped};
pub use units::unit_length;
