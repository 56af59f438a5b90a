//! What a report keeps for the reports of the years beside it: a few figures with their places, so that thousands of reports can wait
//! without their documents.

use std::collections::BTreeMap;
use std::sync::Arc;

use num_rational::BigRational;
use num_traits::Zero as _;

use crate::document::{CellRef, Site, Spot};
use crate::facts::{CellValue, Number, Quantity};
use crate::phrase::Phrase;
use crate::rules::across::added::rollup_rules;
use crate::rules::across::cells::{Cell, Cells, cells};
use crate::rules::across::identity::{Identity, identity};
use crate::rules::across::reuse::{self, Prose};
use crate::rules::across::{Link, LinkedEquation, ReuseSpec};
use crate::rules::bind::{Bound, Context, Operand};
use crate::rules::check::{Gates, stated};
use crate::rules::{Check, Each, Expr, Interval, LabelSpec, Meaning, NamePath, Pack, Rule, RuleSet, Sign};

/// A number apart from its document: what was printed, what it amounts to, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Figure {
    pub sign: Sign,
    /// `None`: a blank or a dash, counted as zero.
    pub quantity: Option<Quantity>,
    pub spot: Spot,
    /// Its id among the document's numbers.
    pub number: Option<u32>,
    pub printed: Box<str>,
}

/// The figures of one term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::rules) struct Figures {
    pub cells: Box<[Figure]>,
    /// Why their sum may not be all there is: a blank that may not be zero.
    pub unsure: Option<Phrase>,
}

/// What a term amounts to, or why that is unknown.
pub(in crate::rules) type Term = Result<Figures, Phrase>;

/// One line of a table that a relation between two reports is tried on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Line {
    /// The declared label's place in its table.
    pub label: usize,
    /// What the table calls it.
    pub printed: Box<str>,
    /// Whether it is the total of the other lines.
    pub total: bool,
    /// The relation's terms that stand in the later report, where this is it.
    pub own: Vec<Term>,
    /// Those that stand in the earlier one, where this is it.
    pub before: Vec<Term>,
}

/// A statement of a sentence on an amount and the year before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Stated {
    /// The rule's and the claim's places in the pack.
    pub place: (usize, usize),
    /// The number stated.
    pub figure: Figure,
    /// The sentence's words.
    pub words: Box<str>,
    /// This year's amount, where the sentence gives it.
    pub now: Option<Figure>,
    /// Why it says nothing of the tables.
    pub excuse: Option<Phrase>,
    /// Why a misfit would not show a fault.
    pub doubt: Option<Phrase>,
}

/// What one report keeps for those of other years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The pack's place among the rules it was made with.
    pub(in crate::rules) pack: usize,
    /// The report's file.
    pub path: Arc<str>,
    /// Whose report it is, and of which year.
    pub identity: Identity,
    /// The lines of each table of each relation, by rule, then table.
    pub(in crate::rules) relations: Vec<Vec<Result<Vec<Line>, Phrase>>>,
    /// The amounts that sentences of this report or of the next one may speak of.
    pub(in crate::rules) readings: Vec<Term>,
    /// What this report's sentences say.
    pub(in crate::rules) stated: Vec<Stated>,
    /// The text of its sections, by rule on copied text.
    pub(in crate::rules) prose: Vec<Vec<Prose>>,
    /// The cells of each table of each rule on parents and children, by rule, then table; empty where nothing is to be added up.
    pub(in crate::rules) cells: Vec<Vec<Cells>>,
}

impl Figure {
    pub(in crate::rules) fn of(number: &Number, id: u32, sign: Sign, printed: &str) -> Self {
        Self { sign, quantity: Some(number.quantity.clone()), spot: number.spot, number: Some(id), printed: printed.into() }
    }

    /// Its amount with its sign.
    pub(in crate::rules) fn amount(&self) -> BigRational {
        let amount = self.quantity.as_ref().map_or_else(BigRational::zero, Quantity::amount);
        if self.sign == Sign::Minus { -amount } else { amount }
    }
}

impl Figures {
    /// The sum of the printed amounts.
    pub(in crate::rules) fn sum(&self) -> BigRational {
        self.cells.iter().fold(BigRational::zero(), |sum, figure| sum + figure.amount())
    }

    /// Whether any cell holds a number.
    fn is_filled(&self) -> bool {
        self.cells.iter().any(|figure| figure.quantity.is_some())
    }

    /// What the printed amounts may stand for together.
    pub(in crate::rules) fn interval(&self) -> Interval {
        let quantities = self.cells.iter().filter_map(|figure| Some((figure.sign, figure.quantity.as_ref()?)));
        quantities.fold(Interval::exact(BigRational::zero()), |sum, (sign, quantity)| sum.plus(&Interval::of(quantity), sign))
    }
}

impl Carried {
    /// Whether two reports give no figure differently: one may lack what the other's format shows.
    pub(in crate::rules) fn agrees(&self, other: &Self) -> bool {
        let lines = |carried: &Self| -> BTreeMap<(usize, usize, usize), Vec<Term>> {
            let mut found = BTreeMap::new();
            for (nth, tables) in carried.relations.iter().enumerate() {
                for (table, lines) in tables.iter().enumerate() {
                    for line in lines.iter().flatten() {
                        found.insert((nth, table, line.label), [line.own.clone(), line.before.clone()].concat());
                    }
                }
            }
            found
        };
        let same = |(mine, theirs): (&Term, &Term)| match (mine, theirs) {
            (Ok(mine), Ok(theirs)) if mine.is_filled() && theirs.is_filled() => mine.sum() == theirs.sum(),
            _ => true,
        };
        let (mine, theirs) = (lines(self), lines(other));
        let said = |carried: &Self| carried.stated.iter().map(|stated| stated.figure.amount()).collect::<Vec<_>>();
        mine.iter().all(|(at, terms)| theirs.get(at).is_none_or(|others| terms.iter().zip(others).all(same)))
            && self.readings.iter().zip(&other.readings).all(same)
            && said(self) == said(other)
            && self.cells.iter().flatten().zip(other.cells.iter().flatten()).all(|(mine, theirs)| same_cells(mine, theirs))
    }

    /// The pack it was made for, of the rules it was made with.
    #[must_use]
    pub fn pack_name<'r>(&self, rules: &'r RuleSet) -> Option<&'r str> {
        rules.packs().nth(self.pack).map(|pack| pack.name.as_str())
    }

    /// How many figures it keeps.
    pub(in crate::rules) fn filled(&self) -> usize {
        self.figures().filter(|figure| figure.quantity.is_some()).count()
    }

    /// Gives back the room that growing lists left: thousands of these wait at a time.
    fn shrink(&mut self) {
        for lines in self.relations.iter_mut().flatten().flatten() {
            lines.shrink_to_fit();
            for line in lines {
                line.own.shrink_to_fit();
                line.before.shrink_to_fit();
            }
        }
        self.stated.shrink_to_fit();
    }

    /// The ids of the numbers kept.
    pub fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.figures().filter_map(|figure| figure.number)
    }

    fn figures(&self) -> impl Iterator<Item = &Figure> {
        let lines = self.relations.iter().flatten().flatten().flatten();
        let terms = lines.flat_map(|line| line.own.iter().chain(&line.before)).chain(&self.readings);
        let cells = terms.flatten().flat_map(|figures| figures.cells.iter());
        let said = self.stated.iter().flat_map(|stated| std::iter::once(&stated.figure).chain(&stated.now));
        cells.chain(said)
    }
}

/// Whether no cell that both have is filled differently.
fn same_cells(mine: &Cells, theirs: &Cells) -> bool {
    let (Ok(mine), Ok(theirs)) = (mine, theirs) else { return true };
    let filled = |cell: &Cell| cell.value.as_ref().is_ok_and(|figure| figure.quantity.is_some());
    let same = |cell: &Cell| theirs.at(cell.row, cell.col).is_none_or(|other| !filled(other) || other.amount() == cell.amount());
    mine.cells.iter().filter(|cell| filled(cell)).all(same)
}

/// The pack's relations between two reports.
pub(in crate::rules) fn equations(pack: &Pack) -> impl Iterator<Item = (&Rule, &LinkedEquation)> {
    pack.rules.iter().filter_map(|rule| match &rule.check {
        Check::Across(across) => match &across.link {
            Link::Equation(equation) => Some((rule, equation)),
            Link::Claims { .. } | Link::Reuse(_) => None,
        },
        _ => None,
    })
}

/// The pack's rules on copied text.
pub(in crate::rules) fn reuses(pack: &Pack) -> impl Iterator<Item = (&Rule, &ReuseSpec)> {
    pack.rules.iter().filter_map(|rule| match &rule.check {
        Check::Across(across) => match &across.link {
            Link::Reuse(spec) => Some((rule, spec)),
            Link::Equation(_) | Link::Claims { .. } => None,
        },
        _ => None,
    })
}

/// The amounts that the pack's sentences on two reports may speak of, each once.
pub(in crate::rules) fn readings(pack: &Pack) -> Vec<&Expr> {
    let mut found: Vec<&Expr> = Vec::new();
    for rule in &pack.rules {
        let Check::Across(across) = &rule.check else { continue };
        let Link::Claims { wordings, .. } = &across.link else { continue };
        for wording in wordings {
            let Meaning::Readings(readings) = &wording.meaning else { continue };
            for (_, expr) in readings {
                if !found.contains(&expr) {
                    found.push(expr);
                }
            }
        }
    }
    found
}

/// What the report at hand keeps, with its cells where some are to be added up; `None` where the pack has no rule on several reports.
pub(in crate::rules) fn carried(pack: usize, context: &Context<'_, '_>, gates: &Gates, rolls_up: bool) -> Option<Carried> {
    if !context.pack.rules.iter().any(|rule| matches!(rule.check, Check::Across(_) | Check::Rollup(_))) {
        return None;
    }
    let identity = identity(context.facts, &context.pack.applies);
    let relations = equations(context.pack).map(|(_, equation)| relation(equation, context)).collect();
    let readings = readings(context.pack).into_iter().map(|expr| reading(expr, context)).collect();
    let stated = stated(context, gates, identity.year);
    let prose = reuses(context.pack).map(|(_, spec)| reuse::prose(spec, context.facts)).collect();
    let all = |tables: &[String]| tables.iter().map(|table| cells(table, context)).collect();
    let cells = if rolls_up { rollup_rules(context.pack).map(|(_, tables)| all(tables)).collect() } else { Vec::new() };
    let path = Arc::clone(&context.facts.document.path);
    let mut kept = Carried { pack, path, identity, relations, readings, stated, prose, cells };
    kept.shrink();
    Some(kept)
}

fn relation(equation: &LinkedEquation, context: &Context<'_, '_>) -> Vec<Result<Vec<Line>, Phrase>> {
    equation.tables.iter().map(|table| context.table(table).map(|bound| lines(equation, bound, context))).collect()
}

/// The lines of a table, one a declared label that was found.
fn lines(equation: &LinkedEquation, bound: &Bound<'_>, context: &Context<'_, '_>) -> Vec<Line> {
    let columns = equation.each == Each::Column;
    let (labels, found) = if columns { (&bound.spec.columns, &bound.cols) } else { (&bound.spec.rows, &bound.rows) };
    let line = |(nth, (label, at)): (usize, (&LabelSpec, &Option<u32>))| {
        let place = Place { bound, context, columns, label, at: (*at)? };
        let terms = |before: bool| -> Vec<Term> {
            let wanted = equation.terms().filter(|(_, term)| term.before == before);
            wanted.map(|(_, term)| place.cells(&term.name, term.sign)).collect()
        };
        let total = label.path.last().is_some_and(|last| bound.spec.totals.contains(last));
        Some(Line { label: nth, printed: place.printed(), total, own: terms(false), before: terms(true) })
    };
    labels.iter().zip(found).enumerate().filter_map(line).collect()
}

/// One line of a bound table.
struct Place<'p, 'r, 'd> {
    bound: &'p Bound<'r>,
    context: &'p Context<'r, 'd>,
    /// Whether the line is a column.
    columns: bool,
    label: &'p LabelSpec,
    /// Its grid row or column.
    at: u32,
}

impl Place<'_, '_, '_> {
    /// What the table calls the line.
    fn printed(&self) -> Box<str> {
        let grid = self.context.facts.tables.get(self.bound.table as usize);
        let first = self.bound.rows.iter().flatten().next().copied().unwrap_or(0);
        let path = grid.map(|grid| if self.columns { grid.col_path_at(first, self.at) } else { grid.row_path(self.at) });
        let own = path.and_then(|path| path.last()).or(self.label.path.last());
        own.map(|own| own.as_str().into()).unwrap_or_default()
    }

    /// The cells of one name on the line.
    fn cells(&self, name: &NamePath, sign: Sign) -> Term {
        let (bound, context) = (self.bound, self.context);
        let found = if self.columns { bound.rows_of(Some(name)) } else { bound.cols_of(name) };
        if found.is_empty() {
            let written = name.written();
            return Err(Phrase::new(format!("表中没有找到“{written}”"), format!("`{written}` was not found in the table")));
        }
        let (rows, cols) = if self.columns { (found, vec![self.at]) } else { (vec![self.at], found) };
        let crossings = || rows.iter().flat_map(|row| cols.iter().map(move |col| CellRef::new(*row, *col)));
        let mut figures = of(&context.crossing(bound, &rows, &cols, sign)?, context);
        if figures.cells.is_empty() {
            figures.cells = crossings().find_map(|at| self.blank(at, sign)).into_iter().collect();
        }
        let line = NamePath(self.label.path.clone());
        let (row, col) = if self.columns { (name, &line) } else { (&line, name) };
        let stray = bound.doubtful(Some(row), col, context.facts).map(|(row, col)| CellRef::new(row, col));
        let stray = stray.map(|at| Phrase::new(format!("{at} 的数不知属于哪一项"), format!("the number at {at} belongs to no known line")));
        let empty = || crossings().find(|at| self.is_blank(*at)).map(|at| Phrase::new(format!("{at} 空着"), format!("{at} is blank")));
        figures.unsure = stray.or_else(empty);
        Ok(figures)
    }

    /// A cell without a number, for something to point at.
    fn blank(&self, at: CellRef, sign: Sign) -> Option<Figure> {
        let document = self.context.facts.document;
        let cell = document.tables.get(self.bound.table as usize)?.at(at.row, at.col)?;
        let site = Site::Cell { table: self.bound.table, cell };
        let text = document.text(site)?;
        Some(Figure { sign, quantity: None, spot: Spot::new(site, 0..text.len()), number: None, printed: text.as_str().into() })
    }

    /// Whether nothing stands there. A dash is zero; a blank may be, but shows no fault beside another year's report.
    fn is_blank(&self, at: CellRef) -> bool {
        let facts = self.context.facts;
        let index = self.bound.table as usize;
        let (Some(table), Some(grid)) = (facts.document.tables.get(index), facts.tables.get(index)) else { return false };
        table.at(at.row, at.col).is_none_or(|cell| *grid.value(cell) == CellValue::Blank)
    }
}

fn of(operand: &Operand, context: &Context<'_, '_>) -> Figures {
    let facts = context.facts;
    let figure = |(cell, number): (&crate::rules::bind::BoundCell, &Number)| {
        Figure::of(number, cell.number, cell.sign, facts.document.printed(&number.spot))
    };
    let cells = operand.cells.iter().filter_map(|cell| Some((cell, facts.number(cell.number)?)));
    Figures { cells: cells.map(figure).collect(), unsure: None }
}

/// An amount that sentences speak of.
fn reading(expr: &Expr, context: &Context<'_, '_>) -> Term {
    let operand = context.operand(expr)?;
    if !operand.has_amount() {
        return Err(Phrase::new("表中相应的格空着", "the cells it speaks of are blank"));
    }
    Ok(of(&operand, context))
}
