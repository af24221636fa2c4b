//! Who is calling: tokens to tenants, and for an open gateway on loopback the
//! stated instance to a tenant. Knows requests' metadata and nothing of events.
//!
//! Only the SHA-256 of a token is kept. A presented token is compared with
//! every tenant's in the same time, whether it matches or not.

use std::{collections::BTreeMap, fs, hint, io, path::Path, path::PathBuf};

use sha2::{Digest as _, Sha256};
use tonic::{Status, metadata::MetadataMap};

use super::config::TenantConfig;
use crate::{
    proto::telemetrygateway::v1::{Identifier, RecordEventsRequestMetadata, identifier},
    sink::Tenant,
};

const TOKEN_BYTES: std::ops::RangeInclusive<usize> = 16..=4096;

/// Why a tenant cannot be configured. The messages never hold a token.
#[derive(Debug, thiserror::Error)]
pub enum TenantError {
    /// The name cannot be the name of a directory.
    #[error(
        "the tenant name `{name}` cannot be used; use 1 to 64 of a-z A-Z 0-9 . _ -, beginning with a letter or digit"
    )]
    Name {
        /// The name as configured.
        name: String,
    },
    /// The same name twice.
    #[error("the tenant `{name}` is configured twice; give each tenant one token")]
    Twice {
        /// The name.
        name: String,
    },
    /// The token's file cannot be read.
    #[error("cannot read the token of tenant `{name}` from {}: {source}; write one with `openssl rand -hex 32`", path.display())]
    TokenFile {
        /// The tenant.
        name: String,
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The token does not follow the rule.
    #[error("the token of tenant `{name}` in {} must be 16 to 4096 printable ASCII characters without spaces; write one with `openssl rand -hex 32`", path.display())]
    Token {
        /// The tenant.
        name: String,
        /// The file.
        path: PathBuf,
    },
    /// Two tenants could not be told apart.
    #[error("the tenants `{first}` and `{second}` have the same token; give each its own")]
    SameToken {
        /// One of them.
        first: String,
        /// The other.
        second: String,
    },
}

type Hash = [u8; 32];

/// The table of tenants.
#[derive(Debug)]
pub(super) struct Tenants(BTreeMap<Tenant, Hash>);

/// A caller whose token, if one is needed, was right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Caller {
    /// Named by the token.
    Known(Tenant),
    /// Named by what it states about itself; only on loopback.
    Stated,
}

impl Tenants {
    pub(super) fn load(configured: &[TenantConfig]) -> Result<Self, TenantError> {
        let mut table = BTreeMap::new();
        for TenantConfig { name, token_file } in configured {
            let tenant =
                Tenant::new(name).ok_or_else(|| TenantError::Name { name: name.clone() })?;
            let hash = read_token(name, token_file)?;
            if let Some(first) = holder(&table, &hash) {
                let (first, second) = (first.to_string(), name.clone());
                return Err(if first == second {
                    TenantError::Twice { name: second }
                } else {
                    TenantError::SameToken { first, second }
                });
            }
            if table.insert(tenant, hash).is_some() {
                return Err(TenantError::Twice { name: name.clone() });
            }
        }
        Ok(Self(table))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Who sends this request.
    pub(super) fn identify(&self, request: &MetadataMap) -> Result<Caller, Status> {
        if self.is_empty() {
            return Ok(Caller::Stated);
        }
        let header = request.get("authorization").ok_or_else(|| {
            Status::unauthenticated(
                "the call has no token; send `authorization: Bearer <token>` with the token that the gateway's operator gave you",
            )
        })?;
        let tenant = bearer(header.as_bytes())
            .and_then(|token| holder(&self.0, &hash(token)))
            .ok_or_else(|| {
                Status::unauthenticated(
                    "the gateway does not know this token; check it with the gateway's operator",
                )
            })?;
        Ok(Caller::Known(tenant.clone()))
    }
}

impl Caller {
    /// Whose events these are, now that the sender has said who it is.
    pub(super) fn tenant(self, metadata: &RecordEventsRequestMetadata) -> Result<Tenant, Status> {
        match self {
            Self::Known(tenant) => Ok(tenant),
            Self::Stated => stated_name(metadata.identifier.as_ref())
                .filter(|name| !name.is_empty())
                .map(directory_name)
                .ok_or_else(|| {
                    Status::invalid_argument(
                        "the metadata names no instance; set `identifier` with an instance id",
                    )
                }),
        }
    }
}

fn stated_name(identifier: Option<&Identifier>) -> Option<&str> {
    Some(match identifier?.identifier.as_ref()? {
        identifier::Identifier::LicensedInstance(instance) => &instance.instance_id,
        identifier::Identifier::UnlicensedInstance(instance) => &instance.instance_id,
        identifier::Identifier::ManagedService(service) => &service.service_id,
    })
}

/// The stated name if it can be the name of a directory; otherwise what is
/// left of it and a hash, so that different names stay different tenants.
fn directory_name(stated: &str) -> Tenant {
    const KEPT: usize = 40;
    Tenant::new(stated).unwrap_or_else(|| {
        let allowed = stated.chars().filter(|c| Tenant::allows(*c)).take(KEPT);
        let kept: String = allowed.collect();
        let hash: String =
            hash(stated.as_bytes())[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        Tenant::new(&format!("x{kept}-{hash}")).expect("a letter, allowed characters, 58 at most")
    })
}

fn read_token(name: &str, path: &Path) -> Result<Hash, TenantError> {
    let bytes = fs::read(path).map_err(|source| TenantError::TokenFile {
        name: name.to_owned(),
        path: path.to_owned(),
        source,
    })?;
    let token = bytes.trim_ascii_end();
    if TOKEN_BYTES.contains(&token.len()) && token.iter().all(u8::is_ascii_graphic) {
        return Ok(hash(token));
    }
    Err(TenantError::Token { name: name.to_owned(), path: path.to_owned() })
}

fn bearer(header: &[u8]) -> Option<&[u8]> {
    const SCHEME: &[u8] = b"Bearer ";
    let (scheme, token) = header.split_at_checked(SCHEME.len())?;
    scheme.eq_ignore_ascii_case(SCHEME).then(|| token.trim_ascii())
}

fn hash(token: &[u8]) -> Hash {
    Sha256::digest(token).into()
}

/// The tenant with this hash; looks at all of them in any case.
fn holder<'a>(table: &'a BTreeMap<Tenant, Hash>, presented: &Hash) -> Option<&'a Tenant> {
    let mut found = None;
    for (tenant, hash) in table {
        let differences = hash.iter().zip(presented).fold(0, |all, (a, b)| all | (a ^ b));
        if hint::black_box(differences) == 0 {
            found = Some(tenant);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stated_names_become_different_safe_tenants() {
        assert_eq!(directory_name("acme-1").as_str(), "acme-1");
        let names = ["a/b", "a b", "../..", "ä", "-", &"a".repeat(500), &"a".repeat(501)];
        let tenants: std::collections::BTreeSet<_> =
            names.iter().map(|name| directory_name(name)).collect();
        assert_eq!(tenants.len(), names.len());
        assert!(tenants.iter().all(|tenant| tenant.as_str().len() <= Tenant::MAX_LEN));
    }

    #[test]
    fn the_scheme_is_bearer() {
        assert_eq!(bearer(b"Bearer abc"), Some(&b"abc"[..]));
        assert_eq!(bearer(b"bearer  abc "), Some(&b"abc"[..]));
        assert_eq!(bearer(b"Basic abc"), None);
        assert_eq!(bearer(b"Bear"), None);
    }
}
