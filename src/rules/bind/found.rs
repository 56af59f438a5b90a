//! Where a pack's tables were found, for people who write its rules.

use crate::facts::Facts;
use crate::rules::bind::Context;
use crate::rules::{LabelSpec, Pack};

/// A table of a pack, found in a document. Invariant: lines are in the order of the declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundTable {
    /// The name rules use.
    pub name: String,
    /// Index into the document's tables.
    pub table: u32,
    /// Grid rows and what rules call them.
    pub rows: Vec<(u32, String)>,
    /// Grid columns and what rules call them.
    pub columns: Vec<(u32, String)>,
}

/// The tables of a pack that a document has.
#[must_use]
pub fn found_tables(pack: &Pack, facts: &Facts<'_>) -> Vec<FoundTable> {
    let Some(context) = Context::of(pack, facts) else { return Vec::new() };
    let lines = |labels: &[LabelSpec], found: &[Option<u32>]| -> Vec<(u32, String)> {
        labels.iter().zip(found).filter_map(|(label, at)| Some(((*at)?, label.path.join("/")))).collect()
    };
    let bound = pack.tables.iter().filter_map(|spec| context.table(&spec.name).ok());
    bound
        .map(|bound| FoundTable {
            name: bound.spec.name.clone(),
            table: bound.table,
            rows: lines(&bound.spec.rows, &bound.rows),
            columns: lines(&bound.spec.columns, &bound.cols),
        })
        .collect()
}
