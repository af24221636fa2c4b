//! The two databases for which the reference has tables: a PostgreSQL of the
//! test's own, on a socket in a temporary directory, and a DuckDB file.
//!
//! PostgreSQL is Debian's package `postgresql`; DuckDB is the wheel that
//! `./x test` puts below `target/tools`. Without them the tests fail where
//! `CI=true` and otherwise say that they were skipped.

use std::{
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// A database that takes the reference's tables and gives one text a row.
pub(crate) trait Database {
    /// The file of the reference that is for this database.
    fn ddl(&self) -> &'static str;

    /// Runs statements; the first column of what the last one gives.
    fn run(&self, sql: &str) -> Vec<String>;

    /// Loads a file of a gateway for a tenant, as the reference says it.
    fn load(&self, tenant: &str, file: &Path);
}

/// Both databases; fewer where one is not installed and nobody insists.
pub(crate) fn databases() -> Vec<Box<dyn Database>> {
    let postgres = Postgres::start().map(|it| Box::new(it) as Box<dyn Database>);
    let duckdb = Duckdb::open().map(|it| Box::new(it) as Box<dyn Database>);
    postgres.into_iter().chain(duckdb).collect()
}

fn skipped<T>(missing: &str) -> Option<T> {
    let ci = env::var("CI").is_ok_and(|ci| ci == "true");
    assert!(!ci, "{missing} is missing; ./x test installs it");
    eprintln!("SKIPPED: {missing} is missing; ./x test installs it");
    None
}

/// The output of a program that is given a text; fails with what it says.
fn fed(command: &mut Command, input: &str) -> String {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_owned();
    let feeding = std::thread::spawn(move || {
        // Who fails early reads no further, and says why.
        let _ = stdin.write_all(input.as_bytes());
    });
    let output = child.wait_with_output().expect("it ends");
    feeding.join().expect("fed");
    said(&output)
}

fn said(output: &Output) -> String {
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}\n{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stdout.clone()).expect("text")
}

/// A server that ends with the value.
pub(crate) struct Postgres {
    programs: PathBuf,
    directory: TempDir,
}

impl Postgres {
    fn start() -> Option<Self> {
        let Some(programs) = newest_postgres() else { return skipped("PostgreSQL") };
        let directory = tempfile::tempdir().expect("a directory");
        let server = Self { programs, directory };
        let data = server.data();
        if is_root() {
            said(
                &Command::new("chown")
                    .arg("postgres")
                    .arg(server.directory.path())
                    .output()
                    .expect("chown"),
            );
        }
        let no_waste = ["--auth=trust", "--username=test", "--encoding=UTF8", "--no-sync", "-D"];
        said(&server.command("initdb").args(no_waste).arg(&data).output().expect("initdb"));
        let socket = server.directory.path().display();
        let options = format!("-k {socket} -c listen_addresses='' -c fsync=off");
        let log = server.directory.path().join("log");
        let started = server
            .command("pg_ctl")
            .args(["start", "-w", "-s", "-o", &options])
            .arg("-D")
            .arg(&data)
            .arg("-l")
            .arg(&log)
            .stdout(Stdio::null())
            .status()
            .expect("pg_ctl");
        assert!(started.success(), "{}", fs::read_to_string(log).unwrap_or_default());
        Some(server)
    }

    fn data(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    /// A program of the server, which refuses to run as root.
    fn command(&self, program: &str) -> Command {
        let program = self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir("/").env("LC_ALL", "C");
        command
    }
}

impl Database for Postgres {
    fn ddl(&self) -> &'static str {
        "postgresql.sql"
    }

    fn run(&self, sql: &str) -> Vec<String> {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args([
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
            "-U",
            "test",
            "-d",
            "postgres",
        ]);
        psql.arg("-h").arg(self.directory.path()).env("PGCLIENTENCODING", "UTF8");
        fed(&mut psql, sql).lines().map(str::to_owned).collect()
    }

    fn load(&self, tenant: &str, file: &Path) {
        self.run(&format!(
            "CREATE TEMPORARY TABLE loaded (event jsonb);\n\
             \\copy loaded FROM '{}' WITH (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')\n\
             INSERT INTO telemetry.raw_events (tenant, event)\n\
             SELECT '{tenant}', event FROM loaded ON CONFLICT DO NOTHING;\n",
            file.display()
        ));
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let mut stop = self.command("pg_ctl");
        let _ = stop.args(["stop", "-s", "-m", "immediate", "-D"]).arg(self.data()).status();
    }
}

fn newest_postgres() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let programs = versions.filter_map(|entry| Some(entry.ok()?.path().join("bin")));
    let mut programs: Vec<_> = programs.filter(|it| it.join("initdb").exists()).collect();
    programs.sort();
    programs.pop()
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

/// A file, and Python to use it with.
pub(crate) struct Duckdb {
    modules: PathBuf,
    directory: TempDir,
}

const SCRIPT: &str = "
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
result = connection.execute(sys.stdin.read())
for row in result.fetchall() if result.description else []:
    print(row[0])
";

impl Duckdb {
    fn open() -> Option<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = root.ancestors().find(|it| it.join("Cargo.lock").exists()).expect("a workspace");
        let modules = root.join("target/tools/duckdb");
        if !modules.join("duckdb").exists() {
            return skipped("DuckDB (target/tools/duckdb)");
        }
        Some(Self { modules, directory: tempfile::tempdir().expect("a directory") })
    }
}

impl Database for Duckdb {
    fn ddl(&self) -> &'static str {
        "duckdb.sql"
    }

    fn run(&self, sql: &str) -> Vec<String> {
        let python = env::var("TELEMETRY_INTEROP_PYTHON");
        let mut python = Command::new(python.as_deref().unwrap_or("/usr/bin/python3"));
        let file = self.directory.path().join("events.duckdb");
        python.args(["-c", SCRIPT]).arg(file).env("PYTHONPATH", &self.modules);
        python.env("PYTHONIOENCODING", "utf-8").env("TZ", "UTC");
        fed(&mut python, sql).lines().map(str::to_owned).collect()
    }

    fn load(&self, tenant: &str, file: &Path) {
        let sink = self.directory.path().join("sink").join(tenant);
        fs::create_dir_all(&sink).expect("writable");
        fs::copy(file, sink.join("2026-01-01.ndjson")).expect("writable");
        let sink = self.directory.path().join("sink");
        self.run(&format!(
            "INSERT OR IGNORE INTO telemetry.raw_events
             SELECT parse_path(filename)[-2], json ->> '$.id', json
             FROM read_ndjson_objects('{}/*/*.ndjson', filename = true);",
            sink.display()
        ));
    }
}
