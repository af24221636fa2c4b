//! Nothing: the tests build the programs below `fixtures/`.
