//! TOML to packs: every fault of every file at its place, with a suggestion.

mod claim_keys;
mod equation;
mod example;
mod fields;
mod keys;
mod lexicon;
mod pack;
mod pair;
mod rule;
mod schema;
mod shape;
mod tally;
mod template;

#[cfg(feature = "cli")]
pub(crate) use fields::Fields;
pub(crate) use fields::File;
pub use fields::suggestion;
#[cfg(feature = "cli")]
pub(crate) use keys::LEXICON;
#[cfg(test)]
pub(super) use keys::lexicon_keys;
#[cfg(feature = "cli")]
pub(crate) use lexicon::label_words;
pub(super) use lexicon::lexicon;
pub(super) use pack::{PackFile, pack};
pub(super) use rule::rule;
#[cfg(feature = "cli")]
pub(crate) use schema::document as schema_of;
pub use schema::{lexicon_schema, pack_schema, rule_schema};
#[cfg(feature = "cli")]
pub(crate) use shape::{Form, Key, Shape, key, needed};
