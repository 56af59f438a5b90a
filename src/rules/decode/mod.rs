//! TOML to packs: every fault of every file at its place, with a suggestion.

mod example;
mod fields;
mod lexicon;
mod pack;
mod pair;
mod rule;
mod template;

pub use fields::suggestion;
pub(crate) use fields::{Fields, File};
pub(super) use lexicon::lexicon;
pub(super) use pack::{PackFile, pack};
pub(super) use rule::rule;
