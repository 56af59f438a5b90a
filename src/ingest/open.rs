//! Files to documents: the only place of ingest that touches the disk.

use std::fs::{self, File, FileType};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use crate::document::Document;
use crate::ingest::{Limits, read};
use crate::phrase::Phrase;
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
/// Unreadable with the system's reason for missing files, directories and denied access, and for pipes, sockets and devices, which are never
/// opened; too large above `limits.bytes`.
pub fn load(path: &Path, limits: &Limits) -> Result<Arc<[u8]>, Problem> {
    // Asked before it is opened: opening a named pipe waits for a writer.
    let metadata = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if let Some(what) = no_file(metadata.file_type()) {
        return Err(refusal(metadata.file_type(), &what));
    }
    let size = metadata.len();
    if size > limits.bytes {
        return Err(read::too_large(limits));
    }
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    // A file may grow, so the reading itself is bounded too.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.take(limits.bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    Ok(Arc::from(bytes))
}

/// What a thing on the disk is, in a word, where it is no regular file. Links are to be followed before.
#[must_use]
pub fn no_file(kind: FileType) -> Option<Phrase> {
    if kind.is_file() {
        return None;
    }
    if kind.is_dir() {
        return Some(Phrase::new("文件夹", "a folder"));
    }
    Some(special(kind))
}

#[cfg(unix)]
fn special(kind: FileType) -> Phrase {
    use std::os::unix::fs::FileTypeExt as _;
    if kind.is_fifo() {
        Phrase::new("管道", "a pipe")
    } else if kind.is_socket() {
        Phrase::new("套接字", "a socket")
    } else if kind.is_block_device() || kind.is_char_device() {
        Phrase::new("设备", "a device")
    } else {
        Phrase::new("特殊文件", "a special file")
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> Phrase {
    Phrase::new("特殊文件", "a special file")
}

fn refusal(kind: FileType, what: &Phrase) -> Problem {
    let (zh, en) = if is_pipe(kind) {
        ("；请把内容送到标准输入，路径写作 -", "; send what it holds to standard input and give - as the path")
    } else {
        ("", "")
    };
    Problem::new(ProblemKind::Unreadable, format!("这是{}，不是文件{zh}", what.zh), format!("{}, not a file{en}", what.en))
}

#[cfg(unix)]
fn is_pipe(kind: FileType) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&kind)
}

#[cfg(not(unix))]
fn is_pipe(_: FileType) -> bool {
    false
}

fn unreadable(error: &io::Error) -> Problem {
    let (zh, en) = match error.kind() {
        ErrorKind::NotFound => ("文件不存在；请检查路径".to_owned(), "there is no such file; check the path".to_owned()),
        ErrorKind::PermissionDenied => {
            ("没有读取权限；请检查文件权限".to_owned(), "permission denied; check the file's permissions".to_owned())
        }
        _ if leads_to_itself(error) => {
            ("链接指回了自己；请检查路径".to_owned(), "a link that leads back to itself; check the path".to_owned())
        }
        _ => (format!("无法读取文件：{error}"), format!("the file could not be read: {error}")),
    };
    Problem::new(ProblemKind::Unreadable, zh, en)
}

/// Whether the error is `ELOOP`, which has no stable kind of its own.
fn leads_to_itself(error: &io::Error) -> bool {
    let code = if cfg!(target_os = "linux") { 40 } else { 62 };
    cfg!(unix) && error.raw_os_error() == Some(code)
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
        assert_eq!(open(root, &limits).unwrap_err().message.en, "a folder, not a file");
        let small = Limits { bytes: 10, ..limits };
        assert_eq!(open(&root.join("Cargo.toml"), &small).unwrap_err().kind, ProblemKind::TooLarge);
    }
}
