//! The client applications that may send events, by name and version. Both
//! leave with every event, so both come from the application's own list.

/// A client application that may send events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientName {
    name: String,
    /// Those besides three numbers.
    versions: Vec<String>,
}

/// The most characters of a name or a version.
const MAX: usize = 64;

/// Why a text is not the name or the version of a client.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a client's name or version; write 1 to 64 ASCII letters, digits, dots, dashes, plus signs and underscores"
)]
pub struct ClientNameError(String);

impl ClientName {
    /// A client of this name, in any version that is three numbers, such as
    /// `1.2.3`.
    ///
    /// # Errors
    /// When the text is no name.
    pub fn new(name: &str) -> Result<Self, ClientNameError> {
        Ok(Self { name: checked(name)?, versions: Vec::new() })
    }

    /// Takes this version, too, which is not of three numbers.
    ///
    /// # Errors
    /// When the text is no version.
    pub fn version(mut self, version: &str) -> Result<Self, ClientNameError> {
        self.versions.push(checked(version)?);
        Ok(self)
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    pub(super) fn has(&self, version: &str) -> bool {
        is_numbers(version) || self.versions.iter().any(|known| known == version)
    }
}

fn checked(text: &str) -> Result<String, ClientNameError> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".-_+".contains(&byte);
    if (1..=MAX).contains(&text.len()) && text.bytes().all(allowed) {
        Ok(text.to_owned())
    } else {
        Err(ClientNameError(text.to_owned()))
    }
}

/// Three numbers of at most five digits: a version, and no room for anything
/// else.
fn is_numbers(version: &str) -> bool {
    let is_number =
        |part: &str| (1..=5).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = version.split('.');
    let three = [parts.next(), parts.next(), parts.next()];
    parts.next().is_none() && three.iter().all(|part| part.is_some_and(is_number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_numbers_or_declared() {
        let client = ClientName::new("WEB").and_then(|client| client.version("0.0.0+dev"));
        let client = client.expect("a name and a version");
        for good in ["1.2.3", "0.0.0", "12345.0.1", "0.0.0+dev"] {
            assert!(client.has(good), "{good}");
        }
        for bad in ["", "1.2", "1.2.3.4", "1.2.x", "123456.0.0", "ada", "1.2.3-ada", "1..3"] {
            assert!(!client.has(bad), "{bad}");
        }
        assert!(ClientName::new("").is_err() && ClientName::new("a b").is_err());
    }
}
