//! What a rule asks of a sentence's own numbers.

use crate::rules::{Exhaustive, Expr};

/// What of a sentence's own numbers a rule adds up or divides, and the words it goes by.
#[derive(Debug)]
pub struct TallySpec {
    /// What it looks for.
    pub of: Tally,
    /// Words right before a total or a rest, or at the end of a rate's name.
    pub total: Vec<String>,
    /// What may stand beside these words without changing what is meant.
    pub beside: Vec<String>,
    /// Words by which a list names only some of the parts.
    pub open: Vec<String>,
    /// Words of numbers that are no parts: the year before's.
    pub apart: Vec<String>,
    /// Labels of parts that may hold the same things, by which an excess says nothing; of changes, words before what a number has come to.
    pub overlap: Vec<String>,
    /// Words right before a fall: 下降, 降幅. Those of a rise are `total`.
    pub down: Vec<String>,
    /// Words that name the year before.
    pub earlier: Vec<String>,
    /// Amounts of the tables, each with the words that name it.
    pub means: Vec<(String, Expr, Vec<String>)>,
    /// The topic that its sentences must have; `None`: any.
    pub topic: Option<String>,
    /// What shares may be of.
    pub whole: Vec<(String, Expr)>,
    /// Wholes that the words name, with those words.
    pub wholes: Vec<(String, Expr, Vec<String>)>,
    /// Words of a count that the tables know; of totals, what else may stand in the clause.
    pub parts: Vec<String>,
    /// The words of each class, all of which must be there.
    pub classes: Vec<Vec<String>>,
    /// Labels that together leave nothing out.
    pub exhaustive: Vec<Exhaustive>,
}

/// What a sentence's numbers may make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tally {
    /// A total behind its list, or before one in brackets.
    Totals,
    /// What is left of a whole.
    Rests,
    /// A share of a whole.
    Shares,
    /// By how much a number has changed.
    Changes,
    /// A share of what the tables count.
    Portions,
    /// Counts of all the classes that divide what the tables count.
    Classes,
    /// A number and the list of its parts.
    Lists,
}
