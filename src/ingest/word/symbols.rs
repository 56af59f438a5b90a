//! Characters of symbol fonts (`w:sym`, and private-use characters typed in such a font) as the characters they look like.

/// The character shown for `code` in `font`; `None` where nothing is known to look like it.
///
/// Symbol fonts sit at U+F020 to U+F0FF; digits and punctuation of `Symbol` are where ASCII has them.
pub(super) fn symbol(font: &str, code: u32) -> Option<char> {
    let low = code & 0xFF;
    let is_private = (0xF000..=0xF0FF).contains(&code);
    let font = font.to_ascii_lowercase();
    if font.starts_with("wingdings 2") {
        return wingdings2(low);
    }
    if font.starts_with("wingdings") {
        return wingdings(low);
    }
    if font == "symbol" {
        return adobe_symbol(low);
    }
    if is_private { None } else { char::from_u32(code).filter(|c| !c.is_control()) }
}

fn adobe_symbol(low: u32) -> Option<char> {
    match low {
        0x20..=0x21 | 0x23 | 0x25..=0x26 | 0x28..=0x29 | 0x2B..=0x2C | 0x2E..=0x3F | 0x5B | 0x5D | 0x5F | 0x7B..=0x7D => {
            char::from_u32(low)
        }
        0x2A => Some('∗'),
        0x2D => Some('−'),
        0x7E => Some('∼'),
        0xA3 => Some('≤'),
        0xB1 => Some('±'),
        0xB3 => Some('≥'),
        0xB4 => Some('×'),
        0xB7 => Some('•'),
        0xB8 => Some('÷'),
        0xB9 => Some('≠'),
        0xBB => Some('≈'),
        0xE5 => Some('∑'),
        _ => None,
    }
}

fn wingdings(low: u32) -> Option<char> {
    match low {
        0x6C | 0x9F => Some('•'),
        0x6E | 0xA7 => Some('■'),
        0x6F | 0xA8 | 0x71 | 0x72 => Some('☐'),
        0x80..=0x8A => digit_in_circle(low - 0x80, '⓪', '①'),
        0x8B..=0x95 => digit_in_circle(low - 0x8B, '⓿', '❶'),
        0xFB => Some('✗'),
        0xFC => Some('✓'),
        0xFD => Some('☒'),
        0xFE => Some('☑'),
        _ => None,
    }
}

fn wingdings2(low: u32) -> Option<char> {
    match low {
        0x2A | 0xA3 => Some('☐'),
        0x4F => Some('✗'),
        0x50 => Some('✓'),
        0x51 | 0x53 => Some('☒'),
        0x52 | 0x54 => Some('☑'),
        _ => None,
    }
}

fn digit_in_circle(n: u32, zero: char, one: char) -> Option<char> {
    n.checked_sub(1).map_or(Some(zero), |offset| char::from_u32(one as u32 + offset))
}

#[cfg(test)]
mod tests {
    use super::symbol;

    #[test]
    fn what_they_look_like() {
        for (font, code, shown) in [
            ("Symbol", 0xF033, Some('3')),
            ("Symbol", 0xF0B4, Some('×')),
            ("Symbol", 0xF061, None),
            ("Wingdings", 0xF0FE, Some('☑')),
            ("Wingdings", 0xF083, Some('③')),
            ("Wingdings 2", 0xF052, Some('☑')),
            ("宋体", 0x2460, Some('①')),
            ("SomeFont", 0xF041, None),
        ] {
            assert_eq!(symbol(font, code), shown, "{font} {code:x}");
        }
    }
}
