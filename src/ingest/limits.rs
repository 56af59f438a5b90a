//! Bounds on what one file may cost.

use crate::document::Deadline;

/// Limits that keep one file from exhausting memory or time. Exceeding one is a stated problem or remark, never silence.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the file itself.
    pub bytes: u64,
    /// Bytes after decompression, summed over a package's parts.
    pub expanded_bytes: u64,
    /// Cells and grid stretches of one document, and the numbers and sentences kept of its text. With the number read from it and the checks on it a cell costs about half a kilobyte.
    pub cells: usize,
    /// Open elements in a page or a document.
    pub depth: usize,
    /// Bytes of UTF-8 of one paragraph or cell.
    pub text: u32,
    /// When reading and checking are given up.
    pub deadline: Deadline,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, expanded_bytes: 256 << 20, cells: 1_000_000, depth: 512, text: 1 << 20, deadline: Deadline::default() }
    }
}
