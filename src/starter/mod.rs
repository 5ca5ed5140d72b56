//! What an office's folder begins with: its files as they are kept beside this one, with the answers of the office in them.
//!
//! Nothing here writes. A file is a path and a text, so that whoever writes can look first at what is there.

mod answers;
mod example;
mod file;
mod office;

pub use answers::{Colleague, OfficeAnswers, colleague, named_id, plain_text};
pub use example::example;
pub use file::{StarterContent, StarterFile, missing_lines};
pub use office::OFFICE_FILE;

/// Every file of an office's folder but its settings, in the order in which they are told.
pub const COMMON: [StarterFile; 7] = [
    StarterFile::lines(".gitignore", "印刷した PDF を git に入れない", include_str!("files/gitignore")),
    StarterFile::lines(
        ".gitattributes",
        "改行をそろえ、二人が足した出来事を両方残す",
        include_str!("files/gitattributes"),
    ),
    StarterFile::whole(".editorconfig", "エディターの文字コードと字下げをそろえる", include_str!("files/editorconfig")),
    StarterFile::whole(
        ".pre-commit-config.yaml",
        "git commit の前に検査する(使い方は中にあります)",
        include_str!("files/pre-commit-config.yaml"),
    ),
    StarterFile::whole(
        ".vscode/extensions.json",
        "VS Code に入れるとよい拡張機能",
        include_str!("files/vscode-extensions.json"),
    ),
    StarterFile::whole(
        ".github/shien.yml.example",
        "GitHub Actions で検査する例(このままでは動きません)",
        include_str!("files/ci.yml.example"),
    ),
    StarterFile::whole(
        "personal-data.md",
        "児童の記録を git で残すときの注意。初めに読んでください",
        include_str!("files/personal-data.md"),
    ),
];

/// The files of an office that has answered, its settings first.
#[must_use]
pub fn files(answers: &OfficeAnswers) -> Vec<StarterFile> {
    [vec![office::settings(answers)], COMMON.to_vec()].concat()
}
