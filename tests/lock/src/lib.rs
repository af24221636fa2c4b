//! Nothing: the tests build packages of their own.
