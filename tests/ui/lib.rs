//! Nothing: the cases below `cases/` are programs of their own.
