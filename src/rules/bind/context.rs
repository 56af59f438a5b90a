//! Everything a pack's rules may bind to in one document.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::LazyLock;

use regex::Regex;

use crate::facts::{CellValue, Facts};
use crate::phrase::Phrase;
use crate::rules::across::{period, year_of};
use crate::rules::bind::operand::{self, Operand, Unbound};
use crate::rules::bind::{Bound, Printed, bind};
use crate::rules::{Expr, Pack, Sign, TableRef, TableSpec};

/// A pack in a document: its tables found, the report's year read.
pub(in crate::rules) struct Context<'r, 'd> {
    /// The pack.
    pub pack: &'r Pack,
    /// The document's facts.
    pub facts: &'r Facts<'d>,
    /// The year the report is about, where its title says so.
    pub year: Option<u32>,
    tables: Vec<Option<Bound<'r>>>,
    /// The same with the next best of tables that the document has twice: the office's own and the county's, last year's and this one's.
    again: Option<Box<Self>>,
    /// The page's title and the lines that name the family, without white space, 人民政府 as one character.
    titles: Vec<String>,
    /// What each of the pack's facts amounts to, once asked for.
    amounts: Vec<OnceCell<Result<Operand, Unbound>>>,
    zeros_blank: OnceCell<bool>,
}

/// The levels that a body's name says.
const LEVELS: [char; 10] = ['省', '市', '州', '盟', '县', '区', '旗', '镇', '乡', '村'];

impl<'r, 'd> Context<'r, 'd> {
    /// Binds the pack's tables; `None` when the document is not of the pack's family.
    pub(in crate::rules) fn of(pack: &'r Pack, facts: &'r Facts<'d>) -> Option<Self> {
        let printed = if pack.tables.is_empty() { Vec::new() } else { Printed::all(facts) };
        let tables: Vec<Option<Bound<'r>>> = pack.tables.iter().map(|spec| bind(spec, printed.iter())).collect();
        let found = tables.iter().flatten().any(|bound| tells(bound.spec));
        let names: Vec<String> = pack.applies.iter().map(|words| squeezed(words)).collect();
        let names_family = |text: &String| names.iter().any(|name| text.contains(name));
        let lines: Vec<String> = opening(facts).filter(names_family).collect();
        if !found && !names.is_empty() && lines.is_empty() && !headed(pack, facts) {
            return None;
        }
        let year = report_year(&lines, &names, facts);
        let titles = facts.document.title.as_deref().map(squeezed).into_iter().chain(lines).map(|title| one_government(&title)).collect();
        let second = second(pack, &tables, &printed);
        let mut context = Self::with(pack, facts, year, tables, titles);
        context.again = second.map(|tables| Box::new(Self::with(pack, facts, year, tables, context.titles.clone())));
        Some(context)
    }

    fn with(pack: &'r Pack, facts: &'r Facts<'d>, year: Option<u32>, tables: Vec<Option<Bound<'r>>>, titles: Vec<String>) -> Self {
        let amounts = pack.facts.iter().map(|_| OnceCell::new()).collect();
        Self { pack, facts, year, tables, again: None, titles, amounts, zeros_blank: OnceCell::new() }
    }

    /// The pack in the document's other tables, where it has one of the pack's large tables twice: a statement may be of either.
    pub(in crate::rules) fn again(&self) -> Option<&Self> {
        self.again.as_deref()
    }

    /// A table of the pack by name.
    pub(in crate::rules) fn table(&self, name: &str) -> Result<&Bound<'r>, Unbound> {
        self.bound(name).ok_or_else(|| {
            let spec = self.pack.tables.iter().find(|spec| spec.name == name);
            let caption = spec.and_then(|spec| spec.caption.first()).map_or(name, String::as_str);
            Phrase::new(format!("没有找到“{caption}”表"), format!("no table like `{name}` ({caption}) was found"))
        })
    }

    fn bound(&self, name: &str) -> Option<&Bound<'r>> {
        let at = self.pack.tables.iter().position(|spec| spec.name == name)?;
        self.tables.get(at)?.as_ref()
    }

    /// Whether a grid row lies within the rows of one of the pack's tables.
    pub(in crate::rules) fn is_bound_row(&self, table: u32, row: u32) -> bool {
        let found = self.tables.iter().flatten().filter(|bound| bound.table == table);
        found.map(|bound| bound.rows.iter().flatten()).any(|rows| {
            let (first, last) = (rows.clone().min(), rows.max());
            first.is_some_and(|first| *first <= row) && last.is_some_and(|last| row <= *last)
        })
    }

    /// The document's tables that the pack has bound.
    pub(in crate::rules) fn bound_tables(&self) -> impl Iterator<Item = u32> + '_ {
        self.tables.iter().flatten().map(|bound| bound.table)
    }

    /// Those among them that have such a name.
    pub(in crate::rules) fn bound_tables_named(&self, is_named: impl Fn(&str) -> bool) -> impl Iterator<Item = u32> {
        self.tables.iter().flatten().filter(move |bound| is_named(&bound.spec.name)).map(|bound| bound.table)
    }

    /// The cells that an expression of facts and cells amounts to.
    pub(in crate::rules) fn operand(&self, expr: &Expr) -> Result<Operand, Unbound> {
        match expr {
            Expr::Name(name) => self.fact(&name.written()),
            Expr::Cells(cells) => self.cells(cells),
            Expr::Sum(terms) => {
                let mut joined = Operand::default();
                for (sign, term) in terms {
                    joined.extend(self.operand(term)?.signed(*sign));
                }
                Ok(joined)
            }
            Expr::Number(_) | Expr::Product(..) | Expr::Quotient(..) => {
                Err(Phrase::new("这里只能写单元格的和差", "only sums and differences of cells can be read here"))
            }
        }
    }

    /// A named fact: the first of its choices with filled cells and no blank total; else the first with any.
    pub(in crate::rules) fn fact(&self, name: &str) -> Result<Operand, Unbound> {
        let missing = || Phrase::new(format!("没有名为“{name}”的事实"), format!("no fact is named `{name}`"));
        let known = self.pack.facts.iter().zip(&self.amounts).find(|((fact, _), _)| fact == name);
        let ((_, choices), amount) = known.ok_or_else(missing)?;
        amount.get_or_init(|| self.chosen(choices, missing())).clone()
    }

    fn chosen(&self, choices: &[Expr], missing: Unbound) -> Result<Operand, Unbound> {
        let mut partial = Err(missing);
        for choice in choices {
            // The choices may name the tables of two forms, of which a report has one.
            if choices.len() > 1 && self.lacks(choice) {
                if partial.as_ref().is_err() {
                    partial = self.operand(choice);
                }
                continue;
            }
            let operand = self.operand(choice)?;
            if operand.has_amount() && !operand.blank_total {
                return Ok(operand);
            }
            if partial.as_ref().map_or(true, |known: &Operand| known.cells.is_empty()) {
                partial = Ok(operand);
            }
        }
        partial
    }

    /// Whether the expression names cells of a table that the report does not have.
    fn lacks(&self, expr: &Expr) -> bool {
        matches!(expr, Expr::Cells(cells) if self.bound(&cells.table).is_none())
    }

    fn cells(&self, cells: &TableRef) -> Result<Operand, Unbound> {
        let bound = self.table(&cells.table)?;
        let rows = bound.rows_of(cells.row.as_ref());
        let cols = bound.cols_of(&cells.col);
        if rows.is_empty() || cols.is_empty() {
            let name = if rows.is_empty() { cells.row.as_ref().map(crate::rules::NamePath::written) } else { Some(cells.col.written()) };
            let name = name.unwrap_or_default();
            return Err(Phrase::new(format!("表中没有找到“{name}”"), format!("`{name}` was not found in the table")));
        }
        if let Some(label) = cells.row.as_ref().and_then(|row| bound.beyond(row)) {
            let name = label.path.join("/");
            return Err(Phrase::new(
                format!("表中没有“{name}”一行，可能被分成了两个表"),
                format!("the table has no line `{name}`: it may be split in two"),
            ));
        }
        if let Some((row, col)) = bound.doubtful(cells.row.as_ref(), &cells.col, self.facts) {
            let place = crate::document::CellRef::new(row, col);
            return Err(Phrase::new(format!("{place} 的数不知属于哪一项"), format!("the number at {place} belongs to no known line")));
        }
        let mut operand = operand::at(bound, &rows, &cols, self.facts)?;
        if operand.cells.is_empty() && bound.is_line_blank(&rows, &cols, self.facts) && self.leaves_zeros_blank() {
            (operand.zeros, operand.blank_total) = (operand.blanks, false);
        }
        Ok(operand)
    }

    /// Whether the report's tables print many numbers and no zero: then a line left blank as a whole is one of zeros.
    fn leaves_zeros_blank(&self) -> bool {
        *self.zeros_blank.get_or_init(|| {
            let mut numbers = 0;
            for table in self.bound_tables() {
                let cells = self.facts.document.tables.get(table as usize).map_or(0, |table| table.cells().len());
                let Some(grid) = self.facts.tables.get(table as usize) else { continue };
                for cell in 0..u32::try_from(cells).unwrap_or(u32::MAX) {
                    match grid.value(cell) {
                        CellValue::Dash => return false,
                        CellValue::Number(id) if self.facts.number(*id).is_some_and(|n| n.quantity.value.mantissa == 0) => return false,
                        CellValue::Number(_) => numbers += 1,
                        CellValue::Blank | CellValue::Text | CellValue::Suppressed | CellValue::Error => {}
                    }
                }
            }
            numbers >= MANY
        })
    }

    /// The topic whose words end last in `text`, the fields it lists apart: 申请主要涉及征地、规划许可等方面,目前办结 is of 申请.
    pub(in crate::rules) fn nearest_topic(&self, text: &str) -> Option<&'r str> {
        self.pack.topics.nearest(&without_fields_listed(text))
    }

    /// Whether a heading is the caption of one of the pack's tables that was found.
    pub(in crate::rules) fn is_captioned(&self, heading: &str) -> bool {
        let heading = squeezed(heading);
        let specs = self.tables.iter().flatten().filter(|bound| tells(bound.spec)).flat_map(|bound| &bound.spec.caption);
        specs.into_iter().any(|caption| heading.ends_with(&squeezed(caption)))
    }

    /// Whether the report's title names this body. 民政 within 人民政府 is none.
    pub(in crate::rules) fn is_titled(&self, body: &str) -> bool {
        let body = one_government(body);
        self.titles.iter().any(|text| text.contains(&body))
    }

    /// Whether a name is short for the body that the title names: some of its signs in their order, from its level or the start of its name to the
    /// sign of its kind. 县局, 宝坪县税务局; 县住建局, 宝坪县住房和城乡建设局; 县发改委, 宝坪县发展和改革委员会.
    pub(in crate::rules) fn is_short_for_titled(&self, name: &str) -> bool {
        let signs: Vec<char> = name.chars().collect();
        let ends = self.pack.scope.bodies.iter().any(|body| name.ends_with(body.as_str()));
        if signs.len() < 2 || !ends {
            return false;
        }
        self.titles.iter().any(|title| {
            let full: Vec<char> = title.chars().collect();
            let starts = full.iter().enumerate().filter(|(_, sign)| Some(*sign) == signs.first());
            starts.map(|(at, _)| &full[at..]).any(|full| is_short_for(&signs, full))
        })
    }

    /// Whether the report's title names a government, not one of its bodies alone.
    pub(in crate::rules) fn is_of_government(&self) -> bool {
        // 府前街 is a place.
        let governs = |title: &String| title.match_indices('府').any(|(at, _)| title[..at].ends_with(LEVELS));
        self.titles.iter().any(governs)
    }

    /// The operand at rows × columns of a bound table.
    pub(in crate::rules) fn crossing(&self, bound: &Bound<'_>, rows: &[u32], cols: &[u32], sign: Sign) -> Result<Operand, Unbound> {
        Ok(operand::at(bound, rows, cols, self.facts)?.signed(sign))
    }
}

/// The longest full name, in characters.
const FULL: usize = 24;

/// Whether signs stand in this order in the name that a text opens with, no figure and no 信息公开 among it, and no level behind the one that they
/// name: 市局 is not 某市某县税务局.
fn is_short_for(signs: &[char], full: &[char]) -> bool {
    let full = &full[..full.len().min(FULL)];
    let end = full.iter().position(|c| c.is_ascii_digit() || !c.is_alphabetic()).unwrap_or(full.len());
    let family =
        full.windows(2).position(|pair| pair == ['政', '府'] || pair == ['信', '息'] || pair == ['政', '务']).unwrap_or(full.len());
    let mut rest = &full[..end.min(family)];
    let mut level = false;
    signs.iter().all(|sign| {
        let Some(at) = rest.iter().position(|own| own == sign) else { return false };
        let skipped = rest[..at].iter().any(|own| LEVELS.contains(own));
        rest = &rest[at + 1..];
        !std::mem::replace(&mut level, LEVELS.contains(sign)) || !skipped
    })
}

/// The tables with the next best one for each that tells the family and stands in the document twice; `None` where none does.
fn second<'r>(pack: &'r Pack, first: &[Option<Bound<'r>>], printed: &[Printed<'_>]) -> Option<Vec<Option<Bound<'r>>>> {
    let taken: Vec<u32> = first.iter().flatten().map(|bound| bound.table).collect();
    let found = first.iter().flatten().any(|bound| tells(bound.spec) && printed.len() > taken.len());
    let left: Vec<&Printed<'_>> = printed.iter().filter(|table| found && !taken.contains(&table.number)).collect();
    let other = |spec: &'r TableSpec| tells(spec).then(|| bind(spec, left.iter().copied())).flatten();
    let others: Vec<Option<Bound<'r>>> = pack.tables.iter().map(other).collect();
    if others.iter().all(Option::is_none) {
        return None;
    }
    let same = |spec: &'r TableSpec| bind(spec, printed.iter());
    Some(pack.tables.iter().zip(others).map(|(spec, other)| other.or_else(|| same(spec))).collect())
}

/// Numbers from which tables without a zero show how they print one.
const MANY: usize = 12;

/// Labels that make a table telling: a small one, such as a line of fees, is found in reports of other families too.
const TELLING: usize = 12;

/// Whether a table alone shows that a report is of the pack's family, though nothing names it.
fn tells(spec: &TableSpec) -> bool {
    spec.rows.len() + spec.columns.len() >= TELLING
}

/// How many paragraphs at the start may name the report's family.
const OPENING: usize = 60;

/// The text with one character for 人民政府, in which no other body is found.
fn one_government(text: &str) -> String {
    text.replace("人民政府", "府")
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn opening<'f>(facts: &'f Facts<'_>) -> impl Iterator<Item = String> + 'f {
    let title = facts.document.title.as_deref().map(squeezed);
    let paragraphs = facts.document.paragraphs.iter().take(OPENING).map(|p| squeezed(p.text.as_str()));
    title.into_iter().chain(paragraphs)
}

/// Whether a heading is the caption of one of the pack's tables.
fn headed(pack: &Pack, facts: &Facts<'_>) -> bool {
    let captions: Vec<String> = pack.tables.iter().flat_map(|t| &t.caption).map(|c| squeezed(c)).collect();
    facts.headings.iter().any(|heading| captions.iter().any(|caption| heading.text.contains(caption)))
}

/// The year beside the family's name (`2019年政府信息公开工作年度报告`, `…报告（2019年度）`); else that of the period the opening states.
fn report_year(lines: &[String], names: &[String], facts: &Facts<'_>) -> Option<u32> {
    let beside = |text: &String, name: &String| {
        let (before, behind) = text.split_once(name.as_str())?;
        year_before(before).or_else(|| year_behind(behind))
    };
    let titled = lines.iter().find_map(|text| names.iter().find_map(|name| beside(text, name)));
    titled.or_else(|| period(&opening(facts).collect::<Vec<_>>()))
}

fn year_before(text: &str) -> Option<u32> {
    year_of(&text[..text.rfind('年')?])
}

/// The year that opens the text, in brackets or not.
fn year_behind(text: &str) -> Option<u32> {
    let text = text.trim_start_matches(['(', '（', '[', '〔', '—', '-', '·', ':', '：']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    year_of(&text[..digits]).filter(|_| text[digits..].starts_with(['年', ')', '）', ']', '〕']))
}

/// The text without the fields that it says matters are of: 涉及……等方面.
fn without_fields_listed(text: &str) -> Cow<'_, str> {
    static FIELDS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("(?:涉及|集中在|集中于|涵盖)[^。;涉]*?等(?:方面|领域|内容|事项|问题|信息|工作)").ok());
    match FIELDS.as_ref().filter(|_| text.contains('等')) {
        Some(fields) => fields.replace_all(text, ""),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::{year_before, year_behind};

    #[test]
    fn a_year_on_either_side_of_the_name() {
        assert_eq!((year_before("某县2019年度"), year_before("某县12019年"), year_before("某县")), (Some(2019), None, None));
        let behind = ["(2019年度)", "（2021年）", "—2020年", "(2020)", "2020", "（第2020号）"].map(year_behind);
        assert_eq!(behind, [Some(2019), Some(2021), Some(2020), Some(2020), None, None]);
    }
}
