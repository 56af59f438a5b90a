//! When to give up on a file.

use std::time::Duration;

/// A clock: the time since some fixed moment. It never goes back.
pub type Clock = fn() -> Duration;

/// The moment by which a file is to be done. The library reads no clock of its own: without one given there is no such moment. Stages
/// look at it now and then and stop early; whatever they leave behind then is thrown away, so it need only be sound.
#[derive(Clone, Copy, Debug, Default)]
pub struct Deadline(Option<(Clock, Duration)>);

impl Deadline {
    /// No such moment.
    pub const NEVER: Self = Self(None);

    /// The moment `time` from now by the clock.
    #[must_use]
    pub fn after(time: Duration, clock: Clock) -> Self {
        Self(Some((clock, clock().saturating_add(time))))
    }

    /// Whether it has passed.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.0.is_some_and(|(clock, end)| clock() > end)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::Duration;

    use super::Deadline;

    #[test]
    fn over_once_the_clock_is_past_it() {
        static NOW: AtomicU64 = AtomicU64::new(5);
        let deadline = Deadline::after(Duration::from_secs(10), || Duration::from_secs(NOW.load(Ordering::Relaxed)));
        for (now, over) in [(5, false), (15, false), (16, true)] {
            NOW.store(now, Ordering::Relaxed);
            assert_eq!(deadline.is_over(), over, "{now}");
        }
        assert!(!Deadline::default().is_over());
    }
}
