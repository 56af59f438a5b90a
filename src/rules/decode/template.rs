//! Messages with `{slots}`.

use std::ops::Range;

use crate::phrase::Phrase;
use crate::rules::Check;
use crate::rules::decode::fields::{Fields, File, suggestion};
use crate::rules::message::{slots_in, slots_of};

/// A phrase whose `{slots}` the check must fill.
pub(super) fn template(key: &str, fields: &Fields<'_, '_>, check: Option<&Check>, file: &mut File<'_>) -> Phrase {
    let [zh, en] = fields.wordings(key, file);
    // Where no claim could be read, nobody knows what the check fills.
    if let Some(known) = check.map(slots_of).filter(|known| !known.is_empty()) {
        for (text, place) in [&zh, &en] {
            for (name, at) in slots_in(text) {
                let here = file.inside(place, text, &at);
                match name {
                    Some(name) if known.contains(&name) => {}
                    Some(name) => unknown_slot(name, &known, &here, file),
                    None => file.report(&here, Phrase::new("这个花括号没有闭合", "this brace is not closed"), None),
                }
            }
        }
    }
    Phrase { zh: zh.0, en: en.0 }
}

fn unknown_slot(name: &str, known: &[&str], at: &Range<usize>, file: &mut File<'_>) {
    let (near_zh, near_en) = suggestion(name, known);
    let all = known.iter().map(|slot| format!("{{{slot}}}")).collect::<Vec<_>>();
    let help = if near_en.starts_with("did") {
        Phrase::new(format!("{near_zh}可用的有：{}", all.join("、")), format!("{near_en} there are {}", all.join(", ")))
    } else {
        Phrase::new(format!("可用的有：{}", all.join("、")), format!("there are {}", all.join(", ")))
    };
    let message = Phrase::new(format!("这种检查不给出“{{{name}}}”"), format!("this kind of check fills no `{{{name}}}`"));
    file.report(at, message, Some(help));
}
