//! `shien` (支援): from a child's folder of YAML and Markdown to checked, printed papers.
//!
//! The life of a document, one step a module. The modules stand in the order of dependence: each uses only those below
//! it in this file.
//!
//! | step | module |
//! |---|---|
//! | find, read, load | [`case`] over [`record`] over [`source`] |
//! | check | [`rules`] |
//! | render | [`template`] with a form pack of [`forms`] |
//! | typeset | [`typeset`] |
//! | write, and the column of all steps | [`pipeline`] |
//!
//! `watch` takes the same column: [`source::Watch`] tells what changed, [`pipeline::live`] does again what depends on it,
//! [`preview`] shows the pages, and [`protocol`] is what passes between the two.

// The command line, and the only place that prints.
pub mod cli;

// The page that shows what is printed, and its server.
pub mod preview;

// The steps in one column, the threads that run it, what is remembered between runs.
pub mod pipeline;

// What goes on from what is written: lines of the trail, papers made out of earlier ones.
pub mod carry;

// What an office's folder begins with.
pub mod starter;
// Tables of other systems, as lines of our files.
pub mod intake;

// New files in the order of the form, and the schemas of all files.
pub mod scaffold;

// What is owed and to come, of whom, until when and by whom.
pub mod due;

// How a child's plans came about.
pub mod history;

// The one list of rules.
pub mod rules;

// Templates, and the values they may use.
pub mod template;

// One file by itself as labelled lines, for git.
pub mod outline;

// What changed between two documents.
pub mod compare;

// A document as a tree of the form's words.
pub mod tree;

// Form packs.
pub mod forms;

// What held when, and what is owed.
pub mod timeline;

// Who is who.
pub mod directory;

// The 加算: their names, and what each asks for.
pub mod tariff;

// What a child's folder is, and loading it.
pub mod case;

// From Typst source to pages and PDF.
pub mod typeset;

// A second process for what may never end.
pub mod warden;

// What the preview speaks of: between those who make the pages and those who show them.
pub mod protocol;

// Dates, times, weekly tables.
pub mod value;

// From text to typed records that know where each value stands.
pub mod record;

// What a long text may contain.
pub mod prose;

// The embedded fonts and what they show.
pub mod font;

// A finding as data, and its forms.
pub mod diagnostic;

// Where bytes come from.
pub mod source;
