//! `lexicon.toml`: words that a folder of rules adds to those by which labels say what their numbers are.

use std::ops::Range;

use toml::de::DeTable;

use crate::phrase::Phrase;
use crate::rules::Lexicon;
use crate::rules::decode::fields::{Fields, File};
use crate::rules::decode::keys::{LEXICON, PLACES};

/// Adds the words of a `lexicon.toml` to a lexicon.
pub(in crate::rules) fn lexicon(file: &mut File<'_>, words: &mut Lexicon) {
    let Some(table) = file.parse() else { return };
    for (list, place, word, _) in label_words(&table, 0..0, file) {
        words.add(list, place, &word);
    }
}

/// A word for labels: its list, where in a label it stands, the word, and its place in the file.
type LabelWord = (&'static str, &'static str, String, Range<usize>);

/// The words for labels of a table in the form of `lexicon.toml`, each one that a lexicon takes.
pub(crate) fn label_words(table: &DeTable<'_>, span: Range<usize>, file: &mut File<'_>) -> Vec<LabelWord> {
    let fields = Fields::of(table, span, &LEXICON, file);
    let mut found = Vec::new();
    for list in LEXICON.names() {
        let Some((table, span)) = fields.table(list, file) else { continue };
        let places = Fields::new(table, span, &format!("[{list}]"), &PLACES.names(), file);
        for place in PLACES.names() {
            for (word, at) in places.strings(place, file) {
                if Lexicon::default().add(list, place, &word) {
                    found.push((list, place, word, at));
                } else {
                    let help = Phrase::new("删去，或写出标签里的词", "leave it out, or write a word of the label");
                    file.report(&at, Phrase::new("空的词", "an empty word"), Some(help));
                }
            }
        }
    }
    found
}
