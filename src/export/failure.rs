//! Why events could not be delivered, and what to do about it. Every failure
//! here leaves the events in the queue.

use std::error::Error;

use http::Uri;
use rustls::{CertificateError, Error as TlsError};
use tonic::{Code, Status};

use super::{ExportConfigError, connect::chain};

/// Why a drain stopped. The text is what the administrator reads next to the
/// events that wait.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// Nobody answers.
    #[error(
        "the gateway {address} cannot be reached: {cause}; check that it runs and that the address is right"
    )]
    Unreachable {
        /// The address.
        address: Uri,
        /// What the network said.
        cause: String,
    },
    /// The other side is not whom we trust.
    #[error("the gateway {address} is not trusted: {problem}")]
    Untrusted {
        /// The address.
        address: Uri,
        /// What is wrong with its certificate, and what to do.
        problem: String,
    },
    /// The gateway does not know us.
    #[error(
        "the gateway refuses this instance: {0}; check the token file or the client certificate"
    )]
    Unauthorized(String),
    /// The gateway cannot take events now.
    #[error("the gateway cannot take events now: {0}; events wait and are sent again")]
    Busy(String),
    /// The gateway does not understand what we sent, or fails at it. Only such
    /// a failure can be the fault of an event.
    #[error(
        "the gateway rejected a message: {0}; if this stays, its log should say why, events wait until then"
    )]
    Rejected(String),
    /// Something else than a gateway answers.
    #[error(
        "the server {address} does not offer this service: {said}; check that the address is that of a telemetry gateway"
    )]
    WrongService {
        /// The address.
        address: Uri,
        /// What it answered.
        said: String,
    },
    /// No answer came in time.
    #[error("the gateway did not answer within {}; events wait and are sent again", humantime::format_duration(*.0))]
    NoAnswer(std::time::Duration),
    /// The stream ended before all answers came.
    #[error("the gateway ended the stream early; events wait and are sent again")]
    Ended,
    /// Answers came, but named some events neither as stored nor as refused.
    #[error(
        "the gateway answered without a word about some events; check that it stores what it receives"
    )]
    Unmentioned,
    /// The outcomes of some events came when their lease had ended.
    #[error(
        "the gateway took so long that some events were given back to the queue before its answer; they wait and are sent again"
    )]
    LeaseEnded,
    /// A file of the settings changed under us.
    #[error(transparent)]
    Config(#[from] ExportConfigError),
    /// The queue itself does not work.
    #[error("the queue cannot be read: {0}")]
    Queue(#[from] crate::queue::QueueError),
}

impl Failure {
    pub(super) fn of_connection(address: &Uri, error: &tonic::transport::Error) -> Self {
        match tls_error(error) {
            Some(tls) => Self::Untrusted { address: address.clone(), problem: tls_problem(tls) },
            None => Self::Unreachable { address: address.clone(), cause: innermost(error) },
        }
    }

    pub(super) fn of_status(status: &Status, address: &Uri) -> Self {
        // Only a status that this side made up has a cause: the connection
        // broke, and no gateway said anything.
        if let Some(cause) = status.source() {
            return match tls_error(cause) {
                Some(tls) => {
                    Self::Untrusted { address: address.clone(), problem: tls_problem(tls) }
                }
                None => Self::Unreachable { address: address.clone(), cause: innermost(cause) },
            };
        }
        let said = match status.message() {
            "" => status.code().to_string(),
            message => words(message),
        };
        match status.code() {
            Code::Unauthenticated | Code::PermissionDenied => Self::Unauthorized(said),
            Code::Unimplemented => Self::WrongService { address: address.clone(), said },
            Code::InvalidArgument
            | Code::OutOfRange
            | Code::FailedPrecondition
            | Code::Internal
            | Code::DataLoss
            | Code::Unknown => Self::Rejected(said),
            _ => Self::Busy(said),
        }
    }

    /// Whether an event of the message at fault may be the cause.
    pub(super) const fn may_be_an_event(&self) -> bool {
        matches!(self, Self::Rejected(_))
    }
}

/// The most characters that are taken over from the other side.
const MAX_WORDS: usize = 300;

/// Words of the other side on their way to people: one line of bounded length
/// that no terminal takes for a command.
pub(super) fn words(said: &str) -> String {
    said.chars().take(MAX_WORDS).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The TLS error somewhere among the causes.
fn tls_error<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e TlsError> {
    let mut next: Option<&'e (dyn Error + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(tls) = error.downcast_ref::<TlsError>() {
            return Some(tls);
        }
        let io = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        next = match io {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}

fn tls_problem(error: &TlsError) -> String {
    match error {
        TlsError::InvalidCertificate(certificate) => certificate_problem(certificate),
        TlsError::AlertReceived(alert) => format!(
            "it ended the TLS handshake ({alert:?}); it may ask for a client certificate, check its settings"
        ),
        other => format!("{other}; check that the address is that of a TLS server"),
    }
}

fn certificate_problem(error: &CertificateError) -> String {
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "its certificate has expired; renew it at the gateway, and check the clock of this machine".into()
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "its certificate is not valid yet; check the clocks of both machines".into()
        }
        CertificateError::UnknownIssuer => {
            "its certificate comes from an authority that is not trusted here; \
             set the CA file to the authority's certificate"
                .into()
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "its certificate is for another name; check the address, or issue a certificate for this name".into()
        }
        other => format!("its certificate is not valid: {other}; renew it at the gateway"),
    }
}

fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut last = error;
    while let Some(next) = last.source() {
        last = next;
    }
    let text = last.to_string();
    if text.is_empty() { chain(error) } else { text }
}
