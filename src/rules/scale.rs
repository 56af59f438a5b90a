//! In which scale a derivation's numbers are shown: 万元 beside 亿元 must not look alike.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::document::Spot;
use crate::facts::{Facts, Hedge, Number, Unit, pow10};
use crate::rules::Sign;
use crate::rules::bind::Operand;
use crate::rules::message::amount;
use crate::style::marked_like;

/// Terms from which zeros are left out of a sum as shown.
const MANY: usize = 5;

/// How the numbers of one derivation are shown: computed amounts in the scale of its leading number, if there is any.
pub(super) struct Scale<'f> {
    lead: Option<&'f Number>,
    facts: &'f Facts<'f>,
    /// The numbers are printed in several scales, so that digits alone would mislead.
    differ: bool,
}

impl<'f> Scale<'f> {
    /// The scale of the first of `numbers`, mostly the stated one, among those that it is compared with.
    pub(super) fn of(numbers: impl Iterator<Item = &'f Number>, facts: &'f Facts<'f>) -> Self {
        let mut numbers = numbers.peekable();
        let lead = numbers.peek().copied();
        let mut powers = numbers.filter(|n| n.quantity.unit != Unit::Percent).map(|n| n.quantity.power);
        let first = powers.next();
        Self { lead, facts, differ: powers.any(|power| Some(power) != first) }
    }

    fn power(&self) -> i8 {
        self.lead.map_or(0, |lead| lead.quantity.power)
    }

    /// A number as printed: the digits alone, or with hedge, scale and unit where those matter.
    pub(super) fn shown(&self, number: &Number) -> String {
        let scaled = self.differ && number.quantity.unit != Unit::Percent;
        if scaled || number.quantity.hedge != Hedge::Exact {
            return self.facts.document.printed(&Spot::new(number.spot.site, number.extent.clone())).trim().to_owned();
        }
        self.facts.document.printed(&number.spot).to_owned()
    }

    /// The digits that would stand for `value` in the leading number's place, with that many decimals.
    pub(super) fn digits(&self, value: &BigRational, places: u8) -> String {
        self.marked(&amount(&(value / pow10(i32::from(self.power()))), places))
    }

    /// `18 + 8 - 2`, the numbers as printed; `0` for no filled cell. A long sum leaves its zeros out.
    pub(super) fn terms(&self, operand: &Operand) -> String {
        let mut out = String::new();
        let many = operand.cells.len() >= MANY;
        let said = |number: &Number| !(many && number.quantity.value.is_zero());
        for (n, (sign, number)) in operand.numbers(self.facts).filter(|(_, number)| said(number)).enumerate() {
            match (n, sign) {
                (0, Sign::Plus) => {}
                (0, Sign::Minus) => out.push('-'),
                (_, Sign::Plus) => out.push_str(" + "),
                (_, Sign::Minus) => out.push_str(" - "),
            }
            out.push_str(&self.shown(number));
        }
        if out.is_empty() { "0".to_owned() } else { out }
    }

    /// `18 + 8 = 26`, or the lone number.
    pub(super) fn sum_line(&self, operand: &Operand) -> String {
        let shown = self.terms(operand);
        if operand.cells.len() < 2 {
            return shown;
        }
        format!("{shown} = {}", self.total(operand))
    }

    /// The sum of an operand's cells, with what follows the digits.
    pub(super) fn total(&self, operand: &Operand) -> String {
        let numbers = || operand.numbers(self.facts).map(|(_, number)| number);
        format!("{}{}", self.sum(&operand.sum(self.facts), numbers()), self.unit())
    }

    /// The decimals that the sum of these numbers needs in this scale.
    fn places<'n>(&self, numbers: impl Iterator<Item = &'n Number>) -> u8 {
        let power = i16::from(self.power());
        let needed = |n: &Number| i16::from(n.quantity.value.scale) - i16::from(n.quantity.power) + power;
        let most = numbers.map(needed).max().unwrap_or(0);
        u8::try_from(most.max(0)).unwrap_or(u8::MAX)
    }

    /// An exact sum of these numbers: as many decimals as they have, or as few as will do where the scales differ.
    pub(super) fn sum<'n>(&self, value: &BigRational, numbers: impl Iterator<Item = &'n Number>) -> String {
        let mut places = self.places(numbers);
        let scaled = value / pow10(i32::from(self.power()));
        let whole = |places: u8| (&scaled * BigRational::from_integer(BigInt::from(10).pow(u32::from(places)))).is_integer();
        while self.differ && places > 0 && whole(places - 1) {
            places -= 1;
        }
        self.marked(&amount(&scaled, places))
    }

    /// A computed figure with the marks of the leading number.
    fn marked(&self, value: &str) -> String {
        let lead = self.lead.map_or("", |lead| self.facts.document.printed(&lead.spot));
        marked_like(lead, value).into_owned()
    }

    /// What follows the digits of a computed amount: the percent sign, or scale and unit as printed where scales differ. Empty where a hedge
    /// stands among them.
    pub(super) fn unit(&self) -> &str {
        let Some(lead) = self.lead else { return "" };
        match (&lead.quantity.unit, lead.quantity.power) {
            (Unit::Percent, 0) => "%",
            (Unit::Percent, _) => "‰",
            _ if self.differ && lead.quantity.hedge == Hedge::Exact => {
                self.facts.document.printed(&Spot::new(lead.spot.site, lead.spot.end..lead.extent.end))
            }
            _ => "",
        }
    }
}
