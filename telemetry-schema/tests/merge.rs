//! Two branches that both accepted something of one event: no number of either
//! may get lost, or it is given out again for something else.

use telemetry_schema::{
    EnumCode, EnumSchema, EventSchema, FieldSchema, Kind, Privacy, Purpose,
    compare::{accept, compare_all},
    lock::{Declared, Lock, LockedFeature},
};

fn failed(version: i32, codes: &[(i32, &str)], more: &[&str]) -> EventSchema {
    let code = |(code, name): &(i32, &str)| EnumCode {
        code: *code,
        name: (*name).to_owned(),
        description: format!("It was {name}."),
    };
    let cause = EnumSchema {
        field: 0,
        name: "Cause".to_owned(),
        description: "Why.".to_owned(),
        codes: codes.iter().map(code).collect(),
    };
    let number = |key: &&str| FieldSchema::new(*key, Privacy::Metadata, Kind::U32);
    let mut fields = vec![FieldSchema::new("cause", Privacy::Metadata, Kind::Enum)];
    fields.extend(more.iter().map(number));
    EventSchema {
        version,
        fields,
        enums: vec![cause],
        ..EventSchema::new("search", "failed", Purpose::Reliability)
    }
}

fn accepted(lock: &Lock, event: &EventSchema) -> Lock {
    accept(lock, &[Declared::from(event)]).expect("allowed")
}

/// The lock after a merge that left the whole file in conflict.
fn merged(ours: &Lock, theirs: &Lock) -> Lock {
    let text = |lock: &Lock| lock.features["search"].write("search");
    let (ours, theirs) = (text(ours), text(theirs));
    let head = ours.split("\n\n").take_while(|part| !part.contains("message "));
    let head = head.collect::<Vec<_>>().join("\n\n");
    let conflict = format!(
        "{head}\n\n<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n",
        &ours[head.len() + 2..],
        &theirs[head.len() + 2..]
    );
    let feature = LockedFeature::read_merged("search", &conflict).expect("both sides are whole");
    Lock { features: [("search".to_owned(), feature)].into() }
}

fn rules(lock: &Lock, event: &EventSchema) -> Vec<&'static str> {
    compare_all(lock, &[event.into()]).iter().map(|change| change.rule.id).collect()
}

#[test]
fn a_code_that_the_other_branch_gave_out_and_took_back_stays_taken() {
    let base = accepted(&Lock::default(), &failed(1, &[(1, "Timeout")], &[]));
    let ours = accepted(&base, &failed(2, &[(1, "Timeout")], &["count"]));
    let theirs = accepted(&base, &failed(1, &[(1, "Timeout"), (2, "Denied")], &[]));
    let theirs = accepted(&theirs, &failed(1, &[(1, "Timeout")], &[]));
    let both = merged(&ours, &theirs);
    assert_eq!(rules(&both, &failed(2, &[(1, "Timeout")], &["count"])), [""; 0]);
    let reused = failed(2, &[(1, "Timeout"), (2, "Offline")], &["count"]);
    assert_eq!(rules(&both, &reused), ["C0012"]);
}

#[test]
fn a_code_of_the_other_branch_is_there_as_it_was_accepted() {
    let base = accepted(&Lock::default(), &failed(1, &[(1, "Timeout")], &[]));
    let ours = accepted(&base, &failed(2, &[(1, "Timeout")], &["count"]));
    let theirs = accepted(&base, &failed(1, &[(1, "Timeout"), (2, "Denied")], &[]));
    let both = merged(&ours, &theirs);
    let declared = failed(2, &[(1, "Timeout"), (2, "Denied")], &["count"]);
    assert_eq!(rules(&both, &declared), [""; 0]);
    assert_eq!(rules(&both, &failed(2, &[(1, "Timeout"), (2, "Offline")], &["count"])), ["C0012"]);
}
