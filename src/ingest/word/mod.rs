//! Word documents (.docx, .docm, .dotx) to documents: paragraphs and tables as Word shows them once all tracked changes are accepted.

mod body;
#[cfg(test)]
mod corpus;
mod fields;
mod flow;
mod met;
mod names;
mod numbering;
mod numerals;
mod paragraph;
mod properties;
mod read;
mod refusal;
mod runs;
mod styles;
mod symbols;
mod table;
#[cfg(test)]
mod tests;

pub(in crate::ingest) use read::read;
