//! What may stand in a file of the user's: one list of keys, by which the decoder reads and the JSON Schema for editors is written.

/// A table's keys. Invariant: names are unique.
#[derive(Debug)]
pub(crate) struct Shape {
    /// What messages call the table: `[[claim]]`.
    pub(crate) place: &'static str,
    /// Its keys, in the order in which people write them.
    pub(crate) keys: &'static [Key],
    /// Sets of keys of which exactly one is needed.
    pub(crate) one_of: &'static [&'static [&'static str]],
}

/// A key of a table.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) form: Form,
    pub(crate) required: bool,
    /// What it says, in Chinese and in English.
    pub(crate) words: (&'static str, &'static str),
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form {
    /// A string.
    Text,
    /// A string of this shape (a regular expression), such as a day.
    Like(&'static str),
    /// A string, or a list of them.
    Words,
    /// Words in both languages.
    Phrase,
    /// True or false.
    Flag,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list of these words.
    Choices(&'static [&'static str]),
    /// A whole number.
    Number,
    /// A whole number or a string of this shape.
    #[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "only the configuration counts"))]
    Count(&'static str),
    /// A table.
    Table(&'static Shape),
    /// A string, a list of them, or a table that holds the list.
    #[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "only the configuration has one"))]
    WordsOr(&'static Shape),
    /// Tables written as `[[key]]`.
    Tables(&'static Shape),
    /// A table whose keys are the author's own names.
    Named(&'static Self),
}

impl Shape {
    /// The names of its keys.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.keys.iter().map(|key| key.name).collect()
    }
}

/// A key that may be left out.
pub(crate) const fn key(name: &'static str, form: Form, words: (&'static str, &'static str)) -> Key {
    Key { name, form, required: false, words }
}

/// A key that must be there.
pub(crate) const fn needed(name: &'static str, form: Form, words: (&'static str, &'static str)) -> Key {
    Key { name, form, required: true, words }
}
