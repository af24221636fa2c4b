//! The cases of `cases/`.

use crate::{case, judged};

#[test]
fn every_change_is_refused_at_its_place_and_nothing_else_is() {
    let cases = case::all();
    assert!(cases.len() > 120, "{} cases", cases.len());
    let problems = judged::problems("corpus", &cases);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
