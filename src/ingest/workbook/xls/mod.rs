//! Binary workbooks of Excel 5 to 2003 ([MS-XLS] and its BIFF5 forerunner). Read record by record: the library at hand holds whole
//! sheets as dense ranges, gives no formats or hidden rows for them, and panics or aborts on damaged ones.

mod fonts;
mod globals;
mod read;
mod records;
mod strings;
mod worksheet;

pub(super) use read::read;
