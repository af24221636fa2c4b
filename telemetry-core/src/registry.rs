//! Which events the program can record.

use std::{io, path::Path};

use telemetry_schema::{Catalog, CatalogError};

use crate::section;

/// The catalog of all events that are linked into this program, also of those
/// in libraries and of those that nothing has recorded yet.
///
/// # Errors
/// When two declarations name the same event. The linker refuses that too,
/// except under thin LTO and in test builds; this check sees all of them.
pub fn linked_catalog() -> Result<Catalog, CatalogError> {
    Catalog::decode(&section::linked())
}

/// Writes the catalog of this program to a file (`telemetry.v1.Catalog`), in
/// the form in which a gateway takes it.
///
/// ```no_run
/// # fn main() -> std::io::Result<()> {
/// telemetry_core::write_catalog("catalog.binpb")?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// When the file cannot be written, or as [`linked_catalog`], which is then
/// the error's source.
pub fn write_catalog(path: impl AsRef<Path>) -> io::Result<()> {
    let catalog = linked_catalog().map_err(io::Error::other)?;
    std::fs::write(path, catalog.encode())
}
