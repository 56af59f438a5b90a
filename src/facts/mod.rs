//! Document to facts: numbers with unit, precision and hedge; header levels and label paths; sentences.

mod quantity;

pub use quantity::{Hedge, Quantity, Unit, pow10};
