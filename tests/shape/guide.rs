//! The tables of the guide for form packs, compared with what a template is given and with what a file may hold.

use super::written::{DAY, Path, Written, fields, shown};
use super::{CHILD, Kind};
use crate::driver::repository;
use serde_json::Value;
use shien::case::consult::plan::DRAFT_TITLE;
use shien::case::{Case, Document, FileKind, KINDS, Loaded, load_case, load_organisation, party::Organisation};
use shien::compare::{Medium, Version, compare};
use shien::directory::Directory;
use shien::forms::{self, Packs};
use shien::source::{Disk, Files, Memory};
use shien::template::context::{self, Context, Printing, Subject};
use shien::value::DAYS;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Arc, LazyLock};

/// Fields that no template sees: the kind of file (`*` for all), the path of the field or of what it is in, and why.
const UNSEEN: [(&str, &str, &str); 49] = [
    ("record", "支援.行", "names a row of the plan in force on its day, which the folder of this test has not"),
    ("specialist", "作成日", "is the day of the document"),
    ("office.yaml", "様式", "chooses the form"),
    ("office.yaml", "事業所.様式", "chooses the form"),
    ("office.yaml", "事業所.種類", "is for the rules"),
    ("office.yaml", "事業所.支援プログラム", "is for the rules"),
    ("office.yaml", "事業所.オンライン面接の回答", "is for the rules"),
    ("office.yaml", "事業所.職員.職務.常勤", "is for the rules"),
    ("office.yaml", "見直しの段取り", "is for the list of deadlines"),
    ("office.yaml", "規則", "is for the rules"),
    ("child.yaml", "手帳", "has no box"),
    ("child.yaml", "所属.種別", "has no box"),
    ("child.yaml", "緊急連絡先", "has no box"),
    ("child.yaml", "保護者.ふりがな", "has no box"),
    ("child.yaml", "保護者.区分", "is for the rules"),
    ("child.yaml", "きょうだい", "is for the rules"),
    ("child.yaml", "受給者証.市町村", "has no box"),
    ("child.yaml", "受給者証.給付決定期間", "chooses among several"),
    ("child.yaml", "受給者証.サービス", "is for the rules"),
    ("child.yaml", "受給者証.モニタリング", "is for the rules"),
    ("child.yaml", "受給者証.交付日", "stands on the sheet of 受給者証 alone"),
    ("child.yaml", "受給者証.上限額管理", "stands on the sheet of 受給者証 alone"),
    ("child.yaml", "受給者証.食事提供加算", "stands on the sheet of 受給者証 alone"),
    ("child.yaml", "受給者証.障害児相談支援", "stands on the sheet of 受給者証 alone"),
    ("child.yaml", "受給者証.特記事項", "stands on the sheet of 受給者証 alone"),
    ("child.yaml", "利用", "is for the rules"),
    ("child.yaml", "セルフプラン", "is for the rules"),
    ("child.yaml", "本人に説明しない理由", "is for the rules"),
    ("*", "様式", "chooses the form"),
    ("*", "事業所.id", "names it"),
    ("*", "事業所.様式", "chooses the form"),
    ("*", "事業所.種類", "is for the rules"),
    ("*", "事業所.支援プログラム", "is for the rules"),
    ("*", "事業所.オンライン面接の回答", "is for the rules"),
    ("*", "事業所.児発管署名", "is for an office of the project"),
    ("*", "事業所.原案に同意欄", "is for an office of the project"),
    ("*", "事業所.職員", "is for an office of the project"),
    ("consult-plan", "写し", "is for the rules"),
    ("consult-plan", "セルフプラン", "is for the rules"),
    ("consult-monitoring", "セルフプラン", "is for the rules"),
    ("consult-plan", "案", "names another paper"),
    ("consult-plan", "ニーズ.id", "names it"),
    ("plan", "サービス", "chooses the title"),
    ("plan", "原案", "names another paper"),
    ("plan", "前計画", "names another paper"),
    ("plan", "作成区分", "is for the rules"),
    ("plan", "支援.id", "names it"),
    ("plan", "支援.ニーズ", "names what it answers"),
    ("plan", "別表.区分", "is for the rules"),
];

/// Fields of which the guide speaks in other words: kind of file, path, the words.
const IN_OTHER_WORDS: [(&str, &str, &str); 3] = [
    // It chooses the form, and with it the boxes that the form adds.
    ("child.yaml", "様式", "追加の欄の並び"),
    ("office.yaml", "事業所.職員.職務.期間.開始", "文書の日の職種"),
    ("office.yaml", "事業所.職員.職務.期間.終了", "文書の日の職種"),
];

/// Words between back-ticks in the column of meanings that name no value.
const NO_NAMES: [&str; 5] = ["none", "true", "false", "label", "hana"];

// ---- what a template is given -------------------------------------------------------------------------------------

/// The files with everything that they may have, so that every value of a template is there.
fn full(kinds: &[Kind]) -> BTreeMap<&'static str, Written> {
    let full = |kind: &Kind| {
        let mut written = kind.full();
        for (own, path, text) in TELLING {
            if own == kind.name {
                *written.at(&path.split('.').collect::<Vec<_>>()) = Written::text(text);
            }
        }
        let mut before = |path: &[&str], other: &dyn Fn(&Written) -> Written| {
            let Written::List(items) = written.at(path) else { panic!("a list") };
            let other = other(&items[0]);
            items.insert(0, other);
        };
        match kind.name {
            // A guardian who does not sign, before the one who does.
            "child.yaml" => {
                before(&["保護者"], &|one| one.without(&["同意者"]).with(&["氏名"], Written::text("ほか")))
            }
            // A member of staff by the id alone, of whom the 職務 of the day is shown.
            "plan" => before(&["支援", "担当者"], &|_| Written::text("mori")),
            "consult-meeting" => before(&["出席者"], &|_| Written::text("mori")),
            _ => {}
        }
        (kind.name, written)
    };
    kinds.iter().map(full).collect()
}

/// Values that show what another would not.
const TELLING: [(&str, &str, &str); 13] = [
    ("office.yaml", "事業所.原案に同意欄", "いいえ"),
    ("office.yaml", "原案に同意欄", "はい"),
    ("office.yaml", "事業所.児発管署名", "自署"),
    ("child.yaml", "保護者.同意者", "はい"),
    ("child.yaml", "様式", "mypack"),
    ("child.yaml", "受給者証.種類", "障害福祉サービス・地域相談支援・通所"),
    ("consult-plan", "ニーズ.サービス.区分", "インフォーマル"),
    // Other days than the files' names tell, before and after the 職務 of the one member of staff.
    ("assessment", "実施日", "2024-03-27"),
    ("plan", "作成日", "2024-03-27"),
    ("monitoring", "実施日", "2024-03-27"),
    ("consult-plan", "作成日", "2024-03-27"),
    ("consult-monitoring", "実施日", "2024-03-27"),
    ("consult-meeting", "日時", "2024-03-29 16:00-17:00"),
];

/// A child with every paper, and what it is printed with.
struct World {
    case: Case,
    organisation: Loaded<Organisation>,
    packs: Arc<Packs>,
}

/// A pack with a box of its own on every paper: the one that the full files name.
fn pack() -> String {
    let titles = KINDS.iter().map(|kind| kind.title).chain([DRAFT_TITLE]);
    let of_rows = |title: &str| {
        let kind = KINDS.iter().find(|kind| title.trim_end_matches('案') == kind.title);
        let rows = kind.and_then(|kind| kind.rows);
        rows.map(|rows| format!(", {{名称: なまえ, 型: 文章, 行: {rows}}}")).unwrap_or_default()
    };
    let one = |title| format!("  {title}: {{追加項目: [{{名称: なまえ, 型: 文章}}{}]}}\n", of_rows(title));
    let documents: String = titles.map(one).collect();
    format!("名称: 試しの様式\n継承: standard\n文書:\n{documents}")
}

impl World {
    fn of(kinds: &[Kind], written: &BTreeMap<&'static str, Written>) -> Self {
        let files = kinds.iter().filter_map(|kind| Some((kind, kind.file?)));
        let files = files.fold(Memory::new(), |files, (kind, file)| {
            files.with(format!("cases/{}", file.path(CHILD, DAY)), kind.text(&written[kind.name]))
        });
        Self::at(&files, Box::new(files.clone().with("templates/mypack/pack.yaml", pack())))
    }

    fn at(files: &dyn Files, packs: Box<dyn Files>) -> Self {
        let case = load_case(files, CHILD);
        let packs = Arc::new(Packs::load(packs));
        Self { case, organisation: load_organisation(files, &mut Vec::new()), packs }
    }

    /// The same with one file written otherwise.
    fn with_file(&self, kind: &Kind, written: &Written) -> Self {
        let file = kind.file.expect("a file of the cases");
        let files = Memory::new().with(format!("cases/{}", file.path(CHILD, DAY)), kind.text(written));
        let mut world = Self {
            case: Case {
                id: self.case.id.clone(),
                child: self.case.child.clone(),
                documents: self.case.documents.clone(),
                events: None,
                findings: Vec::new(),
            },
            organisation: self.organisation.clone(),
            packs: Arc::clone(&self.packs),
        };
        match file {
            FileKind::Organisation => world.organisation = load_organisation(&files, &mut Vec::new()),
            FileKind::Child => world.case.child = load_case(&files, CHILD).child,
            FileKind::Events => panic!("no template reads it"),
            FileKind::Document(own) => {
                let changed = load_case(&files, CHILD).documents.remove(0);
                let place = world.case.documents.iter_mut().find(|document| document.kind.id == own.id);
                *place.expect("the document") = changed;
            }
        }
        world
    }

    fn with<T>(&self, document: &Document, then: impl FnOnce(Subject<'_>) -> T) -> T {
        let directory = Directory::new(&self.organisation.value, &self.case);
        let choose = |named| forms::choose(&self.packs, &self.case, document, &self.organisation, &directory, named);
        let form = choose(None).or_else(|_| choose(Some("mypack"))).expect("a form");
        then(Subject { case: &self.case, document, organisation: &self.organisation.value, form: &form })
    }

    /// What the template of a kind is given.
    fn seen(&self, kind: &str) -> Seen {
        let document = self.case.documents.iter().find(|document| document.kind.id == kind).expect("a document");
        self.with(document, |subject| seen(&context::build(subject, &Printing::default())))
    }
}

/// The values of a template by their names, each with all that stands under it.
type Seen = BTreeMap<String, Vec<String>>;

/// What every template has; the rest is the document's own.
const ROOTS: [&str; 16] = [
    "form",
    "document",
    "child",
    "office",
    "extras",
    "applicant",
    "basic",
    "consultation",
    "report",
    "assessment",
    "plan",
    "meeting",
    "interview",
    "monitoring",
    "record",
    "specialist",
];

fn seen(context: &Context) -> Seen {
    let mut seen = Seen::new();
    for root in ROOTS.into_iter().chain(["comparison"]) {
        let value = context.root.get_attr(root).expect("a map");
        if !value.is_undefined() {
            flatten(root, &serde_json::to_value(&value).expect("plain data"), &mut seen);
        }
    }
    seen
}

fn flatten(path: &str, value: &Value, seen: &mut Seen) {
    let path = full_name(path);
    match value {
        Value::Object(fields) if fields.len() == 4 && fields.contains_key("duty") => {
            seen.entry(path.clone()).or_default().push(value.to_string());
        }
        Value::Object(fields) => {
            seen.entry(path.clone()).or_default();
            for (name, value) in fields {
                let name = if name.is_ascii() { name.as_str() } else { "*" };
                flatten(&format!("{path}.{name}"), value, seen);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            seen.entry(path.clone()).or_default();
            items.iter().for_each(|item| flatten(&path, item, seen));
        }
        value => {
            // A long text counts by its words, wherever it stands among the others.
            let text = value.to_string();
            let words = text.split_once("value:").map_or(text.as_str(), |(_, words)| words);
            seen.entry(path.clone()).or_default().push(words.to_owned());
        }
    }
}

/// Every name that some template has.
fn all_seen(kinds: &[Kind]) -> BTreeSet<String> {
    let world = World::of(kinds, &full(kinds));
    let own = KINDS.iter().flat_map(|kind| world.seen(kind.id).into_keys());
    own.chain(comparisons()).collect()
}

/// The names of the comparison's template, from the samples' plans.
fn comparisons() -> Vec<String> {
    let disk = || Disk::new(repository());
    let world = World::at(&disk(), Box::new(disk()));
    let plans: Vec<&Document> = world.case.documents.iter().filter(|document| document.kind.id == "plan").collect();
    let mut names = Vec::new();
    for pair in plans.windows(2) {
        let version =
            |document| Version { case: &world.case, document, organisation: &world.organisation.value, revision: None };
        let compared = compare(&version(pair[0]), &version(pair[1]), Medium::Paper);
        let context = world.with(pair[1], |subject| {
            context::build_comparison(subject, pair[0], &compared, true, &Printing::default())
        });
        names.extend(seen(&context).into_keys());
    }
    names
}

// ---- what the guide says ------------------------------------------------------------------------------------------

/// A row of a table.
#[derive(Debug)]
struct Row {
    /// The values that it is about, by their full names.
    names: Vec<String>,
    meaning: String,
    /// The title of its table, with the heading above.
    about: String,
}

/// The chapter on what a template may use.
static CHAPTER: LazyLock<String> = LazyLock::new(|| {
    let text = fs::read_to_string(repository().join("templates/lib/README.md")).expect("readable");
    let start = text.find("\n## 使える値\n").expect("the chapter");
    let end = text.find("\n## lib の関数\n").expect("the next one");
    text[start..end].to_owned()
});

static GUIDE: LazyLock<Vec<Row>> = LazyLock::new(|| rows(&CHAPTER));

/// What the guide says of a person.
static PERSON: LazyLock<&str> = LazyLock::new(|| {
    let bullet = CHAPTER.split("\n- ").find(|bullet| bullet.starts_with("**人**"));
    bullet.expect("what a person is")
});

fn rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut heading, mut about, mut inside, mut begun) = ("", String::new(), String::new(), false);
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("### ") {
            heading = title;
        }
        let Some(cells) = line.strip_prefix("| ").or_else(|| line.strip_prefix('|')) else {
            begun = false;
            continue;
        };
        if line.starts_with("|---") {
            continue;
        }
        let (first, meaning) = cells.split_once(" | ").unwrap_or_else(|| panic!("two cells: {line}"));
        if !begun {
            begun = true;
            about = format!("{heading} {first}");
            inside = ticked(first).first().map(|name| full_name(name)).unwrap_or_default();
            continue;
        }
        let names = ticked(first).into_iter().map(|name| match inside.as_str() {
            "" => full_name(name),
            inside => format!("{inside}.{name}"),
        });
        rows.push(Row { names: names.collect(), meaning: meaning.to_owned(), about: about.clone() });
    }
    rows
}

/// The one name of what goes by several: the week is one thing, wherever it stands, and some titles are shorter.
/// `form.sheets["週間計画表"]` is `form.sheets.*`.
fn full_name(name: &str) -> String {
    match name {
        "basic.week" | "consultation.week" | "report.week" => "week".to_owned(),
        "blocks" => "week.blocks".to_owned(),
        "section.lines" => "comparison.sections.lines".to_owned(),
        name => name.split_once('[').map_or_else(|| name.to_owned(), |(name, _)| format!("{name}.*")),
    }
}

/// The texts between back-ticks.
fn ticked(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The words of a meaning that look like names of values.
fn names_in(meaning: &str) -> impl Iterator<Item = &str> {
    let is_name = |word: &&str| {
        word.starts_with(|c: char| c.is_ascii_lowercase()) && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    };
    ticked(meaning).into_iter().filter(is_name).filter(|word| !NO_NAMES.contains(word))
}

/// The rows that speak of a value: its own, or that of what it is a part of, which names the part.
fn rows_of(name: &str) -> Vec<&'static Row> {
    let segments: Vec<&str> = name.split('.').collect();
    (1..=segments.len())
        .rev()
        .map(|length| (segments[..length].join("."), &segments[length..]))
        .map(|(owner, parts)| {
            let speaks = |row: &&Row| {
                row.names.contains(&owner)
                    && parts.iter().all(|part| *part == "*" || names_in(&row.meaning).any(|word| word == *part))
            };
            GUIDE.iter().filter(speaks).collect::<Vec<_>>()
        })
        .find(|rows| !rows.is_empty())
        .unwrap_or_default()
}

// ---- the two compared ---------------------------------------------------------------------------------------------

#[test]
fn every_name_in_the_guide_is_one_that_a_template_has() {
    let seen = all_seen(&Kind::all());
    assert!(GUIDE.len() > 100, "{} rows", GUIDE.len());
    let mut wrong = Vec::new();
    for row in GUIDE.iter() {
        let names = || row.names.iter().filter(|name| *name != "label(\"…\")");
        wrong.extend(names().filter(|name| !seen.contains(*name)).map(|name| format!("{name} ({})", row.about)));
        // A meaning speaks of the parts of its values, and of the values themselves.
        let is_part = |word: &str| {
            names().any(|name| {
                let below = format!("{name}.");
                let mut parts = seen.iter().filter_map(|other| other.strip_prefix(&below));
                name.ends_with(&format!(".{word}")) || parts.any(|part| part.split('.').any(|part| part == word))
            })
        };
        let unknown = names_in(&row.meaning).filter(|word| !is_part(word));
        wrong.extend(unknown.map(|word| format!("{:?}: {word}", row.names)));
    }
    assert!(wrong.is_empty(), "names that no template has:\n{}", wrong.join("\n"));
}

#[test]
fn every_name_that_a_template_has_is_in_the_guide() {
    let seen = all_seen(&Kind::all());
    // A root, and what has names of the pack's own, is said by what is in it.
    let is_outer = |name: &str| !name.contains('.') || seen.contains(&format!("{name}.*"));
    let unsaid: Vec<&String> = seen.iter().filter(|name| !is_outer(name) && rows_of(name).is_empty()).collect();
    assert!(unsaid.is_empty(), "names that the guide does not have: {unsaid:#?}");
}

/// The values of templates that a field makes a difference to: by itself among all others, or alone in its record.
fn shows(world: &World, whole: &Written, kind: &Kind, path: &Path, readers: &[&str]) -> BTreeSet<String> {
    let (name, around) = path.split_last().expect("a field");
    let mut alone = whole.clone();
    alone.fields(around).retain(|(own, _)| own == name);
    let makes_a_difference = |with: &Written| {
        let (with, without) = (world.with_file(kind, with), world.with_file(kind, &with.without(path)));
        readers.iter().flat_map(|reader| difference(&with.seen(reader), &without.seen(reader))).collect()
    };
    let among_all: BTreeSet<String> = makes_a_difference(whole);
    if among_all.is_empty() { makes_a_difference(&alone) } else { among_all }
}

/// What differs with every letter, or with the number of texts before it: 版, and the numbers of places.
const COUNTED: [&str; 5] =
    ["document.version", "plan.schedules.version", "basic.family_place", "basic.partners_place", "week.blocks.place"];

/// The names whose values differ.
fn difference(one: &Seen, other: &Seen) -> Vec<String> {
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let differs = |name: &&&String| one.get(**name) != other.get(**name);
    names.iter().filter(differs).filter(|name| !COUNTED.contains(&name.as_str())).map(|name| (**name).clone()).collect()
}

#[test]
fn every_field_that_a_template_shows_is_in_the_guide_under_its_own_name() {
    let kinds = Kind::all();
    let full = full(&kinds);
    let world = World::of(&kinds, &full);
    let mut unseen = BTreeSet::new();
    let mut seen_after_all = BTreeSet::new();
    let mut unnamed = BTreeSet::new();
    let mut named = 0;
    for kind in &kinds {
        let readers: Vec<&str> = match kind.file {
            Some(FileKind::Document(own)) => vec![own.id],
            Some(FileKind::Organisation | FileKind::Child) => KINDS.iter().map(|kind| kind.id).collect(),
            Some(FileKind::Events) | None => continue,
        };
        for (path, field) in fields(&kind.shape) {
            // A record shows in its fields.
            if field.shape.record().is_some() {
                continue;
            }
            let shows = shows(&world, &full[kind.name], kind, &path, &readers);
            let place = (kind.name, shown(&path));
            if shows.is_empty() {
                unseen.insert(place);
                continue;
            }
            named += 1;
            if unseen_as(place.0, &place.1).is_some() {
                seen_after_all.insert(place.clone());
            }
            let rows: Vec<&Row> = shows.iter().flat_map(|name| rows_of(name)).collect();
            let people = rows.iter().any(|row| row.meaning.contains('人')).then_some(*PERSON);
            let said: Vec<&str> =
                rows.iter().flat_map(|row| [row.meaning.as_str(), &row.about]).chain(people).collect();
            let says = |word: &str| said.iter().any(|text| text.contains(word));
            // The columns of a week are said as a whole; 開始 and 終了 are shown as one, under the name of what they are in.
            let is_column = DAYS.iter().any(|(_, day)| *day == field.word.name) && says("月から日・祝日までの七つ");
            let around = path.iter().rev().nth(1);
            if !is_column && !field.word.spellings().any(says) && !around.is_some_and(|name| says(name)) {
                unnamed.insert((place.0, place.1, shows.into_iter().collect::<Vec<_>>().join(" ")));
            }
        }
    }
    let (unseen, unknown): (Vec<_>, Vec<_>) =
        unseen.into_iter().partition(|(kind, path)| unseen_as(kind, path).is_some());
    assert!(unknown.is_empty(), "fields that no template sees and no list has: {unknown:#?}\n{unnamed:#?}");
    let used: BTreeSet<usize> = unseen.iter().filter_map(|(kind, path)| unseen_as(kind, path)).collect();
    assert_eq!(used.len(), UNSEEN.len(), "each entry of the list is of use: {used:?}");
    assert_eq!(seen_after_all, BTreeSet::new(), "fields of the list that are seen");
    assert!(named > 150, "{named} fields");
    let other: BTreeSet<(&str, String)> =
        IN_OTHER_WORDS.iter().map(|(kind, path, _)| (*kind, (*path).to_owned())).collect();
    let silent: BTreeSet<(&str, String)> = unnamed.iter().map(|(kind, path, _)| (*kind, path.clone())).collect();
    assert_eq!(silent, other, "fields whose names the guide does not say: {unnamed:#?}");
    for (kind, path, words) in IN_OTHER_WORDS {
        assert!(CHAPTER.contains(words), "{kind} {path}: {words}");
    }
}

/// The entry of the list by which no template sees a field.
fn unseen_as(kind: &str, path: &str) -> Option<usize> {
    let within = |own: &str| path.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    UNSEEN
        .iter()
        .position(|(of, own, _)| *of == kind && within(own))
        .or_else(|| UNSEEN.iter().position(|(of, own, _)| *of == "*" && !kind.ends_with(".yaml") && within(own)))
}
