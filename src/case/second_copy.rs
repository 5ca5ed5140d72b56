//! Second copies that programs leave beside a file: sync services when two machines wrote it, file managers when it was
//! pasted into its own folder, git's merge tools, editors with their backups.
//!
//! They are told by a closed list of the names that these programs give. A name that only may be one (a slug in
//! capitals may be a computer's name) is decided by what the two files say.

use crate::record::normalise;

/// What a copy's name tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Copy {
    /// The name of the file that it is a copy of.
    pub(super) original: String,
    /// Who gives such names.
    pub(super) maker: &'static str,
}

/// Endings of files that are texts of a project.
const TEXTS: [&str; 3] = ["yaml", "yml", "md"];

const SYNC: &str = "OneDrive や Dropbox などの同期";
const MANAGER: &str = "エクスプローラーや Finder などの「コピー」";
const MERGE: &str = "git の統合ツール(mergetool)";
const BACKUP: &str = "エディターなどの控え";

/// Words that the programs put into brackets behind a name.
const SYNC_WORDS: [&str; 3] = ["競合", "衝突", "conflict"];
const COPY_WORDS: [&str; 2] = ["コピー", "copy"];

/// What a file's name tells, when it is that of a copy.
pub(super) fn of_file(name: &str) -> Option<Copy> {
    let name = normalise(name);
    if let Some(original) = without_backup(&name) {
        // A backup of a copy is a copy all the more.
        let original = of_file(original).map_or_else(|| original.to_owned(), |copy| copy.original);
        return Some(Copy { original, maker: BACKUP });
    }
    let (stem, extension) = name.rsplit_once('.').filter(|(_, extension)| TEXTS.contains(extension))?;
    let (stem, maker) = stem_of(stem)?;
    Some(Copy { original: format!("{stem}.{extension}"), maker })
}

/// What a folder's name tells, when it is that of a copy.
pub(super) fn of_folder(name: &str) -> Option<Copy> {
    let name = normalise(name);
    let (original, maker) = stem_of(&name).filter(|(_, maker)| *maker != MERGE)?;
    Some(Copy { original, maker })
}

/// `x.yaml~`, `x.yaml.orig`, `x.yaml.~3~`.
fn without_backup(name: &str) -> Option<&str> {
    let numbered = name.strip_suffix('~').and_then(|rest| rest.rsplit_once(".~"));
    let numbered = numbered.filter(|(_, number)| is_number(number)).map(|(original, _)| original);
    let ends = ["~", ".orig", ".rej", ".bak", ".old", ".backup"];
    let plain = || ends.iter().find_map(|end| name.strip_suffix(end));
    let original = numbered.or_else(plain)?;
    let (_, extension) = original.rsplit_once('.')?;
    TEXTS.contains(&extension).then_some(original)
}

/// The stem without all that programs put to it, and who put the first of it.
fn stem_of(stem: &str) -> Option<(String, &'static str)> {
    let (mut stem, maker) = without_mark(stem)?;
    while let Some((shorter, _)) = without_mark(stem) {
        stem = shorter;
    }
    Some((stem.to_owned(), maker))
}

fn without_mark(stem: &str) -> Option<(&str, &'static str)> {
    let marks = [bracketed, pasted, numbered, synced, merged, machine];
    let (shorter, maker) = marks.iter().find_map(|mark| mark(stem))?;
    let shorter = shorter.trim_end();
    (!shorter.is_empty()).then_some((shorter, maker))
}

/// `x (1)`, `x(1)`, `x (鈴木 の競合コピー 2024-04-01)`, `x [conflict]`.
fn bracketed(stem: &str) -> Option<(&str, &'static str)> {
    let (rest, open) = [(')', '('), ('）', '（'), (']', '[')]
        .into_iter()
        .find_map(|(close, open)| Some((stem.strip_suffix(close)?, open)))?;
    let (before, inside) = rest.rsplit_once(open)?;
    let inside = inside.to_lowercase();
    if SYNC_WORDS.iter().any(|word| inside.contains(word)) {
        // `(Hanako's (home) conflicted copy)`: the outer bracket opens first.
        return Some((before.split_once(" (").map_or(before, |(first, _)| first), SYNC));
    }
    let copied = COPY_WORDS.iter().any(|word| inside.contains(word));
    (copied || is_number(&inside)).then_some((before, MANAGER))
}

/// `x - コピー`, `xのコピー`, `x のコピー 2`, `x copy`, `コピー ～ x`, `Copy of x`.
fn pasted(stem: &str) -> Option<(&str, &'static str)> {
    for front in ["コピー ～ ", "コピー 〜 ", "コピー～", "Copy of "] {
        if let Some(rest) = stem.strip_prefix(front) {
            return Some((rest, MANAGER));
        }
    }
    let bare = stem.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let ends =
        [" - コピー", "- コピー", "-コピー", "_コピー", "のコピー", " コピー", " - Copy", " - copy", " copy", " Copy"];
    ends.iter().find_map(|end| bare.strip_suffix(end)).map(|rest| (rest, MANAGER))
}

/// `x 2`, as Finder and iCloud number them.
fn numbered(stem: &str) -> Option<(&str, &'static str)> {
    let (rest, number) = stem.rsplit_once(' ')?;
    (is_number(number) && !rest.ends_with(" -")).then_some((rest, MANAGER))
}

/// `x.sync-conflict-20240401-101010-ABCDEFG`, `x_conflict-20240401-101010`, `x_PC_Apr-01-101010-2024_Conflict`.
fn synced(stem: &str) -> Option<(&str, &'static str)> {
    for mark in [".sync-conflict-", "_conflict-", ".conflict-", "-conflict-20"] {
        if let Some((rest, _)) = stem.split_once(mark) {
            return Some((rest, SYNC));
        }
    }
    let rest = stem.strip_suffix("_Conflict").or_else(|| stem.strip_suffix(".conflict"))?;
    Some((rest.split_once('_').map_or(rest, |(first, _)| first), SYNC))
}

/// `x_LOCAL_4321`, `x.REMOTE.4321`.
fn merged(stem: &str) -> Option<(&str, &'static str)> {
    for side in ["LOCAL", "REMOTE", "BASE", "BACKUP"] {
        for gap in ['_', '.'] {
            let found = stem.rsplit_once(&format!("{gap}{side}{gap}"));
            if let Some((rest, _)) = found.filter(|(_, number)| is_number(number)) {
                return Some((rest, MERGE));
            }
        }
    }
    None
}

/// `x-DESKTOP-AB12CD`, `x-HOSHI-PC`, `x-森のMacBook Air`: names that computers have from the factory on.
fn machine(stem: &str) -> Option<(&str, &'static str)> {
    let cuts = stem.match_indices('-').map(|(at, _)| (&stem[..at], &stem[at + 1..]));
    // The longest name first, and never the hyphens of a date.
    let mut cuts = cuts.filter(|(rest, name)| !rest.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit()));
    cuts.find(|(_, name)| is_factory_name(name)).map(|(rest, _)| (rest, SYNC))
}

fn is_factory_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    if ["macbook", "imac", "mac mini", "mac-mini", "macmini", "mac studio"].iter().any(|word| lower.contains(word)) {
        return true;
    }
    let fronts = ["desktop-", "laptop-", "win-", "note-", "pc-"];
    let behind = fronts.iter().find_map(|front| lower.strip_prefix(front));
    let of_letters = |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    // A word of capitals: `-PC` ends a computer's name, `-pc` may end anybody's.
    let capital = name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '_'));
    let ends = ["-PC", "-NOTE", "-DESKTOP", "-LAPTOP", "-NOTEBOOK", "-NOTEPC"];
    behind.is_some_and(|rest| of_letters(rest) && capital)
        || capital && ends.iter().any(|end| name.strip_suffix(end).is_some_and(|rest| !rest.is_empty()))
}

fn is_number(text: &str) -> bool {
    (1..=9).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{of_file, of_folder};

    #[test]
    fn names_that_programs_give_to_copies() {
        let copies = [
            "2024-03-28-DESKTOP-AB12CD.yaml",
            "2024-03-28-LAPTOP-9F3K2L1M.yaml",
            "2024-03-28-HOSHI-PC.yaml",
            "2024-03-28-森のMacBook Air.yaml",
            "2024-03-28 (1).yaml",
            "2024-03-28(2).yaml",
            "2024-03-28（3）.yaml",
            "2024-03-28 (Hanako's conflicted copy 2024-04-01).yaml",
            "2024-03-28 (鈴木 の競合コピー 2024-04-01).yaml",
            "2024-03-28 (鈴木 が衝突したコピー 2024-04-01).yaml",
            "2024-03-28 (conflicted copy 2024-04-01 101010).yaml",
            "2024-03-28 (SFConflict mori@example.jp 2024-04-01-10-10-10).yaml",
            "2024-03-28_conflict-20240401-101010.yaml",
            "2024-03-28_DiskStation_Apr-01-101010-2024_Conflict.yaml",
            "2024-03-28.sync-conflict-20240401-101010-ABCDEFG.yaml",
            "2024-03-28 - コピー.yaml",
            "2024-03-28 - コピー (2).yaml",
            "2024-03-28 - コピー - コピー.yaml",
            "2024-03-28のコピー.yaml",
            "2024-03-28 のコピー 2.yaml",
            "2024-03-28のコヒ\u{309A}ー.yaml",
            "2024-03-28 - Copy.yaml",
            "2024-03-28 - Copy (3).yaml",
            "2024-03-28 copy.yaml",
            "2024-03-28 copy 2.yaml",
            "2024-03-28 (コピー).yaml",
            "2024-03-28 (別のコピー).yaml",
            "コピー ～ 2024-03-28.yaml",
            "Copy of 2024-03-28.yaml",
            "2024-03-28 2.yaml",
            "2024-03-28_LOCAL_4321.yaml",
            "2024-03-28_BASE_4321.yaml",
            "2024-03-28_REMOTE_4321.yaml",
            "2024-03-28_BACKUP_4321.yaml",
            "2024-03-28.LOCAL.4321.yaml",
            "2024-03-28.yaml.orig",
            "2024-03-28.yaml~",
            "2024-03-28.yaml.~2~",
            "2024-03-28.yaml.bak",
            "2024-03-28 (1).yaml.orig",
        ];
        for name in copies {
            let original = of_file(name).map(|copy| copy.original);
            assert_eq!(original.as_deref(), Some("2024-03-28.yaml"), "{name}");
        }
        for (name, original) in [
            ("2024-03-28-haha (1).md", "2024-03-28-haha.md"),
            ("2024-03-28-haha-DESKTOP-AB12CD.md", "2024-03-28-haha.md"),
            ("child-DESKTOP-AB12CD.yaml", "child.yaml"),
            ("office - コピー.yaml", "office.yaml"),
        ] {
            assert_eq!(of_file(name).map(|copy| copy.original).as_deref(), Some(original), "{name}");
        }
    }

    #[test]
    fn names_that_people_give_are_none() {
        let names = [
            "2024-03-28.yaml",
            "2024-03-28-haha.md",
            "2024-03-28-2.yaml",
            "2024-03-28-copy.yaml",
            "2024-03-28-A.yaml",
            "2024-03-28-B2.yaml",
            "2024-03-28-HOSHI.yaml",
            "2024-03-28-conflict.md",
            "2024-03-28-desktop-work.md",
            "2024-03-28-pc-room.md",
            "2024-03-28-base.md",
            "2024-03-28-LOCAL.md",
            "2024-03-28-kaigi-02.md",
            "2024-03-28.yaml.txt",
            "child.yaml",
            "orig",
            "2024-03-28-old.yaml",
        ];
        for name in names {
            assert_eq!(of_file(name), None, "{name}");
        }
    }

    #[test]
    fn folders_are_copied_by_file_managers() {
        for name in ["hana - コピー", "hanaのコピー", "hana (1)", "hana 2", "hana copy", "hana - Copy (2)"] {
            assert_eq!(of_folder(name).map(|copy| copy.original).as_deref(), Some("hana"), "{name}");
        }
        for name in ["hana", "hana-2", "h 12a", "4913"] {
            assert_eq!(of_folder(name), None, "{name}");
        }
    }
}
