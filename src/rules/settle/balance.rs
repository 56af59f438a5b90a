//! A decided check as sums of numbers that should come to nothing.

use num_rational::BigRational;
use num_traits::Zero as _;

use crate::facts::Facts;
use crate::rules::bind::Operand;
use crate::rules::{Interval, Sign};

/// The numbers of one sum, by their ids in the facts.
pub(in crate::rules) type Terms = Vec<(Sign, u32)>;

/// What a check asks of the numbers it used.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Balance {
    /// The check's place among all checks.
    pub check: usize,
    /// Sums of which one must be zero: a stated number may have several readings.
    pub any_of: Vec<Terms>,
}

/// `left - right` as terms.
pub(in crate::rules) fn difference(left: &Operand, right: &Operand) -> Terms {
    let turned = |sign: Sign| if sign == Sign::Plus { Sign::Minus } else { Sign::Plus };
    let left = left.cells.iter().map(|cell| (cell.sign, cell.number));
    left.chain(right.cells.iter().map(|cell| (turned(cell.sign), cell.number))).collect()
}

impl Balance {
    /// The numbers it holds.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.any_of.iter().flatten().map(|(_, id)| *id)
    }

    /// Whether it holds as printed, or with one number changed.
    pub(super) fn holds(&self, facts: &Facts<'_>, changed: Option<(u32, &BigRational)>) -> bool {
        let zero = Interval::exact(BigRational::zero());
        self.any_of.iter().any(|terms| {
            let sum = terms.iter().try_fold(zero.clone(), |sum, (sign, id)| {
                let allowed = match changed {
                    Some((number, value)) if number == *id => Interval::exact(value.clone()),
                    _ => Interval::of(&facts.number(*id)?.quantity),
                };
                Some(sum.plus(&allowed, *sign))
            });
            sum.is_some_and(|sum| sum.meets(&zero))
        })
    }

    /// For each sum what it comes to as printed; `None` where a number is not known.
    pub(super) fn sums(&self, facts: &Facts<'_>) -> Vec<Option<BigRational>> {
        let sum = |terms: &Terms| {
            terms.iter().try_fold(BigRational::zero(), |sum, (sign, number)| {
                let amount = facts.number(*number)?.quantity.amount();
                Some(if *sign == Sign::Plus { sum + amount } else { sum - amount })
            })
        };
        self.any_of.iter().map(sum).collect()
    }

    /// The values of `id` that would bring one of the sums to zero; `sums` are what they come to.
    pub(super) fn values(&self, id: u32, sums: &[Option<BigRational>], facts: &Facts<'_>) -> Vec<BigRational> {
        let value = |(terms, sum): (&Terms, &Option<BigRational>)| {
            let mut found = terms.iter().filter(|(_, number)| *number == id);
            let (sign, _) = found.next()?;
            if found.next().is_some() {
                return None;
            }
            let (sum, old) = (sum.as_ref()?, facts.number(id)?.quantity.amount());
            Some(if *sign == Sign::Plus { old - sum } else { old + sum })
        };
        self.any_of.iter().zip(sums).filter_map(value).collect()
    }
}
