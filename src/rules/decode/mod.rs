//! TOML to packs: every fault of every file at its place, with a suggestion.

mod example;
mod fields;
mod lexicon;
mod pack;
mod pair;
mod rule;
mod template;

#[cfg(feature = "cli")]
pub(crate) use fields::Fields;
pub(crate) use fields::File;
pub use fields::suggestion;
pub(super) use lexicon::lexicon;
pub(super) use pack::{PackFile, pack};
pub(super) use rule::rule;
