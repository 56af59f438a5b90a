//! What a rule says of two reports of the same body, the one of the year after the other.

use crate::rules::{ClaimSpec, Each, Expr, NamePath, Sign};

/// A rule on a report and the one of the year before.
#[derive(Debug)]
pub struct Across {
    /// The first year of the later report for which it holds.
    pub from: Option<u32>,
    /// The last.
    pub to: Option<u32>,
    /// What must agree.
    pub link: Link,
}

/// What must agree between the two.
#[derive(Debug)]
pub enum Link {
    /// A relation that holds for each line of a table both have.
    Equation(LinkedEquation),
    /// Sentences of the later report. Invariant: as many wordings as statements.
    Claims {
        /// How they are said; their readings are amounts of either report.
        wordings: Vec<ClaimSpec>,
        /// What each states of those amounts.
        states: Vec<Statement>,
    },
    /// The words of the later report's sections are not those of the earlier one.
    Reuse(ReuseSpec),
}

/// How much of a section may stand in the report of the year before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReuseSpec {
    /// Of a section's own characters, in hundredths, from which it is copied.
    pub share: u32,
    /// Characters from which a section is looked at.
    pub least: u32,
    /// Words, without white space, of sentences that do not count: prescribed, or the same every year.
    pub skip: Vec<String>,
}

/// A relation among the cells of one line in both reports.
#[derive(Debug)]
pub struct LinkedEquation {
    /// The tables' names.
    pub tables: Vec<String>,
    /// What it is repeated over: columns or rows.
    pub each: Each,
    /// What is stated.
    pub left: Vec<LinkedTerm>,
    /// What it must be.
    pub right: Vec<LinkedTerm>,
}

/// A term of such a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedTerm {
    /// Added or taken away.
    pub sign: Sign,
    /// Whether it stands in the report of the year before.
    pub before: bool,
    /// The row, or the column.
    pub name: NamePath,
}

/// What a sentence says of an amount and of the same amount in the year before.
#[derive(Debug)]
pub enum Statement {
    /// Its number is the amount of the year before.
    Before,
    /// Its captured number `claim` follows from the amounts `now` and `before`.
    Change {
        /// The captured name on the left.
        claim: String,
        /// The right side over `now` and `before`.
        expr: Expr,
    },
}

impl Across {
    /// Whether it holds for a report of `year`.
    #[must_use]
    pub fn covers(&self, year: u32) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }
}

impl LinkedEquation {
    /// The terms of both sides, the stated one first, and whether each is stated.
    pub fn terms(&self) -> impl Iterator<Item = (bool, &LinkedTerm)> {
        self.left.iter().map(|term| (true, term)).chain(self.right.iter().map(|term| (false, term)))
    }

    /// The relation as written.
    #[must_use]
    pub fn written(&self) -> String {
        let side = |terms: &[LinkedTerm]| {
            let mut out = String::new();
            for (n, term) in terms.iter().enumerate() {
                out.push_str(match (n, term.sign) {
                    (0, Sign::Plus) => "",
                    (_, Sign::Plus) => " + ",
                    (_, Sign::Minus) => " - ",
                });
                out.push_str(if term.before { "before." } else { "" });
                out.push_str(&term.name.written());
            }
            out
        };
        format!("{} = {}", side(&self.left), side(&self.right))
    }
}
