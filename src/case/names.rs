//! Names of children's folders that another system cannot hold: the same but for capitals, reserved, or ending in a dot.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Source;
use std::collections::BTreeMap;
use std::path::Path;

/// Names of devices, which Windows gives to no file and no folder, whatever ending they have.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];
/// The same with a digit behind: com1, lpt9.
const NUMBERED: [&str; 2] = ["com", "lpt"];
/// What Windows allows in no name.
const FORBIDDEN: [char; 8] = ['<', '>', ':', '"', '|', '?', '*', '\\'];

/// What is wrong with the names of the folders directly below `cases/`.
pub(super) fn check(children: &[String]) -> Vec<Diagnostic> {
    let single = children.iter().filter_map(|name| Some(finding(name, &doubt(name)?)));
    let mut folded: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for name in children {
        folded.entry(name.to_lowercase()).or_default().push(name);
    }
    let several = folded.values().filter(|names| names.len() > 1).flat_map(|names| {
        names.iter().skip(1).map(|name| {
            let message = format!("フォルダー「{name}」と「{}」は、大文字と小文字だけが違います", names[0]);
            let help =
                "Windows と macOS では一つのフォルダーになり、一方の記録が失われます。どちらかの名前を変えてください";
            finding(name, &(message, help))
        })
    });
    single.chain(several).collect()
}

fn finding(name: &str, (message, help): &(String, &str)) -> Diagnostic {
    let source = Source::new(Path::new("cases").join(name), "");
    let place = source.whole();
    Diagnostic::new(Code::NAME_UNPORTABLE, place, message.clone()).severity(Severity::Warning).help(*help)
}

/// Why a name by itself cannot be everywhere.
fn doubt(name: &str) -> Option<(String, &'static str)> {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let numbered = NUMBERED.iter().any(|device| {
        stem.strip_prefix(device)
            .is_some_and(|rest| rest.len() == 1 && ('1'..='9').any(|digit| rest.starts_with(digit)))
    });
    match () {
        () if RESERVED.contains(&stem.as_str()) || numbered => Some((
            format!("フォルダー名「{name}」は Windows で使えません"),
            "別の名前に変えてください(例: 名前の後に番号を付ける)",
        )),
        () if name.ends_with(['.', ' ', '\u{3000}']) => Some((
            format!("フォルダー名「{name}」が「.」か空白で終わっています"),
            "終わりの「.」や空白を取ってください。Windows では作れません",
        )),
        () if name.starts_with([' ', '\u{3000}']) => {
            Some((format!("フォルダー名「{name}」が空白で始まっています"), "始めの空白を取ってください"))
        }
        () => name.contains(FORBIDDEN).then(|| {
            let sign = name.chars().find(|c| FORBIDDEN.contains(c)).unwrap_or_default();
            (
                format!("フォルダー名「{name}」の「{sign}」は Windows で使えません"),
                "半角の英数字とハイフンだけの名前にしてください",
            )
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    fn messages(names: &[&str]) -> Vec<String> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        check(&names).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn names_that_windows_or_macos_cannot_hold_are_said() {
        for name in [
            "aux", "Con", "NUL", "prn", "com1", "LPT9", "con.old", "hana.", "hana ", "ha:na", "ha?na", "aux .txt",
            " hana",
        ] {
            assert_eq!(messages(&[name]).len(), 1, "{name}");
        }
        for name in ["hana", "auxiliary", "com0", "com10", "lpt", "console", "hana.old", "h-2", "conan", "null"] {
            assert_eq!(messages(&[name]), [""; 0], "{name}");
        }
    }

    #[test]
    fn folders_that_differ_only_in_capitals_are_said_once() {
        let found = messages(&["Hana", "hana", "ren"]);
        assert_eq!(found, ["フォルダー「hana」と「Hana」は、大文字と小文字だけが違います"]);
        assert_eq!(messages(&["HANA", "Hana", "hana"]).len(), 2);
    }
}
