//! The format-neutral model of a report: paragraphs, tables on a full grid, and where every piece stands.

mod address;
mod cell;
mod deadline;
mod decimal;
mod model;
mod source;
mod table;
mod text;
mod transfer;

pub use address::{CellRef, Site, Spot};
pub use cell::{Cell, Stored};
pub use deadline::{Clock, Deadline};
pub use decimal::Decimal;
pub use model::{Block, Document, Format, Paragraph, Remark, RemarkKind};
pub use source::{Checkpoint, SourceText, Span};
pub use table::{Inferred, Table, TableError};
pub use text::Text;
pub use transfer::{Transfer, TransferEncoding};
