//! A strict reader over a TOML table: knows its keys, reports every fault, never stops at the first.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::phrase::Phrase;
use crate::rules::RuleProblem;

/// A rule file being read, and the faults found so far.
pub(in crate::rules) struct File<'f> {
    /// The file's name, as given.
    pub name: &'f str,
    /// Its text.
    pub source: &'f str,
    /// What was found.
    pub problems: Vec<RuleProblem>,
}

impl<'f> File<'f> {
    pub(in crate::rules) fn new(name: &'f str, source: &'f str) -> Self {
        Self { name, source, problems: Vec::new() }
    }

    /// Parses the text; syntax errors become problems, and what could be parsed is read all the same.
    pub(super) fn parse(&mut self) -> DeTable<'f> {
        let (table, errors) = DeTable::parse_recoverable(self.source);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let words = error.message().trim().replace('\n', ", ");
            self.report(&span, Phrase::new(format!("TOML 语法错误：{words}"), format!("not valid TOML: {words}")), None);
        }
        table.into_inner()
    }

    pub(super) fn report(&mut self, span: &Range<usize>, message: Phrase, help: Option<Phrase>) {
        self.problems.push(RuleProblem::at(self.name, self.source, span, message, help));
    }

    /// The part of a string value's span that `inner` (bytes of the value) stands for, where the literal has no escapes.
    pub(super) fn inside(&self, value: &Range<usize>, text: &str, inner: &Range<usize>) -> Range<usize> {
        let literal = self.source.get(value.clone()).unwrap_or("");
        match literal.find(text) {
            Some(at) if !text.is_empty() => value.start + at + inner.start..value.start + at + inner.end.max(inner.start + 1),
            _ => value.clone(),
        }
    }
}

/// A table with its known keys. Getting a key that is missing or of the wrong type reports and gives `None`.
pub(super) struct Fields<'t, 'i> {
    table: &'t DeTable<'i>,
    span: Range<usize>,
}

impl<'t, 'i> Fields<'t, 'i> {
    /// Reports every key that is not in `known`.
    pub(super) fn new(table: &'t DeTable<'i>, span: Range<usize>, place: &str, known: &[&str], file: &mut File<'_>) -> Self {
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
        Self { table, span }
    }

    pub(super) fn get(&self, key: &str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.table.get(key)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// A string that must be there.
    pub(super) fn required(&self, key: &str, file: &mut File<'_>) -> Option<(String, Range<usize>)> {
        if !self.has(key) {
            self.missing(key, file);
        }
        self.string(key, file)
    }

    fn missing(&self, key: &str, file: &mut File<'_>) {
        let first_line = self.span.start..self.span.start + 1;
        file.report(&first_line, Phrase::new(format!("缺少“{key}”"), format!("`{key}` is missing")), None);
    }

    /// A string, if there.
    pub(super) fn string(&self, key: &str, file: &mut File<'_>) -> Option<(String, Range<usize>)> {
        let value = self.get(key)?;
        if let Some(text) = value.get_ref().as_str() {
            return Some((text.to_owned(), value.span()));
        }
        wrong_type(key, value, ("字符串", "a string"), file);
        None
    }

    /// A list of strings with their places; a lone string is a list of one.
    pub(super) fn strings(&self, key: &str, file: &mut File<'_>) -> Vec<(String, Range<usize>)> {
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
    pub(super) fn words(&self, key: &str, file: &mut File<'_>) -> Vec<String> {
        self.strings(key, file).into_iter().map(|(text, _)| text).collect()
    }

    /// Words in both languages: `{ zh = "…", en = "…" }`.
    pub(super) fn phrase(&self, key: &str, file: &mut File<'_>) -> Phrase {
        let Some(value) = self.get(key) else {
            self.missing(key, file);
            return Phrase::default();
        };
        let Some(table) = value.get_ref().as_table() else {
            wrong_type(key, value, ("中英文两句:{ zh = \"…\", en = \"…\" }", "words in both languages: { zh = \"…\", en = \"…\" }"), file);
            return Phrase::default();
        };
        let fields = Fields::new(table, value.span(), key, &["zh", "en"], file);
        let mut get = |lang: &str| fields.required(lang, file).map(|(text, _)| text.trim().to_owned()).unwrap_or_default();
        Phrase { zh: get("zh"), en: get("en") }
    }

    /// Whether a flag is set.
    pub(super) fn flag(&self, key: &str, file: &mut File<'_>) -> bool {
        let Some(value) = self.get(key) else {
            return false;
        };
        if value.get_ref().as_bool().is_none() {
            wrong_type(key, value, ("true 或 false", "true or false"), file);
        }
        value.get_ref().as_bool().unwrap_or(false)
    }

    /// A sub-table.
    pub(super) fn table(&self, key: &str, file: &mut File<'_>) -> Option<(&'t DeTable<'i>, Range<usize>)> {
        let value = self.get(key)?;
        if value.get_ref().as_table().is_none() {
            wrong_type(key, value, ("一个表", "a table"), file);
        }
        Some((value.get_ref().as_table()?, value.span()))
    }

    /// A list of tables (`[[key]]`).
    pub(super) fn tables(&self, key: &str, file: &mut File<'_>) -> Vec<(&'t DeTable<'i>, Range<usize>)> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            wrong_type(key, value, ("若干 [[表]]", "tables written as [[…]]"), file);
            return Vec::new();
        };
        items.iter().filter_map(|item| Some((item.get_ref().as_table()?, item.span()))).collect()
    }
}

fn wrong_type(key: &str, value: &Spanned<DeValue<'_>>, wanted: (&str, &str), file: &mut File<'_>) {
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
    let near = known
        .iter()
        .map(|k| (strsim::damerau_levenshtein(name, k), k))
        .min()
        .filter(|(distance, k)| *distance <= 1 + k.chars().count() / 3);
    match near {
        Some((_, key)) => (format!("是不是“{key}”?"), format!("did you mean `{key}`?")),
        None => (format!("可用的有：{}", known.join("、")), format!("known: {}", known.join(", "))),
    }
}
