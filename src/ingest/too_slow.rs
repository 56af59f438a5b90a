//! What is said of a file whose time ran out.

use crate::problem::{Problem, ProblemKind};

/// The problem with a file that was not done by its deadline. How far it came depends on the machine, so nothing of it is reported.
#[must_use]
pub fn too_slow() -> Problem {
    Problem::new(
        ProblemKind::TooSlow,
        "读取和检查超过时限，未给出结果；请拆分文件，或用 --max-time 放宽时限",
        "reading and checking took longer than allowed, so nothing of it is reported; split the file or allow more with --max-time",
    )
}
