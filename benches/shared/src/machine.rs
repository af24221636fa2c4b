//! What a bench ran on, and what else ran there: read from the files of Linux,
//! absent where there are none.

use std::{fs, path::Path};

use serde_json::Value;

/// The processors, and the version of the system.
#[must_use]
pub fn describe() -> String {
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    let model = field("/proc/cpuinfo", "model name").unwrap_or_default();
    let system = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!("{processors} processors {model}, Linux {}", system.trim())
}

/// How many processes wanted to run in the last minute, on average; null where
/// the system does not tell. Above the number of processors, others were in
/// the way.
#[must_use]
pub fn load() -> Value {
    let load = fs::read_to_string("/proc/loadavg").ok();
    let first = load.as_deref().and_then(|load| load.split(' ').next()?.parse::<f64>().ok());
    first.map_or(Value::Null, Value::from)
}

/// The most memory that this process had resident so far, in MiB; NaN where
/// the system does not tell.
#[must_use]
pub fn peak_memory() -> f64 {
    let value = field("/proc/self/status", "VmHWM");
    let kibibytes = value.and_then(|value| value.trim_end_matches(" kB").parse::<f64>().ok());
    kibibytes.map_or(f64::NAN, |kibibytes| kibibytes / 1024.0)
}

/// What stands behind this name and a colon.
fn field(file: impl AsRef<Path>, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    let mut values = lines.filter(|(key, _)| key.trim() == name).map(|(_, value)| value);
    values.next().map(|value| value.trim().to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(target_os = "linux")]
    fn linux_tells() {
        assert!(super::peak_memory() > 0.1);
        assert!(super::load().as_f64().is_some());
    }
}
