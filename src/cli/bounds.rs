//! The limits of a run: from the options, from the configuration, and in force.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use clap::Args;

use crate::document::Deadline;
use crate::ingest::Limits;

/// What a bound counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Bytes; `k`, `M` and `G` stand for powers of 1024.
    Size,
    /// Things or seconds.
    Count,
}

/// A bound that can be set: by the option `--key` and by `key` under `[limits]`.
#[derive(Debug)]
pub(crate) struct Bound {
    pub(crate) key: &'static str,
    /// As a user would write it.
    pub(crate) default: &'static str,
    kind: Kind,
    least: u64,
    most: u64,
}

const fn bound(key: &'static str, default: &'static str, kind: Kind, (least, most): (u64, u64)) -> Bound {
    Bound { key, default, kind, least, most }
}

const U32: u64 = u32::MAX as u64;

/// Every bound, in the order of [`Bounds`].
pub(crate) const BOUNDS: [Bound; 6] = [
    bound("max-bytes", "64M", Kind::Size, (1, u64::MAX)),
    bound("max-unpacked", "256M", Kind::Size, (1, u64::MAX)),
    bound("max-cells", "1000000", Kind::Count, (1, U32)),
    bound("max-depth", "512", Kind::Count, (8, 4096)),
    bound("max-text", "1M", Kind::Size, (1, U32)),
    bound("max-time", "60", Kind::Count, (1, U32)),
];

impl Bound {
    /// The number that `text` stands for.
    ///
    /// # Errors
    /// What to write instead.
    pub(crate) fn read(&self, text: &str) -> Result<u64, String> {
        let number = match self.kind {
            Kind::Size => size(text)?,
            Kind::Count => text.parse().map_err(|_| "write a whole number".to_owned())?,
        };
        if (self.least..=self.most).contains(&number) {
            return Ok(number);
        }
        Err(if self.most == u64::MAX { format!("write {} or more", self.least) } else { format!("write {} to {}", self.least, self.most) })
    }

    /// The value as TOML, such as `"64M"` or `512`.
    pub(crate) fn show(&self, value: u64) -> String {
        let units = [(30, 'G'), (20, 'M'), (10, 'k')];
        let unit = units.iter().find(|(power, _)| self.kind == Kind::Size && value > 0 && value.is_multiple_of(1 << power));
        unit.map_or_else(|| value.to_string(), |(power, name)| format!("\"{}{name}\"", value >> power))
    }

    /// The value that holds where nothing is said.
    pub(crate) fn default_value(&self) -> u64 {
        self.read(self.default).unwrap_or(self.least)
    }
}

/// A number of bytes, such as `65536`, `64k` or `1G`.
fn size(text: &str) -> Result<u64, String> {
    let wrong = || "write a whole number of bytes, such as 65536, 64k, 16M or 1G".to_owned();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let power = match text.get(digits.len()..).unwrap_or_default().to_ascii_lowercase().as_str() {
        "" => 0,
        "k" => 10,
        "m" => 20,
        "g" => 30,
        _ => return Err(wrong()),
    };
    let number: u64 = digits.parse().map_err(|_| wrong())?;
    number.checked_mul(1 << power).ok_or_else(|| "write less than 16 exabytes".to_owned())
}

/// What one file may cost, as the options say. Sizes take the suffixes k, M and G, powers of 1024.
#[derive(Clone, Copy, Debug, Default, Args)]
#[command(next_help_heading = "Limits for one file")]
#[expect(clippy::struct_field_names, reason = "the options are called so")]
pub(crate) struct BoundOptions {
    /// bytes of the file; a larger one is refused [default: 64M]
    #[arg(long, value_name = "SIZE", value_parser = |text: &str| BOUNDS[0].read(text))]
    max_bytes: Option<u64>,
    /// bytes that a workbook or Word document unpacks to; a larger one is refused [default: 256M]
    #[arg(long, value_name = "SIZE", value_parser = |text: &str| BOUNDS[1].read(text))]
    max_unpacked: Option<u64>,
    /// cells of its tables, and numbers and sentences of its text; what does not fit is left unread and that is said [default: 1000000]
    #[arg(long, value_name = "N", value_parser = |text: &str| BOUNDS[2].read(text))]
    max_cells: Option<u64>,
    /// elements inside each other; what nests deeper is read as plain text or left out and that is said [default: 512]
    #[arg(long, value_name = "N", value_parser = |text: &str| BOUNDS[3].read(text))]
    max_depth: Option<u64>,
    /// bytes of one paragraph or cell; the rest of it is left unread and that is said [default: 1M]
    #[arg(long, value_name = "SIZE", value_parser = |text: &str| BOUNDS[4].read(text))]
    max_text: Option<u64>,
    /// seconds to read and check it; one that takes longer is reported as such, without findings [default: 60]
    #[arg(long, value_name = "SECONDS", value_parser = |text: &str| BOUNDS[5].read(text))]
    max_time: Option<u64>,
}

/// The bounds in force, in the order of [`BOUNDS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bounds([u64; 6]);

impl Default for Bounds {
    fn default() -> Self {
        Self::new(BOUNDS.each_ref().map(Bound::default_value))
    }
}

impl Bounds {
    /// Those of the configuration, or the defaults.
    pub(crate) fn new(values: [u64; 6]) -> Self {
        Self(values)
    }

    /// These, but where an option says otherwise.
    pub(crate) fn with(self, options: &BoundOptions) -> Self {
        let BoundOptions { max_bytes, max_unpacked, max_cells, max_depth, max_text, max_time } = *options;
        let [bytes, unpacked, cells, depth, text, time] = self.0;
        Self([
            max_bytes.unwrap_or(bytes),
            max_unpacked.unwrap_or(unpacked),
            max_cells.unwrap_or(cells),
            max_depth.unwrap_or(depth),
            max_text.unwrap_or(text),
            max_time.unwrap_or(time),
        ])
    }

    /// Those of an ordinary report, within these. What takes more is audited alone, so that a run takes no more memory than its largest report
    /// and an ordinary one a thread.
    pub(crate) fn ordinary(&self) -> Self {
        let [bytes, unpacked, cells, depth, text, time] = self.0;
        Self([bytes.min(4 << 20), unpacked.min(32 << 20), cells.min(100_000), depth, text, time])
    }

    /// The limits for a file whose reading starts now.
    pub(crate) fn start(&self) -> Limits {
        let [bytes, expanded_bytes, cells, depth, text, time] = self.0;
        let count = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        Limits {
            bytes,
            expanded_bytes,
            cells: count(cells),
            depth: count(depth),
            text: u32::try_from(text).unwrap_or(u32::MAX),
            deadline: Deadline::after(Duration::from_secs(time), since_start),
        }
    }
}

/// The time since the clock was first asked.
fn since_start() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::{BOUNDS, BoundOptions, Bounds, size};
    use crate::ingest::Limits;

    #[derive(Parser)]
    struct Alone {
        #[command(flatten)]
        bounds: BoundOptions,
    }

    #[test]
    fn sizes_have_suffixes() {
        assert_eq!([size("10"), size("64k"), size("1M"), size("2G")], [Ok(10), Ok(65536), Ok(1 << 20), Ok(2 << 30)]);
        for wrong in ["", "k", "1T", "1.5M", "-1", "99999999999G"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn values_keep_to_their_range() {
        let [bytes, _, cells, depth, ..] = &BOUNDS;
        assert_eq!([bytes.read("0"), depth.read("7")], [Err("write 1 or more".to_owned()), Err("write 8 to 4096".to_owned())]);
        assert_eq!([cells.read("1k"), cells.read("5")], [Err("write a whole number".to_owned()), Ok(5)]);
    }

    #[test]
    fn what_is_not_said_is_the_librarys_default() {
        let bounds = Bounds::new(BOUNDS.each_ref().map(super::Bound::default_value));
        let (said, default) = (bounds.with(&Alone::parse_from(["x"]).bounds).start(), Limits::default());
        assert_eq!(
            (said.bytes, said.expanded_bytes, said.cells, said.depth, said.text),
            (default.bytes, default.expanded_bytes, default.cells, default.depth, default.text)
        );
        assert!(!said.deadline.is_over());
    }

    #[test]
    fn every_bound_is_an_option_of_its_name_that_sets_it_and_tells_its_default() {
        let none = Bounds::new([0; 6]);
        for (at, bound) in BOUNDS.iter().enumerate() {
            let set = none.with(&Alone::parse_from(["x", &format!("--{}", bound.key), "9"]).bounds);
            assert_eq!(set.0.iter().position(|n| *n == 9), Some(at), "{}", bound.key);
            let command = Alone::command();
            let help = command.get_arguments().find(|arg| arg.get_long() == Some(bound.key)).and_then(|arg| arg.get_help());
            assert!(help.is_some_and(|help| help.to_string().ends_with(&format!("[default: {}]", bound.default))), "{}", bound.key);
            let row = format!("| `--{}` | `{}` |", bound.key, bound.default);
            assert!(include_str!("../../README.md").contains(&row), "the README says {row}");
        }
    }
}
