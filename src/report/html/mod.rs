//! The marked page: the report itself with every number ticked, crossed or grey, and the findings beside it. One file that fetches
//! nothing and runs nothing of the report.

mod blocks;
mod data;
mod grid;
mod list;
mod marks;
mod markup;
mod page;
mod section;
mod words;

pub use page::{is_page, page};
pub use section::{Section, section};
