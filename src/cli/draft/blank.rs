//! `crossfoot rules new`: a rule to start from, that works as it stands.

use std::path::Path;

use crate::cli::draft::files::Target;
use crate::cli::draft::from_cell::Told;
use crate::phrase::Phrase;

const PACK: &str = r#"# What the rules of this folder are about. Every string is compared with white space left out.
title   = { zh = "图书馆年报", en = "library report" }
# applies = ["图书馆年报"]                 # words that mark a report of the family; without it, every report is looked at

[table.loans]
caption = ["各馆借阅量", "Loans by branch"]            # what stands above the table
rows    = ["north = 北馆 | North branch", "south = 南馆 | South branch", "total = 合计 | Total"]   # name = as printed | or so
columns = ["books = 图书 | Books", "films = 影片 | Films"]
"#;

const RULE: &str = r#"severity = "error"                          # error, warning or note
title    = { zh = "各馆之和不等于合计", en = "branches do not add up to the total" }
why      = { zh = "各馆相加应等于合计", en = "the branches make the total" }
each     = "column of loans"                # or: row of …; the table's name in pack.toml
check    = "north + south = total"          # the relation, in the names of its rows
message  = { zh = "“{line}”各馆相加为 {left}，合计写为 {right}", en = "the branches make {left} {line}; the total is given as {right}" }
fix      = { zh = "先核对合计", en = "check the total first" }

[[example]]
shows  = "a total that is too small"        # what the finding must name stands between !…!
report = """
## Loans by branch

| | Books | Films |
|---|---|---|
| North branch | !120! | 40 |
| South branch | !80! | 15 |
| Total | !190! | 55 |
"""

[[example]]
shows   = "a total that is right"
verdict = "pass"
report  = """
## Loans by branch

| | Books | Films |
|---|---|---|
| North branch | 120 | 40 |
| South branch | 80 | 15 |
| Total | 200 | 55 |
"""
"#;

/// Writes `PACK/NAME.toml`, and `PACK/pack.toml` where there is none; gives what was done. Nothing is overwritten.
///
/// # Errors
/// Words for the user: a name that is none, a rule that exists, a folder that cannot be written.
pub(crate) fn write(path: &Path) -> Result<Told, Phrase> {
    let target = Target::of(path)?;
    target.write(RULE, (!target.pack.exists()).then_some(PACK))?;
    let (shown, folder) = (target.rule.display(), target.folder.display());
    let wrote = Phrase::new(format!("已写出 {shown}"), format!("wrote {shown}"));
    let next = Phrase::new("改好表和关系，再试它的例子", "change the table and the relation, then try its examples");
    let test = Phrase::same(format!("crossfoot rules test --rules {folder}"));
    Ok(vec![(Phrase::default(), wrote), (Phrase::new("下一步", "next"), next), (Phrase::default(), test)])
}
