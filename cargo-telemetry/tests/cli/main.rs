//! The command as people and continuous integration run it, over real programs
//! that are built for the purpose from `fixtures/`.

mod check;
mod damage;
mod elf;
mod inspect;
mod lock;
mod programs;
