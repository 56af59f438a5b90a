//! `[limits]`: what one file may cost.

use std::ops::Range;

use toml::de::DeValue;

use crate::cli::bounds::BOUNDS;
use crate::cli::config::file::Placed;
use crate::cli::config::keys::LIMITS;
use crate::phrase::Phrase;
use crate::rules::{Fields, File};

/// The bounds said, in the order of [`BOUNDS`].
pub(super) fn read(fields: &Fields<'_, '_>, file: &mut File<'_>) -> [Option<Placed<u64>>; 6] {
    let Some((table, span)) = fields.table("limits", file) else { return [const { None }; 6] };
    let inner = Fields::of(table, span, &LIMITS, file);
    BOUNDS.each_ref().map(|bound| {
        let value = inner.get(bound.key)?;
        let text = match value.get_ref() {
            DeValue::String(text) => text.as_ref(),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            other => {
                wrong(bound.key, &value.span(), format!("not {}", other.type_str()), file);
                return None;
            }
        };
        match bound.read(text) {
            Ok(number) => Some(Placed { value: number, span: value.span() }),
            Err(words) => {
                wrong(bound.key, &value.span(), words, file);
                None
            }
        }
    })
}

fn wrong(key: &str, span: &Range<usize>, words: String, file: &mut File<'_>) {
    let message = Phrase::new(format!("“{key}”不能是这个值"), format!("`{key}` cannot be this"));
    let zh = "写整数，字节数也可写作 \"64k\"、\"16M\"、\"1G\"".to_owned();
    file.report(span, message, Some(Phrase::new(zh, words)));
}
