//! A browser that does what a test says. Speaks the WebDriver protocol over
//! plain HTTP to a `chromedriver` of its own; knows nothing of the console.

use std::{
    env, fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use tempfile::TempDir;

const CHROMEDRIVER: &str = "/usr/bin/chromedriver";
const CHROMIUM: &str = "/usr/bin/chromium";

/// Nothing is fetched that the test did not ask for.
const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
];

/// How a reference to an element is called in the protocol.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How long a page may take to show what a test waits for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A browser with one window; it ends with the value.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
    _profile: TempDir,
}

/// An element of the page that is shown.
pub(crate) struct Element(String);

impl Browser {
    /// A browser, or none where none is installed.
    pub(crate) fn start() -> Option<Self> {
        if !Path::new(CHROMEDRIVER).exists() || !Path::new(CHROMIUM).exists() {
            let ci = env::var("CI").is_ok_and(|ci| ci == "true");
            assert!(!ci, "{CHROMIUM} or {CHROMEDRIVER} is missing; install chromium-driver");
            eprintln!("SKIPPED: {CHROMIUM} or {CHROMEDRIVER} is missing; install chromium-driver");
            return None;
        }
        let (driver, port) = start_driver();
        let profile = tempfile::tempdir().expect("a directory");
        let mut browser = Self { driver, port, session: String::new(), _profile: profile };
        browser.session = browser.open_session();
        Some(browser)
    }

    fn open_session(&self) -> String {
        let profile = format!("--user-data-dir={}", self._profile.path().display());
        let flags: Vec<&str> = FLAGS.into_iter().chain([profile.as_str()]).collect();
        let answer = self.call(
            "POST",
            "/session",
            &json!({"capabilities": {"alwaysMatch": {
                "goog:chromeOptions": {"binary": CHROMIUM, "args": flags},
                "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            }}}),
        );
        answer["sessionId"].as_str().expect("a session").to_owned()
    }

    /// Shows the page at this address.
    pub(crate) fn open(&self, address: &str) {
        self.post("url", &json!({"url": address}));
    }

    /// The address of the page that is shown.
    pub(crate) fn address(&self) -> String {
        self.get("url").as_str().expect("an address").to_owned()
    }

    /// The first element of this selector; waits for it.
    pub(crate) fn find(&self, selector: &str) -> Element {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(element) = self.find_all(selector).into_iter().next() {
                return element;
            }
            assert!(Instant::now() < end, "no {selector} at {}: {}", self.address(), self.text());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// All elements of this selector that are there now.
    pub(crate) fn find_all(&self, selector: &str) -> Vec<Element> {
        let found = self.post("elements", &json!({"using": "css selector", "value": selector}));
        let found = found.as_array().expect("a list");
        found.iter().map(|e| Element(e[ELEMENT].as_str().expect("an id").to_owned())).collect()
    }

    /// Whether there is such an element now.
    pub(crate) fn has(&self, selector: &str) -> bool {
        !self.find_all(selector).is_empty()
    }

    /// Clicks as a person would: the element must be visible and not covered.
    pub(crate) fn click(&self, selector: &str) {
        let Element(id) = self.find(selector);
        self.post(&format!("element/{id}/click"), &json!({}));
    }

    /// Types into an element.
    pub(crate) fn type_into(&self, selector: &str, text: &str) {
        let Element(id) = self.find(selector);
        self.post(&format!("element/{id}/value"), &json!({"text": text}));
    }

    /// What a reader sees of an element.
    pub(crate) fn text_of(&self, selector: &str) -> String {
        let Element(id) = self.find(selector);
        let text = self.get(&format!("element/{id}/text"));
        text.as_str().expect("a text").to_owned()
    }

    /// What a reader sees of the page.
    pub(crate) fn text(&self) -> String {
        self.run("return document.body.innerText").as_str().unwrap_or_default().to_owned()
    }

    /// Runs a script in the page, as the test's own, whatever the page allows.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.post("execute/sync", &json!({"script": script, "args": []}))
    }

    /// A command of Chromium's own protocol.
    pub(crate) fn chromium(&self, command: &str, parameters: &Value) -> Value {
        self.post("goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    /// The screen's width in pixels, as that of a phone.
    pub(crate) fn set_width(&self, width: u32) {
        let metrics =
            json!({"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600});
        self.chromium("Emulation.setDeviceMetricsOverride", &metrics);
    }

    /// What the person prefers: `light` or `dark`.
    pub(crate) fn prefer(&self, scheme: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.chromium("Emulation.setEmulatedMedia", &json!({"features": features}));
    }

    /// Whether scripts of pages run.
    pub(crate) fn allow_script(&self, allow: bool) {
        self.chromium("Emulation.setScriptExecutionDisabled", &json!({"value": !allow}));
    }

    /// What the page wrote to the console since the last call, errors of the
    /// browser among it.
    pub(crate) fn console_messages(&self) -> Vec<String> {
        let entries = self.post("se/log", &json!({"type": "browser"}));
        let entries = entries.as_array().expect("a list");
        entries.iter().map(|entry| entry["message"].to_string()).collect()
    }

    /// The addresses of all requests since the last call.
    pub(crate) fn requests(&self) -> Vec<String> {
        let entries = self.post("se/log", &json!({"type": "performance"}));
        let message = |entry: &Value| -> Value {
            serde_json::from_str(entry["message"].as_str().unwrap_or_default()).unwrap_or_default()
        };
        let entries = entries.as_array().expect("a list").iter().map(message);
        let sent = entries.filter(|e| e["message"]["method"] == "Network.requestWillBeSent");
        let address =
            |e: Value| e["message"]["params"]["request"]["url"].as_str().map(str::to_owned);
        sent.filter_map(address).collect()
    }

    /// Writes a picture of the page, from its top to at most `height` pixels,
    /// to `docs/console`, if pictures are asked for.
    pub(crate) fn keep_picture(&self, name: &str, height: u32) {
        if env::var_os("UPDATE_SCREENSHOTS").is_none() {
            return;
        }
        let size = self.run("return [innerWidth, document.documentElement.scrollHeight]");
        let height = size[1].as_u64().unwrap_or_default().min(height.into());
        let clip = json!({"x": 0, "y": 0, "width": size[0], "height": height, "scale": 1});
        let parameters = json!({"format": "png", "captureBeyondViewport": true, "clip": clip});
        let picture = self.chromium("Page.captureScreenshot", &parameters);
        let bytes = STANDARD.decode(picture["data"].as_str().expect("a picture")).expect("base64");
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/console");
        fs::write(directory.join(format!("{name}.png")), bytes).expect("the picture is written");
    }

    fn get(&self, command: &str) -> Value {
        self.call("GET", &format!("/session/{}/{command}", self.session), &Value::Null)
    }

    fn post(&self, command: &str, body: &Value) -> Value {
        self.call("POST", &format!("/session/{}/{command}", self.session), body)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = exchange(self.port, method, path, body).expect("chromedriver answers");
        let value = answer["value"].clone();
        assert!(
            value["error"].is_null(),
            "{method} {path}: {}: {}",
            value["error"],
            value["message"]
        );
        value
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ends the browser; a driver that is killed leaves it behind.
        let path = format!("/session/{}", self.session);
        let _ = exchange(self.port, "DELETE", &path, &Value::Null);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// A driver on a port that it chose.
fn start_driver() -> (Child, u16) {
    let mut driver = Command::new(CHROMEDRIVER)
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver starts");
    let lines = BufReader::new(driver.stdout.take().expect("a pipe")).lines();
    let port = lines
        .map_while(Result::ok)
        .find_map(|line| line.strip_suffix('.')?.split_once("on port ")?.1.parse().ok())
        .expect("chromedriver says its port");
    (driver, port)
}

/// One request and its answer.
fn exchange(port: u16, method: &str, path: &str, body: &Value) -> std::io::Result<Value> {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    read_answer(BufReader::new(stream))
}

fn read_answer(mut stream: BufReader<TcpStream>) -> std::io::Result<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(serde_json::from_slice(&body)?)
}
