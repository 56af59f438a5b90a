//! The file formats that reports come in.

mod html;
mod look;
mod pen;
mod text;

pub(crate) use look::{Look, render};
pub(crate) use pen::Rendered;
