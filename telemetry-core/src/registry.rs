//! Which events the program can record.

use telemetry_schema::{Catalog, CatalogError};

use crate::section;

/// The catalog of all events that are linked into this program, also of those
/// in libraries and of those that nothing has recorded yet.
///
/// [`Catalog::encode`] gives the bytes that a gateway takes as its catalog:
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// std::fs::write("catalog.binpb", telemetry_core::linked_catalog()?.encode())?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// When two declarations name the same event. The linker refuses that too,
/// except under thin LTO and in test builds; this check sees all of them.
pub fn linked_catalog() -> Result<Catalog, CatalogError> {
    Catalog::decode(&section::linked())
}
