//! Whose file a path names: the child, and the document as events and messages name it.

use super::KINDS;
use std::path::Path;

/// What a path below the project belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PathOwner<'a> {
    /// The child's folder.
    pub child: Option<&'a str>,
    /// Folder and name of the document: `plan`, `2024-03-28`.
    pub document: Option<(&'static str, &'a str)>,
}

/// Whose file this is.
#[must_use]
pub fn whose(path: &Path) -> PathOwner<'_> {
    let parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
    let ["cases", child, rest @ ..] = parts.as_slice() else { return PathOwner::default() };
    if rest.is_empty() && child.contains('.') {
        return PathOwner::default();
    }
    let document = rest.split_last().and_then(|(file, folder)| {
        let (name, ending) = file.rsplit_once('.')?;
        let folder = folder.join("/");
        let kind = KINDS.iter().find(|kind| {
            kind.folder == folder && kind.format.extension() == ending && kind.file.is_none_or(|file| file == name)
        })?;
        Some((kind.folder, name))
    });
    PathOwner { child: Some(child), document }
}

#[cfg(test)]
mod tests {
    use super::whose;
    use std::path::Path;

    #[test]
    fn a_path_says_whose_it_is() {
        let said = |path: &str| {
            let whose = whose(Path::new(path));
            (whose.child.map(str::to_owned), whose.document.map(|(folder, name)| format!("{folder}/{name}")))
        };
        let hana = Some("hana".to_owned());
        for (path, document) in [
            ("cases/hana/plan/2024-03-28.yaml", Some("plan/2024-03-28")),
            ("cases/hana/consult/plan/2024-03-28.yaml", Some("consult/plan/2024-03-28")),
            ("cases/hana/consult/basic.yaml", Some("consult/basic")),
            ("cases/hana/meeting/2024-03-25.md", Some("meeting/2024-03-25")),
            ("cases/hana/meeting/2024-03-25.txt", None),
            ("cases/hana/child.yaml", None),
            ("cases/hana", None),
        ] {
            assert_eq!(said(path), (hana.clone(), document.map(str::to_owned)), "{path}");
        }
        assert_eq!(said("cases/office.yaml"), (None, None));
        assert_eq!(said("templates/tokyo/pack.yaml"), (None, None));
    }
}
