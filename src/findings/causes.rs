//! One root cause, one finding: findings of a report that the same change settles are told as the gravest of them, with the others beside it.

use crate::findings::{Also, Finding, Label, LabelRole, Location, Outcome};
use crate::phrase::Phrase;

/// A change that a finding offers: where, and to what.
type Offered<'f> = (&'f Location, &'f str);

/// Joins them. To be called once all is known that lets findings stand: each of them is known by its own rule and fingerprint until then.
pub fn join_causes(outcome: &mut Outcome) {
    for report in &mut outcome.reports {
        let mut told: Vec<Finding> = Vec::new();
        for finding in std::mem::take(&mut report.findings) {
            match told.iter().position(|known| is_same_cause(known, &finding)) {
                Some(at) if told.get(at).is_some_and(|known| known.severity >= finding.severity) => {
                    told.get_mut(at).into_iter().for_each(|known| take_in(known, &finding));
                }
                Some(at) => {
                    // The graver one tells it, in its own place.
                    let mut graver = finding;
                    let lesser = told.remove(at);
                    take_in(&mut graver, &lesser);
                    told.push(graver);
                }
                None => told.push(finding),
            }
        }
        for finding in &mut told {
            lead_with_cause(finding);
            advise(finding);
        }
        report.findings = told;
    }
}

/// Whether both offer changes, and the same ones: then the numbers that either names are wrong by one and the same number.
fn is_same_cause(one: &Finding, other: &Finding) -> bool {
    fn offered(finding: &Finding) -> Vec<Offered<'_>> {
        let repairs = finding.repairs.iter();
        repairs.filter_map(|repair| Some((&finding.labels.get(repair.label)?.location, repair.value.as_str()))).collect()
    }
    let (one, other) = (offered(one), offered(other));
    !one.is_empty() && one.len() == other.len() && one.iter().all(|change| other.contains(change))
}

/// Puts another finding of the same cause beside this one.
fn take_in(finding: &mut Finding, other: &Finding) {
    for label in &other.labels {
        if !finding.labels.iter().any(|known| known.location == label.location) {
            finding.labels.push(Label { role: LabelRole::Related, ..label.clone() });
        }
    }
    finding.also.push(Also { rule: other.rule.clone(), message: other.message.clone(), fingerprint: other.fingerprint.clone() });
    finding.also.extend(other.also.iter().cloned());
}

/// Where one change alone settles what several checks found, the number to change is what the finding is about, not the total that misses it.
fn lead_with_cause(finding: &mut Finding) {
    let ([repair], false) = (&finding.repairs[..], finding.also.is_empty()) else { return };
    let cause = repair.label;
    if cause == 0 || cause >= finding.labels.len() {
        return;
    }
    finding.labels.swap(0, cause);
    for (at, label) in finding.labels.iter_mut().enumerate() {
        label.role = if at == 0 { LabelRole::Primary } else { LabelRole::Related };
    }
    let swapped = |label: usize| match label {
        0 => cause,
        label if label == cause => 0,
        label => label,
    };
    for repair in &mut finding.repairs {
        repair.label = swapped(repair.label);
    }
    let (new, old) = (place(finding, 0), place(finding, cause));
    for excerpt in &mut finding.excerpts {
        excerpt.relabel(&swapped);
        // What is shown is named by the place of what it is about.
        if let (true, Some(new), Some(old)) = (excerpt.shows(0), &new, &old) {
            let origin = excerpt.origin_mut();
            for words in [&mut origin.zh, &mut origin.en] {
                if let Some(rest) = words.strip_prefix(old.as_str()) {
                    *words = format!("{new}{rest}");
                }
            }
        }
    }
}

/// The file, line and column of a label.
fn place(finding: &Finding, label: usize) -> Option<String> {
    let at = &finding.labels.get(label)?.location;
    Some(format!("{}:{}:{}", at.path, at.line?, at.column?))
}

/// Says which rules' findings the change settles besides.
fn advise(finding: &mut Finding) {
    let mut rules: Vec<&str> = Vec::new();
    for also in &finding.also {
        if !rules.contains(&also.rule.as_str()) {
            rules.push(&also.rule);
        }
    }
    if rules.is_empty() {
        return;
    }
    let (count, zh, en) = (finding.also.len(), rules.join("、"), rules.join(", "));
    let (check, it) = if count == 1 { ("check", "fails") } else { ("checks", "fail") };
    let remark = Phrase::new(
        format!("另有 {count} 项检查（{zh}）因同一处不符，一并解决"),
        format!("{count} more {check} ({en}) {it} for the same reason and would be settled with it"),
    );
    if let ([repair], Some(label)) = (&finding.repairs[..], finding.labels.first())
        && repair.label == 0
    {
        let place = label.location.cell.clone().unwrap_or_else(|| label.text.clone());
        finding.help = Phrase::new(format!("先核对 {place}；{}", remark.zh), format!("check {place} first; {}", remark.en));
        return;
    }
    let help = &finding.help;
    finding.help = if help.zh.is_empty() {
        remark
    } else {
        Phrase::new(format!("{}；{}", help.zh, remark.zh), format!("{}; {}", help.en, remark.en))
    };
}
