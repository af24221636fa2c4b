//! The id of a client's event. A client that may have to send an event again
//! gives it an id of its own; the event's id is made of that one with the
//! instance's key, so that the same event has the same id and nothing that a
//! client chose leaves as an id.

use sha2::{Digest as _, Sha256};
use telemetry_core::{UserKey, id::EventId};

use super::refusal::{Reason, Refused};

/// Separates this use of the key from all others.
const USE: &[u8] = b"telemetry: id of a client's event\0";

/// Whose event it is: events of two users or two clients never meet.
pub(super) struct Sender<'a> {
    pub(super) key: &'a UserKey,
    pub(super) user: i64,
    pub(super) client: &'a str,
}

/// The id of an event, the same whenever the client's id is.
pub(super) fn id_of(sender: &Sender<'_>, client_id: Option<&str>) -> Result<String, Refused> {
    match client_id {
        None => Ok(EventId::generate().to_string()),
        Some(id) if is_uuid(id) => Ok(derived(sender, &id.to_ascii_lowercase())),
        Some(_) => {
            let message = "the client's id of the event must be a UUID; make one for each event and keep it for retries";
            Err(Refused::new(Reason::InvalidContext, message))
        }
    }
}

/// A UUID of version 8 (RFC 9562) of a keyed hash.
fn derived(sender: &Sender<'_>, client_id: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(USE);
    hash.update(sender.key.as_bytes());
    hash.update(sender.user.to_be_bytes());
    hash.update(sender.client.as_bytes());
    // No client's name holds a zero byte.
    hash.update([0]);
    hash.update(client_id.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let digits = super::super::hex::encode(&bytes);
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let is_hex = |group: &&str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    groups.iter().all(is_hex) && groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_event_has_the_same_id_and_no_other_has() {
        let key = UserKey::generate().expect("random bytes");
        let id = |user, client, text: &str| {
            id_of(&Sender { key: &key, user, client }, Some(text)).expect("a UUID")
        };
        let text = "0b2b7a7e-0f4f-4c3e-9d4e-2f6d1a3b5c7d";
        let first = id(1, "WEB", text);
        assert_eq!(first, id(1, "WEB", &text.to_uppercase()));
        assert!(is_uuid(&first) && first != text && first.as_bytes()[14] == b'8');
        assert!(![id(2, "WEB", text), id(1, "CLI", text)].contains(&first));
        let sender = Sender { key: &key, user: 1, client: "WEB" };
        assert!(id_of(&sender, Some("ada@example.com")).is_err());
        assert_ne!(id_of(&sender, None), id_of(&sender, None));
    }
}
