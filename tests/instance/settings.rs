//! The settings of operators: each wrong one is found at the start, with the
//! name of the setting and the next step.

use std::path::PathBuf;

use telemetry_sdk::{
    config::{PREFIX, Settings},
    policy::Mode,
};

use crate::{
    place::{PATIENCE, Place},
    support::{scripted::Scripted, tls::Tls},
};

/// From settings to a checked export, or the words of the error.
fn read(pairs: &[(&str, &str)]) -> Result<Settings, String> {
    let owned = pairs.iter().map(|(name, value)| (format!("{PREFIX}{name}"), (*value).to_owned()));
    let settings = Settings::from_variables(owned).map_err(|error| error.to_string())?;
    settings.export().map_err(|error| error.to_string())?;
    Ok(settings)
}

const ADDRESS: (&str, &str) = ("EXPORT_ADDR", "https://gateway.example.com");

#[test]
fn each_wrong_setting_is_named_with_the_next_step() {
    let tls = Tls::new();
    let file = |name, text: &str| tls.file(name, text).display().to_string();
    let (empty, text) = (file("empty", "\n"), file("text", "hello"));
    let missing = tls.directory().join("missing").display().to_string();
    let cases: &[(&[(&str, &str)], &str)] = &[
        (&[("EXPORT_ADDRESS", "x")], "did you mean `TELEMETRY_GATEWAY_EXPORTER_EXPORT_ADDR`"),
        (&[("CA_FIL", "x")], "did you mean `TELEMETRY_GATEWAY_EXPORTER_CA_FILE`"),
        (&[("mode", "on")], "did you mean `TELEMETRY_GATEWAY_EXPORTER_MODE`"),
        (&[("SOMETHING_ELSE_ENTIRELY", "x")], "remove it or correct its name"),
        (&[("EXPORT_ADDR", "http://gateway.example.com")], "is not https"),
        (&[("EXPORT_ADDR", "http://gateway.example.com"), ("DEVELOPMENT", "true")], "is not https"),
        (&[("EXPORT_ADDR", "http://127.0.0.1:1")], "is not https"),
        (&[("EXPORT_ADDR", "gateway.example.com")], "write `https://gateway.example.com`"),
        (&[("EXPORT_ADDR", "https://me:secret@gateway.example.com")], "user name or password"),
        (&[ADDRESS, ("EXPORT_INTERVAL", "2h")], "write `5m`"),
        (&[ADDRESS, ("EXPORT_INTERVAL", "0s")], "write `5m`"),
        (&[ADDRESS, ("EXPORT_INTERVAL", "5")], "a duration such as `5m`"),
        (&[ADDRESS, ("EXPORT_BATCH_SIZE", "99")], "write `10000`"),
        (&[ADDRESS, ("EXPORT_BATCH_SIZE", "many")], "a whole number such as `10000`"),
        (&[ADDRESS, ("EXPORTED_EVENTS_RETENTION", "soon")], "a duration such as `5m`"),
        (&[ADDRESS, ("MODE", "on:search,,cody")], "is not a mode; write"),
        (&[ADDRESS, ("DEVELOPMENT", "1")], "`true` or `false`"),
        (&[ADDRESS, ("CA_FILE", &missing)], "check the path and its permissions"),
        (&[ADDRESS, ("CA_FILE", &text)], "check that it is the right file"),
        (&[ADDRESS, ("TOKEN_FILE", &missing)], "the token file"),
        (&[ADDRESS, ("TOKEN_FILE", &empty)], "store the token alone in the file"),
        (&[ADDRESS, ("LICENSE_KEY_FILE", &missing)], "the license key file"),
        (&[ADDRESS, ("LICENSE_KEY_FILE", &empty)], "which is empty"),
        (&[ADDRESS, ("CLIENT_KEY_FILE", &text)], "CLIENT_CERT_FILE` is not; set both"),
    ];
    for (pairs, words) in cases {
        let error = read(pairs).expect_err("it is wrong");
        assert!(error.contains(words), "{pairs:?}: {error}");
        assert!(!error.contains("secret"), "{error}");
        assert!(!error.ends_with('.') && !error.contains('\n'), "{error}");
    }
}

#[test]
fn an_empty_value_and_a_name_of_others_mean_nothing() {
    let settings = read(&[("EXPORT_ADDR", ""), ("MODE", ""), ("CA_FILE", "")]).unwrap();
    assert_eq!((settings.export_addr, settings.mode, settings.ca_file), (None, None, None));
    let others = [("TELEMETRY_GATEWAY_LISTEN", "x"), ("PATH", "/bin")];
    let others = others.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert!(Settings::from_variables(others).is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn good_settings_reach_the_gateway() {
    let (place, tls) = (Place::new(), Tls::new());
    let gateway = Scripted::start(&tls).await;
    let address = format!("https://localhost:{}", gateway.address.port());
    let path = |path: PathBuf| path.display().to_string();
    let settings = read(&[
        ("EXPORT_ADDR", &address),
        ("CA_FILE", &path(tls.ca())),
        ("TOKEN_FILE", &path(tls.file("token", "secret-token\n"))),
        ("LICENSE_KEY_FILE", &path(tls.file("license", " license \n"))),
        ("EXTERNAL_URL", "https://code.example.com"),
        ("MODE", "on:search"),
        ("EXPORT_INTERVAL", "1h"),
    ])
    .unwrap();
    assert_eq!(settings.mode, Some("on:search".parse::<Mode>().unwrap()));
    let telemetry = settings.apply(place.builder()).unwrap().start().unwrap();
    telemetry.recorder().record(crate::events::searched(1));
    telemetry.recorder().record(crate::events::Asked { number: 2 });
    telemetry.export_now(PATIENCE).unwrap();
    let id = std::fs::read_to_string(place.file("instance.id")).unwrap();
    telemetry.shutdown(PATIENCE).unwrap();

    let streams = gateway.streams();
    // There may be one more from before the first event, which has none.
    let log = streams.iter().find(|log| !log.batches().is_empty()).unwrap();
    assert_eq!(log.authorization.as_deref(), Some("Bearer secret-token"));
    let said = format!("{:?}", log.metadata().identifier.unwrap());
    for word in ["LicensedInstance", "\"license\"", "https://code.example.com", id.trim()] {
        assert!(said.contains(word), "{said}");
    }
    assert_eq!(gateway.received().len(), 1);
}
