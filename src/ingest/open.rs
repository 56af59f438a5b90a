//! Files to documents: the only place of ingest that touches the disk.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use crate::document::Document;
use crate::ingest::{Limits, read};
use crate::problem::{Problem, ProblemKind};

/// Reads the file at `path` into a document, never more than `limits.bytes` of it.
///
/// # Errors
/// As [`load`] and [`read`].
pub fn open(path: &Path, limits: &Limits) -> Result<Document, Problem> {
    read(&path.to_string_lossy(), load(path, limits)?, limits)
}

/// The bytes of the file at `path`.
///
/// # Errors
/// Unreadable with the system's reason for missing files, directories and denied access; too large above `limits.bytes`.
pub fn load(path: &Path, limits: &Limits) -> Result<Arc<[u8]>, Problem> {
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let size = match file.metadata() {
        Ok(metadata) if metadata.is_dir() => return Err(directory()),
        Ok(metadata) => metadata.len(),
        Err(error) => return Err(unreadable(&error)),
    };
    if size > limits.bytes {
        return Err(read::too_large(limits));
    }
    // A pipe has no length beforehand and a file may grow, so the reading itself is bounded too.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.take(limits.bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    Ok(Arc::from(bytes))
}

fn directory() -> Problem {
    Problem::new(ProblemKind::Unreadable, "这是文件夹，不是文件", "this is a directory, not a file")
}

fn unreadable(error: &io::Error) -> Problem {
    let (zh, en) = match error.kind() {
        ErrorKind::NotFound => ("文件不存在；请检查路径".to_owned(), "there is no such file; check the path".to_owned()),
        ErrorKind::PermissionDenied => {
            ("没有读取权限；请检查文件权限".to_owned(), "permission denied; check the file's permissions".to_owned())
        }
        ErrorKind::IsADirectory => return directory(),
        _ => (format!("无法读取文件：{error}"), format!("the file could not be read: {error}")),
    };
    Problem::new(ProblemKind::Unreadable, zh, en)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::open;
    use crate::ingest::Limits;
    use crate::problem::ProblemKind;

    #[test]
    fn files_are_read_within_the_limit_and_problems_have_reasons() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let limits = Limits::default();
        assert!(open(&root.join("Cargo.toml"), &limits).is_ok());
        let missing = open(&root.join("no-such-file.html"), &limits).unwrap_err();
        assert_eq!((missing.kind, missing.message.en.as_str()), (ProblemKind::Unreadable, "there is no such file; check the path"));
        assert_eq!(open(root, &limits).unwrap_err().message.en, "this is a directory, not a file");
        let small = Limits { bytes: 10, ..limits };
        assert_eq!(open(&root.join("Cargo.toml"), &small).unwrap_err().kind, ProblemKind::TooLarge);
    }
}
