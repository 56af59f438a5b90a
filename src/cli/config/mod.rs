//! `crossfoot.toml`: found, read, joined with the options, shown.

mod file;
mod ignores;
mod keys;
mod limits;
mod rollups;
mod settings;
mod setup;
mod show;

pub(crate) use file::NAME;
pub(crate) use ignores::Entry;
pub(crate) use keys::schema;
pub(crate) use rollups::Family;
pub(crate) use settings::{Exclude, Origin, Setting, Settings};
pub(crate) use setup::{Loaded, load};
pub(crate) use show::run;
