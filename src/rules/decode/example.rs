//! `[[example]]`: a report that the rule must judge as it says, what it must name between two `!`.

use std::ops::Range;

use crate::phrase::Phrase;
use crate::rules::Example;
use crate::rules::decode::fields::{Fields, File};
use crate::rules::decode::keys::{EXAMPLE, VERDICTS};

/// The examples of a rule, with every fault of their marks reported.
pub(super) fn examples(fields: &Fields<'_, '_>, file: &mut File<'_>) -> Vec<Example> {
    let mut found = Vec::new();
    for (table, span) in fields.tables("example", file) {
        let inner = Fields::of(table, span.clone(), &EXAMPLE, file);
        let Some((report, place)) = inner.required("report", file) else { continue };
        let before = inner.string("before", file).map(|(text, _)| text);
        let children = inner.words("children", file);
        let shows = inner.string("shows", file).map(|(text, _)| text).unwrap_or_default();
        let verdict = match inner.choice("verdict", &VERDICTS.map(|verdict| (verdict, verdict)), file) {
            Some(verdict) => verdict.to_owned(),
            None if report.contains('!') => "fail".to_owned(),
            None => "pass".to_owned(),
        };
        marks(&report, &place, &verdict, file);
        let line = file.source.get(..span.start).unwrap_or("").matches('\n').count() + 1;
        found.push(Example { shows, before, children, own: inner.flag("own", file), report, verdict, line });
    }
    found
}

/// The `!…!` of an example: in pairs around some words where the rule fails, none elsewhere.
fn marks(report: &str, place: &Range<usize>, verdict: &str, file: &mut File<'_>) {
    let places: Vec<usize> = report.match_indices('!').map(|(at, _)| at).collect();
    let fault = if let (1, Some(&last)) = (places.len() % 2, places.last()) {
        (last..last + 1, Phrase::new("这个“!”没有成对", "this `!` has no partner"))
    } else if let Some(&[open, close]) = places.chunks_exact(2).find(|pair| matches!(pair, [a, b] if b - a == 1)) {
        (open..close + 1, Phrase::new("两个“!”之间没有内容", "nothing stands between these marks"))
    } else if let (Some(&first), true) = (places.first(), verdict != "fail") {
        let message = Phrase::new(format!("结论为 {verdict} 的例子不应有“!”"), format!("an example that is {verdict} has no `!`"));
        (first..first + 1, message)
    } else if places.is_empty() && verdict == "fail" {
        (0..report.len(), Phrase::new("没有用“!…!”标出不符之处", "nothing is marked with `!…!`"))
    } else {
        return;
    };
    let at = file.inside(place, report, &fault.0);
    let help = Phrase::new("把结果应指出的数写在两个“!”之间", "put what the finding must name between two `!`");
    file.report(&at, fault.1, Some(help));
}
