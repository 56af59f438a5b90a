//! Bytes to [`crate::document::Document`]: the format is found by content, the file decoded and parsed.

mod checkpoints;
mod container;
mod continued;
mod damage;
mod declared;
mod decode;
mod delimited;
mod encoding_words;
mod foreign;
mod gather;
mod html;
mod layout;
mod limits;
mod mhtml;
mod mojibake;
#[cfg(feature = "cli")]
mod open;
mod outline;
mod package;
mod picture;
mod raised;
mod read;
mod sniff;
mod struck;
mod text;
mod too_slow;
mod word;
mod workbook;
mod wrapped;
mod xml;

pub use html::selector_fault;
pub use limits::Limits;
#[cfg(feature = "cli")]
pub use open::{load, no_file, open};
pub use read::{read, read_part, too_large};
pub use too_slow::too_slow;
