//! Files that are there under a name that is not read: another ending, other letters. They are said once; whoever points to
//! them points to something.

use super::kind::{Covers, Kind};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{FolderEntry, Source};
use crate::value::{Date, Month, half_width};
use std::path::{Path, PathBuf};

/// The document's name that a file with another ending was meant to have: `2024-03-28` of `2024-03-28.yaml.txt`.
pub(super) fn meant_name<'a>(stem: &'a str, entries: &[FolderEntry], kind: &Kind) -> Option<&'a str> {
    let name = [".yaml", ".yml", ".md"].iter().find_map(|ending| stem.strip_suffix(ending)).unwrap_or(stem);
    let wanted = format!("{name}.{}", kind.format.extension());
    (kind.day_of(name).is_some() && entries.iter().all(|entry| entry.name != wanted)).then_some(name)
}

/// The name that a document was meant to have whose own is a date in another notation: `2024-03-28` of `2024_3_28` or
/// `20240328`. Whoever names it so means this one.
pub(super) fn dated_name(stem: &str, entries: &[FolderEntry], kind: &Kind) -> Option<String> {
    let plain = half_width(stem).replace(['_', '.', '/', ' '], "-");
    if kind.covers == Covers::Month {
        let name = plain.parse::<Month>().ok()?.to_string();
        return is_free(&name, stem, entries, kind).then_some(name);
    }
    let is_one_number = plain.len() == 8 && plain.chars().all(|c| c.is_ascii_digit());
    let plain = if is_one_number { format!("{}-{}-{}", &plain[..4], &plain[4..6], &plain[6..]) } else { plain };
    let name = plain.parse::<Date>().ok()?.to_string();
    is_free(&name, stem, entries, kind).then_some(name)
}

/// Whether another name than the file's own is that of no other file.
fn is_free(name: &str, stem: &str, entries: &[FolderEntry], kind: &Kind) -> bool {
    let wanted = format!("{name}.{}", kind.format.extension());
    name != stem && entries.iter().all(|entry| entry.name != wanted)
}

/// Whether a file was meant to have this name, and nothing else has it: another ending, other letters.
pub(super) fn is_misnamed(name: &str, wanted: &str, entries: &[FolderEntry]) -> bool {
    let stem = wanted.rsplit_once('.').map_or(wanted, |(stem, _)| stem);
    let lower = name.to_lowercase();
    let alike =
        lower == wanted || [".yml", ".yaml.txt", ".yml.txt", ".txt"].iter().any(|end| lower == format!("{stem}{end}"));
    name != wanted && alike && entries.iter().all(|entry| entry.name != wanted)
}

/// A file of one thing that lies in a folder under another name, with the finding about it.
pub(super) fn misnamed(folder: &Path, entries: &[FolderEntry], wanted: &str) -> Option<(PathBuf, Diagnostic)> {
    let entry = entries.iter().find(|entry| !entry.is_folder && is_misnamed(&entry.name, wanted, entries))?;
    let path = folder.join(&entry.name);
    let finding = wrong_name(&path, wanted);
    Some((path, finding))
}

/// The finding about such a file.
pub(super) fn wrong_name(path: &Path, wanted: &str) -> Diagnostic {
    let message = match path.extension().and_then(|extension| extension.to_str()) {
        Some("yml") => "ファイル名の終わりが .yml です".to_owned(),
        Some(extension) if extension != wanted.rsplit('.').next().unwrap_or_default() => {
            format!("ファイル名の終わりが .{extension} です")
        }
        _ => "ファイル名の大文字と小文字が違います".to_owned(),
    };
    let help = match message.ends_with(".yml です") {
        true => format!("終わりを .yaml に変えてください(`{wanted}`)。この名前のままでは読みません"),
        false => format!("名前を `{wanted}` に変えてください。この名前のままでは読みません"),
    };
    let place = Source::new(path, "").whole();
    Diagnostic::new(Code::FILE_UNKNOWN, place, message).severity(Severity::Error).help(help)
}
