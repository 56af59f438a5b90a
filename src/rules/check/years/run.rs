//! The rules on years, each kind by its own file.

use crate::rules::bind::Context;
use crate::rules::check::years::{Dated, garbled, report, stale};
use crate::rules::{Checked, Rule, Years};

/// Carries out a rule on years; `dated` are the statements that name a year and agree with the tables.
pub(in crate::rules::check) fn check(rule: &Rule, years: Years, context: &Context<'_, '_>, dated: &[Dated], out: &mut Vec<Checked>) {
    match years {
        Years::Garbled => garbled::check(rule, context.facts, out),
        Years::Report => report::check(rule, context, dated, out),
        Years::Stale => stale::check(rule, context, dated, out),
    }
}
