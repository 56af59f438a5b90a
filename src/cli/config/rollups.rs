//! `[rollup]`: which reports add up to which.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use toml::de::DeTable;

use crate::cli::config::Exclude;
use crate::cli::config::file::{Placed, not_a_pattern};
use crate::cli::config::keys::ROLLUP;
use crate::cli::pipeline::Source;
use crate::phrase::Phrase;
use crate::rules::{Fields, File, Member, Membership, Rollup, body_name};

/// A parent and its children as written.
#[derive(Debug)]
pub(crate) struct Family {
    parent: Named,
    children: Vec<Named>,
    own: bool,
}

/// A body by its name, or a pattern of files.
#[derive(Debug)]
struct Named {
    written: String,
    what: What,
}

#[derive(Debug)]
enum What {
    Body(String),
    Files(Exclude),
}

impl Family {
    /// It for these sources: patterns become the paths that they cover.
    pub(crate) fn of(&self, sources: &[Source]) -> Rollup {
        let member = |named: &Named| {
            let what = match &named.what {
                What::Body(name) => Membership::Body(name.clone()),
                What::Files(globs) => {
                    let covered = |name: &str| globs.covers(Path::new(name));
                    Membership::Files(sources.iter().map(|source| source.name().to_string()).filter(|name| covered(name)).collect())
                }
            };
            Member { written: named.written.clone(), what }
        };
        Rollup { parent: member(&self.parent), children: self.children.iter().map(member).collect(), own: self.own }
    }

    /// It as a line of TOML.
    pub(crate) fn written(&self) -> String {
        let children: Vec<String> = self.children.iter().map(|child| format!("{:?}", child.written)).collect();
        let children = format!("[{}]", children.join(", "));
        let value = if self.own { format!("{{ children = {children}, own = true }}") } else { children };
        format!("rollup.{:?} = {value}", self.parent.written)
    }
}

/// Reads every parent; patterns are relative to `folder`.
pub(super) fn read(fields: &Fields<'_, '_>, folder: &Path, file: &mut File<'_>) -> Vec<Placed<Family>> {
    let Some((table, _)) = fields.table("rollup", file) else { return Vec::new() };
    let mut found = Vec::new();
    for key in table.keys() {
        let (written, span) = (key.get_ref().to_string(), key.span());
        let parent = named(&written, &span, folder, file);
        let Some((children, own)) = children(table, &written, file) else { continue };
        if children.is_empty() {
            let (zh, en) = (format!("“{written}”没有列出下级"), format!("`{written}` names no children"));
            file.report(&span, Phrase::new(zh, en), Some(Phrase::new("列出下级的名称或文件", "list their names or files")));
        }
        let mut known = BTreeSet::from([written.clone()]);
        let mut members = Vec::new();
        for (name, at) in &children {
            if !known.insert(name.clone()) {
                let (zh, en) = (format!("“{name}”在这里已经写过"), format!("`{name}` is named twice"));
                file.report(at, Phrase::new(zh, en), Some(Phrase::new("删去一处", "take one of them out")));
            }
            members.extend(named(name, at, folder, file));
        }
        if let Some(parent) = parent {
            found.push(Placed { value: Family { parent, children: members, own }, span });
        }
    }
    found
}

/// The children under one parent: a list, or a table that holds the list.
type Children = (Vec<(String, Range<usize>)>, bool);

fn children(table: &DeTable<'_>, parent: &str, file: &mut File<'_>) -> Option<Children> {
    let value = table.get(parent)?;
    if value.get_ref().as_array().is_some() {
        let known: Vec<String> = table.keys().map(|key| key.get_ref().to_string()).collect();
        let all = Fields::new(table, value.span(), "[rollup]", &known.iter().map(String::as_str).collect::<Vec<_>>(), file);
        return Some((all.strings(parent, file), false));
    }
    let Some(inner) = value.get_ref().as_table() else {
        let message = Phrase::new("这里应列出下级", "a list of children stands here");
        let help = Phrase::new(
            "例如 [\"青溪县教育局\", \"乡镇/*.html\"]，或 { children = [...], own = true }",
            "for example [\"青溪县教育局\", \"towns/*.html\"], or { children = [...], own = true }",
        );
        file.report(&value.span(), message, Some(help));
        return None;
    };
    let fields = Fields::of(inner, value.span(), &ROLLUP, file);
    if !fields.has("children") {
        fields.required("children", file);
        return None;
    }
    Some((fields.strings("children", file), fields.flag("own", file)))
}

/// A name, or with `/`, `*` or `.` in it a pattern of files.
fn named(written: &str, at: &Range<usize>, folder: &Path, file: &mut File<'_>) -> Option<Named> {
    let what = if written.contains(['/', '*', '.', '\\']) {
        let mut covered = Exclude::default();
        for (_, error) in covered.add_lines(folder, std::iter::once(written)) {
            file.report(at, not_a_pattern(&error), None);
        }
        What::Files(covered)
    } else if let Some(name) = body_name(written) {
        What::Body(name)
    } else {
        let (zh, en) = (format!("“{written}”不是一个单位的全称"), format!("`{written}` does not name one body"));
        let help = Phrase::new(
            "照报告标题写全称，如“青溪县教育局”；或写文件，如 reports/*.html",
            "write it in full, as the report's title has it, or as files: reports/*.html",
        );
        file.report(at, Phrase::new(zh, en), Some(help));
        return None;
    };
    Some(Named { written: written.to_owned(), what })
}
