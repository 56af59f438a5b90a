//! Workbooks of all kinds to documents: each sheet one table at its own A1 addresses, or several where numbered headings part them.

mod assemble;
mod content;
#[cfg(test)]
mod corpus;
mod merges;
mod numfmt;
mod ods;
mod prose;
mod read;
mod refusal;
mod rich;
#[cfg(test)]
mod samples;
mod sections;
mod sheet;
mod xls;
mod xlsb;
mod xlsx;
mod xml2003;

pub(in crate::ingest) use read::read;
