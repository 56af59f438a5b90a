//! A finding's stable identity: its rule and logical addresses, never offsets or values.

use crate::facts::Facts;
use crate::findings::Label;
use crate::rules::{Evidence, Report};

/// Characters of context that identify a number in running text.
const CONTEXT: usize = 24;

/// 64 bits in hexadecimal: Fowler, Noll and Vo's FNV-1a over the rule, and each label's part and logical address.
pub(super) fn fingerprint(rule: &str, labels: &[Label], evidence: &[Evidence], facts: &Facts<'_>) -> String {
    let mut hash = Fnv::new();
    hash.add(rule);
    for (label, used) in labels.iter().zip(evidence) {
        hash.add(&label.part);
        if used.prose {
            hash.add(&context(used, facts));
        } else {
            label.location.row.iter().chain(&label.location.col).for_each(|part| hash.add(part));
        }
    }
    format!("{:016x}", hash.0)
}

/// The same for a check on several reports: the addresses in the others are marked as such.
pub(super) fn linked_fingerprint(rule: &str, labels: &[Label], evidence: &[(Report, Evidence)], all: &[&Facts<'_>]) -> String {
    let mut hash = Fnv::new();
    hash.add(rule);
    for ((label, (report, used)), facts) in labels.iter().zip(evidence).zip(all) {
        hash.add(match report {
            Report::Own => "",
            Report::Before => "before",
            Report::Part(_) => "part",
        });
        hash.add(&label.part);
        if used.prose {
            hash.add(&context(used, facts));
        } else {
            label.location.row.iter().chain(&label.location.col).for_each(|part| hash.add(part));
        }
        // A run of words, which may open its paragraph, is known by how it begins.
        if used.prose && used.number.is_none() {
            hash.add(&label.text.chars().filter(|c| c.is_alphabetic()).take(CONTEXT).collect::<String>());
        }
    }
    format!("{:016x}", hash.0)
}

/// The words before a number in its text: letters only, since figures are values and punctuation and spacing vary with the file's format.
fn context(evidence: &Evidence, facts: &Facts<'_>) -> String {
    let text = facts.document.text(evidence.spot.site).map_or("", |t| t.as_str());
    let before = text.get(..evidence.spot.start as usize).unwrap_or("");
    before.chars().rev().filter(|c| c.is_alphabetic()).take(CONTEXT).collect()
}

/// 64 bits that identify a list of words, by the same hash.
#[must_use]
pub fn digest<'a>(words: impl IntoIterator<Item = &'a str>) -> u64 {
    let mut hash = Fnv::new();
    words.into_iter().for_each(|word| hash.add(word));
    hash.0
}

struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, text: &str) {
        // The separator keeps ("ab", "c") apart from ("a", "bc").
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
