//! Workbooks.

mod numfmt;
