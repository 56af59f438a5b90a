//! Decoding with a way back: points where a fresh decoder could start.

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use crate::document::Checkpoint;

/// Raw bytes between two checkpoints, at least.
pub(in crate::ingest) const BLOCK: usize = 4096;

/// Decodes in blocks and notes where a fresh decoder could start again.
pub(in crate::ingest) fn decode_blocks(raw: &[u8], encoding: &'static Encoding, bom: usize) -> (String, Vec<Checkpoint>) {
    let body = raw.get(bom..).unwrap_or(&[]);
    let first = Checkpoint { decoded: 0, raw: to_u32(bom) };
    if encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(body)
    {
        return (text.to_owned(), vec![first]);
    }
    let mut checkpoints = vec![first];
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    let mut at = 0;
    while at < body.len() {
        let end = block_end(body, at, encoding);
        let block = body.get(at..end).unwrap_or(&[]);
        let last = end == body.len();
        text.reserve(decoder.max_utf8_buffer_length(block.len()).unwrap_or(0));
        // The reserved length suffices by the decoder's own bound, so one call reads the whole block.
        let _ = decoder.decode_to_string(block, &mut text, last);
        at = end;
        if !last {
            checkpoints.push(Checkpoint { decoded: to_u32(text.len()), raw: to_u32(bom + at) });
        }
    }
    text.shrink_to_fit();
    (text, checkpoints)
}

/// Where a block that starts at `at` may end so that no character crosses: after a byte below 0x30, which no multi-byte encoding uses as a
/// trail byte (UTF-16: at a unit that is no low surrogate's). ISO-2022-JP has shift states, so it is one block.
fn block_end(body: &[u8], at: usize, encoding: &'static Encoding) -> usize {
    if encoding == ISO_2022_JP {
        return body.len();
    }
    let mut end = at.saturating_add(BLOCK).min(body.len());
    let high = if encoding == UTF_16LE {
        Some(1)
    } else if encoding == UTF_16BE {
        Some(2)
    } else {
        None
    };
    if let Some(back) = high {
        let lead = end.checked_sub(back).and_then(|i| body.get(i)).is_some_and(|b| (0xD8..0xDC).contains(b));
        return if lead { (end + 2).min(body.len()) } else { end };
    }
    while end < body.len() && body.get(end - 1).is_some_and(|b| *b >= 0x30) {
        end += 1;
    }
    end
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
