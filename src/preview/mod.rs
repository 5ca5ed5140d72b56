//! The page that shows what is printed, and its server: pages in, bytes out. What makes the pages stands behind
//! [`Backend`](crate::protocol::Backend).
//!
//! The pages are children's records. The server answers this machine only, and only requests that carry a random token
//! and name the server by its own address; it knows no file of the machine.

mod access;
mod board;
mod connection;
mod guards;
mod server;
mod stream;

pub use access::Access;
pub use board::Board;
pub use server::{ServerLimits, serve};
