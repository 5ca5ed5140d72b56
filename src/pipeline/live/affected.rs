//! What of a project a set of changed paths concerns.

use super::recollection::{Recollection, files};
use crate::case::{CHILD_FILE, Case, Document, plan};
use crate::directory::Directory;
use crate::forms;
use crate::pipeline::checked::Checked;
use crate::pipeline::permit::refusal;
use crate::pipeline::project::Project;
use crate::pipeline::settings::Settings;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Changed paths by what depends on them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Affected {
    /// The office file, or `cases/` itself: every child.
    pub(super) everything: bool,
    /// `fonts/`: every document.
    pub(super) fonts: bool,
    /// `templates/lib/`, or `templates/` itself: every document.
    pub(super) library: bool,
    /// The packs a file of which changed: the documents on these packs.
    pub(super) packs: BTreeSet<String>,
    /// The changed files and folders of each child.
    pub(super) children: BTreeMap<String, BTreeSet<PathBuf>>,
}

impl Affected {
    pub(super) fn of<'a>(paths: impl IntoIterator<Item = &'a PathBuf>) -> Self {
        let mut affected = Self::default();
        for path in paths {
            let parts: Vec<&str> = path.iter().map(|part| part.to_str().unwrap_or_default()).collect();
            match parts.as_slice() {
                ["cases"] | ["cases", "office.yaml"] => affected.everything = true,
                ["cases", child, ..] => {
                    affected.children.entry((*child).to_owned()).or_default().insert(path.clone());
                }
                ["templates"] | ["templates", "lib", ..] => affected.library = true,
                ["templates", pack, ..] => {
                    affected.packs.insert((*pack).to_owned());
                }
                ["fonts", ..] => affected.fonts = true,
                _ => {}
            }
        }
        affected
    }

    /// Whether what all children share is to be read again.
    pub(super) fn is_shared(&self) -> bool {
        self.everything || self.fonts || self.library || !self.packs.is_empty()
    }

    /// Whether every document may come out differently.
    pub(super) fn is_total(&self) -> bool {
        self.everything || self.fonts || self.library
    }

    /// Whether one of these files of a child changed.
    pub(super) fn touches<'a>(&self, child: &str, files: impl IntoIterator<Item = &'a Path>) -> bool {
        let Some(paths) = self.children.get(child) else { return false };
        files.into_iter().any(|file| paths.contains(file))
    }

    /// The documents of a child, by their index, whose prints depend on what changed.
    pub(super) fn dependents(
        &self,
        project: &Project,
        settings: &Settings,
        before: Option<&Recollection>,
        now: &Checked,
    ) -> BTreeSet<usize> {
        let documents = 0..now.case.documents.len();
        let Some(before) = before.filter(|before| !self.is_total() && !self.is_whole(before, &now.case)) else {
            return documents.collect();
        };
        let depends = |index: &usize| {
            let document = &now.case.documents[*index];
            before.paper(document).is_none_or(|old| {
                self.touches(&now.case.id, old.sources())
                    || old.refusal != refusal(project, &now.case, &now.findings, document)
            }) || self.touches(&now.case.id, files(project, &now.case, document))
                || self.is_on_pack(project, settings, &now.case, document)
        };
        documents.filter(depends).collect()
    }

    /// Whether a changed path of a child is more than documents: its own file, its events, or a folder.
    fn is_whole(&self, before: &Recollection, now: &Case) -> bool {
        let is_document =
            |path: &Path| before.has_file(path) || now.documents.iter().any(|document| document.source.path() == path);
        self.children.get(&now.id).is_some_and(|paths| paths.iter().any(|path| !is_document(path)))
    }

    /// Whether a child's own file changed, or its folder as a whole.
    pub(super) fn is_of_child(&self, child: &str) -> bool {
        let folder = Path::new("cases").join(child);
        let own = [folder.join(CHILD_FILE), folder];
        self.touches(child, own.iter().map(PathBuf::as_path))
    }

    /// Whether a 個別支援計画 of a child changed, or the folder of them as a whole.
    pub(super) fn is_of_plans(&self, child: &str) -> bool {
        let folder = Path::new("cases").join(child).join(plan::KIND.folder);
        self.children.get(child).is_some_and(|paths| paths.iter().any(|path| path.starts_with(&folder)))
    }

    /// Whether a document prints on a pack that changed, or on one that stands on it.
    fn is_on_pack(&self, project: &Project, settings: &Settings, case: &Case, document: &Document) -> bool {
        if self.packs.is_empty() {
            return false;
        }
        let form = forms::choose(
            &project.packs,
            case,
            document,
            &project.organisation,
            &Directory::new(&project.organisation.value, case),
            settings.form.as_deref(),
        );
        // A form that is missing may have been there before.
        form.map_or(true, |form| form.packs.iter().any(|pack| self.packs.contains(pack)))
    }
}

#[cfg(test)]
mod tests {
    use super::Affected;
    use std::path::PathBuf;

    fn of(path: &str) -> Affected {
        Affected::of(&[PathBuf::from(path)])
    }

    #[test]
    fn a_path_concerns_what_depends_on_it() {
        assert!(of("cases/office.yaml").is_total());
        assert!(of("fonts/a.ttf").is_total());
        assert!(of("templates/lib/form.typ").is_total());
        let pack = of("templates/tokyo/plan.typ.j2");
        assert!(pack.is_shared() && !pack.is_total());
        assert!(pack.packs.contains("tokyo"));
        let document = of("cases/hana/plan/2024-03-28.yaml");
        assert!(!document.is_shared());
        assert!(document.children.contains_key("hana"));
        assert_eq!(of("output/hana/plan.pdf"), Affected::default());
    }
}
