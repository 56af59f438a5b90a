//! The year that a wording names.

/// Which year a wording names, where it names one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedYear {
    /// Any: what is said may be of it.
    Any,
    /// The one after the report's, in which what it speaks of goes on.
    Next,
}
