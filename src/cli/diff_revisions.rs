//! `shien diff --rev`: one document at two revisions as any other comparison, or all that differ, one behind the other.
//!
//! Of several documents html and pdf are a file for each, and the JSON is one object:
//!
//! ```json
//! {
//!   "child": "the child's folder, as it is called on the newer side",
//!   "old_child": "as it was called on the older side",
//!   "old": "the older revision as it was named, with its commit: main~3 1a2b3c4",
//!   "new": "the newer one; null where it is the files of today",
//!   "comparisons": ["for each document that differs, what the JSON of two files is"],
//!   "added": ["documents that only the newer side has: plan/2024-09-20"],
//!   "removed": ["documents that only the older side has"],
//!   "renamed": [{"from": "a document as it was called", "to": "as it is called now"}],
//!   "unread": ["documents that one side cannot be read of; they are not compared"],
//!   "others": ["files beside the documents that differ: child.yaml, events.yaml"]
//! }
//! ```

use super::Verdict;
use super::args::{DiffArguments, DiffFormat};
use super::diff_output::{give, keep, look, medium, show, write};
use super::terminal::Terminal;
use crate::compare::{self, Comparison, TerminalLook};
use crate::diagnostic::{Diagnostic, visible, visible_json};
use crate::forms::Order;
use crate::pipeline::{
    self, Content, Overview, Project, Range, Revisions, Settings, SetupError, Versions, compare_versions,
};
use crate::template::{HtmlLook, comparison_html};
use serde_json::json;
use std::path::Path;

/// What is asked for: the child, and the documents where they are named.
#[derive(Debug)]
pub(super) struct Past {
    pub(super) child: String,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

pub(super) fn run(
    project: &Project,
    root: &Path,
    arguments: &DiffArguments,
    (asked, range): (&Past, &Range),
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    // Only whether there is such a pack: the child may be one of the past.
    project.select(&Settings { form: arguments.form.clone(), ..Settings::default() })?;
    let revisions = Revisions::open(project, root, &asked.child, range)?;
    if let Some(old) = &asked.old {
        let versions = revisions.named(arguments.kind, old, asked.new.as_deref())?;
        say_renamed(&revisions, &versions, terminal);
        return one(project, root, arguments, &versions, terminal);
    }
    let overview = revisions.overview(arguments.kind);
    let versions: Vec<Versions<'_>> = overview.changed.iter().filter_map(|id| revisions.versions(id)).collect();
    let compared: Vec<(Comparison, [Vec<Diagnostic>; 2])> =
        versions.iter().map(|versions| compare_versions(versions, medium(arguments))).collect();
    let mut verdict = if overview.unread.is_empty() { Verdict::Fine } else { Verdict::Faulty };
    let unread: Vec<Versions<'_>> = overview.unread.iter().filter_map(|id| revisions.versions(id)).collect();
    let faults = compared.iter().map(|(_, faults)| faults.clone()).zip(&versions);
    for (faults, versions) in
        faults.chain(unread.iter().map(|versions| (compare_versions(versions, medium(arguments)).1, versions)))
    {
        if say_faults(&faults, versions, terminal) {
            verdict = Verdict::Faulty;
        }
    }
    let comparisons: Vec<&Comparison> = compared.iter().map(|(comparison, _)| comparison).collect();
    match arguments.format {
        DiffFormat::Terminal => {
            let look = look(arguments, terminal);
            let text = text(&revisions, &overview, &comparisons, look);
            give(root, arguments, terminal, Content::Text, text.trim_end())?;
        }
        DiffFormat::Json => {
            let (old, new) = revisions.labels();
            let documents: Vec<_> = comparisons.iter().map(|comparison| compare::to_json(comparison)).collect();
            let json = json!({
                "child": revisions.children().1,
                "old_child": revisions.children().0,
                "old": old,
                "new": new,
                "comparisons": documents,
                "added": overview.added,
                "removed": overview.removed,
                "renamed": overview.renamed.iter().map(|(from, to)| json!({ "from": from, "to": to })).collect::<Vec<_>>(),
                "unread": overview.unread,
                "others": overview.others,
            });
            give(root, arguments, terminal, Content::Json, &visible_json(&format!("{json:#}")))?;
        }
        DiffFormat::Html | DiffFormat::Pdf => {
            for (comparison, versions) in comparisons.iter().zip(&versions) {
                if !file(project, root, arguments, comparison, versions, terminal)? {
                    verdict = Verdict::Faulty;
                }
            }
            summary(&overview).lines().for_each(|line| terminal.line(line));
        }
    }
    Ok(verdict)
}

/// Says that the child or the document that was named is called otherwise on the older side.
fn say_renamed(revisions: &Revisions, (old, new): &Versions<'_>, terminal: &Terminal) {
    let (old_child, new_child) = revisions.children();
    if old_child != new_child {
        terminal.aside(&format!("児童のフォルダーの名前が {old_child} から {new_child} に変わっています"));
    }
    if old.document.id() != new.document.id() {
        terminal.aside(&format!("比べる文書: {} → {}", old.document.id(), new.document.id()));
    }
}

/// A document that was named: the same result as of two files.
fn one(
    project: &Project,
    root: &Path,
    arguments: &DiffArguments,
    versions: &Versions<'_>,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    let (comparison, faults) = compare_versions(versions, medium(arguments));
    let faulty = say_faults(&faults, versions, terminal);
    if versions.0.document.broken || versions.1.document.broken {
        terminal.aside("読めない文書があり、比べていません");
        return Ok(Verdict::Faulty);
    }
    let shown = show(project, root, arguments, terminal, &comparison, (&versions.0, &versions.1), &[])?;
    Ok(if faulty { Verdict::Faulty } else { shown })
}

/// Says what could not be read on either side; whether there was anything.
fn say_faults(faults: &[Vec<Diagnostic>; 2], (old, new): &Versions<'_>, terminal: &Terminal) -> bool {
    for (findings, version) in faults.iter().zip([old, new]).filter(|(findings, _)| !findings.is_empty()) {
        let side =
            version.revision.map_or_else(|| "今のファイル".to_owned(), |revision| format!("版 {} ", revision.label));
        terminal.aside(&format!("{side}の読めない所(比べていません):"));
        terminal.findings(findings, true);
    }
    faults.iter().any(|findings| !findings.is_empty())
}

/// Everything for a terminal.
fn text(revisions: &Revisions, overview: &Overview, comparisons: &[&Comparison], look: TerminalLook) -> String {
    let (old, new) = revisions.labels();
    let name = revisions.name().unwrap_or("(氏名なし)");
    let side = |label: Option<&str>| label.unwrap_or("今のファイル").to_owned();
    let mut out = format!("{}　旧: {}　新: {}\n", visible(name), side(old), side(new));
    if let (old, new) = revisions.children()
        && old != new
    {
        out.push_str(&format!("児童のフォルダーの名前が {} から {} に変わっています\n", visible(old), visible(new)));
    }
    out.push_str(&summary(overview));
    for comparison in comparisons {
        out.push('\n');
        out.push_str(&compare::to_terminal(comparison, look));
    }
    out
}

/// What differs, in a few lines.
fn summary(overview: &Overview) -> String {
    let Overview { changed, added, removed, renamed, unread, others } = overview;
    let renamed: Vec<String> = renamed.iter().map(|(from, to)| format!("{from} → {to}")).collect();
    let others: Vec<String> = others.iter().map(|name| (*name).to_owned()).collect();
    let lists = [
        ("変わった文書", changed),
        ("加わった文書", added),
        ("なくなった文書", removed),
        ("名前の変わった文書", &renamed),
        ("読めず、比べていない文書", unread),
        ("ほかに変わったファイル(git diff で読めます)", &others),
    ];
    let lines: Vec<String> = lists
        .iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(words, list)| format!("{words}: {}\n", visible(&list.join("、"))))
        .collect();
    if lines.is_empty() { "違いはありません\n".to_owned() } else { lines.concat() }
}

/// Writes one comparison to a file of its own; whether that could be done.
fn file(
    project: &Project,
    root: &Path,
    arguments: &DiffArguments,
    comparison: &Comparison,
    versions: &Versions<'_>,
    terminal: &Terminal,
) -> Result<bool, SetupError> {
    let (old, new) = versions;
    let form = arguments.form.as_deref();
    let name = comparison.file_name();
    let (name, bytes) = if arguments.format == DiffFormat::Pdf {
        match pipeline::print_comparison(project, form, (old, new), comparison, arguments.all) {
            Ok(pdf) => (name, pdf),
            Err(faults) => {
                terminal.findings(&faults, true);
                terminal.aside(&format!("{} は印刷していません。上のエラーを直してください", comparison.new.id));
                return Ok(false);
            }
        }
    } else {
        let order = pipeline::comparison_order(project, new, form);
        let look = HtmlLook { new_first: order == Order::NewFirst, all: arguments.all };
        (name.replace(".pdf", ".html"), comparison_html(comparison, look).into_bytes())
    };
    let path = match &arguments.out {
        Some(folder) => {
            let path = folder.join(&name);
            let content = if arguments.format == DiffFormat::Pdf { Content::Pdf } else { Content::Html };
            write(root, &path, content, &bytes)?;
            path
        }
        None => keep(project, root, (old, new), &Path::new(&comparison.child).join(&name), &bytes)?,
    };
    terminal.line(&format!("新旧対照表を {} に書きました", path.display()));
    Ok(true)
}
