//! `[tally]`: what a sentence's own numbers make.

use std::ops::Range;

use crate::phrase::Phrase;
use crate::rules::decode::fields::{Fields, File};
use crate::rules::decode::keys::TALLY;
use crate::rules::decode::pack::{Lists, PackFile, lists as lists_of};
use crate::rules::decode::rule::{check_facts, exhaustive, listed, readings, topic};
use crate::rules::{Expr, Tally, TallySpec, expr};

/// What a sentence's own numbers make, as a rule asks for it.
pub(super) fn tally(
    table: &toml::de::DeTable<'_>,
    span: Range<usize>,
    pack: &PackFile,
    lists: &Lists,
    file: &mut File<'_>,
) -> Option<TallySpec> {
    let fields = Fields::of(table, span, &TALLY, file);
    let mut words = |key: &str| -> Vec<String> {
        let written = fields.strings(key, file);
        written.into_iter().flat_map(|(text, place)| listed(&text, &place, lists, file)).collect()
    };
    let [total, beside, open, apart, overlap, down, earlier, parts] =
        ["total", "beside", "open", "apart", "overlap", "down", "earlier", "parts"].map(&mut words);
    let kinds = [
        ("totals", Tally::Totals),
        ("rests", Tally::Rests),
        ("shares", Tally::Shares),
        ("changes", Tally::Changes),
        ("portions", Tally::Portions),
        ("classes", Tally::Classes),
        ("lists", Tally::Lists),
    ];
    let [means, wholes] = ["means", "wholes"].map(|key| named(key, &fields, pack, lists, file));
    let whole = readings("whole", &fields, pack, &[], file);
    let topic = topic(&fields, pack, file);
    let classes = lists_of("classes", &fields, file).into_values();
    let classes = classes.map(|words| words.iter().map(|word| crate::facts::normalise(word)).collect()).collect();
    let exhaustive = exhaustive(&fields, lists, file);
    fields.required("of", file)?;
    let of = fields.choice("of", &kinds, file)?;
    fields.needs(if of == Tally::Classes { "classes" } else { "total" }, file);
    Some(TallySpec { of, total, beside, open, apart, overlap, down, earlier, means, topic, whole, wholes, parts, classes, exhaustive })
}

/// Amounts of the tables, each with the words that name it: `"新收" = ["申请量"]`.
fn named(key: &str, fields: &Fields<'_, '_>, pack: &PackFile, lists: &Lists, file: &mut File<'_>) -> Vec<(String, Expr, Vec<String>)> {
    let Some((table, _)) = fields.table(key, file) else { return Vec::new() };
    let mut places: Vec<(String, Range<usize>)> = table.keys().map(|key| (key.get_ref().to_string(), key.span())).collect();
    places.sort_by_key(|(_, place)| place.start);
    let mut written = lists_of(key, fields, file);
    let mut found = Vec::new();
    for (text, place) in places {
        match expr::parse(&text) {
            Ok(expr) => {
                check_facts(&expr, &text, &place, pack, file);
                let words = written.remove(&text).unwrap_or_default();
                let words = words.iter().flat_map(|word| listed(word, &place, lists, file)).collect();
                found.push((text, expr, words));
            }
            Err(error) => file.report(&place, Phrase::new(error.message.0, error.message.1), None),
        }
    }
    found
}
