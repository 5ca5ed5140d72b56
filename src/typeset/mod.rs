//! From Typst source to pages and PDF: the world a template sees, what happened in layout, and the export.

mod beginnings;
mod calls;
mod cells;
mod company;
mod composed;
mod export;
mod flatten;
mod functions;
mod genogram;
mod inspect;
mod layout;
mod letters;
mod locate;
mod look;
mod narrow;
mod overrun;
mod paging;
mod parted;
mod patch;
mod pieces;
mod reading;
mod slash;
mod spell;
mod work;
mod world;

pub use beginnings::AskedStretch;
pub use calls::{NamedCall, named_calls};
pub use export::Stamp;
pub use inspect::{Drawing, Rect, Stroke, TextRun};
pub use layout::{Fit, FitKind, Layout};
pub use locate::Located;
pub use patch::{Patch, Patchwork};
pub use reading::{BoxPiece, ReadBox, ReadCell, Reading};
pub use spell::compose_letter;
pub use world::{Failure, FailureOrigin, LOOK_LINE, Typesetter};
