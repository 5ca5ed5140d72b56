//! What is written in a text stands on the paper: the list of what texts may contain, and the guard behind the writer.

mod guard;
mod papers;
mod written;
