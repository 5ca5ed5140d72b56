//! What is to be printed: a document, or two of them side by side; and what of the files goes into it.

use super::findings::Rendered;
use super::project::Project;
use super::sheet_source::SheetSource;
use crate::case::{Case, Document};
use crate::compare::{Comparison, Version};
use crate::diagnostic::Diagnostic;
use crate::directory::Directory;
use crate::font::{Fonts, Variant, variation_sequences};
use crate::forms;
use crate::record::Node;
use crate::source::{Place, Source};
use crate::template::context::{self, Context, LogPages, Printing, Subject};
use crate::template::{Folded, look_line};
use crate::typeset::{LOOK_LINE, Stamp};
use crate::value::Date;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What is to be printed.
#[derive(Debug, Clone)]
pub(super) enum Request<'a> {
    /// A document.
    Document {
        /// The child's folder.
        case: &'a Case,
        /// The document.
        document: &'a Document,
        /// What is missing, where it is printed all the same.
        incomplete: Option<Vec<String>>,
    },
    /// A 新旧対照表.
    Comparison {
        /// The older and the newer version.
        versions: (&'a Version<'a>, &'a Version<'a>),
        /// What changed.
        comparison: &'a Comparison,
        /// Whether the boxes that are the same are printed too.
        all: bool,
    },
    /// The sheets of the plans of some children.
    Log(&'a LogSource),
    /// A sheet about a child that no file of its own is for.
    Sheet(&'a SheetSource<'a>),
}

/// What goes into the sheets of `log`.
#[derive(Debug, Clone)]
pub(super) struct LogSource {
    /// What stands in them.
    pub(super) pages: LogPages,
    /// The child, where it is one.
    pub(super) child: Option<String>,
    /// The day on which they hold.
    pub(super) day: Date,
    /// Every file that they are made of; `office.yaml` first.
    pub(super) sources: Vec<Arc<Source>>,
}

impl LogSource {
    /// Whose they are, in the PDF's own words.
    fn whose(&self) -> &str {
        self.child.as_deref().unwrap_or("全児童")
    }

    /// Where what is wrong with them is said.
    fn whole(&self) -> Place {
        self.sources.last().expect("internal: at least office.yaml").whole()
    }
}

impl<'a> Request<'a> {
    /// The document that it is, or the newer of two.
    pub(super) fn document(&self) -> Option<&'a Document> {
        match *self {
            Self::Document { document, .. } => Some(document),
            Self::Comparison { versions, .. } => Some(versions.1.document),
            Self::Log(_) | Self::Sheet(_) => None,
        }
    }

    /// Where what is wrong with the paper as a whole is said.
    pub(super) fn whole(&self) -> Place {
        match *self {
            Self::Document { document, .. } => document.place(None),
            Self::Comparison { versions, .. } => versions.1.document.place(None),
            Self::Log(log) => log.whole(),
            Self::Sheet(sheet) => sheet.whole(),
        }
    }

    /// The child; none where it is of many.
    pub(super) fn child(&self) -> Option<&'a str> {
        match *self {
            Self::Document { case, .. } => Some(&case.id),
            Self::Comparison { comparison, .. } => Some(&comparison.child),
            Self::Log(log) => log.child.as_deref(),
            Self::Sheet(sheet) => Some(&sheet.case.id),
        }
    }

    /// What the PDF says of itself.
    pub(super) fn stamp(&self) -> Stamp {
        let identifier = match self {
            Self::Document { case, document, .. } => format!("shien:{}/{}", case.id, document.id()),
            Self::Comparison { comparison, .. } => {
                let Comparison { child, kind, old, new, .. } = comparison;
                format!("shien:{child}/{kind}/{}..{}", old.stem(), new.stem())
            }
            Self::Log(log) => format!("shien:{}/log/{}/{:?}", log.whose(), log.pages.internal, log.pages.window),
            Self::Sheet(SheetSource { case, sheet, plan, .. }) => {
                format!("shien:{}/{}/{}", case.id, sheet.id(), plan.map(Document::id).unwrap_or_default())
            }
        };
        let date = match self {
            Self::Log(log) => Some(log.day),
            Self::Sheet(sheet) => Some(sheet.day),
            _ => self.document().and_then(|document| document.date),
        };
        Stamp { identifier, date }
    }

    /// Where its print goes, below the output folder; none for a comparison and for sheets of `log`, which go where they are
    /// asked for.
    pub(super) fn path(&self) -> Option<PathBuf> {
        match *self {
            Self::Document { case, document, .. } => Some(print_path(case, document)),
            Self::Comparison { .. } | Self::Log(_) | Self::Sheet(_) => None,
        }
    }

    /// The texts of the files whose values it prints.
    pub(super) fn texts(&self, project: &'a Project) -> Vec<&'a str> {
        let sources = match *self {
            Self::Log(log) => log.sources.iter().collect(),
            Self::Sheet(sheet) => sheet.files(project).into_iter().map(|(source, _)| source).collect(),
            Self::Document { case, document, .. } => sources(project, case, document),
            Self::Comparison { versions, comparison, .. } => compared_sources(project, versions, comparison),
        };
        sources.into_iter().map(|source| source.text()).collect()
    }

    /// The step render: the Typst source of its form, filled in. `form` is the pack named on the command line.
    pub(super) fn render(
        &self,
        project: &Project,
        form: Option<&str>,
        fonts: &Fonts,
        only_seen: bool,
    ) -> Result<Rendered, Box<Diagnostic>> {
        let organisation = &project.organisation;
        let mut printing = Printing { only_seen, ..printing(fonts, &self.texts(project)) };
        let (form, context) = match self {
            Self::Document { case, document, incomplete } => {
                let directory = Directory::new(&organisation.value, case);
                let form = forms::choose(&project.packs, case, document, organisation, &directory, form);
                let form = form.map_err(|none| Box::new(none.finding()))?;
                printing.incomplete.clone_from(incomplete);
                printing.folded = Folded::of(files(project, case, document));
                let subject = Subject { case, document, organisation: &organisation.value, form: &form };
                let context = context::build(subject, &printing);
                (form, context)
            }
            Self::Comparison { versions: (old, new), comparison, all } => {
                let Version { case, document, .. } = **new;
                let directory = Directory::new(&organisation.value, case);
                let form = forms::choose_comparison(&project.packs, case, document, organisation, &directory, form);
                let form = form.map_err(|none| Box::new(none.finding()))?;
                let subject = Subject { case, document, organisation: new.organisation, form: &form };
                let context = context::build_comparison(subject, old.document, comparison, *all, &printing);
                (form, context)
            }
            Self::Log(log) => {
                let form = forms::choose_log(&project.packs, organisation, log.day, form);
                let form = form.map_err(|none| Box::new(none.finding()))?;
                let context = context::build_log(&form, &log.pages, log.whose(), &log.whole(), &printing);
                (form, context)
            }
            Self::Sheet(sheet) => {
                let title = sheet.sheet.title();
                let form = forms::choose_sheet(&project.packs, organisation, title, sheet.day, form);
                let form = form.map_err(|none| Box::new(none.finding()))?;
                printing.folded = Folded::of(sheet.files(project));
                let context = sheet.context(project, &form, &printing);
                (form, context)
            }
        };
        let Context { root, places, texts, expected, labels } = context;
        match project.templates.render(&form.template, &root) {
            Ok(source) => {
                let source = match look_line(&form.look, &project.fonts) {
                    Some(look) => format!("{LOOK_LINE}{look}\n{source}"),
                    None => source,
                };
                let (template, labels) = (form.template.clone(), labels.given());
                Ok(Rendered { template, source, places, texts, expected, labels })
            }
            Err(error) => Err(Box::new(error.finding)),
        }
    }
}

/// The files whose values a document prints.
pub(super) fn sources<'a>(project: &'a Project, case: &'a Case, document: &'a Document) -> Vec<&'a Arc<Source>> {
    files(project, case, document).into_iter().map(|(source, _)| source).collect()
}

/// The same with their trees.
fn files<'a>(project: &'a Project, case: &'a Case, document: &'a Document) -> Vec<(&'a Arc<Source>, &'a Node)> {
    let (child, organisation) = (&case.child, &project.organisation);
    let mut files = vec![
        (&document.source, &document.tree),
        (&child.source, &child.tree),
        (&organisation.source, &organisation.tree),
    ];
    files.extend(case.printed_from(document).map(|plan| (&plan.source, &plan.tree)));
    files
}

/// The files whose values a comparison prints: both documents, what names people on each side, the records it quotes.
fn compared_sources<'a>(
    project: &'a Project,
    (old, new): (&'a Version<'_>, &'a Version<'_>),
    comparison: &Comparison,
) -> Vec<&'a Arc<Source>> {
    let quoted: BTreeSet<&str> = comparison
        .sections
        .iter()
        .flat_map(|section| section.reasons.iter().map(|reason| reason.document.as_str()))
        .collect();
    let records = new.case.documents.iter().filter(|document: &&Document| quoted.contains(document.id().as_str()));
    [&old.document.source, &new.document.source, &old.case.child.source, &new.case.child.source]
        .into_iter()
        .chain([&project.organisation.source])
        .chain(records.map(|document| &document.source))
        .collect()
}

/// What is decided for one print: the fonts, and which of them shows which variant.
fn printing(fonts: &Fonts, texts: &[&str]) -> Printing {
    let sequences: BTreeSet<(char, char)> = texts.iter().flat_map(|text| variation_sequences(text)).collect();
    let variants = sequences.into_iter().filter_map(|(base, selector)| match fonts.variant(base, selector) {
        Variant::Other(family) => Some((format!("{base}{selector}"), family.to_owned())),
        Variant::First | Variant::None => None,
    });
    Printing { families: fonts.families().to_vec(), variants: variants.collect(), ..Printing::default() }
}

/// `hana/plan-2024-03-28`: the name of a document over all children.
pub(super) fn document_id(case: &Case, document: &Document) -> String {
    format!("{}/{}", case.id, document.file_stem())
}

/// Where a document's print goes, below the output folder.
pub(super) fn print_path(case: &Case, document: &Document) -> PathBuf {
    PathBuf::from(format!("{}.pdf", document_id(case, document)))
}
