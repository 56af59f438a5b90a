//! Which units count the same things.

use crate::facts::Unit;

/// Units in which what is published is counted, each kind in its own.
const PUBLISHED: [&str; 14] = ["条", "件", "篇", "份", "则", "期", "个", "次", "项", "部", "幅", "张", "场", "批"];

/// Counts and bare numbers may be of the same things, as may English nouns (requests: letters, visits); anything else needs the same unit.
pub(super) fn same_things(a: &Unit, b: &Unit) -> bool {
    match (a, b) {
        (Unit::None, Unit::Count(_)) | (Unit::Count(_), Unit::None) => true,
        (Unit::Count(a), Unit::Count(b)) => stem(a) == stem(b) || (a.is_ascii() && b.is_ascii()),
        _ => a == b,
    }
}

/// Whether both may count what is published.
pub(super) fn same_publications(a: &Unit, b: &Unit) -> bool {
    let published = |unit: &Unit| matches!(unit, Unit::Count(unit) if PUBLISHED.contains(&stem(unit)));
    same_things(a, b) || published(a) && published(b)
}

/// Whether a unit counts persons, or how often they came.
pub(super) fn are_persons(unit: &Unit) -> bool {
    matches!(unit, Unit::Count(unit) if ["人", "人次", "名", "位"].contains(&unit.as_ref()))
}

/// Whether a unit counts things that are of one part only: accounts, bodies.
pub(super) fn are_things(unit: &Unit) -> bool {
    matches!(unit, Unit::Count(unit) if ["个", "家", "台"].contains(&unit.as_ref()))
}

/// A label without the names of fields of work, what stands on the page of 政务公开 is not for that published twice, and of 主要负责人, who are persons.
pub(super) fn without_fields(label: &str) -> String {
    label.replace("政务公开", "").replace("信息公开", "").replace("主要负责", "")
}

/// A unit without the 次 that only says that they came one by one: 件次 are 件, but 人次 are not 人. Letters are cases too: 来信20封,其中网上15件.
fn stem(unit: &str) -> &str {
    if unit == "封" || unit == "单" {
        return "件";
    }
    match unit.strip_suffix('次') {
        Some(stem) if !stem.is_empty() && stem != "人" => stem,
        _ => unit,
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::Unit;
    use crate::rules::check::alike::{same_publications, same_things};

    #[test]
    fn units_of_the_same_things() {
        let unit = |text: &str| Unit::Count(text.into());
        for (a, b) in [("件", "件次"), ("条次", "条"), ("场次", "场"), ("封", "件"), ("requests", "letters")] {
            assert!(same_things(&unit(a), &unit(b)), "{a} {b}");
        }
        for (a, b) in [("人", "人次"), ("件", "条"), ("次", "件次")] {
            assert!(!same_things(&unit(a), &unit(b)), "{a} {b}");
        }
        assert!(same_publications(&unit("条"), &unit("篇")) && !same_publications(&unit("条"), &unit("人次")));
    }
}
