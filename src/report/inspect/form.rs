//! How a stage is shown.

/// For people or for programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Form {
    /// for people
    #[cfg(feature = "cli")]
    #[cfg_attr(feature = "cli", default)]
    Text,
    /// for programs
    #[cfg_attr(not(feature = "cli"), default)]
    Json,
}
