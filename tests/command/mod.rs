//! The command line as it is typed: which day, which children, which findings; and what it says when it is typed wrong.

mod asked;
mod book;
mod children;
mod choice;
mod day;
mod doctor;
mod due;
mod exemptions;
mod formats;
mod hostile;
mod init;
mod limits;
mod runaway;
pub(crate) mod schema;
mod shell;
mod since;
mod staged;
mod writes;
