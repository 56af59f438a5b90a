//! Rule packs and the checks they declare; each check gives a verdict.

mod across;
mod bind;
mod check;
mod decode;
mod expr;
mod grade;
mod ladder;
mod message;
mod model;
mod named_year;
mod pattern;
mod problem;
mod scale;
mod set;
mod settle;
mod sums;
mod tally_spec;
mod verdict;
mod word_list;

pub use across::{
    Across, Body, Carried, Consecutive, Family, Identity, Link, Linked, LinkedEquation, LinkedTerm, Member, Membership, Report, ReuseSpec,
    Rollup, Series, Statement, add_up, body_name, compare, families, series,
};
pub use bind::{FoundTable, found_tables};
pub(crate) use check::check_adding;
pub use check::{check, check_carrying, grounds, linked_grounds, meaning_words};
#[cfg(feature = "cli")]
pub(crate) use decode::{Fields, File, Form, Key, LEXICON, Shape, key, label_words, needed, schema_of};
pub use decode::{lexicon_schema, pack_schema, rule_schema, suggestion};
pub use expr::{Expr, ExprError, NamePath, Order, Sign, TableRef};
pub use grade::{Confidence, Repair, Severity};
pub use ladder::{Gap, Interval, Rung, rung};
pub use model::{
    Axis, BreakdownSpec, Check, ClaimSpec, Each, Equation, Example, Exhaustive, LabelSpec, Meaning, Pack, PartsSpec, Reach, Rule, Scope,
    SequenceSpec, TableSpec, Totals, Years,
};
pub use named_year::NamedYear;
pub use pattern::{CaptureKind, Fit, Pattern, PatternError};
pub use problem::RuleProblem;
pub use set::{RuleSet, RuleSource};
pub use sums::{How, Lexicon, Sum, Sums, Untied, sums};
pub use tally_spec::{Tally, TallySpec};
pub use verdict::{Checked, Evidence, Verdict, Violation};
pub use word_list::{Beginnings, Topics, WordList};
