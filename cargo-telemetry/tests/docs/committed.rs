//! The reference of this repository says what its lock says.

use std::path::Path;

use crate::place::{docs, run};

#[test]
fn the_committed_reference_is_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let said = run(docs().arg("--manifest-path").arg(root.join("Cargo.toml")));
    assert_eq!((said.status, &*said.stderr), (0, ""));
    assert_eq!(
        said.stdout, "the reference is up to date\n",
        "protocol/reference was out of date and is written anew; read the difference and keep it"
    );
}
