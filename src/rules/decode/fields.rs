//! A strict reader over a TOML table: knows its keys, reports every fault, never stops at the first.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::phrase::Phrase;
use crate::rules::RuleProblem;
use crate::rules::decode::shape::Shape;

/// A TOML file of the user's being read: rules, configuration, suppressions, and the faults found so far.
pub(crate) struct File<'f> {
    /// The file's name, as given.
    pub(crate) name: &'f str,
    /// Its text.
    pub(crate) source: &'f str,
    /// What was found.
    pub(crate) problems: Vec<RuleProblem>,
    /// The pack's own file could not be read, so nothing is known of its tables, facts, topics and words.
    pub(crate) pack_unread: bool,
    /// Patterns are built at once, so that one too large to build is a fault. The built-in ones are built when first needed; a test builds them.
    pub(crate) checks_patterns: bool,
}

impl<'f> File<'f> {
    pub(crate) fn new(name: &'f str, source: &'f str) -> Self {
        Self { name, source, problems: Vec::new(), pack_unread: false, checks_patterns: false }
    }

    /// Parses the text. Of syntax errors only the first becomes a problem, and nothing more is read: the others, and what would be missing,
    /// mostly follow from it.
    pub(crate) fn parse(&mut self) -> Option<DeTable<'f>> {
        let (table, errors) = DeTable::parse_recoverable(self.source);
        let Some(error) = errors.into_iter().min_by_key(|error| error.span().map_or(0, |span| span.start)) else {
            return Some(table.into_inner());
        };
        let span = error.span().unwrap_or(0..0);
        let words = error.message().trim().replace('\n', ", ");
        let help = Phrase::new("改正后再看其余的错误", "the rest of the file is read once this is right");
        self.report(&span, Phrase::new(format!("TOML 语法错误：{words}"), format!("not valid TOML: {words}")), Some(help));
        None
    }

    /// Reports a name that the pack does not know; not where the pack itself could not be read.
    pub(crate) fn report_unknown(&mut self, span: &Range<usize>, message: Phrase, name: &str, known: &[&str]) {
        if !self.pack_unread {
            let (zh, en) = suggestion(name, known);
            self.report(span, message, Some(Phrase::new(zh, en)));
        }
    }

    pub(crate) fn report(&mut self, span: &Range<usize>, message: Phrase, help: Option<Phrase>) {
        self.problems.push(RuleProblem::at(self.name, self.source, span, message, help));
    }

    /// The part of a string value's span that `inner` (bytes of the value) stands for, where the literal has no escapes.
    pub(crate) fn inside(&self, value: &Range<usize>, text: &str, inner: &Range<usize>) -> Range<usize> {
        let literal = self.source.get(value.clone()).unwrap_or("");
        match literal.find(text) {
            Some(at) if !text.is_empty() => value.start + at + inner.start..value.start + at + inner.end.max(inner.start + 1),
            _ => value.clone(),
        }
    }
}

/// A table with its known keys. Getting a key that is missing or of the wrong type reports and gives `None`.
pub(crate) struct Fields<'t, 'i> {
    table: &'t DeTable<'i>,
    span: Range<usize>,
    /// The list of its keys; `None` where they are the author's own names.
    shape: Option<&'static Shape>,
}

impl<'t, 'i> Fields<'t, 'i> {
    /// Reports every key that is not in the table's list.
    pub(crate) fn of(table: &'t DeTable<'i>, span: Range<usize>, shape: &'static Shape, file: &mut File<'_>) -> Self {
        Self { shape: Some(shape), ..Self::new(table, span, shape.place, &shape.names(), file) }
    }

    /// Reports every key that is not in `known`.
    pub(crate) fn new(table: &'t DeTable<'i>, span: Range<usize>, place: &str, known: &[&str], file: &mut File<'_>) -> Self {
        for key in table.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let (zh, en) = suggestion(name, known);
                file.report(
                    &key.span(),
                    Phrase::new(
                        format!("{}里没有“{name}”这个键", if place == "a rule" { "规则" } else { place }),
                        format!("unknown key `{name}` in {place}"),
                    ),
                    Some(Phrase::new(zh, en)),
                );
            }
        }
        Self { table, span, shape: None }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&'t Spanned<DeValue<'i>>> {
        // What is read must be in the list, or editors are told that it is wrong.
        debug_assert!(self.shape.is_none_or(|shape| shape.keys.iter().any(|k| k.name == key)), "`{key}` is in no list of keys");
        self.table.get(key)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// A string that must be there.
    pub(crate) fn required(&self, key: &str, file: &mut File<'_>) -> Option<(String, Range<usize>)> {
        self.needs(key, file);
        self.string(key, file)
    }

    /// Reports a key that must be there and is not.
    pub(super) fn needs(&self, key: &str, file: &mut File<'_>) {
        if !self.has(key) {
            self.missing(key, file);
        }
    }

    /// Reports lists without an entry and blank entries: they say nothing, and what says nothing fits nothing.
    pub(super) fn filled(&self, keys: &[&str], file: &mut File<'_>) {
        for key in keys {
            let Some(value) = self.get(key) else { continue };
            let blank = |item: &DeValue<'_>| item.as_str().is_some_and(|text| text.trim().is_empty());
            let places = match value.get_ref().as_array() {
                Some(items) if items.is_empty() => vec![value.span()],
                Some(items) => items.iter().filter(|item| blank(item.get_ref())).map(Spanned::span).collect(),
                None if blank(value.get_ref()) => vec![value.span()],
                None => Vec::new(),
            };
            for place in places {
                let message = Phrase::new(format!("“{key}”里没有内容"), format!("`{key}` says nothing here"));
                file.report(&place, message, Some(Phrase::new("写上内容，或删去", "fill it in, or leave it out")));
            }
        }
    }

    /// Whether a key that is not known was probably meant to be this one, so that its absence is no fault of its own.
    fn is_meant(&self, key: &str) -> bool {
        let known = self.shape.map(Shape::names).unwrap_or_default();
        let slips = self.table.keys().map(Spanned::get_ref).filter(|name| !known.contains(&name.as_ref()));
        slips.into_iter().any(|name| nearest(name, &known) == Some(key))
    }

    /// Whether a key that is not known was probably meant to be one of these.
    pub(super) fn means_any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.is_meant(key))
    }

    /// The one key that is there of a set of which exactly one is needed; reports where it is none or several.
    pub(crate) fn one_of(&self, keys: &[&'static str], file: &mut File<'_>) -> Option<&'static str> {
        let mut there = keys.iter().filter(|key| self.has(key));
        let first = there.next();
        if first.is_some() && there.next().is_none() {
            return first.copied();
        }
        if first.is_some() || !self.means_any(keys) {
            let (last, others) = keys.split_last().unwrap_or((&"", &[]));
            let zh = keys.iter().map(|key| format!("“{key}”")).collect::<Vec<_>>().concat();
            let en = others.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
            let message = Phrase::new(format!("{zh}应恰有一个"), format!("exactly one of {en} and `{last}` is needed"));
            file.report(&(self.span.start..self.span.start + 1), message, None);
        }
        None
    }

    fn missing(&self, key: &str, file: &mut File<'_>) {
        if self.is_meant(key) {
            return;
        }
        let first_line = self.span.start..self.span.start + 1;
        file.report(&first_line, Phrase::new(format!("缺少“{key}”"), format!("`{key}` is missing")), None);
    }

    /// A string, if there.
    pub(crate) fn string(&self, key: &str, file: &mut File<'_>) -> Option<(String, Range<usize>)> {
        let value = self.get(key)?;
        if let Some(text) = value.get_ref().as_str() {
            return Some((text.to_owned(), value.span()));
        }
        wrong_type(key, value, ("字符串", "a string"), file);
        None
    }

    /// A list of strings with their places; a lone string is a list of one.
    pub(crate) fn strings(&self, key: &str, file: &mut File<'_>) -> Vec<(String, Range<usize>)> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        if let Some(text) = value.get_ref().as_str() {
            return vec![(text.to_owned(), value.span())];
        }
        let Some(items) = value.get_ref().as_array() else {
            wrong_type(key, value, ("字符串列表", "a list of strings"), file);
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in items {
            match item.get_ref().as_str() {
                Some(text) => found.push((text.to_owned(), item.span())),
                None => wrong_type(key, item, ("字符串", "a string"), file),
            }
        }
        found
    }

    /// A list of strings without their places.
    pub(crate) fn words(&self, key: &str, file: &mut File<'_>) -> Vec<String> {
        self.strings(key, file).into_iter().map(|(text, _)| text).collect()
    }

    /// Words in both languages: `{ zh = "…", en = "…" }`.
    pub(crate) fn phrase(&self, key: &str, file: &mut File<'_>) -> Phrase {
        let [zh, en] = self.wordings(key, file).map(|(text, _)| text);
        Phrase { zh, en }
    }

    /// The Chinese and the English of [`Self::phrase`], each with its place.
    pub(crate) fn wordings(&self, key: &str, file: &mut File<'_>) -> [(String, Range<usize>); 2] {
        let Some(value) = self.get(key) else {
            self.missing(key, file);
            return Default::default();
        };
        let Some(table) = value.get_ref().as_table() else {
            wrong_type(key, value, ("中英文两句:{ zh = \"…\", en = \"…\" }", "words in both languages: { zh = \"…\", en = \"…\" }"), file);
            return Default::default();
        };
        let fields = Fields::new(table, value.span(), key, &["zh", "en"], file);
        ["zh", "en"].map(|lang| fields.required(lang, file).map(|(text, at)| (text.trim().to_owned(), at)).unwrap_or_default())
    }

    /// Whether a flag is set.
    pub(crate) fn flag(&self, key: &str, file: &mut File<'_>) -> bool {
        let Some(value) = self.get(key) else {
            return false;
        };
        if value.get_ref().as_bool().is_none() {
            wrong_type(key, value, ("true 或 false", "true or false"), file);
        }
        value.get_ref().as_bool().unwrap_or(false)
    }

    /// One of some words, if there.
    pub(crate) fn choice<T: Clone>(&self, key: &str, options: &[(&str, T)], file: &mut File<'_>) -> Option<T> {
        let (text, span) = self.string(key, file)?;
        let found = options.iter().find(|(name, _)| *name == text).map(|(_, value)| value.clone());
        if found.is_none() {
            let known: Vec<&str> = options.iter().map(|(name, _)| *name).collect();
            let (zh, en) = suggestion(&text, &known);
            file.report(
                &span,
                Phrase::new(format!("“{key}”不能是“{text}”"), format!("`{key}` cannot be `{text}`")),
                Some(Phrase::new(zh, en)),
            );
        }
        found
    }

    /// A sub-table.
    pub(crate) fn table(&self, key: &str, file: &mut File<'_>) -> Option<(&'t DeTable<'i>, Range<usize>)> {
        let value = self.get(key)?;
        if value.get_ref().as_table().is_none() {
            wrong_type(key, value, ("一个表", "a table"), file);
        }
        Some((value.get_ref().as_table()?, value.span()))
    }

    /// A list of tables (`[[key]]`).
    pub(crate) fn tables(&self, key: &str, file: &mut File<'_>) -> Vec<(&'t DeTable<'i>, Range<usize>)> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            wrong_type(key, value, ("若干 [[表]]", "tables written as [[…]]"), file);
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in items {
            match item.get_ref().as_table() {
                Some(table) => found.push((table, item.span())),
                None => wrong_type(key, item, ("若干 [[表]]", "tables written as [[…]]"), file),
            }
        }
        found
    }
}

pub(super) fn wrong_type(key: &str, value: &Spanned<DeValue<'_>>, wanted: (&str, &str), file: &mut File<'_>) {
    let found = value.get_ref().type_str();
    file.report(
        &value.span(),
        Phrase::new(format!("“{key}”应为{}，而不是 {found}", wanted.0), format!("`{key}` takes {}, not {found}", wanted.1)),
        None,
    );
}

/// `did you mean …?`, or the keys there are.
#[must_use]
pub fn suggestion(name: &str, known: &[&str]) -> (String, String) {
    match nearest(name, known) {
        _ if known.is_empty() => ("还没有定义任何名称".to_owned(), "none is defined".to_owned()),
        Some(key) => (format!("是不是“{key}”?"), format!("did you mean `{key}`?")),
        None => (format!("可用的有：{}", known.join("、")), format!("known: {}", known.join(", "))),
    }
}

/// The known name that a misspelt one was probably meant to be.
fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let near = known.iter().map(|k| (strsim::damerau_levenshtein(name, k), *k)).min();
    near.filter(|(distance, k)| *distance <= 1 + k.chars().count() / 3).map(|(_, key)| key)
}
