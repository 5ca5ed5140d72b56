//! What lies beside a text and is none: files that editors and systems leave, and folders that belong to a system.
//!
//! Closed lists, by exact names and by the patterns of known programs. Whatever is not on them is looked at, so that
//! no child and no document is passed over because its name looks like somebody's leaving.

use std::path::Path;

/// Files that systems and git put into any folder.
const SYSTEM_FILES: [&str; 17] = [
    ".DS_Store",
    ".localized",
    ".directory",
    ".gitkeep",
    ".keep",
    ".gitignore",
    ".gitattributes",
    ".git",
    ".editorconfig",
    ".stignore",
    ".dropbox",
    "Thumbs.db",
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "Desktop.ini",
    "Icon\r",
];

/// Folders that systems and storage devices put into any folder; hidden ones need no list.
const SYSTEM_FOLDERS: [&str; 6] =
    ["@eaDir", "$RECYCLE.BIN", "System Volume Information", "lost+found", "__MACOSX", "node_modules"];

/// Endings of texts: a hidden file with one of them may be a text that somebody misses.
const TEXTS: [&str; 3] = [".yaml", ".yml", ".md"];

/// Whether a file of this name comes and goes with an editor, or belongs to a system, and is no text of the user's.
#[must_use]
pub fn is_passing(name: &str) -> bool {
    if SYSTEM_FILES.contains(&name) {
        return true;
    }
    if let Some(hidden) = name.strip_prefix('.') {
        // What macOS and emacs put beside a text keeps the text's ending, and so do locks and half-written copies.
        let beside = hidden.starts_with(['_', '#', '~', '.']) || hidden.starts_with("syncthing.");
        return beside || !TEXTS.iter().any(|ending| name.ends_with(ending));
    }
    // vim writes `4913` to see whether it may create files.
    name == "4913"
        || name.len() > 1 && name.starts_with('#') && name.ends_with('#')
        || name.starts_with("~$")
        || name.starts_with("~syncthing~")
        || name.ends_with('~')
        || [".tmp", ".swp", ".swx", ".part", ".crdownload"].iter().any(|ending| name.ends_with(ending))
}

/// Whether a folder of this name is hidden or belongs to a system.
#[must_use]
pub fn is_passing_folder(name: &str) -> bool {
    name.starts_with('.') || SYSTEM_FOLDERS.contains(&name)
}

/// Whether a path lies in a folder that is passed over, or is such a folder or file itself. `is_folder` says what it
/// is; where nobody knows (it is gone), what it could be decides.
#[must_use]
pub fn is_passed_over(path: &Path, is_folder: Option<bool>) -> bool {
    let mut parts = path.iter().map(|part| part.to_string_lossy());
    let Some(last) = parts.next_back() else { return false };
    let itself = match is_folder {
        Some(true) => is_passing_folder(&last),
        Some(false) => is_passing(&last),
        None => is_passing(&last) && is_passing_folder(&last),
    };
    itself || parts.any(|part| is_passing_folder(&part))
}

#[cfg(test)]
mod tests {
    use super::{is_passed_over, is_passing, is_passing_folder};
    use std::path::Path;

    #[test]
    fn what_editors_leave_is_no_text() {
        let passing = [
            ".2024-03-28.yaml.swp",
            "2024-03-28.yaml~",
            "4913",
            ".#a.yaml",
            "#a.yaml#",
            ".~lock.a.yaml#",
            "lu1.tmp",
            "._2024-03-28.yaml",
            ".syncthing.2024-03-28.yaml.tmp",
            "~$kiroku.docx",
            ".DS_Store",
            "Thumbs.db",
            "desktop.ini",
            ".gitkeep",
        ];
        for name in passing {
            assert!(is_passing(name), "{name}");
        }
        let texts = [
            "2024-03-28.yaml",
            "hana",
            "4913.yaml",
            "tmp",
            "a.tmp.yaml",
            "#12",
            "#",
            "~aoki",
            ".2024-03-28.yaml",
            "Thumbs.yaml",
            "DS_Store",
        ];
        for name in texts {
            assert!(!is_passing(name), "{name}");
        }
    }

    #[test]
    fn a_folder_is_passed_over_by_its_exact_name_only() {
        for name in [".git", "@eaDir", "$RECYCLE.BIN", "System Volume Information", "lost+found", "__MACOSX"] {
            assert!(is_passing_folder(name), "{name}");
        }
        for name in ["4913", "#12", "#12#", "~aoki", "aoki~", "aoki.tmp", "eaDir", "@eadir", "node_modules2"] {
            assert!(!is_passing_folder(name), "{name}");
        }
    }

    #[test]
    fn a_path_is_passed_over_for_its_folders_or_itself() {
        let over = |path: &str, is_folder| is_passed_over(Path::new(path), is_folder);
        assert!(over("cases/hana/plan/@eaDir/x.yaml", Some(false)));
        assert!(over("cases/hana/plan/4913", Some(false)));
        assert!(!over("cases/4913/plan/2024-03-28.yaml", Some(false)));
        assert!(!over("cases/4913", Some(true)));
        assert!(!over("cases/4913", None), "it may have been a child");
        assert!(over("cases/.git", None));
    }
}
