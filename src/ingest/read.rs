//! The one way from bytes to a document.

use std::sync::Arc;

use crate::document::Document;
use crate::ingest::Limits;
use crate::problem::{Problem, ProblemKind};

/// Reads a file's bytes into a document. `name` is what the file is spoken of by; the format is found by content.
///
/// # Errors
/// A [`Problem`] when the file is empty, of no known format, damaged beyond reading, encrypted or above a limit.
pub fn read(name: &str, bytes: Arc<[u8]>, limits: &Limits) -> Result<Document, Problem> {
    let _ = (name, bytes, limits);
    Err(Problem::new(ProblemKind::Unsupported, "暂不支持的格式", "no reader for this format"))
}
