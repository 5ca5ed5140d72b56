//! The page that shows what is printed, and its server: pages in, bytes out. What makes the pages stands behind
//! [`Desk`].
//!
//! The pages are children's records. The server answers this machine only, and only requests that carry a random token
//! and name the server by its own address; it knows no file of the machine.

mod access;
mod board;
mod connection;
mod server;
mod state;
mod stream;

pub use access::Access;
pub use board::Board;
pub use server::{Limits, serve};
pub use state::{Child, Document, Patch, Sheet, Sight, Spot, Standing, View};

/// What makes the pages.
pub trait Desk: Send + Sync {
    /// Somebody looks at a document.
    fn open(&self, view: &View);

    /// Somebody looks away.
    fn close(&self, view: &View);

    /// The print of a document of the board, where there is one.
    fn pdf(&self, document: &str) -> Option<Vec<u8>>;
}
