//! What is switched at run time: remembered, learned by the other processes of
//! the data directory, and in force wherever a process is killed. The other
//! process is a real one, which this file is the program of.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use telemetry_sdk::{
    DataDirError, StartError, SwitchError, Telemetry,
    policy::Mode,
    switches::{self, Reach},
};

use crate::{
    events::{Asked, searched},
    place::{PATIENCE, Place, builder},
};

const DIRECTORY: &str = "TELEMETRY_TEST_SWITCHED_DIRECTORY";

/// An instance that does what it is told, a line at a time. Does nothing unless
/// it is started by a test below.
#[test]
#[allow(clippy::print_stdout)]
fn child() {
    let Ok(directory) = std::env::var(DIRECTORY) else { return };
    let telemetry = builder(Path::new(&directory)).mode(Mode::Local).start().unwrap();
    say("\nstarted");
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let (word, rest) = line.split_once(' ').unwrap_or((&line, ""));
        match word {
            "record" => record(&telemetry, rest.parse().unwrap()),
            "flush" => telemetry.flush(PATIENCE).unwrap(),
            "mode" => say(&format!("= {}", telemetry.status().unwrap().mode)),
            "off" => {
                let off = telemetry.status().unwrap().not_recorded;
                let features: Vec<_> = off.iter().map(|(feature, _)| feature).collect();
                say(&format!("= {}", features.join(" ")));
            }
            "recorded" => say(&format!("= {}", telemetry.status().unwrap().recorded)),
            "set" => telemetry.set_mode(rest.parse().unwrap()).unwrap(),
            _ => panic!("{line}"),
        }
        say("done");
    }
}

#[expect(clippy::print_stdout, reason = "what the other process is read by")]
fn say(line: &str) {
    println!("{line}");
}

/// So many events.
fn record(telemetry: &Telemetry, count: u64) {
    let recorder = telemetry.recorder();
    (0..count).for_each(|number| recorder.record(searched(number)));
}

/// Another process with an instance in this place.
pub(crate) struct Other {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Other {
    pub(crate) fn start(place: &Place) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["switches::child", "--exact", "--nocapture"])
            .env(DIRECTORY, place.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
        let mut other = Self { process, input, output: BufReader::new(output) };
        other.read_to("started");
        other
    }

    fn read_to(&mut self, end: &str) -> String {
        let mut answer = String::new();
        loop {
            let mut line = String::new();
            assert_ne!(self.output.read_line(&mut line).unwrap(), 0, "the process has ended");
            if line.trim_end() == end {
                return answer;
            }
            if let Some(said) = line.trim_end().strip_prefix("= ") {
                answer = said.to_owned();
            }
        }
    }

    fn tell(&mut self, line: &str) {
        writeln!(self.input, "{line}").unwrap();
    }

    pub(crate) fn ask(&mut self, line: &str) -> String {
        self.tell(line);
        self.read_to("done")
    }

    pub(crate) fn wait_for(&mut self, what: &str, answer: &str) {
        let start = Instant::now();
        while self.ask(what) != answer {
            assert!(start.elapsed() < PATIENCE, "it does not learn `{answer}`");
            thread::sleep(Duration::from_millis(10));
        }
    }

    pub(crate) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

fn mode_of(telemetry: &Telemetry) -> Mode {
    telemetry.status().unwrap().mode
}

#[test]
fn another_process_learns_what_is_switched_also_an_idle_one() {
    let place = Place::new();
    let mut other = Other::start(&place);
    other.ask("record 100");
    other.ask("flush");
    assert_eq!(place.stored().len(), 100);

    // The last of them are still in its journal.
    other.ask("record 50");
    assert_eq!(switches::set_mode(&place.path(), &Mode::Off).unwrap(), Reach::Running);
    other.wait_for("mode", "off");
    other.ask("record 100");
    other.ask("flush");
    assert_eq!(other.ask("recorded"), "150", "off records nothing");
    let start = Instant::now();
    while !place.stored().is_empty() {
        assert!(start.elapsed() < PATIENCE, "what waited is not purged");
        thread::sleep(Duration::from_millis(10));
    }

    // It has no export address: what it records waits in the queue.
    switches::set_mode(&place.path(), &"on".parse().unwrap()).unwrap();
    other.wait_for("mode", "on");
    other.ask("record 10");
    other.ask("flush");
    let states: Vec<_> = place.stored().iter().map(|it| it.state.to_string()).collect();
    assert_eq!(states, ["queued"; 10]);
    switches::set_mode(&place.path(), &Mode::Local).unwrap();
    other.wait_for("mode", "local");
    other.kill();
}

#[test]
fn off_stays_in_force_until_another_mode_is_set() {
    let place = Place::new();
    let mut other = Other::start(&place);
    other.ask("record 10");
    other.ask("set off");
    other.kill();
    for _ in 0..2 {
        let telemetry = place.builder().mode(Mode::Local).start().unwrap();
        assert_eq!(mode_of(&telemetry), Mode::Off);
        record(&telemetry, 10);
        telemetry.flush(PATIENCE).unwrap();
        assert_eq!(telemetry.status().unwrap().recorded, 0);
        telemetry.shutdown(PATIENCE).unwrap();
    }
    assert!(place.stored().is_empty());

    let telemetry = place.start();
    telemetry.set_mode(Mode::Local).unwrap();
    record(&telemetry, 10);
    drop(telemetry);
    assert_eq!(place.stored().len(), 10);
    // Any other mode is not for those that start later.
    let telemetry = place.builder().mode(Mode::Off).start().unwrap();
    assert_eq!(mode_of(&telemetry), Mode::Off);
    drop(telemetry);
    assert_eq!(mode_of(&place.start()), Mode::Local);
}

#[test]
fn nothing_that_is_recorded_after_off_is_kept_whatever_follows() {
    let place = Place::new();
    let telemetry = place.start();
    let before = telemetry.recorder();
    for round in 0..20 {
        thread::scope(|scope| {
            let recording = scope.spawn(|| (0..5_000).for_each(|n| before.record(searched(n))));
            thread::sleep(Duration::from_micros(round * 50));
            telemetry.set_mode(Mode::Off).unwrap();
            telemetry.recorder().record(Asked { number: round });
            recording.join().unwrap();
        });
        // At once, before anybody has looked at the journal.
        telemetry.set_mode(Mode::Local).unwrap();
        telemetry.flush(PATIENCE).unwrap();
        let kept = place.stored();
        assert!(kept.is_empty(), "round {round}: {} events", kept.len());
    }
    telemetry.recorder().record(Asked { number: 100 });
    telemetry.flush(PATIENCE).unwrap();
    assert_eq!(place.stored().len(), 1);
}

#[test]
fn a_process_that_is_killed_on_the_way_to_off_leaves_the_stricter_mode() {
    let mut off = 0;
    for round in 0..12 {
        let place = Place::new();
        let mut other = Other::start(&place);
        other.ask("record 1000");
        other.tell("set off");
        thread::sleep(Duration::from_micros(round * 700));
        other.process.kill().unwrap();
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut other.output, &mut rest).unwrap();
        other.process.wait().unwrap();

        let telemetry = place.start();
        telemetry.flush(PATIENCE).unwrap();
        let is_off = mode_of(&telemetry) == Mode::Off;
        assert!(is_off || !rest.contains("done"), "round {round}: it had returned");
        let kept = place.stored().len() as u64;
        if is_off {
            assert_eq!(kept, 0, "round {round}");
        } else {
            // The drain had been told already; what it gave up is noted.
            let stats = telemetry.status().unwrap().queue;
            let given_up = stats.lost_on_the_way.iter().find(|it| it.reason == "discarded");
            assert_eq!(kept + given_up.map_or(0, |it| it.count), 1000, "round {round}");
        }
        off += u32::from(is_off);
    }
    assert!(off > 0, "killed too early in every round");
}

#[test]
fn off_reaches_the_journals_of_processes_that_are_gone() {
    let place = Place::new();
    let mut other = Other::start(&place);
    other.ask("record 1000");
    other.kill();
    assert_eq!(switches::set_mode(&place.path(), &Mode::Off).unwrap(), Reach::Stopped);
    assert!(place.stored().is_empty());
    assert_eq!(switches::set_mode(&place.path(), &Mode::Local).unwrap(), Reach::Stopped);
    let telemetry = place.start();
    telemetry.flush(PATIENCE).unwrap();
    assert!(place.stored().is_empty(), "it does not come back");
}

#[test]
fn what_cannot_be_read_or_written_is_told_and_keeps_the_stricter() {
    let place = Place::new();
    let telemetry = place.start();
    // Nobody can make a file where a directory is.
    std::fs::create_dir(place.file("switches.new")).unwrap();
    let error = telemetry.set_mode(Mode::Off).unwrap_err();
    assert!(matches!(error, SwitchError::NotRemembered(_)), "{error}");
    assert_eq!(mode_of(&telemetry), Mode::Off, "it holds here all the same");
    let error = telemetry.set_mode(Mode::Local).unwrap_err();
    assert!(matches!(error, SwitchError::NotChanged(_)), "{error}");
    assert_eq!(mode_of(&telemetry), Mode::Off);
    std::fs::remove_dir(place.file("switches.new")).unwrap();
    telemetry.set_mode(Mode::Local).unwrap();
    drop(telemetry);

    for content in ["", "telemetry switches 1\n", "telemetry switches 2\nend\n", "a diary"] {
        std::fs::write(place.file("switches"), content).unwrap();
        let error = place.builder().start().unwrap_err();
        assert!(matches!(error, StartError::DataDir(DataDirError::Damaged { .. })), "{error}");
        assert!(error.to_string().contains("what was switched off is recorded again"), "{error}");
    }
}
