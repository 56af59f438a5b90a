//! The reports drawn for the marked page, as many as it has room for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::report::Section;

/// Bytes of all reports drawn on one page.
const ROOM: usize = 64 << 20;

/// Reports with findings come first, then by path.
type Rank = (bool, Arc<str>);

#[derive(Default)]
struct Held {
    /// The size of every report drawn, kept or not.
    sizes: BTreeMap<Rank, usize>,
    kept: BTreeMap<Rank, Section>,
    total: usize,
}

/// Collects reports from all threads and keeps those that fit. Which ones does not depend on the order they come in.
pub(crate) struct Pages {
    held: Mutex<Held>,
    room: usize,
}

impl Pages {
    pub(crate) fn new() -> Self {
        Self::with_room(ROOM)
    }

    fn with_room(room: usize) -> Self {
        Self { held: Mutex::default(), room }
    }

    /// Takes a drawn report. One that is let go here would not be among those that fit: those before it fill the page.
    pub(crate) fn add(&self, section: Section, clean: bool) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let rank = (clean, Arc::clone(&section.path));
        held.sizes.insert(rank.clone(), section.size());
        held.total += section.size();
        if let Some(old) = held.kept.insert(rank, section) {
            held.total = held.total.saturating_sub(old.size());
        }
        while held.total > self.room {
            let Some((_, last)) = held.kept.pop_last() else { break };
            held.total = held.total.saturating_sub(last.size());
        }
    }

    /// The reports that fit, as long as all before them do.
    pub(crate) fn sections(self) -> Vec<Section> {
        let Held { sizes, mut kept, .. } = self.held.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut total = 0_usize;
        let fits = sizes.iter().take_while(|(_, size)| {
            total = total.saturating_add(**size);
            total <= self.room
        });
        fits.filter_map(|(rank, _)| kept.remove(rank)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Pages;
    use crate::document::{Document, Format};
    use crate::facts::Facts;
    use crate::findings::ReportOutcome;
    use crate::report::{Options, Section, section};

    fn drawn(path: &str, length: usize) -> Section {
        let document = Document::new(path, Format::Text);
        let report = ReportOutcome { path: path.into(), title: Some("x".repeat(length)), ..ReportOutcome::default() };
        section(&Facts::of(&document), &[], &report, &Options::default())
    }

    #[test]
    fn what_is_kept_does_not_depend_on_the_order() {
        let sections = [drawn("a", 0), drawn("b", 100_000), drawn("c", 0), drawn("d", 0)];
        let room = sections[0].size() * 3;
        let kept = |order: [usize; 4]| -> Vec<String> {
            let pages = Pages::with_room(room);
            for at in order {
                // `d` has findings.
                pages.add(sections[at].clone(), at != 3);
            }
            pages.sections().iter().map(|s| s.path.to_string()).collect()
        };
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 0, 3, 2], [0, 2, 1, 3], [2, 3, 0, 1]] {
            assert_eq!(kept(order), ["d", "a"], "{order:?}");
        }
    }
}
