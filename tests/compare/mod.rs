//! `diff`: what it finds, what it promises of anything that it is given, how it looks, and how it prints.

mod command;
mod generated;
mod hana;
mod looks;
mod print;
mod properties;
