//! A number of the text, or an amount of the tables, that a relation is tried with.

use num_rational::BigRational;

use crate::facts::Facts;
use crate::rules::bind::Operand;
use crate::rules::check::tally::items::Item;
use crate::rules::scale::Scale;
use crate::rules::{Evidence, Interval, Sign};

/// What one side of a relation is.
#[derive(Clone)]
pub(super) struct Amount {
    pub(super) value: BigRational,
    /// What its digits allow.
    pub(super) allowed: Interval,
    /// As printed.
    pub(super) shown: String,
    pub(super) used: Vec<Evidence>,
}

impl Amount {
    /// A number of the sentence.
    pub(super) fn told(item: &Item<'_>, part: &str, facts: &Facts<'_>) -> Self {
        let quantity = &item.number.quantity;
        let shown = Scale::of(std::iter::once(item.number), facts).shown(item.number);
        Self { value: quantity.amount(), allowed: Interval::of(quantity), shown, used: vec![item.used(part)] }
    }

    /// Several numbers of the sentence together.
    pub(super) fn together(items: &[&Item<'_>], part: &str, facts: &Facts<'_>) -> Option<Self> {
        let (first, rest) = items.split_first()?;
        let first = Self::told(first, part, facts);
        Some(rest.iter().fold(first, |sum, item| sum.plus(Self::told(item, part, facts))))
    }

    /// The two together.
    pub(super) fn plus(self, next: Self) -> Self {
        Self {
            value: self.value + next.value,
            allowed: self.allowed.plus(&next.allowed, Sign::Plus),
            shown: format!("{} + {}", self.shown, next.shown),
            used: [self.used, next.used].concat(),
        }
    }

    /// An amount of the tables.
    pub(super) fn of_tables(operand: &Operand, part: &str, facts: &Facts<'_>) -> Self {
        let numbers = || operand.numbers(facts).map(|(_, number)| number);
        let shown = Scale::of(numbers(), facts).terms(operand);
        let shown = if shown.contains(' ') { format!("({shown})") } else { shown };
        Self { value: operand.sum(facts), allowed: operand.interval(facts), shown, used: operand.evidence(part, facts) }
    }
}
