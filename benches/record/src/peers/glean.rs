//! Mozilla's Glean: an event with five extras, sent in the built-in events ping.
//! Its uploader is one that uploads nothing, so that nothing leaves the machine;
//! its own thread writes each event to a file, as it does in a browser.

use std::{collections::HashMap, path::Path};

use glean::{
    ClientInfoMetrics, CommonMetricData, ConfigurationBuilder, ErrorType, Lifetime,
    net::{CapablePingUploadRequest, PingUploader, UploadResult},
    private::EventMetric,
    traits::ExtraKeys,
};

use super::version;
use crate::subject::{Subject, numbers};

#[derive(Debug)]
struct Nowhere;

impl PingUploader for Nowhere {
    fn upload(&self, _: CapablePingUploadRequest) -> UploadResult {
        UploadResult::http_status(200)
    }
}

/// As its generator writes the extras of an event.
struct Extra {
    scores: [f64; 5],
}

impl ExtraKeys for Extra {
    const ALLOWED_KEYS: &'static [&'static str] =
        &["first_score", "second_score", "third_score", "fourth_score", "fifth_score"];

    fn into_ffi_extra(self) -> HashMap<String, String> {
        let keys = Self::ALLOWED_KEYS.iter().map(|key| (*key).to_owned());
        keys.zip(self.scores.map(|score| score.to_string())).collect()
    }
}

pub(super) struct Event(EventMetric<Extra>);

impl Event {
    /// Starts Glean, which there is one of in a process.
    pub(super) fn new(directory: &Path) -> Self {
        let data = directory.join("glean");
        let configuration = ConfigurationBuilder::new(true, data, "telemetry.bench")
            .with_server_endpoint("http://127.0.0.1:9")
            .with_uploader(Nowhere)
            .build();
        glean::initialize(configuration, ClientInfoMetrics::unknown());
        Self(EventMetric::new(CommonMetricData {
            name: "results_shown".to_owned(),
            category: "bench.search".to_owned(),
            send_in_pings: vec!["events".to_owned()],
            lifetime: Lifetime::Ping,
            disabled: false,
            ..Default::default()
        }))
    }
}

impl Subject for Event {
    fn name(&self) -> String {
        format!("Glean {}, 5 extras, its caller's side", version("glean"))
    }

    fn record(&self, count: usize) {
        for index in 0..count {
            self.0.record(Extra { scores: numbers(index) });
        }
    }

    /// Asking for errors waits until its thread has done everything before.
    fn flush(&self) {
        self.0.test_get_num_recorded_errors(ErrorType::InvalidValue);
    }

    /// Its thread needs longer for an event than its caller, by far.
    fn batch(&self) -> usize {
        1024
    }
}
