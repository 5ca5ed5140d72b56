//! `shien` (支援): from a child's folder of YAML and Markdown to checked, printed papers.
//!
//! The life of a document, one step a module, each using only what stands below it in this list:
//!
//! | step | module |
//! |---|---|
//! | find, read, load | [`case`] over [`record`] over [`source`] |
//! | check | [`rules`] |
//! | render | [`template`] with a form pack of [`forms`] |
//! | typeset | [`typeset`] |
//! | write, and the column of all steps | [`pipeline`] |

pub mod case;
pub mod cli;
pub mod diagnostic;
pub mod font;
pub mod forms;
pub mod pipeline;
pub mod record;
pub mod rules;
pub mod source;
pub mod template;
pub mod typeset;
pub mod value;
