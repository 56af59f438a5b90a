//! A rule drafted from words of a report: the wording around a number, and the cell of a table that has the same number.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::cli::draft::example::{Drawn, Sketch};
use crate::cli::draft::from_cell::{Draft, Joined, added_to, named_tables};
use crate::cli::draft::relation::relation;
use crate::cli::draft::spot::{Spotted, number_in};
use crate::cli::draft::written::{self, quoted};
use crate::document::{CellRef, Site};
use crate::facts::{Facts, normalise};
use crate::phrase::{Lang, Phrase};

/// Characters of a wording on either side of its number.
const AROUND: usize = 24;
/// Cells with the number that are tried.
const MOST_CELLS: usize = 24;

/// A number in running text with the words around it: those quoted, and those up to the next mark or number.
#[derive(Clone, Debug)]
struct Said {
    number: String,
    id: u32,
    quoted: (String, String),
    clause: (String, String),
}

/// The drafts that the words allow, the likeliest first: by cell, then by how much of the words around the number they keep.
///
/// # Errors
/// Words for the user: no such words, no number in them or several, or no cell with the number.
pub(crate) fn drafts(facts: &Facts<'_>, words: &str, pack: &Joined<'_>, lang: Lang) -> Result<Vec<Draft>, Phrase> {
    let said = said(facts, words)?;
    let cells = cells(facts, &said)?;
    let mut found = Vec::new();
    let mut why = None;
    for spotted in cells {
        match of_cell(facts, &said, spotted, pack, lang) {
            Ok(drafts) => found.extend(drafts),
            Err(words) => why = why.or(Some(words)),
        }
    }
    match (found.is_empty(), why) {
        (true, Some(why)) => Err(why),
        (true, None) => Err(wordless(words)),
        (false, _) => Ok(found),
    }
}

/// What is said where no words are left that tell what the number is.
fn wordless(words: &str) -> Phrase {
    Phrase::new(
        format!("“{words}”里的数前面没有可作句式的字；请把数前面的几个字一起引上，其中不要有括号和别的数"),
        format!("no words before the number in `{words}` tell what it is: quote some of them too, without brackets or other numbers"),
    )
}

/// Finds the one number that the words name.
fn said(facts: &Facts<'_>, words: &str) -> Result<Said, Phrase> {
    let mut places: Vec<(Site, &str, usize)> = Vec::new();
    for (nth, paragraph) in (0_u32..).zip(&facts.document.paragraphs).filter(|(_, paragraph)| !paragraph.hidden) {
        let text = paragraph.text.as_str();
        places.extend(text.match_indices(words).map(|(at, _)| (Site::Paragraph(nth), text, at)));
    }
    let [(site, text, at)] = places[..] else {
        let count = places.len();
        return Err(if count == 0 {
            Phrase::new(
                format!("正文里没有“{words}”；请照报告原文引用，到一个数为止"),
                format!("the text has no `{words}`: quote it as printed, with the number"),
            )
        } else {
            Phrase::new(format!("“{words}”有 {count} 处；请多引几个字"), format!("`{words}` stands in {count} places: quote more of it"))
        });
    };
    let inside = |number: &crate::facts::Number| number.spot.site == site && (at..at + words.len()).contains(&(number.spot.start as usize));
    let here: Vec<u32> = (0..).zip(&facts.numbers).filter(|(_, number)| inside(number)).map(|(id, _)| id).collect();
    let [id] = here[..] else {
        return Err(if here.is_empty() {
            Phrase::new(format!("“{words}”里没有数"), format!("there is no number in `{words}`"))
        } else {
            Phrase::new(
                format!("“{words}”里有 {} 个数；请只引一个数和它前后的字", here.len()),
                format!("`{words}` has {} numbers: quote one, with the words around it", here.len()),
            )
        });
    };
    let number = facts.number(id).ok_or_else(|| Phrase::same(words))?;
    let (start, end) = (number.spot.start as usize, number.spot.end as usize);
    let (before, behind) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
    let (before, behind) = (clause_before(before), clause_behind(behind));
    let quoted = (text.get(at..start).unwrap_or(""), text.get(end..at + words.len()).unwrap_or(""));
    let [quoted, clause] = [quoted, (before, behind)].map(|(before, behind)| {
        // A blank beside the number is part of the wording, those at the ends are not.
        let blank = |is: bool| if is { " " } else { "" };
        let (lead, tail) = (blank(before.ends_with(char::is_whitespace)), blank(behind.starts_with(char::is_whitespace)));
        (format!("{}{lead}", plain(before)), format!("{tail}{}", plain(behind)))
    });
    Ok(Said { number: plain(text.get(start..end).unwrap_or("")), id, quoted, clause })
}

/// The end of the words before a number, from the last mark or number on, in whole words.
fn clause_before(text: &str) -> &str {
    let from = |reach: usize| text.char_indices().rev().take(reach).take_while(|(_, c)| !ends(*c)).map(|(at, _)| at).last();
    let clause = from(AROUND).and_then(|at| text.get(at..)).unwrap_or("");
    let is_cut = from(AROUND) != from(AROUND + 1) && clause.starts_with(|c: char| c.is_ascii_alphanumeric());
    if is_cut { clause.split_once(' ').map_or("", |(_, rest)| rest) } else { clause }
}

/// The start of the words behind a number, up to the next mark or number, in whole words.
fn clause_behind(text: &str) -> &str {
    let to = |reach: usize| -> usize { text.chars().take(reach).take_while(|c| !ends(*c)).map(char::len_utf8).sum() };
    let clause = text.get(..to(AROUND)).unwrap_or("");
    let is_cut = to(AROUND) != to(AROUND + 1) && clause.ends_with(|c: char| c.is_ascii_alphanumeric());
    if is_cut { clause.rsplit_once(' ').map_or("", |(rest, _)| rest) } else { clause }
}

/// What ends a clause or cannot stand in a wording: marks, digits, brackets.
fn ends(c: char) -> bool {
    c.is_ascii_digit() || "，,。.；;：:、！!？?（）()《》“”\"[]{}<>|…*\n\t".contains(c)
}

/// What has a meaning of its own in a wording, or changes from report to report.
fn special(c: char) -> bool {
    c.is_ascii_digit() || "[]{}<>|…*()（）\n\t".contains(c)
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The cells with the number of the words: those that others add up to first.
fn cells(facts: &Facts<'_>, said: &Said) -> Result<Vec<Spotted>, Phrase> {
    let stated = facts.number(said.id).map(|number| number.quantity.amount());
    let mut found: Vec<Spotted> = Vec::new();
    for number in &facts.numbers {
        let Site::Cell { table, cell } = number.spot.site else { continue };
        let at = facts.document.cell(table, cell).map(crate::document::Cell::corner);
        let spotted = at.filter(|_| Some(number.quantity.amount()) == stated).and_then(|at| number_in(table, at, facts));
        found.extend(spotted.filter(|spotted| !found.contains(spotted)));
    }
    let number = &said.number;
    if found.is_empty() {
        return Err(Phrase::new(
            format!("没有哪个表里有 {number}；请引用与表相符的一句"),
            format!("no table has {number}: quote a sentence that agrees with its table"),
        ));
    }
    found.truncate(MOST_CELLS);
    Ok(found)
}

fn of_cell(facts: &Facts<'_>, said: &Said, spotted: Spotted, pack: &Joined<'_>, lang: Lang) -> Result<Vec<Draft>, Phrase> {
    let relation = relation(facts, spotted, pack.rules.lexicon())?;
    let plan = named_tables(facts, &relation, pack)?;
    let (row, column) =
        (plan.rows.iter().find(|line| line.at == spotted.at.row), plan.columns.iter().find(|line| line.at == spotted.at.col));
    let (Some(row), Some(column)) = (row, column) else {
        let at = spotted.at;
        return Err(Phrase::new(format!("{at} 的行或列没有名称"), format!("the row or the column of {at} has no name")));
    };
    let cell =
        if plan.one_row { format!("{}[{}]", plan.name, column.name) } else { format!("{}[{}, {}]", plan.name, row.name, column.name) };
    let declared = [&row.label, &column.label].map(String::clone);
    // Of a table that the pack knows, the labels are those printed.
    let labels = if declared.iter().all(String::is_empty) { printed_labels(facts, spotted) } else { declared };
    let label = labels.into_iter().filter(|label| !label.is_empty()).collect::<Vec<_>>().join(" / ");
    let total = plan.place(relation.of, relation.total).to_owned();
    let sketch = Sketch::of(facts, &relation, &plan);
    let draft = |says: String, around: (&str, &str)| {
        let examples = sketch.as_ref().map(|sketch| examples(said, around, spotted.at, sketch)).unwrap_or_default();
        Draft {
            rule: rule(&says, &cell, if label.is_empty() { &cell } else { &label }, &examples, lang),
            pack: written::declared(&plan, pack.text, pack.name, &total, lang),
            tags: ["says", "means"],
            reads: (says, cell.clone()),
            lines: ("句", "sentence"),
            guessed: false,
            added: added_to(&plan, pack),
        }
    };
    Ok(wordings(said).into_iter().map(|(before, behind)| draft(format!("{before}{{n}}{behind}"), (before, behind))).collect())
}

/// The labels of a cell's row and column as printed.
fn printed_labels(facts: &Facts<'_>, spotted: Spotted) -> [String; 2] {
    let (at, table) = (spotted.at, spotted.table as usize);
    let (Some(grid), Some(read)) = (facts.tables.get(table), facts.document.tables.get(table)) else { return Default::default() };
    let row = grid.row_path_at(read, at.row, at.col).last().cloned();
    let column = grid.col_path_at(at.row, at.col).last().cloned();
    [row, column].map(Option::unwrap_or_default)
}

/// The words around the number: as quoted, then all that stand there.
fn wordings(said: &Said) -> Vec<(&str, &str)> {
    let mut found = [&said.quoted, &said.clause].map(|(before, behind)| (before.as_str(), behind.as_str())).to_vec();
    // Without words before it a number says nothing of the table; another number has no place in a wording.
    found.retain(|(before, behind)| !before.trim().is_empty() && !before.contains(special) && !behind.contains(special));
    found.dedup();
    found
}

/// The words and the table as printed, and the words with another number.
fn examples(said: &Said, (before, behind): (&str, &str), at: CellRef, sketch: &Sketch<'_>) -> Vec<Drawn> {
    let (before, behind) = (before.replace('!', "！"), behind.replace('!', "！"));
    let stop = if before.is_ascii() { "." } else { "。" };
    let report =
        |number: &str, marks: &BTreeSet<CellRef>| format!("{before}{number}{behind}{stop}\n\n{}", sketch.table(&BTreeMap::new(), marks));
    let printed = Drawn { as_printed: true, fails: false, report: report(&said.number, &BTreeSet::new()) };
    let changed = said.number.find(|c: char| c.is_ascii_digit()).and_then(|first| {
        let digit = said.number.get(first..)?.chars().next()?.to_digit(10)?;
        let mut other = said.number.clone();
        other.replace_range(first..=first, &(digit % 9 + 1).to_string());
        Some(Drawn { as_printed: false, fails: true, report: report(&format!("!{other}!"), &BTreeSet::from([at])) })
    });
    [Some(printed), changed].into_iter().flatten().collect()
}

/// The rule's file.
fn rule(says: &str, means: &str, label: &str, examples: &[Drawn], lang: Lang) -> String {
    let label: String = normalise(label).chars().take(40).collect::<String>().replace('{', "(").replace('}', ")");
    let mut out = String::from("severity = \"error\"\n");
    let mut say = |key: &str, zh: String, en: String| {
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(out, "{key:8} = {{ zh = {}, en = {} }}", quoted(&zh), quoted(&en));
    };
    say("title", format!("文中的“{label}”与表不符"), format!("`{label}` in the text differs from the table"));
    say("why", format!("文中的数应为表中的“{label}”"), format!("the text repeats `{label}` of the table"));
    say(
        "message",
        format!("文中“{{words}}”，表中“{label}”为 {{found}}"),
        format!("the text says {{stated}}; the table gives `{label}` as {{found}}"),
    );
    say("fix", "核对文中的数与表".to_owned(), "check the sentence against the table".to_owned());
    let about = match lang {
        Lang::Zh => "{n} 是数；[a|b] 可有可无，(a|b) 任选其一，… 隔几个字；可写几种句式",
        Lang::En => "{n} is the number; [a|b] may be missing, (a|b) is one of these, … a few words; several wordings may be given",
    };
    let _ = write!(out, "\n[[claim]]\n# {about}\nsays  = [{}]\nmeans = [{}]\n", quoted(says), quoted(means));
    for example in examples {
        written::example(example, lang, &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{clause_before, clause_behind};

    #[test]
    fn a_clause_is_cut_between_words_and_at_marks() {
        assert_eq!(clause_before("In 2023 the library lent "), " the library lent ");
        assert_eq!(clause_before("of all these the old library ever lent "), "old library ever lent ");
        assert_eq!(clause_behind(" active readers at the end of it"), " active readers at the");
        assert_eq!(clause_behind(" books. No more"), " books");
        assert_eq!((clause_before("全年，共借出图书"), clause_behind("册，新增")), ("共借出图书", "册"));
    }
}
