//! No files import each other in a circle: one of them can be read, and changed, without the other.
//!
//! A path is followed through `pub use` to the file that declares what it names. What a folder's `mod.rs` declares is the
//! folder's own, and its files may use it. Tests within a file are left out.

use super::{Route, leaf_paths, paths, resolve, sources, tokens};
use std::collections::{BTreeMap, BTreeSet};

/// What a file has to do with others.
#[derive(Default)]
struct File {
    module: Vec<String>,
    /// The names of what it declares.
    declared: BTreeSet<String>,
    /// What every `use` makes known in it, by its name there, from the crate's root.
    known: BTreeMap<String, Route>,
    /// The same for `pub use`.
    shared: BTreeMap<String, Route>,
    /// What it names beside what it only hands on.
    named: Vec<Route>,
}

/// What makes the word behind it the name of something.
const DECLARING: [&str; 8] = ["fn", "struct", "enum", "trait", "type", "const", "static", "union"];

impl File {
    fn of(module: Vec<String>, text: &str) -> Self {
        let mut tokens = tokens(text);
        let test = ["#", "[", "cfg", "(", "test", ")", "]", "mod"];
        if let Some(at) = tokens.windows(test.len()).position(|words| words == test) {
            tokens.truncate(at);
        }
        let mut file = Self { module, ..Self::default() };
        let declared = tokens.windows(2).filter(|pair| DECLARING.contains(&pair[0].as_str()));
        file.declared = declared.map(|pair| pair[1].clone()).collect();
        let children: BTreeSet<String> =
            tokens.windows(2).filter(|pair| pair[0] == "mod").map(|pair| pair[1].clone()).collect();
        let from_root = |route: Route| -> Option<Route> {
            let mut route = resolve(route, &file.module);
            route.retain(|word| word != "self");
            match route.first() {
                Some(head) if head == "crate" => Some(route.split_off(1)),
                Some(head) if children.contains(head) => Some([file.module.clone(), route].concat()),
                _ => None,
            }
        };
        let (mut known, mut shared, mut named) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        let mut body = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            if tokens[at] != "use" {
                body.push(tokens[at].clone());
                at += 1;
                continue;
            }
            let is_shared = tokens[..at].last().is_some_and(|word| word == "pub" || word == ")");
            let mut leaves = Vec::new();
            leaf_paths(&tokens, at + 1, &[], &mut leaves);
            for (route, name) in leaves {
                let Some(route) = from_root(route) else { continue };
                if is_shared {
                    shared.insert(name.clone(), route.clone());
                } else {
                    named.push(route.clone());
                }
                known.insert(name, route);
            }
            at += tokens[at..].iter().position(|word| word == ";").unwrap_or(1);
        }
        for route in paths(&body, &file.module) {
            named.extend(match known.get(&route[0]) {
                Some(known) => Some(known.iter().chain(&route[1..]).cloned().collect()),
                None => from_root(route),
            });
        }
        Self { known, shared, named, ..file }
    }
}

struct Crate {
    /// By their modules.
    files: BTreeMap<Route, File>,
}

impl Crate {
    fn of(sources: impl IntoIterator<Item = (String, String)>) -> Self {
        let file = |(name, text): (String, String)| {
            let path = name.trim_end_matches(".rs").trim_end_matches("/mod");
            let module: Vec<String> = path.split('/').map(str::to_owned).collect();
            (module.clone(), File::of(module, &text))
        };
        Self { files: sources.into_iter().map(file).collect() }
    }

    /// The file that declares what a path names; none for a module itself, and for what is not ours.
    fn declaring(&self, route: &[String], behind: usize) -> Option<&File> {
        let end = (1..=route.len()).rev().find(|end| self.files.contains_key(&route[..*end]))?;
        let file = &self.files[&route[..end]];
        let (name, rest) = route[end..].split_first()?;
        if file.declared.contains(name) {
            return Some(file);
        }
        let next = file.shared.get(name).or_else(|| file.known.get(name)).filter(|_| behind < 8)?;
        self.declaring(&next.iter().chain(rest).cloned().collect::<Route>(), behind + 1)
    }

    /// The modules of the files that a file uses.
    fn used(&self, file: &File) -> BTreeSet<Route> {
        let found = file.named.iter().filter_map(|route| self.declaring(route, 0)).map(|other| &other.module);
        found.filter(|other| !file.module.starts_with(other)).cloned().collect()
    }

    /// The sets of files of which each is reached from each.
    fn circles(&self) -> BTreeSet<BTreeSet<Route>> {
        let used: BTreeMap<&Route, BTreeSet<Route>> =
            self.files.iter().map(|(module, file)| (module, self.used(file))).collect();
        let reached = |from: &Route| {
            let mut found = BTreeSet::new();
            let mut next: Vec<&Route> = used[from].iter().collect();
            while let Some(module) = next.pop() {
                if found.insert(module.clone()) {
                    next.extend(&used[module]);
                }
            }
            found
        };
        let reached: BTreeMap<&Route, BTreeSet<Route>> =
            self.files.keys().map(|module| (module, reached(module))).collect();
        let circle = |module: &Route| -> BTreeSet<Route> {
            reached[module].iter().filter(|other| reached[*other].contains(module)).cloned().collect()
        };
        self.files.keys().map(circle).filter(|circle| !circle.is_empty()).collect()
    }
}

fn found(sources: impl IntoIterator<Item = (String, String)>) -> BTreeSet<BTreeSet<String>> {
    let sources: BTreeMap<String, String> = sources.into_iter().collect();
    let name = |module: &Route| {
        let path = module.join("/");
        if sources.contains_key(&format!("{path}.rs")) { format!("{path}.rs") } else { format!("{path}/mod.rs") }
    };
    let circles = Crate::of(sources.clone()).circles();
    circles.iter().map(|circle| circle.iter().map(name).collect()).collect()
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let found = found(sources().map(|(_, file, text)| (file, text)));
    assert!(found.is_empty(), "files that import each other: {found:#?}");
}

#[test]
fn a_circle_is_seen_through_what_is_handed_on() {
    let files =
        |texts: &[(&str, &str)]| found(texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    let folder = ("a/mod.rs", "mod b; mod c; pub use b::{B as Other, f}; pub struct Own; fn g() { b::f(); }");
    let b = "use super::c::C; use super::Own; pub struct B; pub fn f() {}";
    let set = |names: &[&str]| BTreeSet::from([names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>()]);
    for c in ["use super::Other; pub struct C;", "use crate::a; pub struct C; fn g() -> a::Other {}"] {
        assert_eq!(files(&[folder, ("a/b.rs", b), ("a/c.rs", c)]), set(&["a/b.rs", "a/c.rs"]), "{c}");
    }
    // What the folder declares, and what only a test uses, makes no circle.
    for c in ["use super::Own; pub struct C;", "pub struct C; #[cfg(test)] mod tests { use super::super::b::B; }"] {
        assert!(files(&[folder, ("a/b.rs", b), ("a/c.rs", c)]).is_empty(), "{c}");
    }
    assert!(
        !files(&[("a/b.rs", "use crate::d::D; pub struct B;"), ("d.rs", "use crate::a::b::B; struct D;")]).is_empty()
    );
}
