//! `crossfoot rules new`: a rule to start from, that works as it stands.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

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
pub(crate) fn write(path: &Path) -> Result<Phrase, Phrase> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).ok_or_else(|| {
        Phrase::new("请写成 文件夹/规则名，例如 my-rules/branches-total", "write FOLDER/NAME, such as my-rules/branches-total")
    })?;
    let kebab = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if !name.split('-').all(kebab) || name == "pack" {
        return Err(Phrase::new(
            format!("规则名“{name}”应为小写字母、数字和连字符"),
            format!("the rule's name `{name}` must be lower case words joined by hyphens"),
        ));
    }
    let rule = folder.join(format!("{name}.toml"));
    let pack = folder.join("pack.toml");
    let failed = |error: io::Error, path: &Path| {
        let shown = path.display();
        Phrase::new(format!("无法写出 {shown}：{error}"), format!("cannot write {shown}: {error}"))
    };
    fs::create_dir_all(folder).map_err(|error| failed(error, folder))?;
    new(&rule, RULE).map_err(|error| failed(error, &rule))?;
    if !pack.exists() {
        new(&pack, PACK).map_err(|error| failed(error, &pack))?;
    }
    let (shown, folder) = (rule.display(), folder.display());
    Ok(Phrase::new(
        format!("已写出 {shown}；改好表和关系后，用 crossfoot rules test --rules {folder} 试它的例子"),
        format!("wrote {shown}: change the table and the relation, then try its examples with crossfoot rules test --rules {folder}"),
    ))
}

fn new(path: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}
