//! Web pages in one file (MHTML, RFC 2557), as Word, WPS, Excel and browsers save them: the page is found in the message and read like any other.

mod headers;
mod message;
mod read;

pub(in crate::ingest) use headers::is_message;
pub(in crate::ingest) use read::unpack;
