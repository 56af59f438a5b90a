//! The encoding a page or an XML file declares in its own first bytes.

/// Bytes the HTML standard lets a parser look at; pages with long comments put the declaration later, so more is read when they hold none.
const WINDOWS: [usize; 2] = [1024, 4096];

/// The label in `<meta charset=…>`, `<meta … content="…charset=…">` or `<?xml … encoding="…"?>`; comments and scripts do not count.
/// A simplification of the HTML standard's "prescan a byte stream to determine its encoding".
pub(in crate::ingest) fn declared_label(raw: &[u8]) -> Option<String> {
    WINDOWS.iter().find_map(|&window| scan(raw.get(..raw.len().min(window)).unwrap_or(raw)))
}

fn scan(head: &[u8]) -> Option<String> {
    // Latin-1 keeps one character a byte; only ASCII matters here.
    let text: String = head.iter().map(|&b| char::from(b.to_ascii_lowercase())).collect();
    if let Some(rest) = text.trim_start().strip_prefix("<?xml")
        && let Some(declaration) = rest.split("?>").next()
        && let Some(label) = value_after(declaration, "encoding")
    {
        return Some(label);
    }
    let mut rest = text.as_str();
    while let Some(at) = rest.find('<') {
        rest = rest.get(at..).unwrap_or("");
        if rest.starts_with("<!--") {
            rest = after(rest, "-->");
        } else if rest.starts_with("<script") {
            rest = after(rest, "</script");
        } else if let Some(tag) = rest.strip_prefix("<meta") {
            let tag = tag.split('>').next().unwrap_or("");
            if let Some(label) = value_after(tag, "charset") {
                return Some(label);
            }
            rest = tag_rest(rest);
        } else {
            rest = rest.get(1..).unwrap_or("");
        }
    }
    None
}

fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.find(mark).and_then(|at| text.get(at + mark.len()..)).unwrap_or("")
}

fn tag_rest(text: &str) -> &str {
    text.get(1..).unwrap_or("")
}

/// The value after `name =` in a tag, quoted or not.
fn value_after(tag: &str, name: &str) -> Option<String> {
    let rest = tag.get(tag.find(name)? + name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
    let rest = rest.trim_start_matches(['"', '\'']);
    let value: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.')).collect();
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::declared_label;

    #[test]
    fn declarations_in_all_their_forms() {
        let label = |page: &str| declared_label(page.as_bytes());
        assert_eq!(label("<meta charset=GBK>").as_deref(), Some("gbk"));
        assert_eq!(label("<META http-equiv=Content-Type content='text/html; charset = gb2312'>").as_deref(), Some("gb2312"));
        assert_eq!(label("<?xml version='1.0' encoding='Big5'?><html>").as_deref(), Some("big5"));
        assert_eq!(label("<!-- <meta charset=big5> --><meta name=x><meta charset=\"utf-8\">").as_deref(), Some("utf-8"));
        assert_eq!(label(&format!("<!--{}--><meta charset=euc-kr>", "x".repeat(2000))).as_deref(), Some("euc-kr"));
        assert_eq!(label(&format!("<html>{}<meta charset=euc-kr>", "x".repeat(5000))), None);
        assert_eq!(label("<meta charset="), None);
    }
}
