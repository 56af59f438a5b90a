//! Reports of two years in a row: what one leaves open the next one carries in.

use std::sync::Arc;

use crossfoot::findings::{Finding, audit_series};
use crossfoot::ingest::{Limits, read};
use crossfoot::rules::RuleSet;

use super::class::Class;
use super::markup::Rendered;
use super::mutate::{Mutant, cell};
use super::paper::{Change, Paper, Role};
use super::rng::Rng;

/// The findings on two files, each by itself and the later one against the earlier.
pub(crate) fn findings(files: &[Rendered; 2], rules: &RuleSet) -> Vec<Finding> {
    let one = |file: &Rendered| {
        let bytes: Arc<[u8]> = Arc::from(&file.bytes[..]);
        read(&file.name, bytes, &Limits::default()).unwrap_or_else(|problem| panic!("{}: {problem}", file.name))
    };
    audit_series(&files.each_ref().map(one), rules).reports.into_iter().flat_map(|report| report.findings).collect()
}

/// Changes of one number that the other year contradicts, with the report (0 or 1) it is in.
pub(crate) fn mutants(pair: &[Paper; 2], rng: &mut Rng) -> Vec<(usize, Mutant)> {
    let mut mutants = Vec::new();
    let left = |role: Role, rows: usize| matches!(role, Role::Three(row, 0..6) if row + 1 == rows);
    let rows = rows(&pair[0]);
    let carried: Vec<(usize, usize)> = marks(&pair[0], |role| left(role, rows)).map(|mark| (0, mark)).collect();
    let taken: Vec<(usize, usize)> = marks(&pair[1], |role| matches!(role, Role::Three(1, 0..6))).map(|mark| (1, mark)).collect();
    let any = [carried, taken].concat();
    mutants.extend(one(pair, &any, Class::CarriedForward, rng));
    if same_form(pair) {
        let stock = |role: Role| matches!((pair[1].form, role), (2021, Role::Two(1, 2)) | (2019, Role::Two(2..=5, 0)));
        let stock: Vec<(usize, usize)> = marks(&pair[1], stock).map(|mark| (1, mark)).collect();
        mutants.extend(one(pair, &stock, Class::Stock, rng));
    }
    mutants
}

/// The form of table 2 is the same in both, as the rows under the same names show.
fn same_form(pair: &[Paper; 2]) -> bool {
    let count = |paper: &Paper| marks(paper, |role| matches!(role, Role::Two(..))).count();
    pair[0].form == pair[1].form && count(&pair[0]) == count(&pair[1])
}

fn rows(paper: &Paper) -> usize {
    marks(paper, |role| matches!(role, Role::Three(_, 0))).count()
}

/// The marks of cells that print a number.
fn marks(paper: &Paper, keep: impl Fn(Role) -> bool) -> impl Iterator<Item = usize> {
    let fits =
        move |(_, mark): &(usize, &super::paper::Mark)| mark.cell && matches!(mark.change, Change::Number { .. }) && keep(mark.about[0]);
    paper.marks.iter().enumerate().filter(fits).map(|(n, _)| n)
}

fn one(pair: &[Paper; 2], places: &[(usize, usize)], class: Class, rng: &mut Rng) -> Option<(usize, Mutant)> {
    // A blank beside blanks says nothing.
    let said: Vec<&(usize, usize)> =
        places.iter().filter(|(at, mark)| pair[*at].marks[*mark].text.contains(|c: char| c.is_ascii_digit())).collect();
    if said.is_empty() {
        return None;
    }
    let (at, mark) = **rng.pick(&said);
    cell(&pair[at], mark, rng).map(|mutant| (at, Mutant { class, ..mutant }))
}

/// Whether a finding names the changed cell and a number of the other file.
pub(crate) fn names(finding: &Finding, mutant: &Mutant, at: usize, files: &[Rendered; 2]) -> bool {
    let own = &files[at];
    let aims: Vec<_> = mutant.edits.iter().filter_map(|(mark, _)| own.places[*mark].as_ref()).collect();
    let own_label = finding.labels.iter().any(|label| *label.location.path == *own.name && aims.iter().any(|aim| aim.holds(label)));
    own_label && finding.labels.iter().any(|label| *label.location.path == *files[1 - at].name)
}
