//! What of a declaration goes into its hash: everything that is written.
//!
//! A review holds for what the reviewer read, so every edit of the event voids
//! it: names, version, descriptions, owner, purpose, every field with its type
//! as it is spelled. Only the crate that declares the event may move.

use crate::{DefinitionHash, EventSchema, codec::put_bytes_field};

/// Keeps these hashes apart from those of anything else that is hashed.
const DOMAIN: &[u8] = b"telemetry.v1.definition";

impl EventSchema {
    /// The hash of this declaration. `types` are those of the fields as they
    /// are spelled; what only the compiler knows of the schema does not count.
    #[must_use]
    pub fn definition_hash(&self, types: &[String]) -> DefinitionHash {
        let mut written = self.clone();
        written.declared_by.clear();
        // Where it is built and by whom says nothing of what is declared.
        written.absent_keys.clear();
        written.unaccepted = None;
        for field in &mut written.fields {
            field.review = None;
        }
        let mut bytes = DOMAIN.to_vec();
        put_bytes_field(&mut bytes, 1, &written.encode_open().0);
        for ty in types {
            put_bytes_field(&mut bytes, 2, ty.as_bytes());
        }
        DefinitionHash::of(&bytes)
    }
}
