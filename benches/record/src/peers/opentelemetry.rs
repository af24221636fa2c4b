//! OpenTelemetry: the logs of its SDK, as an appender uses them, with the batch
//! processor and an exporter that exports nothing.

use opentelemetry::{
    logs::{LogRecord as _, Logger as _, LoggerProvider as _, Severity},
    time::now,
};
use opentelemetry_sdk::{
    error::OTelSdkResult,
    logs::{
        BatchConfigBuilder, BatchLogProcessor, LogBatch, LogExporter, SdkLogger, SdkLoggerProvider,
    },
};

use super::version;
use crate::subject::{Meter, ROOM, Subject, numbers};

#[derive(Debug)]
struct Nowhere(Meter);

impl LogExporter for Nowhere {
    async fn export(&self, batch: LogBatch<'_>) -> OTelSdkResult {
        self.0.add(batch.iter().count());
        Ok(())
    }
}

pub(super) struct Logs {
    provider: SdkLoggerProvider,
    logger: SdkLogger,
    meter: Meter,
}

impl Logs {
    pub(super) fn new() -> Self {
        let meter = Meter::default();
        let config = BatchConfigBuilder::default().with_max_queue_size(ROOM).build();
        let processor =
            BatchLogProcessor::builder(Nowhere(meter.clone())).with_batch_config(config).build();
        let provider = SdkLoggerProvider::builder().with_log_processor(processor).build();
        Self { logger: provider.logger("bench.search"), provider, meter }
    }
}

impl Subject for Logs {
    fn name(&self) -> String {
        format!("opentelemetry_sdk {}, logs, batch", version("opentelemetry_sdk"))
    }

    fn record(&self, count: usize) {
        for index in 0..count {
            let [first, second, third, fourth, fifth] = numbers(index);
            let mut record = self.logger.create_log_record();
            // Given, so that the SDK does not read the clock a second time.
            record.set_observed_timestamp(now());
            record.set_event_name("resultsShown");
            record.set_severity_number(Severity::Info);
            record.add_attribute("firstScore", first);
            record.add_attribute("secondScore", second);
            record.add_attribute("thirdScore", third);
            record.add_attribute("fourthScore", fourth);
            record.add_attribute("fifthScore", fifth);
            self.logger.emit(record);
        }
    }

    fn flush(&self) {
        // What is missing shows in the count of what was consumed.
        let _ = self.provider.force_flush();
    }

    fn consumed(&self) -> Option<u64> {
        Some(self.meter.get())
    }
}
