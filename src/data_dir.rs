//! What an instance keeps beside its queue: its random id and the key of its
//! user ids. Both are made once, readable by their owner only, and never
//! replaced silently: a new key would make all users new ones.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use telemetry_core::{UserKey, id::EventId};

/// The instance's own directory.
#[derive(Debug)]
pub(crate) struct DataDir {
    path: PathBuf,
}

/// What is wrong with the data directory.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DataDirError {
    /// It cannot be made or used.
    #[error("the data directory `{path}` cannot be used: {source}; check the path and its permissions", path = .path.display())]
    Unusable {
        /// The directory, or the file in it.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A file does not hold what it should.
    #[error(
        "`{path}` does not hold {wanted}; restore it from a backup, or remove it and accept that {consequence}",
        path = .path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What it should hold.
        wanted: &'static str,
        /// What follows from making a new one.
        consequence: &'static str,
    },
}

impl DataDir {
    /// Opens the directory and makes it if it is not there.
    pub(crate) fn open(path: &Path) -> Result<Self, DataDirError> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
            .map_err(|source| unusable(path, source))?;
        Ok(Self { path: path.to_owned() })
    }

    pub(crate) fn queue(&self) -> PathBuf {
        self.path.join("queue.db")
    }

    /// Where recorded events wait for the queue.
    pub(crate) fn journal(&self) -> PathBuf {
        self.path.join("journal")
    }

    /// The random id of the installation.
    pub(crate) fn instance_id(&self) -> Result<String, DataDirError> {
        let path = self.path.join("instance.id");
        let made = || Ok(EventId::generate().to_string().into_bytes());
        let bytes = read_or_make(&path, made)?;
        let text = String::from_utf8(bytes).unwrap_or_default().trim().to_owned();
        let valid = !text.is_empty()
            && text.len() <= 64
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if valid {
            return Ok(text);
        }
        let consequence = "the gateway sees a new instance";
        Err(DataDirError::Damaged { path, wanted: "an instance id", consequence })
    }

    /// The key of the user ids.
    pub(crate) fn user_key(&self) -> Result<UserKey, DataDirError> {
        let path = self.path.join("user.key");
        let made = || UserKey::generate().map(|key| key.as_bytes().to_vec());
        let bytes = read_or_make(&path, made)?;
        let key = bytes.try_into().ok().and_then(|bytes| UserKey::from_bytes(bytes).ok());
        key.ok_or(DataDirError::Damaged {
            path,
            wanted: "a key of 32 random bytes",
            consequence: "all users get new numbers",
        })
    }
}

/// Reads a file, or makes it whole: written beside and linked into place, so
/// that a crash or a second process never leaves half a key.
fn read_or_make(
    path: &Path,
    make: impl Fn() -> io::Result<Vec<u8>>,
) -> Result<Vec<u8>, DataDirError> {
    match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        read => return read.map_err(|source| unusable(path, source)),
    }
    let temporary = path.with_extension(format!("new-{}", std::process::id()));
    let write = || -> io::Result<()> {
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&temporary)?;
        file.write_all(&make()?)?;
        file.sync_all()?;
        match fs::hard_link(&temporary, path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => fs::remove_file(&temporary)?,
        }
        File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
    };
    write().map_err(|source| unusable(path, source))?;
    fs::read(path).map_err(|source| unusable(path, source))
}

fn unusable(path: &Path, source: io::Error) -> DataDirError {
    DataDirError::Unusable { path: path.to_owned(), source }
}
