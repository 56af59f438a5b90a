//! Sums nobody declared: found on any table by labels and by the lines they hold on, then judged.

mod accuse;
mod audit;
mod balance;
mod barren;
mod closing;
mod coarse;
mod codes;
mod complement;
mod declared;
mod degrees;
mod doubt;
mod evaluate;
mod expect;
mod found;
mod ground;
mod house;
mod hundred;
mod judge;
mod kinds;
mod labels;
mod left;
mod lexicon;
mod lone;
mod means;
mod mine;
mod misprint;
mod nested;
mod notes;
mod number;
mod overlap;
mod parents;
mod partly;
mod plane;
mod products;
mod rate_audit;
mod rates;
mod repair;
mod running;
mod select;
mod sequence;
mod series;
mod sheet;
mod slip;
mod sum;
mod throughout;
mod throughout_audit;
mod violation;

#[cfg(test)]
mod tests;

pub(super) use audit::check;
pub use found::How;
pub use lexicon::Lexicon;
pub(super) use slip::{Slip, slip};
pub use sum::{Sum, Sums, Untied, sums};
