//! The command as people and continuous integration run it, over real programs
//! that are built for the purpose from `fixtures/` and in workspaces of their
//! own.

mod branches;
mod cache;
mod check;
mod damage;
mod elf;
mod inspect;
mod lock;
mod programs;
mod reference;
mod selection;
mod site;
mod verdict;
