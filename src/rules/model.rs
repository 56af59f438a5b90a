//! A rule pack as checked and ready to run.

use crate::phrase::Phrase;
use crate::rules::across::{Across, Link};
use crate::rules::{Beginnings, Confidence, Expr, NamedYear, Order, Pattern, Severity, TallySpec, Topics, WordList};

/// A family of reports: when it applies, what its tables look like, what its sentences speak of, and its rules.
#[derive(Debug)]
pub struct Pack {
    /// The folder's name.
    pub name: String,
    /// What the family is called.
    pub title: Phrase,
    /// Words that mark a report of the family; empty means every report.
    pub applies: Vec<String>,
    /// The family's tables.
    pub tables: Vec<TableSpec>,
    /// Names for what sentences talk about.
    pub facts: Vec<(String, Vec<Expr>)>,
    /// Words that move a claim out of reach.
    pub scope: Scope,
    /// What numbers may be about: a name and its words.
    pub topics: Topics,
    /// Facts and the words that name them; several names joined before one number stand for their sum.
    pub names: Vec<(String, Vec<String>)>,
    /// The rules, by identifier.
    pub rules: Vec<Rule>,
}

/// A table of the family, recognised by caption and labels together.
#[derive(Debug, Default)]
pub struct TableSpec {
    /// The name rules use.
    pub name: String,
    /// What stands above it.
    pub caption: Vec<String>,
    /// Its rows in order; empty for a table of one data row.
    pub rows: Vec<LabelSpec>,
    /// Its columns in order.
    pub columns: Vec<LabelSpec>,
    /// Blank cells beside numbers count as zero.
    pub blank_is_zero: bool,
    /// Names (last part) whose blank cell stays unknown, and its parts: `总计 = 申请人`.
    pub totals: Vec<String>,
}

/// A row or column label as declared: `不予公开/国家秘密 = 属于国家秘密 | 国家秘密`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelSpec {
    /// The name, its groups outermost first.
    pub path: Vec<String>,
    /// The wordings it is printed in.
    pub printed: Vec<String>,
}

/// Words by which a claim speaks of something else than the table.
#[derive(Debug, Default)]
pub struct Scope {
    /// Anywhere in the sentence before the number.
    pub sentence: WordList,
    /// In the same comma clause as the claim.
    pub clause: WordList,
    /// Right behind the claim, up to the next comma.
    pub behind: WordList,
    /// Words right behind a claim that hold one of `behind` and yet move nothing: `a year ago`.
    pub beside: WordList,
    /// Words of the report's own time right before a number: 今年, this year.
    pub now: WordList,
    /// How names of bodies end; one right before the claim's words is another than the reporting organ.
    pub bodies: Vec<String>,
    /// Words beside a body's name that make it the reporting organ's own.
    pub own: Vec<String>,
    /// Words right before the claim's that may name a part of what the table covers: a number below the table's stays undecided.
    pub partial: WordList,
    /// Topics whose claims name parts of one of `wholes`: beside a number that is none of them they speak of a part of the table's.
    pub whole_topic: Vec<String>,
    /// Names of facts.
    pub wholes: Vec<String>,
    /// All that may stand in a clause before a claim's words while its number is the whole's; other words leave it undecided. Empty: any may.
    pub lead: Beginnings,
    /// What the tables count: a claim with another unit, or with a fraction, states something else. Empty: any unit.
    pub units: Vec<String>,
    /// Verbs before which the body stands that a clause is about: what it takes in.
    pub intake: Vec<String>,
    /// Words by which a number is of another stage than the one before it: 办结 behind what was received.
    pub stages: Vec<String>,
    /// How the first clause of a sentence reads that goes on dividing what the one before spoke of: `从…看` begins and ends so.
    pub goes_on: Vec<String>,
    /// Topics of what comes of the matter of `whole_topic`: right behind it one of these is its own, where another number bears it out.
    pub aftermath: Vec<String>,
    /// What a result may be of without a word that names it anew: `案件,结果维持3件`.
    pub matters: Vec<String>,
    /// Words between a name and a number by which they may not belong together, and between names that one number counts together.
    pub joins: Vec<String>,
    /// Words beside a number that is in the one before it, but not in the table's: `收到70件,其中撤回8件`.
    pub less: WordList,
    /// Words behind a number that open what it is made of.
    pub within: WordList,
    /// Words of a clause by which a smaller number is that of a part, where another number of the sentence is the table's.
    pub narrow: WordList,
    /// Words of all bodies of an area, where the tables may be those of its own office alone.
    pub wide: WordList,
    /// Words of all bodies of a field, of which the report's is one, beside those of `wide`.
    pub field: WordList,
    /// Words that, among ones `lead` does not know, name a part; behind other unknown words the numbers beside a claim may bear it out. Empty: all.
    pub narrowing: Vec<String>,
    /// Words of `sentence` that speak of a part of the year.
    pub part_year: WordList,
    /// Words of a clause by which it is the whole year's all the same.
    pub all_year: WordList,
    /// How a clause ends that names what another number is set against: `与2022年收到55件相比`.
    pub compared: WordList,
}

impl Scope {
    /// Whether the tables count things in this unit; in any, where the pack names none.
    pub(in crate::rules) fn counts_in(&self, unit: &str) -> bool {
        self.units.is_empty() || self.units.iter().any(|known| known == unit)
    }
}

/// One rule: one file.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case; the file's stem.
    pub id: String,
    /// The pack's name.
    pub pack: String,
    /// The file, as given.
    pub file: String,
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// What is wrong, in a few words.
    pub title: Phrase,
    /// Why it matters.
    pub why: Phrase,
    /// What to do.
    pub fix: Phrase,
    /// The message template.
    pub message: Phrase,
    /// What it checks.
    pub check: Check,
    /// Marked examples.
    pub examples: Vec<Example>,
}

impl Rule {
    /// Its wordings of statements; `None` where it is about something else than what sentences say.
    #[must_use]
    pub fn claims(&self) -> Option<&[ClaimSpec]> {
        match &self.check {
            Check::Claims(claims) => Some(claims),
            Check::Across(across) => match &across.link {
                Link::Claims { wordings, .. } => Some(wordings),
                Link::Equation(_) | Link::Reuse(_) => None,
            },
            Check::Equation(_)
            | Check::Sequence(_)
            | Check::Sums(_)
            | Check::Years(_)
            | Check::Rollup(_)
            | Check::Shifted(_)
            | Check::Tally(_) => None,
        }
    }

    /// Whether it says only how large a number may be, not what it is.
    #[must_use]
    pub fn only_bounds(&self) -> bool {
        match &self.check {
            Check::Equation(equation) => equation.order != Order::Equal,
            Check::Claims(claims) => !claims.is_empty() && claims.iter().all(|claim| matches!(claim.meaning, Meaning::AtMost(_))),
            Check::Sequence(_)
            | Check::Sums(_)
            | Check::Years(_)
            | Check::Across(_)
            | Check::Rollup(_)
            | Check::Shifted(_)
            | Check::Tally(_) => false,
        }
    }
}

/// The closed set of check kinds.
#[derive(Debug)]
pub enum Check {
    /// A relation among the cells of a table.
    Equation(Equation),
    /// Sentences that state a number.
    Claims(Vec<ClaimSpec>),
    /// Ordinals in running text.
    Sequence(SequenceSpec),
    /// Years in running text.
    Years(Years),
    /// Sums, or rates, found in any table.
    Sums(Totals),
    /// A report against the one of the year before.
    Across(Across),
    /// The cells of these tables are the sums of the children's, where a configuration names parents and children.
    Rollup(Vec<String>),
    /// Rows of these tables whose figures all stand one column off.
    Shifted(Vec<String>),
    /// What sentences' own numbers make.
    Tally(TallySpec),
}

/// Which years a rule speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Years {
    /// Those with a digit too many, or in two scripts.
    Garbled,
    /// Those by which the report names the year it is about: title, period.
    Report,
    /// Those of sentences whose numbers are the report's own, although they name another year.
    Stale {
        /// Words that a report says of its own year only.
        own: Vec<String>,
    },
}

/// Which of the sums found in tables a rule speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Totals {
    /// Those whose total is named as one.
    Named,
    /// Those that only the other lines of the table show.
    Unnamed,
    /// Those whose total is named as one and whose parts make it on no line: a part was left out, or entered twice.
    Throughout,
    /// Those plainly named as one that are not what all that stands beside them makes: they may be no sum.
    Unlike,
    /// No sums: the shares, changes and amounts per unit of a column.
    Rates,
}

/// A relation that holds for each line of a table.
#[derive(Debug)]
pub struct Equation {
    /// The tables' names, one or more; the names of lines are those of each.
    pub tables: Vec<String>,
    /// What it is repeated over.
    pub each: Each,
    /// The left side; names are those of the other axis.
    pub left: Expr,
    /// How the sides stand to each other.
    pub order: Order,
    /// The right side.
    pub right: Expr,
}

/// What an equation is repeated over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Each {
    /// Every column; names are rows.
    Column,
    /// Every row; names are columns.
    Row,
    /// Every innermost group of columns; names are the members' last parts.
    ColumnGroup,
    /// Every innermost group of rows.
    RowGroup,
}

/// Rows or columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Rows.
    Row,
    /// Columns.
    Column,
}

/// Which of the pack's words move a claim out of reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All of them.
    Clause,
    /// Not those of its clause.
    Anywhere,
    /// Nor those of a part of the year: the wording itself names all parts of it, or an average.
    AllYear,
}

/// Wordings of a statement and what they may mean.
#[derive(Debug)]
pub struct ClaimSpec {
    /// The wordings.
    pub says: Vec<Pattern>,
    /// Words in the same comma clause that make it another statement.
    pub not: Vec<String>,
    /// Words that, with years and the reporting body's name, make up the whole clause of the number; empty where it may hold any others.
    pub only: Vec<String>,
    /// Wordings that, anywhere in the sentence, make it another statement.
    pub unless: Vec<Pattern>,
    /// Wordings that, anywhere in the sentence, make the claim a weak one.
    pub doubt: Vec<Pattern>,
    /// The captured number that is of an earlier time than the others: words before it that date it later make it another statement.
    pub earlier: Option<String>,
    /// The topic that must be the nearest one before the number.
    pub topic: Option<String>,
    /// Wordings of which one must occur in the sentence before the number, in the short sentence that opens its paragraph, or in the heading above;
    /// where the claim's words open the sentence, in the two sentences before as well.
    pub with: Vec<Pattern>,
    /// Which of the pack's words move it out of reach.
    pub reach: Reach,
    /// The year that its words name.
    pub names: NamedYear,
    /// What is compared.
    pub meaning: Meaning,
    /// The wording alone does not bind firmly: a misfit stays undecided, unless the other numbers of the sentence bear it out.
    pub weak: bool,
    /// Of a weak wording: where nothing else in the report tells the number, a misfit counts all the same.
    pub alone: bool,
    /// The number is an amount of money, not a count.
    pub money: bool,
}

/// Names in formulas for what the wording itself does not capture: the report's top headings, the items of the list that follows, the days of a
/// year, what the report said first by the same wordings.
pub(in crate::rules) const COUNTED: [&str; 4] = ["headings", "items", DAYS, BEFORE];

/// What the report said first by the claim's own wordings.
pub(in crate::rules) const BEFORE: &str = "said-before";

/// The days of a year, leap or not.
pub(in crate::rules) const DAYS: &str = "days";

/// What a claim states.
#[derive(Debug)]
pub enum Meaning {
    /// `n` is one of these amounts; it fails only when none fits.
    Readings(Vec<(String, Expr)>),
    /// The captured number `claim` follows from the others.
    Formula {
        /// The captured name on the left.
        claim: String,
        /// The right side over captured names and facts.
        expr: Expr,
    },
    /// A whole is the sum of the list behind it.
    Breakdown(BreakdownSpec),
    /// The list that the wording opens leaves nothing out of one of these amounts.
    Parts(PartsSpec),
    /// The captured number `n` is at most one of these amounts: a part of what is counted there, but which part is not said.
    AtMost(Vec<(String, Expr)>),
    /// The words themselves, without a number, say that `expr` is `value`: 未发生行政复议.
    Holds {
        /// What `expr` is called: as written in the rule.
        name: String,
        /// Facts and cells.
        expr: Expr,
        /// The amount.
        value: crate::document::Decimal,
    },
}

/// A whole, the list of its parts, and which words say what of the list. Labels are the words before each part.
#[derive(Debug)]
pub struct BreakdownSpec {
    /// The whole's name.
    pub whole: String,
    /// The list's name.
    pub parts: String,
    /// Words that make the list complete.
    pub complete: Vec<String>,
    /// Labels of parts of which no two hold the same thing: where all parts have one of them, any excess over the whole is reported.
    pub disjoint: Vec<String>,
    /// Labels of parts that may hold the same things, by which an excess says nothing.
    pub overlap: Vec<String>,
    /// Sets of labels that leave nothing out: a list of just these parts is complete.
    pub exhaustive: Vec<Exhaustive>,
    /// Words of a label that narrow nothing; beside other words than these and those before the list, a label of a set is of a part only.
    pub plain: Vec<String>,
    /// Words that open another statement: the list ends before them.
    pub until: Vec<String>,
    /// Only lists count that are certain to be whole: by their end, or by names of theirs.
    pub closed: bool,
}

/// A list without its whole, which the tables hold: `网络18件、信函6件、当面2件` of the applications received.
#[derive(Debug)]
pub struct PartsSpec {
    /// What they may make, as written in the rule.
    pub wholes: Vec<(String, Expr)>,
    /// Sets of labels that leave nothing out: no other list is checked.
    pub exhaustive: Vec<Exhaustive>,
    /// A list of three or more that ends with everything else leaves nothing out either.
    pub to_rest: bool,
    /// Words of which every label has one: where the wording says by what the list divides, and no label stands twice, it leaves nothing out either.
    pub kinds: Vec<String>,
    /// Words that open another statement: the list ends before them.
    pub until: Vec<String>,
}

/// Labels that leave nothing out of what they divide.
#[derive(Debug)]
pub struct Exhaustive {
    /// The word that the sentence must have: they divide such things only. `申请: 网上 + 信函 + 当面` says nothing of calls.
    pub of: Option<String>,
    /// Each label by the words it may have.
    pub labels: Vec<Vec<String>>,
}

/// Which ordinals a sequence rule follows.
#[derive(Debug)]
pub struct SequenceSpec {
    /// The styles by a specimen: `一是`, `第一`, `1.`, `(一)`, `一、`, `第一章`.
    pub styles: Vec<crate::facts::OrdinalStyle>,
}

/// An example report inside a rule file, marks removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What it shows.
    pub shows: String,
    /// The report of the year before, marked likewise, for a rule on two reports.
    pub before: Option<String>,
    /// The children's reports, marked likewise, for a rule on parents and children.
    pub children: Vec<String>,
    /// The parent counts matters of its own too.
    pub own: bool,
    /// The report with `!…!` around what the finding must name.
    pub report: String,
    /// The verdict the rule must reach: `fail`, `pass`, `not-applicable`, `undecided`.
    pub verdict: String,
    /// Line in the rule file, 1-based.
    pub line: usize,
}
