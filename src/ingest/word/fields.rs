//! Fields: a code that is not shown, and the result it gave when the document was last updated (ECMA-376 part 1, 17.16).

/// The fields that are open, one inside the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    /// For each field, whether its result has begun.
    open: Vec<bool>,
    /// How many of them are still in their code.
    codes: usize,
}

impl Fields {
    /// A `fldChar` of the given type.
    pub(super) fn mark(&mut self, kind: &str) {
        match kind {
            "begin" => {
                self.open.push(false);
                self.codes += 1;
            }
            "separate" => {
                if let Some(shows) = self.open.last_mut() {
                    self.codes -= usize::from(!std::mem::replace(shows, true));
                }
            }
            "end" => self.codes -= usize::from(self.open.pop() == Some(false)),
            _ => {}
        }
    }

    /// Whether text is part of a code.
    pub(super) fn in_code(&self) -> bool {
        self.codes > 0
    }

    /// Codes that no result follows end with their paragraph: else a damaged field would hide the rest of the document. Whether there were any.
    pub(super) fn close_codes(&mut self) -> bool {
        let were = self.codes > 0;
        if were {
            self.open.retain(|shows| *shows);
            self.codes = 0;
        }
        were
    }
}

#[cfg(test)]
mod tests {
    use super::Fields;

    #[test]
    fn codes_within_results_and_codes() {
        let mut fields = Fields::default();
        let mut mark = |kind: &str| {
            fields.mark(kind);
            fields.in_code()
        };
        let kinds = ["separate", "begin", "begin", "separate", "end", "separate", "begin", "end", "end", "end"];
        assert_eq!(kinds.map(&mut mark), [false, true, true, true, true, false, true, false, false, false]);
        fields.mark("begin");
        assert!(fields.close_codes() && !fields.close_codes());
        assert!(!fields.in_code());
    }
}
