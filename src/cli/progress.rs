//! A progress bar on standard error: only for a person, only when it takes longer than a second.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::phrase::Lang;

const PATIENCE: Duration = Duration::from_secs(1);

/// Counts finished files. Shared by all threads.
pub(crate) struct Progress {
    started: Instant,
    total: u64,
    bar: OnceLock<ProgressBar>,
    wanted: bool,
    lang: Lang,
}

impl Progress {
    /// A bar over `total` files that never shows unless `wanted`.
    pub(crate) fn new(total: usize, wanted: bool, lang: Lang) -> Self {
        Self { started: Instant::now(), total: total as u64, bar: OnceLock::new(), wanted, lang }
    }

    /// `done` files are finished.
    pub(crate) fn report(&self, done: usize) {
        let elapsed = self.started.elapsed();
        if self.wanted && elapsed > PATIENCE {
            let done = done as u64;
            let bar = self.bar.get_or_init(|| bar(self.total));
            bar.set_message(left(elapsed, done, self.total, self.lang));
            bar.set_position(done);
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
    let style = ProgressStyle::with_template("{bar:32} {pos}/{len}{msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(total).with_style(style)
}

/// The time left at the pace so far. The bar's own estimate begins when it is first drawn and takes the files before that for done
/// in no time.
fn left(elapsed: Duration, done: u64, total: u64, lang: Lang) -> String {
    let rest = u128::from(total.saturating_sub(done));
    let seconds = elapsed.as_millis().saturating_mul(rest).checked_div(u128::from(done)).unwrap_or(0).div_ceil(1_000);
    match (lang, seconds < 120) {
        (Lang::Zh, true) => format!("，约剩 {seconds} 秒"),
        (Lang::Zh, false) => format!("，约剩 {} 分钟", seconds.div_ceil(60)),
        (Lang::En, true) => format!(", about {seconds} s left"),
        (Lang::En, false) => format!(", about {} min left", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::left;
    use crate::phrase::Lang;
    use std::time::Duration;

    #[test]
    fn the_pace_so_far_gives_the_time_left() {
        assert_eq!(left(Duration::from_secs(2), 100, 3_000, Lang::En), ", about 58 s left");
        assert_eq!(left(Duration::from_secs(10), 1, 91, Lang::Zh), "，约剩 15 分钟");
        assert_eq!(left(Duration::from_secs(10), 0, 91, Lang::En), ", about 0 s left");
    }
}
