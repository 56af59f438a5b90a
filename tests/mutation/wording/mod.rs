//! What reports say, in our own words.

pub(crate) mod claims;
pub(crate) mod frame;
pub(crate) mod growth;
pub(crate) mod lists;
pub(crate) mod matters;
pub(crate) mod noise;
pub(crate) mod outcomes;
pub(crate) mod received;
pub(crate) mod review;
pub(crate) mod words;
