//! A small code-search service, and the place where a newcomer sees what
//! telemetry looks like in a program that does something else for a living.
//!
//! What lives here, in the order in which a request meets it:
//!
//! - [`service`] speaks HTTP and knows how each request ended;
//! - [`index`] finds lines in a source tree;
//! - [`features`] says what is worth knowing about the two: one declaration
//!   per outcome, and numbers wherever numbers will do;
//! - [`visitor`] behaves like a few users, over real HTTP, and counts.
//!
//! `index` and `service` may use `features`; `features` uses neither. Nothing
//! here reads arguments, the environment or settings: that is the binary's.
//!
//! ```no_run
//! use codesearch::features::Recorders;
//! use codesearch::index::Limits;
//! use codesearch::service::{App, Server};
//!
//! # async fn run(telemetry: telemetry_sdk::Telemetry) -> Result<(), Box<dyn std::error::Error>> {
//! let app = App::open("src".as_ref(), Limits::default(), Recorders::new(&telemetry))?;
//! let server = Server::bind(app, "127.0.0.1:0".parse()?).await?;
//! println!("open http://{}/", server.address());
//! server.run(std::future::pending()).await?;
//! # Ok(())
//! # }
//! ```

pub mod features;
pub mod index;
pub mod service;
pub mod visitor;
