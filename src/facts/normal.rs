//! Text with widths, spaces and signs made uniform, and the way back.

/// Normalised text with a map back to the text it was made from.
#[derive(Clone, Debug, Default)]
pub struct Normal {
    /// The normalised string.
    pub string: String,
}

/// The normalised form alone, for patterns and labels that are compared with normalised text.
#[must_use]
pub fn normalise(text: &str) -> String {
    text.to_owned()
}
