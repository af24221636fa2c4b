//! The wire event as prost writes it for those who declare nothing: structs with
//! strings, and a `HashMap` from keys to numbers, which is prost's own choice
//! for maps.

use std::collections::HashMap;

use prost_types::Timestamp;

#[derive(Clone, PartialEq, prost::Message)]
pub(crate) struct Event {
    #[prost(string, tag = "1")]
    pub(crate) id: String,
    #[prost(message, optional, tag = "2")]
    pub(crate) timestamp: Option<Timestamp>,
    #[prost(string, tag = "3")]
    pub(crate) feature: String,
    #[prost(string, tag = "4")]
    pub(crate) action: String,
    #[prost(message, optional, tag = "5")]
    pub(crate) source: Option<Source>,
    #[prost(message, optional, tag = "6")]
    pub(crate) parameters: Option<Parameters>,
}

#[derive(Clone, PartialEq, prost::Message)]
pub(crate) struct Source {
    #[prost(message, optional, tag = "1")]
    pub(crate) server: Option<Server>,
}

#[derive(Clone, PartialEq, prost::Message)]
pub(crate) struct Server {
    #[prost(string, tag = "1")]
    pub(crate) version: String,
}

#[derive(Clone, PartialEq, prost::Message)]
pub(crate) struct Parameters {
    #[prost(int32, tag = "1")]
    pub(crate) version: i32,
    #[prost(map = "string, double", tag = "5")]
    pub(crate) metadata: HashMap<String, f64>,
}
