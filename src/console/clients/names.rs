//! The client applications that may send events, by name and version. Both
//! leave with every event, so both come from the application's own list: names
//! are those of its types, versions have the form of one.

use telemetry_core::{
    context::{Client, ClientVersion},
    wire::{VersionError, check_version},
};

/// A client application that may send events.
///
/// ```
/// use telemetry_core::context::Client;
/// use telemetry_sdk::console::ClientName;
///
/// #[derive(Client)]
/// #[telemetry(name = "WEB")]
/// struct Web;
///
/// let client = ClientName::of::<Web>().version("0.0.0+dev")?;
/// # Ok::<(), telemetry_core::wire::VersionError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientName {
    name: &'static str,
    /// Those besides three numbers.
    versions: Vec<String>,
}

impl ClientName {
    /// This client, in any version that is three numbers, such as `1.2.3`.
    #[must_use]
    pub fn of<C: Client>() -> Self {
        Self { name: C::NAME.as_str(), versions: Vec::new() }
    }

    /// Takes this version, too, which is not of three numbers, such as
    /// `0.0.0+dev`.
    ///
    /// # Errors
    /// When the text is not of the form of a version.
    pub fn version(mut self, version: &str) -> Result<Self, VersionError> {
        check_version(version)?;
        self.versions.push(version.to_owned());
        Ok(self)
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    pub(super) fn has(&self, version: &str) -> bool {
        version.parse::<ClientVersion>().is_ok()
            || self.versions.iter().any(|known| known == version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Client)]
    #[telemetry(name = "WEB")]
    struct Web;

    #[test]
    fn versions_are_numbers_or_declared() {
        let client = ClientName::of::<Web>().version("0.0.0+dev").expect("a version");
        assert!(client.is("WEB") && !client.is("web"));
        for good in ["1.2.3", "0.0.0", "123456.0.1", "0.0.0+dev"] {
            assert!(client.has(good), "{good}");
        }
        for bad in ["", "1.2", "1.2.3.4", "1.2.x", "1234567.0.0", "ada", "1.2.3-ada", "1..3"] {
            assert!(!client.has(bad), "{bad}");
        }
        assert!(client.version("ada-laptop").is_err());
    }
}
