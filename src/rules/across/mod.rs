//! Reports of the same body and consecutive years: what each says of itself, and what the figures of one must be by those of the other.

mod body;
mod carried;
mod compare;
mod identity;
mod model;
mod relation;
mod series;
mod statement;
mod title;

pub use carried::Carried;
pub(in crate::rules) use carried::{Figure, Stated, carried};
pub use compare::{Linked, Report, compare};
pub(in crate::rules) use identity::period;
pub use identity::{Body, Identity};
pub use model::{Across, Link, LinkedEquation, LinkedTerm, Statement};
pub use series::{Consecutive, Series, series};
pub(in crate::rules) use title::year_of;
