//! A folder to look at and to try on: a child of the samples whose stay is over, so that no day that comes turns
//! anything in it red.

use super::COMMON;
use super::file::{StarterContent, StarterFile};
use super::office::OFFICE_FILE;
use rust_embed::RustEmbed;
use std::borrow::Cow;

/// The child.
#[derive(RustEmbed)]
#[folder = "cases/hana/"]
struct Hana;

/// What an example needs of the files that every office has: nothing that is about real children.
const NEEDED: [&str; 3] = [".gitignore", ".gitattributes", ".editorconfig"];

/// Every file of the example.
#[must_use]
pub fn example() -> Vec<StarterFile> {
    let own = [
        StarterFile::whole("README.md", "見本の説明と、試し方", include_str!("example/README.md")),
        StarterFile::whole(OFFICE_FILE, "架空の事業所", include_str!("example/office.yaml")),
    ];
    let common = COMMON.into_iter().filter(|file| NEEDED.contains(&file.path.as_ref()));
    let child = Hana::iter().filter_map(|name| {
        let text = String::from_utf8(Hana::get(&name)?.data.into_owned()).expect("internal: the samples are UTF-8");
        let path = Cow::Owned(format!("cases/hana/{name}"));
        Some(StarterFile { path, purpose: "", content: StarterContent::Whole(Cow::Owned(text)) })
    });
    own.into_iter().chain(common).chain(child).collect()
}
