//! A progress bar on standard error: only for a person, only when it takes longer than a second.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

const PATIENCE: Duration = Duration::from_secs(1);

/// Counts finished files. Shared by all threads.
pub(crate) struct Progress {
    started: Instant,
    total: u64,
    bar: OnceLock<ProgressBar>,
    wanted: bool,
}

impl Progress {
    /// A bar over `total` files that never shows unless `wanted`.
    pub(crate) fn new(total: usize, wanted: bool) -> Self {
        Self { started: Instant::now(), total: total as u64, bar: OnceLock::new(), wanted }
    }

    /// `done` files are finished.
    pub(crate) fn report(&self, done: usize) {
        if self.wanted && self.started.elapsed() > PATIENCE {
            self.bar.get_or_init(|| bar(self.total)).set_position(done as u64);
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

fn bar(total: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:32} {pos}/{len} {eta}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(total).with_style(style)
}
