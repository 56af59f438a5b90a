//! What a cell shows for its stored value: number-format codes (ECMA-376 part 1, 18.8.30 and 18.8.31).

mod builtin;
mod code;
mod date;
mod digits;
mod formats;
mod hanzi;
mod number;
mod shown;

pub(super) use builtin::builtin;
pub(super) use formats::Formats;
pub(super) use shown::NumberFormat;
