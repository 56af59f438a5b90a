//! Bounds on what one file may cost.

/// Limits that keep one file from exhausting memory or time. Exceeding one is a stated problem or remark, never silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file itself.
    pub bytes: u64,
    /// Bytes after decompression, summed over a package's parts.
    pub expanded_bytes: u64,
    /// Cells and grid stretches of one document.
    pub cells: usize,
    /// Open elements in a page.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 256 << 20, expanded_bytes: 512 << 20, cells: 4_000_000, depth: 512 }
    }
}
