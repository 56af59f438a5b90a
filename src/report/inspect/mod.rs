//! What a stage saw, for people who ask why a check did or did not bind.
