//! `telemetry gateway` with everything set wrongly: each a message with the
//! next step on standard error, exit status 1, and nothing touched that it
//! found.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may end here")]

#[path = "../support/mod.rs"]
mod support;

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use support::tls::Tls;
use telemetry_sdk::telemetry_event;

/// A page was opened.
#[telemetry_event(
    feature = "commandTest",
    action = "opened",
    owner = "tests",
    purpose = "reliability"
)]
#[allow(dead_code, reason = "its record in the program is all that is looked at")]
struct Opened {}

/// A gateway's files, all of them good.
struct World {
    tls: Tls,
}

impl World {
    fn new(tls: Tls) -> Self {
        let catalog = telemetry_core::linked_catalog().unwrap().encode();
        fs::write(tls.directory().join("catalog.binpb"), catalog).unwrap();
        Self { tls }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.tls.directory().join(name)
    }

    /// The command, which may only fail; with one good setting replaced.
    fn gateway(&self, change: Option<(&str, &Path)>) -> Command {
        let good = [
            ("--data-dir", self.file("data")),
            ("--catalog", self.file("catalog.binpb")),
            ("--cert", self.tls.certificate()),
            ("--key", self.tls.key()),
        ];
        let mut command = Command::new(env!("CARGO_BIN_EXE_telemetry"));
        command
            .args(["gateway", "--listen", "127.0.0.1:0", "--stop-at-eof"])
            .env_remove("RUST_LOG");
        for (flag, path) in &good {
            let path = change.filter(|(changed, _)| changed == flag).map_or(&**path, |(_, it)| it);
            command.arg(flag).arg(path);
        }
        command
    }
}

fn fails(output: &Output, words: &[&str]) {
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(output.stdout.is_empty(), "it never said that it listens");
    for word in words {
        assert!(text.contains(word), "`{text}` does not say `{word}`");
    }
    assert!(text.lines().any(|line| line.starts_with("error: ")), "{text}");
    assert!(!text.contains("panicked"), "{text}");
}

#[test]
fn files_that_are_missing_or_something_else_are_named() {
    let world = World::new(Tls::new());
    let text = world.tls.file("text", "hello");
    let missing = world.file("missing");
    let empty = world.tls.file("empty", "");
    let (folder, proto) = (world.file("folder"), world.file("lock"));
    for folder in [&folder, &proto] {
        fs::create_dir(folder).unwrap();
    }
    fs::write(proto.join("search.proto"), "<<<<<<< ours\n").unwrap();
    let stranger = Tls::new();
    let cases: &[(&str, &Path, &[&str])] = &[
        ("--catalog", &missing, &["missing", "--catalog"]),
        ("--catalog", &text, &["text", "cannot be used as the catalog", "neither an ELF file"]),
        ("--catalog", &empty, &["empty", "declares no event", "--catalog"]),
        ("--catalog", &folder, &["folder", "no lock", "cargo telemetry accept"]),
        ("--catalog", &proto, &["search.proto", "line 1", "cargo telemetry accept"]),
        ("--cert", &missing, &["missing"]),
        ("--cert", &text, &["text"]),
        ("--key", &missing, &["missing"]),
        ("--key", &text, &["text"]),
        ("--key", &stranger.key(), &["gateway.key"]),
        ("--data-dir", &text, &["text", "--data-dir"]),
    ];
    for (flag, path, words) in cases {
        fails(&world.gateway(Some((*flag, *path))).output().unwrap(), words);
    }
    let mut command = world.gateway(None);
    fails(&command.arg("--client-ca").arg(&text).output().unwrap(), &["text"]);
    let mut command = world.gateway(None);
    command.arg("--tenant").arg(format!("acme={}", missing.display()));
    fails(&command.output().unwrap(), &["acme", "missing"]);
}

#[test]
fn a_certificate_that_is_not_valid_now_is_told() {
    let expired = World::new(Tls::expired());
    fails(&expired.gateway(None).output().unwrap(), &["expired", "gateway.pem"]);
    let early = World::new(Tls::not_yet_valid());
    fails(&early.gateway(None).output().unwrap(), &["not valid", "gateway.pem"]);
}

#[test]
fn a_port_that_is_taken_is_named() {
    let world = World::new(Tls::new());
    let busy = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = busy.local_addr().unwrap().to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_telemetry"));
    command.args(["gateway", "--listen", &address]);
    for (flag, name) in [
        ("--data-dir", "data"),
        ("--catalog", "catalog.binpb"),
        ("--cert", "gateway.pem"),
        ("--key", "gateway.key"),
    ] {
        command.arg(flag).arg(world.file(name));
    }
    fails(&command.output().unwrap(), &[&address, "stop the program that uses the port"]);
}

#[test]
fn a_store_of_somebody_else_is_left_alone() {
    let world = World::new(Tls::new());
    let ledger = world.file("data").join("sink").join("ledger.sqlite");
    fs::create_dir_all(ledger.parent().unwrap()).unwrap();
    let diary = "dear diary ".repeat(1_000);
    fs::write(&ledger, &diary).unwrap();
    fails(&world.gateway(None).output().unwrap(), &["ledger.sqlite"]);
    assert_eq!(fs::read_to_string(&ledger).unwrap(), diary);
}

/// Several in the environment, as an orchestrator sets them.
#[test]
fn each_of_several_catalogs_counts() {
    let world = World::new(Tls::new());
    let (good, missing) = (world.file("catalog.binpb"), world.file("missing"));
    let workspace = env!("CARGO_MANIFEST_DIR");
    let with = |catalogs: String| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_telemetry"));
        command.args(["gateway", "--listen", "127.0.0.1:0", "--stop-at-eof", "--data-dir"]);
        command.arg(world.file("data")).arg("--cert").arg(world.tls.certificate());
        command.arg("--key").arg(world.tls.key()).env("TELEMETRY_GATEWAY_CATALOG", catalogs);
        command.env_remove("RUST_LOG").stdin(std::process::Stdio::null()).output().unwrap()
    };
    fails(&with(format!("{},{}", good.display(), missing.display())), &["missing", "--catalog"]);
    let output = with(format!("{},{workspace}", good.display()));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    for read in ["catalog.binpb", workspace, "lock"] {
        assert!(said.contains(read), "`{said}` does not say `{read}`");
    }
}

#[test]
fn a_setting_that_means_nothing_is_told_with_the_nearest_one() {
    let world = World::new(Tls::new());
    for (name, words) in [
        ("TELEMETRY_GATEWAY_TENANTS", "did you mean `TELEMETRY_GATEWAY_TENANT`?"),
        ("TELEMETRY_GATEWAY_LISTN", "did you mean `TELEMETRY_GATEWAY_LISTEN`?"),
    ] {
        fails(&world.gateway(None).env(name, "x").output().unwrap(), &[name, words]);
    }
    // An exporter's settings, those of others, and what an orchestrator says
    // about a service of this name are no business of it.
    let mut command = world.gateway(None);
    command.env("TELEMETRY_GATEWAY_SERVICE_HOST", "10.0.0.1").env("TELEMETRY_GATEWAY_PORT", "x");
    command.env("TELEMETRY_GATEWAY_EXPORTER_EXPORT_ADDR", "x").env("TELEMETRY_OTHER", "x");
    command.env("TELEMETRY_GATEWAY_DEDUPE_DAYS", "7");
    // Standard input is empty, so it stops as soon as it has started.
    let output = command.stdin(std::process::Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[cfg(feature = "console")]
#[test]
fn a_console_takes_what_a_gateway_takes_as_its_catalog_and_nothing_else() {
    let world = World::new(Tls::new());
    let console = |catalog: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_telemetry"));
        command.args(["console", "--data-dir"]).arg(world.file("data")).arg("--catalog");
        command.arg(catalog).output().unwrap()
    };
    let text = world.tls.file("text", "hello");
    fails(&console(&text), &["text", "cannot be used as the catalog"]);
    fails(&console(&world.file("missing")), &["missing", "cannot read the catalog"]);
    // This one is good, and the queue is the next thing that is missing.
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    fails(&console(workspace), &["queue.db"]);
}

/// What the command prints, when it succeeds.
fn prints(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_telemetry"));
    let output = command.args(arguments).env_remove("RUST_LOG").output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn an_instance_is_switched_from_outside() {
    let world = World::new(Tls::new());
    let (data, catalog) = (world.file("data"), world.file("catalog.binpb"));
    let (data, catalog) = (data.to_str().unwrap(), catalog.to_str().unwrap());
    let start = || {
        let accepted = support::accepting::all_linked();
        telemetry_sdk::Telemetry::builder(accepted).data_dir(data).version("1.2.3").start()
    };
    drop(start().unwrap());
    assert!(prints(&["mode", "--data-dir", data]).contains("no mode was set"));
    assert!(prints(&["mode", "--data-dir", data, "off"]).contains("what waited is purged"));
    assert!(prints(&["mode", "--data-dir", data]).starts_with("off since 20"));
    let switch = ["switch", "--data-dir", data, "--catalog", catalog];
    let off = [&switch[..], &["off", "commandTest", "opened"]].concat();
    assert!(prints(&off).contains("off  commandTest  opened"));
    assert!(prints(&["switch", "--data-dir", data]).contains("off  commandTest  opened"));
    let queue = prints(&["queue", "--data-dir", data]);
    for line in ["the mode is off since 20", "not recorded: commandTest.opened", "  nothing"] {
        assert!(queue.contains(line), "{queue}");
    }

    // A running instance learns it, and whoever asks is told.
    let telemetry = start().unwrap();
    assert_eq!(telemetry.status().unwrap().mode.to_string(), "off");
    assert!(prints(&["mode", "--data-dir", data, "local"]).contains("within a second"));
    let on = [&switch[..], &["on", "commandTest"]].concat();
    assert!(prints(&on).contains("within a second"));
    let learned = || {
        let status = telemetry.status().unwrap();
        status.mode.to_string() == "local" && status.not_recorded.is_empty()
    };
    while !learned() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

#[test]
fn a_switch_that_means_nothing_is_named() {
    let world = World::new(Tls::new());
    let (data, catalog) = (world.file("data"), world.file("catalog.binpb"));
    let (data, catalog) = (data.to_str().unwrap(), catalog.to_str().unwrap());
    fs::create_dir(data).unwrap();
    let refused = |arguments: &[&str], words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_telemetry"));
        let output = command.args(arguments).output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{text}");
        words.iter().for_each(|word| assert!(text.contains(word), "`{text}`: {word}"));
    };
    let off = ["switch", "--data-dir", data, "--catalog", catalog, "off"];
    let opend = [&off[..], &["commandTest", "opend"]].concat();
    refused(&opend, &["no event `commandTest.opend` is declared", "`commandTest.opened`"]);
    refused(&["switch", "--data-dir", data, "off", "commandTest"], &["--catalog"]);
    refused(&["mode", "--data-dir", data, "of"], &["write `on`, `local`, `off`"]);
    refused(&["mode", "--data-dir", "/nowhere", "off"], &["nothing was changed", "/nowhere"]);
    assert!(fs::read_dir(data).unwrap().next().is_none(), "nothing was made");
}
