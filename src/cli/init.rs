//! `shien init`: the folder of an office, or what is missing in one.
//!
//! Nothing that is there is changed, but for lists of which every line stands for itself (`.gitignore`): the lines that
//! are missing are added. An example is never made where records of children are.

mod answers;

use super::Verdict;
use super::args::InitArguments;
use super::terminal::Terminal;
use super::textconv;
use crate::pipeline::{self, Deposit, EDITOR_SETTINGS, EditorBinding, Project, SetupError};
use crate::scaffold::SCHEMA_FOLDER;
use crate::source::git::Repository;
use crate::starter::{self, OFFICE_FILE, StarterContent, StarterFile};
use std::fs;
use std::path::{Path, PathBuf};

pub(super) fn run(
    arguments: &InitArguments,
    project: Option<&Path>,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    let folder = arguments.folder.as_deref().or(project).unwrap_or(Path::new("."));
    let above = above(folder)?;
    if arguments.example {
        return example(folder, above.as_deref(), terminal);
    }
    if let Some(above) = above {
        return Err(SetupError::new(
            format!("{} は、事業所のフォルダー {} の中にあります", folder.display(), above.display()),
            format!("そのフォルダーに足りないものを足すなら: shien init {}", above.display()),
        ));
    }
    let settled = fs::symlink_metadata(folder.join(OFFICE_FILE)).is_ok();
    let files =
        if settled { starter::COMMON.to_vec() } else { starter::files(&answers::gather(folder, arguments, terminal)?) };
    make_folder(folder)?;
    if settled {
        left(OFFICE_FILE, terminal);
        if answers::are_given(arguments) {
            terminal.aside(&format!("{OFFICE_FILE} はもうあるので、指定された事業所や職員は書いていません"));
        }
    }
    for file in &files {
        put(folder, file, terminal)?;
    }
    help_editors(folder, terminal)?;
    if !arguments.no_git {
        keep_with_git(folder, terminal);
    }
    terminal.line("");
    next_steps(folder, settled).iter().for_each(|line| terminal.line(line));
    Ok(Verdict::Fine)
}

/// The project around a folder that is none itself.
fn above(folder: &Path) -> Result<Option<PathBuf>, SetupError> {
    let absolute = std::path::absolute(folder).map_err(|error| {
        SetupError::new(
            format!("フォルダー {} が分かりません({error})", folder.display()),
            "フォルダーの名前を確かめてください",
        )
    })?;
    // A folder that is not there yet has no real place, but what it will lie in has.
    let there = absolute.ancestors().find(|folder| folder.is_dir()).unwrap_or(&absolute);
    let real = there.canonicalize().unwrap_or_else(|_| there.to_owned());
    let own = if there == absolute { real.parent().map(Path::to_path_buf) } else { Some(real.clone()) };
    if there == absolute && real.join("cases").is_dir() {
        return Ok(None);
    }
    Ok(own.and_then(|start| pipeline::find_root(&start).ok()))
}

fn example(folder: &Path, above: Option<&Path>, terminal: &Terminal) -> Result<Verdict, SetupError> {
    if let Some(above) = above {
        return Err(SetupError::new(
            format!("見本を事業所のフォルダー {} の中には作りません", above.display()),
            "児童の記録と混ざらないように、その外の新しい名前を指定してください(例: shien init --example ../mihon)",
        ));
    }
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(SetupError::new(
            format!("フォルダー {} には、もう何か入っています", folder.display()),
            "見本は空のフォルダーに作ります。新しい名前を指定してください",
        ));
    }
    make_folder(folder)?;
    let files = starter::example();
    for file in &files {
        pipeline::deposit(folder, Path::new(file.path.as_ref()), file.text().as_bytes())?;
    }
    terminal.line(&format!("{} に見本を作りました({} ファイル)", folder.display(), files.len()));
    terminal.line("架空の児童「佐藤 はな」さんの、2024年3月から2025年3月までの一年です");
    terminal.line("");
    terminal.line("試すには:");
    terminal.line(&format!("  cd {}", folder.display()));
    terminal.line("  shien check        検査する");
    terminal.line("  shien build        印刷する(output/hana/)");
    terminal.line("ほかの試し方は README.md にあります");
    Ok(Verdict::Fine)
}

fn make_folder(folder: &Path) -> Result<(), SetupError> {
    fs::create_dir_all(folder).map_err(|error| {
        SetupError::new(
            format!("フォルダー {} を作れません({error})", folder.display()),
            "名前と、それを入れるフォルダーの権限を確かめてください",
        )
    })
}

/// Writes one file, or what it lacks, and says what was done.
fn put(folder: &Path, file: &StarterFile, terminal: &Terminal) -> Result<(), SetupError> {
    let path = Path::new(file.path.as_ref());
    if pipeline::deposit(folder, path, file.text().as_bytes())? == Deposit::Written {
        terminal.line(&format!("作りました  {:<26} {}", file.path, file.purpose));
        return Ok(());
    }
    let StarterContent::Lines(wanted) = &file.content else {
        left(&file.path, terminal);
        return Ok(());
    };
    let there = pipeline::present_text(folder, path)?;
    let missing = starter::missing_lines(wanted, &there);
    if missing.is_empty() {
        left(&file.path, terminal);
        return Ok(());
    }
    pipeline::add_lines(folder, path, &missing)?;
    terminal.line(&format!("足しました  {:<26} {}", file.path, missing.join("、")));
    Ok(())
}

/// Lets editors show a slip while it is typed: the schemas of this program, and settings that bind them.
fn help_editors(folder: &Path, terminal: &Terminal) -> Result<(), SetupError> {
    for path in [SCHEMA_FOLDER, EDITOR_SETTINGS] {
        pipeline::refuse_links(folder, Path::new(path))?;
    }
    let project = Project::open(folder)?;
    if project.write_schemas(folder)?.is_empty() {
        left(SCHEMA_FOLDER, terminal);
    } else {
        terminal.line(&format!("作りました  {SCHEMA_FOLDER:<26} エディターが、書いている途中で間違いを示すための定義"));
    }
    match project.bind_editor(folder)? {
        EditorBinding::Written(path) => {
            terminal.line(&format!("作りました  {path:<26} VS Code に、その定義を使わせる設定"));
        }
        EditorBinding::Bound => left(EDITOR_SETTINGS, terminal),
        EditorBinding::Left(path) => {
            terminal
                .line(&format!("そのまま    {path:<26} もうあります。足す設定は shien schema --write で見られます"));
        }
    }
    Ok(())
}

fn left(path: &str, terminal: &Terminal) {
    terminal.line(&format!("そのまま    {path:<26} もうあります"));
}

/// Begins the history of the folder, where it has none, and lets git show papers in words. That git refuses stops nobody
/// who does without.
fn keep_with_git(folder: &Path, terminal: &Terminal) {
    let begun = Repository::begin(folder).map_err(SetupError::from);
    let done = begun.and_then(|begun| {
        if begun {
            terminal.line(&format!("作りました  {:<26} git の記録を始めました", ".git"));
        }
        textconv::set_up(folder).map(|_| begun)
    });
    match done {
        Ok(_) => terminal.line(&format!("設定しました {:<25} git diff が、書類を日本語の項目の行で示します", ".git")),
        Err(error) => {
            terminal.aside(&format!("git は使えません: {}", error.message));
            terminal.aside(&format!("直し方: {}", error.hint));
        }
    }
}

/// What comes next.
fn next_steps(folder: &Path, settled: bool) -> Vec<String> {
    let mut steps = vec!["次にすること:".to_owned()];
    if folder != Path::new(".") {
        steps.push(format!("  cd {}", folder.display()));
    }
    if !settled {
        steps.push(format!("  {OFFICE_FILE} を開いて、番号、住所、電話と職員を書き足します"));
    }
    steps.push("  児童のフォルダーを作ります。例: shien new child sora".to_owned());
    steps.push("  shien check で、足りない所と誤りを見ます".to_owned());
    steps
}
