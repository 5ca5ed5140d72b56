//! Pages to PDF/A-2a + PDF/UA-1, with an identifier and a time from the data, so that the same input gives the same bytes.

use super::layout::Layout;
use super::world::{Failure, Typesetter};
use crate::value::Date;
use typst::foundations::{Datetime, Smart};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// What a PDF is stamped with.
#[derive(Debug, Clone)]
pub struct Stamp {
    /// Names the child and the document, so that no two PDFs share an identifier.
    pub identifier: String,
    /// The document's own date.
    pub date: Option<Date>,
}

/// Minutes east of Greenwich.
const JAPAN: i32 = 9 * 60;

impl Typesetter {
    /// Writes the pages as PDF.
    ///
    /// # Errors
    /// When the content cannot be archived or read aloud (a character without a glyph, an image without a text).
    pub fn export(&self, layout: &Layout, stamp: &Stamp) -> Result<Vec<u8>, Vec<Failure>> {
        let (year, month, day) = stamp.date.map_or((2000, 1, 1), Date::parts);
        let time = Datetime::from_ymd_hms(year, month as u8, day as u8, 0, 0, 0);
        let options = PdfOptions {
            ident: Smart::Custom(stamp.identifier.clone()),
            creator: Smart::Custom(Some(format!("shien {}", env!("CARGO_PKG_VERSION")))),
            timestamp: time.and_then(|time| Timestamp::new_local(time, JAPAN)),
            standards: standards(),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&layout.document, &options)
            .map_err(|errors| errors.iter().map(|error| self.failure(error)).collect())
    }
}

fn standards() -> PdfStandards {
    PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).expect("internal: PDF/A-2a and PDF/UA-1 go together")
}
