//! `shien forms`, `shien forms show` and `shien forms eject`.

mod show;

use super::Verdict;
use super::args::{FormsAction, FormsArguments};
use super::terminal::Terminal;
use crate::forms::{Pack, Packs};
use crate::pipeline::{self, SetupError};
use crate::record::{List, nearest};
use crate::source::{Disk, Files, Memory};
use std::fs;
use std::path::{Path, PathBuf};

/// Outside a project (`root` says why it is none) the packs are those that the program carries.
pub(super) fn run(
    root: Result<PathBuf, SetupError>,
    arguments: &FormsArguments,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    let files: Box<dyn Files> = match &root {
        Ok(root) => Box::new(Disk::new(root)),
        Err(_) => Box::new(Memory::new()),
    };
    let packs = Packs::load(files);
    match &arguments.action {
        None => list(&packs, terminal),
        Some(FormsAction::Show { form }) => terminal.text(&show::told(&packs, form)?),
        Some(FormsAction::Eject { pack }) => return eject(&packs, &root?, pack, terminal),
    }
    Ok(Verdict::Fine)
}

fn list(packs: &Packs, terminal: &Terminal) {
    for pack in packs.iter() {
        let manifest = &pack.manifest;
        let name = manifest.name.get().map_or("(名称なし)", String::as_str);
        let edition = manifest.edition.get().map_or(String::new(), |edition| format!(" {edition}版"));
        terminal.line(&format!("{:<12} {name}{edition}  {}", pack.id, pack.source.path().display()));
        if let Some(purpose) = manifest.purpose.get() {
            terminal.line(&format!("{:<12} 用途: {purpose}", ""));
        }
        if let Some(parent) = manifest.parent.get() {
            terminal.line(&format!("{:<12} 継承: {parent}", ""));
        }
        sources(pack, terminal);
        for file in packs.own_files(&pack.id) {
            terminal.line(&format!("{:<12} この事業所のファイル: templates/{file}", ""));
        }
    }
    for file in packs.own_files("lib") {
        terminal.line(&format!("{:<12} 部品。この事業所のファイル: templates/{file}", "lib"));
    }
}

fn sources(pack: &Pack, terminal: &Terminal) {
    let Some(sources) = pack.manifest.sources.get() else { return };
    let lines = |label: &str, items: &List<String>| {
        for item in items.iter() {
            terminal.line(&format!("{:<12} {label}: {}", "", item.value));
        }
    };
    lines("資料", &sources.documents);
    lines("確認済み", &sources.verified);
    lines("推定", &sources.assumed);
}

fn eject(packs: &Packs, root: &Path, id: &str, terminal: &Terminal) -> Result<Verdict, SetupError> {
    let files = packs.shipped_files(id);
    if files.is_empty() {
        let known = packs.iter().map(|pack| pack.id.as_str()).filter(|own| !packs.shipped_files(own).is_empty());
        let near = nearest(id, known).map(|near| format!("`{near}` ではありませんか。")).unwrap_or_default();
        let help = format!("{near}shien forms で使える様式を確かめてください");
        return Err(SetupError::new(format!("内蔵の様式 `{id}` はありません"), &help));
    }
    let folder = Path::new("templates");
    for (path, _) in &files {
        let target = folder.join(path);
        pipeline::refuse_links(root, &target)?;
        if fs::symlink_metadata(root.join(&target)).is_ok() {
            return Err(SetupError::new(
                format!("{} がもうあります", root.join(target).display()),
                "上書きしません。要らなければ名前を変えるか消してから、もう一度実行してください",
            ));
        }
    }
    for (path, text) in &files {
        let target = root.join(folder).join(path);
        pipeline::create(&target, text.as_bytes()).map_err(|error| {
            SetupError::new(format!("{} に書けません({error})", target.display()), "フォルダーの権限を確かめてください")
        })?;
        terminal.line(&format!("{} を書き出しました", target.display()));
    }
    Ok(Verdict::Fine)
}
