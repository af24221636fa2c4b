//! Nothing: the tests are those of the other edition.
