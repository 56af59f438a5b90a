//! Workbooks of one XML file, as Excel 2002 and 2003 and many web systems write them ("XML Spreadsheet 2003").

mod cells;
mod read;

pub(super) use read::read;
