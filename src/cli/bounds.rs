//! The limits of a run, from its arguments.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use clap::Args;

use crate::document::Deadline;
use crate::ingest::Limits;

/// What one file may cost. Sizes take the suffixes k, M and G, powers of 1024.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Limits for one file")]
pub(crate) struct Bounds {
    /// bytes of the file; a larger one is refused
    #[arg(long, value_name = "SIZE", default_value = "256M", value_parser = size)]
    max_bytes: u64,
    /// bytes that a workbook or Word document unpacks to; a larger one is refused
    #[arg(long, value_name = "SIZE", default_value = "512M", value_parser = size)]
    max_unpacked: u64,
    /// cells of its tables; the rest is left unread and that is said
    #[arg(long, value_name = "N", default_value_t = 4_000_000, value_parser = clap::value_parser!(u32).range(1..))]
    max_cells: u32,
    /// elements inside each other; what nests deeper is read as plain text or left out and that is said
    #[arg(long, value_name = "N", default_value_t = 512, value_parser = clap::value_parser!(u16).range(8..=4096))]
    max_depth: u16,
    /// bytes of one paragraph or cell; the rest of it is left unread and that is said
    #[arg(long, value_name = "SIZE", default_value = "1M", value_parser = size)]
    max_text: u64,
    /// seconds to read and check it; one that takes longer is reported as such, without findings
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    max_time: u32,
}

impl Bounds {
    /// The limits for a file whose reading starts now.
    pub(crate) fn start(&self) -> Limits {
        Limits {
            bytes: self.max_bytes,
            expanded_bytes: self.max_unpacked,
            cells: usize::try_from(self.max_cells).unwrap_or(usize::MAX),
            depth: usize::from(self.max_depth),
            text: u32::try_from(self.max_text).unwrap_or(u32::MAX),
            deadline: Deadline::after(Duration::from_secs(u64::from(self.max_time)), since_start),
        }
    }
}

/// The time since the clock was first asked.
fn since_start() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// A number of bytes, such as `65536`, `64k` or `1G`; at least one.
fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let power = match text.get(digits.len()..).unwrap_or_default().to_ascii_lowercase().as_str() {
        "" => 0,
        "k" => 10,
        "m" => 20,
        "g" => 30,
        _ => return Err("write a whole number of bytes, with k, M or G where it is large".to_owned()),
    };
    let number: u64 = digits.parse().map_err(|_| "write a whole number of bytes, such as 64M".to_owned())?;
    number.checked_mul(1 << power).filter(|bytes| *bytes > 0).ok_or_else(|| "write a size from 1 byte to 16 exabytes".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::{Bounds, size};
    use crate::ingest::Limits;

    #[derive(Parser)]
    struct Alone {
        #[command(flatten)]
        bounds: Bounds,
    }

    #[test]
    fn sizes_have_suffixes() {
        assert_eq!([size("10"), size("64k"), size("1M"), size("2G")], [Ok(10), Ok(65536), Ok(1 << 20), Ok(2 << 30)]);
        for wrong in ["", "k", "1T", "1.5M", "-1", "0", "99999999999G"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_not_said_is_the_librarys_default() {
        let (said, default) = (Alone::parse_from(["x"]).bounds.start(), Limits::default());
        assert_eq!(
            (said.bytes, said.expanded_bytes, said.cells, said.depth, said.text),
            (default.bytes, default.expanded_bytes, default.cells, default.depth, default.text)
        );
        assert!(!said.deadline.is_over());
    }
}
