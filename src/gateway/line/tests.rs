//! The line is what reflection gives, for whatever an event can hold.

use proptest::{collection, option, prelude::*};
use prost_types::{Struct, Value, value::Kind};

use super::*;
use crate::proto::telemetrygateway::v1::{
    EventMarketingTracking,
    event_interaction::Geolocation,
    event_source::{Client, Server},
};

fn numbers() -> impl Strategy<Value = BTreeMap<String, f64>> {
    let number =
        prop_oneof![any::<f64>(), Just(-0.0), Just(1e300), (-9_i32..9).prop_map(f64::from)];
    collection::btree_map(text(), number, 0..5)
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z\"\\\\\n\u{0}ä€]{0,8}", Just(String::new()), any::<String>()]
}

prop_compose! {
    fn parameters()(
        version in -1_i32..3,
        metadata in numbers(),
        billing in option::of((text(), text())),
        private in option::weighted(0.1, text()),
        legacy in collection::btree_map("[a-z]{1,3}", any::<i64>(), 0..2),
    ) -> EventParameters {
        let value = |text| Value { kind: Some(Kind::StringValue(text)) };
        #[allow(deprecated)]
        EventParameters {
            version,
            metadata,
            billing_metadata: billing
                .map(|(product, category)| EventBillingMetadata { product, category }),
            private_metadata: private
                .map(|text| Struct { fields: [("k".to_owned(), value(text))].into() }),
            legacy_metadata: if version == 0 { legacy } else { BTreeMap::new() },
        }
    }
}

prop_compose! {
    fn source()(
        server in option::of(text()),
        client in option::of((text(), option::of(text()))),
    ) -> EventSource {
        EventSource {
            server: server.map(|version| Server { version }),
            client: client.map(|(name, version)| Client { name, version }),
        }
    }
}

prop_compose! {
    fn around()(
        user in option::of((option::of(any::<i64>()), option::of(text()), option::of(text()))),
        flags in option::of(collection::btree_map(text(), text(), 0..3)),
        interaction in option::of((option::of(text()), option::of(text()), option::of(text()))),
        hash in collection::vec(any::<u8>(), 0..33),
        sample_rate in prop_oneof![Just(0.0), Just(-0.0), any::<f64>(), 0.0..1.0],
        marketing in option::weighted(0.05, Just(EventMarketingTracking::default())),
    ) -> Event {
        Event {
            user: user.map(|(user_id, anonymous_user_id, sams_external_id)| {
                EventUser { user_id, anonymous_user_id, sams_external_id }
            }),
            feature_flags: flags.map(|flags| EventFeatureFlags { flags }),
            interaction: interaction.map(|(trace_id, interaction_id, country)| EventInteraction {
                trace_id,
                interaction_id,
                geolocation: country.map(|country_code| Geolocation { country_code }),
            }),
            schema_hash: hash,
            sample_rate,
            marketing_tracking: marketing,
            ..Event::default()
        }
    }
}

prop_compose! {
    fn event()(
        names in (text(), text(), text()),
        time in option::of((
            prop_oneof![any::<i64>(), -70_000_000_000_i64..260_000_000_000],
            -1_i32..1_000_000_001,
        )),
        source in option::of(source()),
        parameters in option::of(parameters()),
        around in around(),
    ) -> Event {
        let (id, feature, action) = names;
        let timestamp = time.map(|(seconds, nanos)| Timestamp { seconds, nanos });
        Event { id, feature, action, timestamp, source, parameters, ..around }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_line_is_that_of_reflection(event in event()) {
        let expected = json::event_to_json_line(&event.encode_to_vec());
        let written = json_line(&event).map(|line| String::from_utf8(line).expect("text"));
        prop_assert_eq!(written.ok(), expected.ok());
    }
}

#[test]
fn bytes_are_padded() {
    assert_eq!(base64(b"a"), *b"YQ==");
    assert_eq!(base64(b"ab"), *b"YWI=");
    assert_eq!(base64(b"abc"), *b"YWJj");
}
