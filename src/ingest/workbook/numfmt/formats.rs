//! The codes of a workbook, each read once however many styles name it.

use std::collections::HashMap;

use super::NumberFormat;

/// Characters of codes that are read in all. Spreadsheet programs allow some 250 codes of 255 characters; those beyond show as General.
const MOST: usize = 1 << 18;

/// The formats read so far.
#[derive(Debug, Default)]
pub(in crate::ingest::workbook) struct Formats {
    known: HashMap<String, NumberFormat>,
    read: usize,
}

impl Formats {
    /// The format of a code.
    pub(in crate::ingest::workbook) fn get(&mut self, code: &str) -> NumberFormat {
        if let Some(known) = self.known.get(code) {
            return known.clone();
        }
        if self.read + code.len() > MOST {
            return self.known.entry("General".to_owned()).or_default().clone();
        }
        self.read += code.len();
        self.known.entry(code.to_owned()).or_insert_with(|| NumberFormat::new(code)).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::{Formats, MOST};
    use crate::document::Decimal;

    #[test]
    fn codes_are_read_until_they_are_more_than_any_workbook_has() {
        let mut formats = Formats::default();
        let half = Decimal::new(5, 1);
        assert_eq!(formats.get("0%").number(half, false), "50%");
        let mut shown = |n: usize| formats.get(&format!("0.000\"{n:08}\"")).number(half, false);
        assert_eq!(shown(1), "0.50000000001");
        let last = (2..MOST).map(&mut shown).position(|shown| shown == "0.5").expect("they are too many");
        assert!(last * 15 < MOST + 30, "{last}");
        assert_eq!(formats.get("0%").number(half, false), "50%", "what is known stays known");
    }
}
