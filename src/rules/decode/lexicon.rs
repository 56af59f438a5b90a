//! `lexicon.toml`: words that a folder of rules adds to those by which labels say what their numbers are.

use crate::phrase::Phrase;
use crate::rules::Lexicon;
use crate::rules::decode::fields::{Fields, File};
use crate::rules::sums::{LISTS, PLACES};

/// Adds the words of a `lexicon.toml` to a lexicon.
pub(in crate::rules) fn lexicon(file: &mut File<'_>, words: &mut Lexicon) {
    let Some(table) = file.parse() else { return };
    let fields = Fields::new(&table, 0..0, "lexicon.toml", &LISTS, file);
    for list in LISTS {
        let Some((table, span)) = fields.table(list, file) else { continue };
        let places = Fields::new(table, span, &format!("[{list}]"), &PLACES, file);
        for place in PLACES {
            for (word, at) in places.strings(place, file) {
                if !words.add(list, place, &word) {
                    let help = Phrase::new("删去，或写出标签里的词", "leave it out, or write a word of the label");
                    file.report(&at, Phrase::new("空的词", "an empty word"), Some(help));
                }
            }
        }
    }
}
