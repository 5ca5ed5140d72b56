//! The one test binary.

mod form_layout;
