//! Finding packs and their files: the user's `templates/` first, file by file, then what the program carries.

use super::doubt::ManifestDoubt;
use super::form::Form;
use super::lineage::TemplateFiles;
use super::manifest::Manifest;
use super::misfits;
use super::names::{is_inside, is_template};
use super::own;
use super::pack::Pack;
use super::proofread::PackProof;
use super::slips;
use crate::case::{FileText, KINDS, read_text};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::record::{self, Field};
use crate::source::{Files, Source, Span};
use crate::value::Date;
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The packs of the program's own `templates/`, so that the installed binary needs no repository beside it.
#[derive(RustEmbed)]
#[folder = "templates/"]
struct Shipped;

/// How a path of a shipped file is shown, so that nobody looks for it in their own folder.
const SHIPPED_PREFIX: &str = "(内蔵)templates";

/// All packs that a project can use.
pub struct Packs {
    files: Box<dyn Files>,
    packs: BTreeMap<String, Pack>,
    /// The forms that were asked for so far: each is made once, whatever prints on it.
    resolved: Mutex<BTreeMap<FormKey, Arc<Form>>>,
    /// The project's own files that something was printed with.
    used: Mutex<BTreeSet<String>>,
    /// What of the project's own `templates/` cannot be read.
    unreadable: Vec<Diagnostic>,
}

/// What a form is asked for by: the edition of a pack, the document's title, the service.
type FormKey = (String, String, Option<String>);

/// From a manifest to the name of another pack.
type PackWay = fn(&Manifest) -> &Field<String>;

/// A name that leads out of the packs, or to a file that is no template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    name: String,
}

impl fmt::Display for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "「{}」は読めません。雛形が読めるのは、templates/ の様式のフォルダーの中の .typ.j2 と .typ のファイルだけです",
            self.name
        )
    }
}

impl fmt::Debug for Packs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Packs").field("packs", &self.packs).finish_non_exhaustive()
    }
}

impl TemplateFiles for Packs {
    fn template_text(&self, name: &str) -> Option<Arc<Source>> {
        self.file(name)
    }

    fn is_there(&self, name: &str) -> bool {
        own::is_there(self.files.as_ref(), &Path::new("templates").join(name))
    }

    fn is_own(&self, name: &str, source: &Source) -> bool {
        is_own(name, source)
    }

    fn own_library(&self) -> Vec<(String, Arc<Source>)> {
        let entries = self.files.list(Path::new("templates/lib")).unwrap_or_default();
        let names = entries.into_iter().filter(|entry| !entry.is_folder && entry.name.ends_with(".typ"));
        let read = |name: String| {
            let path = format!("lib/{name}");
            let source = self.file(&path)?;
            is_own(&path, &source).then_some((name, source))
        };
        names.filter_map(|entry| read(entry.name)).collect()
    }
}

impl Packs {
    /// Reads every manifest of the project's `templates/` and of the program.
    #[must_use]
    pub fn load(files: Box<dyn Files>) -> Self {
        let mut ids: Vec<String> = Shipped::iter().filter_map(|path| pack_of(&path)).collect();
        let own = own::look(files.as_ref());
        ids.extend(own.packs);
        ids.sort();
        ids.dedup();
        let mut packs = Self {
            files,
            packs: BTreeMap::new(),
            unreadable: own.findings,
            resolved: Mutex::default(),
            used: Mutex::default(),
        };
        for id in ids {
            if let Some(pack) = packs.read_pack(&id) {
                packs.packs.insert(id, pack);
            }
        }
        packs.proofread();
        packs
    }

    /// Looks at what the project's own packs say of those they stand on, and of the templates. Of a pack that could not be
    /// read, and of one that stands on such a pack, nothing more is said.
    fn proofread(&mut self) {
        let is_sound = |pack: &&Pack| pack.findings.iter().all(|finding| finding.severity != Severity::Error);
        let mut found: Vec<(String, Vec<Diagnostic>)> = Vec::new();
        for id in self.packs.keys().filter(|id| !self.own_files(id).is_empty()) {
            found.push((id.clone(), self.nowhere(id)));
            let Some(chain) = self.chain(id).ok().filter(|chain| chain.iter().all(is_sound)) else { continue };
            if let [pack, _, ..] = chain[..] {
                let tree = record::parse_yaml(&pack.source, 0..pack.source.text().len(), &mut Vec::new());
                found.push((id.clone(), slips::unlike(&tree)));
                found.push((id.clone(), misfits::idle_choices(&pack.manifest)));
            }
            found.push((id.clone(), PackProof::new(self, chain).findings()));
        }
        for (id, findings) in found {
            if let Some(pack) = self.packs.get_mut(&id) {
                pack.findings.extend(findings);
            }
        }
    }

    /// The packs that a pack stands on or follows and that are not there, or that stand on it.
    fn nowhere(&self, id: &str) -> Vec<Diagnostic> {
        let Some(manifest) = self.packs.get(id).map(|pack| &pack.manifest) else { return Vec::new() };
        let mut findings = Vec::new();
        let mut say = |span: Span, (message, help): (String, String)| {
            findings.push(Diagnostic::new(Code::FORM_UNKNOWN, span.place(), message).help(help));
        };
        for (name, span) in [&manifest.parent, &manifest.previous].into_iter().filter_map(Field::spanned) {
            if !self.packs.contains_key(name) {
                say(span, self.unknown(name));
            }
        }
        let ways: [(&str, PackWay); 2] = [("継承", |own| &own.parent), ("旧版", |own| &own.previous)];
        for (key, way) in ways {
            if let Some((next, span)) = way(manifest).spanned().filter(|(next, _)| self.leads_to(next, id, way)) {
                say(span, circle(key, next));
            }
        }
        findings
    }

    /// Whether a pack, or one that it leads to, is this one.
    fn leads_to(&self, from: &str, id: &str, way: PackWay) -> bool {
        let next = |name: &&str| Some(way(&self.packs.get(*name)?.manifest).get()?.as_str());
        std::iter::successors(Some(from), next).take(self.packs.len()).any(|name| name == id)
    }

    /// The pack with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Pack> {
        self.packs.get(id)
    }

    /// What is wrong with the project's own files, and with the packs.
    pub fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.unreadable.iter().chain(self.packs.values().flat_map(|pack| &pack.findings))
    }

    /// All packs by id.
    pub fn iter(&self) -> impl Iterator<Item = &Pack> {
        self.packs.values()
    }

    /// The form of a document (`title` as the program names it) in a pack, on the edition in force on `day`. It is made
    /// once and shared.
    ///
    /// # Errors
    /// When there is no such pack, its 継承 runs in a circle, or no pack on the way has the document: a sentence and
    /// what to do.
    pub fn form(
        &self,
        id: &str,
        title: &str,
        service: Option<&str>,
        day: Option<Date>,
    ) -> Result<Arc<Form>, (String, String)> {
        let edition = self.edition(id, day);
        let wanted = (edition.to_owned(), title.to_owned(), service.map(str::to_owned));
        if let Some(form) = self.resolved().get(&wanted) {
            return Ok(Arc::clone(form));
        }
        let chain = self.chain(edition)?;
        for pack in &chain {
            self.note_use(&format!("{}/pack.yaml", pack.id), &pack.source);
        }
        let form = Form::resolve(&chain, title, service).ok_or_else(|| {
            (
                format!("様式 `{id}` に「{title}」がありません"),
                match chain.last().filter(|pack| pack.manifest.parent.get().is_none()) {
                    Some(last) => format!(
                        "{} に「継承: standard」と書いてください。この様式にない文書なら、様式 を文書ごとに選びます",
                        last.source.path().display()
                    ),
                    None => "pack.yaml の 文書 に加えてください".to_owned(),
                },
            )
        })?;
        if self.file(&form.template).is_none() {
            let message = format!("様式 `{id}` の「{title}」の雛形 `{}` がありません", form.template);
            return Err((message, "pack.yaml の 雛形 のファイルの名前を確かめてください".to_owned()));
        }
        Ok(Arc::clone(self.resolved().entry(wanted).or_insert_with(|| Arc::new(form))))
    }

    fn resolved(&self) -> MutexGuard<'_, BTreeMap<FormKey, Arc<Form>>> {
        self.resolved.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The error of a pack that a form is looked for in: the pack itself, or one that it stands on.
    pub(super) fn cause(&self, id: &str, day: Option<Date>) -> Option<Box<Diagnostic>> {
        let mut next = Some(self.edition(id, day).to_owned());
        for _ in 0..=self.packs.len() {
            let id = next?;
            let manifest = Path::new("templates").join(&id).join("pack.yaml");
            let is_above = |finding: &&Diagnostic| manifest.starts_with(finding.place.source().path());
            if let Some(unreadable) = self.unreadable.iter().find(is_above) {
                return Some(Box::new(unreadable.clone()));
            }
            let pack = self.packs.get(&id)?;
            if let Some(error) = pack.findings.iter().find(|finding| finding.severity == Severity::Error) {
                return Some(Box::new(error.clone()));
            }
            next = pack.manifest.parent.get().cloned();
        }
        None
    }

    /// The pack whose 有効期間 holds the day, going back over 旧版.
    fn edition<'a>(&'a self, id: &'a str, day: Option<Date>) -> &'a str {
        let mut id = id;
        let mut steps = self.packs.len();
        while let (Some(day), Some(pack)) = (day, self.packs.get(id)) {
            let in_force =
                pack.manifest.period.get().is_none_or(|period| period.start.get().is_none_or(|start| *start <= day));
            match pack.manifest.previous.get() {
                Some(previous) if !in_force && steps > 0 => id = previous,
                _ => break,
            }
            steps -= 1;
        }
        id
    }

    /// The pack and those it stands on, nearest first.
    ///
    /// # Errors
    /// When one of them is not there, or they stand in a circle: a sentence and what to do.
    pub fn chain(&self, id: &str) -> Result<Vec<&Pack>, (String, String)> {
        let mut chain: Vec<&Pack> = Vec::new();
        let mut next = Some(id.to_owned());
        while let Some(id) = next {
            let Some(pack) = self.packs.get(&id) else {
                return Err(self.unknown(&id));
            };
            if chain.iter().any(|seen| seen.id == pack.id) {
                return Err(circle("継承", &id));
            }
            chain.push(pack);
            next = pack.manifest.parent.get().cloned();
        }
        Ok(chain)
    }

    /// Why a pack is not found, and what was meant.
    fn unknown(&self, id: &str) -> (String, String) {
        let known: Vec<&str> = self.packs.keys().map(String::as_str).collect();
        if KINDS.iter().any(|kind| kind.title == id) {
            let help = format!(
                "これは文書の名前です。様式の名前は {} です(shien forms show では standard/{id} と書きます)",
                known.join("、")
            );
            return (format!("様式 `{id}` がありません"), help);
        }
        let help = match self.meant(id).or_else(|| record::nearest(id, known.iter().copied())) {
            Some(near) => format!("`{near}` ではありませんか。使える様式: {}", known.join("、")),
            None => format!("使える様式: {}。自作の様式は templates/{id}/pack.yaml に置きます", known.join("、")),
        };
        let odd = record::lookalike(id).map(|odd| format!("(中に{}があります)", odd.named()));
        (format!("様式 `{id}` がありません{}", odd.unwrap_or_default()), help)
    }

    /// The pack that is called so by what it says of itself, or by the way to its folder.
    fn meant(&self, named: &str) -> Option<&str> {
        let folder = named.trim_start_matches("./").trim_start_matches("templates/");
        let folder = folder.trim_end_matches("pack.yaml").trim_end_matches('/');
        let is_meant = |pack: &&Pack| pack.id == folder || pack.manifest.name.get().is_some_and(|name| name == named);
        self.packs.values().find(is_meant).map(|pack| pack.id.as_str())
    }

    /// A file below `templates/` (`tokyo/plan.typ.j2`, `lib/form.typ`), the project's own before the shipped one. A name
    /// that leads out of `templates/` is no file.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<Arc<Source>> {
        if !is_inside(path) {
            return None;
        }
        let own = Path::new("templates").join(path);
        if own::is_stray(self.files.as_ref(), &own) {
            return None;
        }
        let FileText { source, readable, .. } = read_text(self.files.as_ref(), &own);
        // One that is there and cannot be read stands for none: the shipped one would be another form.
        if readable || own::is_there(self.files.as_ref(), &own) {
            return readable.then_some(source);
        }
        let text = Shipped::get(path)?;
        Some(Source::new(format!("{SHIPPED_PREFIX}/{path}"), utf8(text.data)))
    }

    /// A template by the name that another one, or a manifest, asks for; none where there is no such file.
    ///
    /// # Errors
    /// When the name leads out of the packs or is not that of a template: a pack that was received from somebody may
    /// not print other files.
    pub fn template(&self, name: &str) -> Result<Option<Arc<Source>>, Outside> {
        if !is_template(name) {
            return Err(Outside { name: name.to_owned() });
        }
        let source = self.file(name);
        if let Some(source) = &source {
            self.note_use(name, source);
        }
        Ok(source)
    }

    /// The project's own files with which something was printed so far: those of `templates/` that the program does
    /// not carry, or carries with another text.
    #[must_use]
    pub fn used(&self) -> Vec<String> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// The files of a pack that stand in the project in place of what the program carries, or beside it.
    #[must_use]
    pub fn own_files(&self, id: &str) -> Vec<String> {
        let folder = Path::new("templates").join(id);
        let entries = self.files.list(&folder).unwrap_or_default();
        let names = entries.into_iter().filter(|entry| !entry.is_folder).map(|entry| format!("{id}/{}", entry.name));
        names.filter(|name| self.file(name).is_some_and(|source| is_own(name, &source))).collect()
    }

    fn note_use(&self, name: &str, source: &Source) {
        if is_own(name, source) {
            self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(format!("templates/{name}"));
        }
    }

    /// The files of `templates/lib`, which every template may import, by name.
    #[must_use]
    pub fn library(&self) -> Vec<(String, Arc<Source>)> {
        let mut names: Vec<String> =
            Shipped::iter().filter_map(|path| path.strip_prefix("lib/").map(str::to_owned)).collect();
        let own = self.files.list(Path::new("templates/lib")).unwrap_or_default();
        names.extend(own.into_iter().filter(|entry| !entry.is_folder).map(|entry| entry.name));
        names.retain(|name| name.ends_with(".typ"));
        names.sort();
        names.dedup();
        let read = |name: String| {
            let path = format!("lib/{name}");
            let source = self.file(&path)?;
            self.note_use(&path, &source);
            Some((name, source))
        };
        names.into_iter().filter_map(read).collect()
    }

    /// Every file of a shipped pack with its text: what `forms eject` writes out.
    #[must_use]
    pub fn shipped_files(&self, id: &str) -> Vec<(String, String)> {
        let prefix = format!("{id}/");
        let paths = Shipped::iter().filter(|path| path.starts_with(&prefix));
        paths.filter_map(|path| Some((path.to_string(), utf8(Shipped::get(&path)?.data)))).collect()
    }

    fn read_pack(&self, id: &str) -> Option<Pack> {
        let path = format!("{id}/pack.yaml");
        let own = Path::new("templates").join(&path);
        let FileText { source, readable, mut findings } = read_text(self.files.as_ref(), &own);
        if !readable && own::is_there(self.files.as_ref(), &own) {
            // Where it is no text, nobody else says so.
            if self.unreadable.iter().any(|finding| finding.place.source().path() == own) {
                findings.clear();
            }
            let (id, manifest, doubt) = (id.to_owned(), Manifest::default(), ManifestDoubt::Everywhere);
            return Some(Pack { id, source, manifest, doubt, findings });
        }
        findings.clear();
        let source = self.file(&path)?;
        let mut tree = record::parse_yaml(&source, 0..source.text().len(), &mut findings);
        let manifest: Manifest = record::read(&source, &mut tree, &mut findings);
        let is_read = findings.iter().all(|finding: &Diagnostic| finding.severity != Severity::Error);
        if is_read && manifest.name.get().is_none() {
            let finding = Diagnostic::new(Code::REQUIRED_MISSING, source.whole(), "様式の `名称` がありません");
            findings.push(finding.help("「名称: ○○市参考様式」のように書いてください"));
        }
        let slips = slips::findings(&manifest, &tree);
        let unknown = slips.iter().filter(|finding| finding.code == Code::UNKNOWN_KEY);
        let doubt = ManifestDoubt::after(findings.iter().chain(unknown), &tree);
        findings.extend(slips);
        Some(Pack { id: id.to_owned(), source, manifest, doubt, findings })
    }
}

/// Whether a file is the project's own and not what the program carries under that name.
fn is_own(name: &str, source: &Source) -> bool {
    !source.path().starts_with(SHIPPED_PREFIX)
        && Shipped::get(name).is_none_or(|shipped| shipped.data.as_ref() != source.text().as_bytes())
}

fn circle(key: &str, id: &str) -> (String, String) {
    (format!("様式 `{id}` の{key}が輪になっています"), format!("pack.yaml の {key} を見直してください"))
}

fn pack_of(path: &str) -> Option<String> {
    path.strip_suffix("/pack.yaml").map(str::to_owned)
}

fn utf8(bytes: Cow<'static, [u8]>) -> String {
    String::from_utf8(bytes.into_owned()).expect("internal: shipped templates are UTF-8")
}
