//! The rules on years, each kind by its own file.

use crate::rules::bind::Context;
use crate::rules::check::years::{Stated, garbled, report, stale};
use crate::rules::{Checked, Rule, Years};

/// Carries out a rule on years; `stated` are the statements that the tables decide.
pub(in crate::rules::check) fn check(rule: &Rule, years: &Years, context: &Context<'_, '_>, stated: &[Stated], out: &mut Vec<Checked>) {
    match years {
        Years::Garbled => garbled::check(rule, context.facts, out),
        Years::Report => report::check(rule, context, stated, out),
        Years::Stale { own } => stale::check(rule, own, context, stated, out),
    }
}
