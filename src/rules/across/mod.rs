//! Several reports: what each says of itself, what the figures of one must be by those of the year before, and what a parent's by its children's.

mod added;
mod body;
mod carried;
mod cells;
mod compare;
mod identity;
mod model;
mod relation;
mod reuse;
mod rollup;
mod series;
mod statement;
mod tiles;
mod title;

pub use added::add_up;
pub use carried::Carried;
pub(in crate::rules) use carried::{Figure, Stated, carried};
pub use compare::{Linked, Report, compare};
pub(in crate::rules) use identity::period;
pub use identity::{Body, Identity};
pub use model::{Across, Link, LinkedEquation, LinkedTerm, ReuseSpec, Statement};
pub use rollup::{Family, Member, Membership, Rollup, body_name, families};
pub use series::{Consecutive, Series, series};
pub(in crate::rules) use title::year_of;
