//! The file formats that reports come in.

mod book;
mod html;
mod look;
mod pen;
mod place;
mod text;

pub(crate) use look::{Look, render};
pub(crate) use place::{Place, Rendered};
