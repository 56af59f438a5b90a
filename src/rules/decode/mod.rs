//! TOML to packs: every fault of every file at its place, with a suggestion.

mod example;
mod fields;
mod pack;
mod pair;
mod rule;
mod template;

pub(super) use fields::File;
pub use fields::suggestion;
pub(super) use pack::{PackFile, pack};
pub(super) use rule::rule;
