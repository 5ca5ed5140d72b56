//! What is on the paper: every printed value, embedded fonts only, the same bytes twice, and the traps that may come back.

use crate::driver::{PLAN, PLAN_PRINT, Project, files_below};
use shien::case::party::Organisation;
use shien::case::{Case, Document, Model, load_case, load_organisation};
use shien::record::{Node, Value};
use shien::source::Disk;
use shien::value::{Date, Moment, Month, TimeRange};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The samples printed into a folder of their own.
fn printed_samples() -> TempDir {
    let out = tempfile::tempdir().expect("a temporary folder");
    let run = Project::samples().run(["build", "--out", out.path().to_str().expect("UTF-8")]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    out
}

/// What a program says of a file. The programs of poppler-utils read the print as a stranger would.
fn tool(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(program).args(arguments).arg(file).args((program == "pdftotext").then_some("-")).output();
    let output = output.unwrap_or_else(|error| panic!("{program} of poppler-utils is needed: {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The PDFs below a folder.
fn prints_below(folder: &Path) -> Vec<PathBuf> {
    files_below(folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "pdf"))
        .collect()
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect()
}

pub(crate) fn text_of(pdf: &Path) -> String {
    squeeze(&tool("pdftotext", &["-raw"], pdf))
}

/// Keys whose values name or steer something and are not printed as they stand.
const UNPRINTED: [&str; 14] = [
    "事業所",
    "状態",
    "原案",
    "作成区分",
    "前計画",
    "計画",
    "行",
    "id",
    "区分",
    "サービス",
    "様式",
    "5領域",
    "障害児支援利用計画",
    "ニーズ",
];

/// Keys whose whole contents stand on no sheet of the standard pack: boxes that only Tokyo's form has.
const UNPRINTED_ON_PLAN: [&str; 4] = ["送迎", "通所自立支援", "評価及び今後の方針", "備考"];

/// The same on the 相談支援 side: its forms have no box for the period of a plan; the name of the office is looked for by
/// itself; the hours of the week are drawn on the grid, and written only where a block has room for them.
const UNPRINTED_ON_CONSULT: [&str; 5] = ["計画期間", "案", "写し", "事業所", "時間"];

/// What the sheet of a month leaves to that of a day, and the rows of the plan, which it names for the program.
const UNPRINTED_ON_RECORD: [&str; 4] = ["支援", "気づき", "本人の都合", "身体拘束"];

/// Whether nothing below a key is printed on this document's form.
fn is_unprinted(document: &Document, key: &str) -> bool {
    match (document.is_consult(), document.kind.id) {
        (true, _) => UNPRINTED_ON_CONSULT.contains(&key),
        (false, "plan") => UNPRINTED_ON_PLAN.contains(&key),
        (false, "record") => UNPRINTED_ON_RECORD.contains(&key),
        (false, "specialist") => key == "支援",
        (false, _) => false,
    }
}

/// Every text that the print of a document must hold, as it looks there.
fn printed_values(case: &Case, document: &Document, organisation: &Organisation) -> Vec<String> {
    let mut values = vec![case.child.value.name.get().expect("a name").clone()];
    let names = |id: &str| {
        let staff = organisation.staff(id).and_then(|staff| staff.name.get());
        let office = || organisation.office(id).and_then(|office| office.name.get());
        let partner = || case.child.value.partner(id).and_then(|partner| partner.name.get());
        staff.or_else(partner).or_else(office).cloned()
    };
    // 相談支援事業者名, also of another company.
    if document.is_consult() {
        let own = document.written_office().and_then(|office| office.name.get().cloned());
        values.extend(own.or_else(|| document.office().and_then(names)));
    }
    let mut visit = |key: &str, text: &str| {
        if UNPRINTED.contains(&key) {
            return;
        }
        if let Some(name) = names(text) {
            values.push(name);
        } else if let Ok(range) = text.parse::<TimeRange>() {
            values.extend([range.start.to_string(), range.end.to_string()]);
        } else if let Ok(date) = text.parse::<Date>() {
            // The year of a month's days stands at the head of the sheet.
            let in_month = document.kind.id == "record" && key == "日付";
            values.push(if in_month { date.to_month_and_day() } else { date.to_wareki() });
        } else if let Ok(month) = text.parse::<Month>() {
            values.push(month.to_wareki());
        } else if let Ok(moment) = text.parse::<Moment>() {
            values.push(moment.date.to_wareki());
        } else if key == "趣旨の説明" || key == "実施" {
            values.push("有".to_owned());
        } else {
            values.extend(sentences(text));
        }
    };
    walk(&document.tree, "", &|key| is_unprinted(document, key), &mut visit);
    values
}

fn walk(node: &Node, key: &str, skip: &dyn Fn(&str) -> bool, visit: &mut dyn FnMut(&str, &str)) {
    match &node.value {
        Value::Null | Value::Unread => {}
        Value::Text(text) => visit(key, text),
        Value::List(items) => items.iter().for_each(|item| walk(item, key, skip, visit)),
        Value::Map(entries) => entries
            .iter()
            .filter(|entry| !skip(&entry.key))
            .for_each(|entry| walk(&entry.node, &entry.key, skip, visit)),
    }
}

/// What a モニタリング報告書 carries over from its plan and does not write again.
fn carried_over(case: &Case, document: &Document) -> Vec<String> {
    let Some(plan) = case.plan_of(document).filter(|_| matches!(document.model, Model::ConsultationMonitoring(_)))
    else {
        return Vec::new();
    };
    let mut values = Vec::new();
    for key in ["総合的な援助の方針", "ニーズ"] {
        plan.tree.get(key).expect(key).each_text(key, &mut |key, text, _| match key {
            "総合的な援助の方針" | "支援目標" => values.extend(sentences(text)),
            "達成時期" => values.push(text.parse::<Month>().expect("a month").to_wareki()),
            _ => {}
        });
    }
    values
}

/// A Markdown text as its printed sentences.
fn sentences(text: &str) -> Vec<String> {
    let plain = |line: &str| {
        let line = line.trim_start().trim_start_matches("- ").replace("**", "");
        let digits = line.chars().take_while(char::is_ascii_digit).count();
        line[digits..].strip_prefix(". ").map_or(line.clone(), str::to_owned)
    };
    let lines: Vec<String> = text.lines().map(plain).collect();
    lines
        .iter()
        .flat_map(|line| line.split_inclusive('。'))
        .map(squeeze)
        .filter(|sentence| !sentence.is_empty())
        .collect()
}

/// Whether the print holds the sentence: whole, or in two parts where a page ends inside it.
fn holds(print: &str, sentence: &str) -> bool {
    if print.contains(sentence) {
        return true;
    }
    let cuts = sentence.char_indices().skip(1).map(|(at, _)| at);
    sentence.chars().count() >= 8
        && cuts.into_iter().any(|at| print.contains(&sentence[..at]) && print.contains(&sentence[at..]))
}

#[test]
fn the_print_of_every_sample_holds_every_printed_value() {
    let out = printed_samples();
    let root = env!("CARGO_MANIFEST_DIR");
    let disk = Disk::new(root);
    let organisation = load_organisation(&disk, &mut Vec::new()).value;
    let mut checked = 0;
    for child in ["hana", "ren", "yuki", "mei"] {
        let case = load_case(&disk, child);
        for document in &case.documents {
            let print = text_of(&out.path().join(child).join(format!("{}.pdf", document.file_stem())));
            let values = printed_values(&case, document, &organisation);
            for value in values.into_iter().chain(carried_over(&case, document)) {
                // No name of a file stands on paper.
                let value = match value.strip_prefix("monitoring/").and_then(|day| day.parse::<Date>().ok()) {
                    Some(day) => format!("モニタリング記録（{}）", day.to_wareki()),
                    None => value,
                };
                assert!(
                    holds(&print, &squeeze(&value)),
                    "{child}/{}: 「{value}」 is not in the print\n{print}",
                    document.id()
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 1000, "only {checked} values were looked for");
}

#[test]
fn boxes_that_only_tokyo_has_are_printed_on_its_form() {
    let out = printed_samples();
    let case = load_case(&Disk::new(env!("CARGO_MANIFEST_DIR")), "yuki");
    let document = case.document("plan", "2025-09-25").expect("the plan");
    let print = text_of(&out.path().join("yuki/plan-2025-09-25.pdf"));
    for key in ["送迎", "通所自立支援", "評価及び今後の方針", "備考"] {
        let mut found = 0;
        document.tree.get(key).expect(key).each_text(key, &mut |_, text, _| {
            for sentence in sentences(text) {
                assert!(holds(&print, &sentence), "{key}: 「{sentence}」");
                found += 1;
            }
        });
        assert!(found > 0, "{key}");
    }
}

#[test]
fn only_embedded_fonts_are_used() {
    let out = printed_samples();
    for pdf in prints_below(out.path()) {
        let fonts = tool("pdffonts", &[], &pdf);
        let rows: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(!rows.is_empty());
        for row in rows {
            assert!(row.contains("BIZUDGothic") || row.contains("NotoSansJP"), "{row}");
            let embedded: Vec<&str> = row.split_whitespace().rev().take(5).collect();
            assert_eq!(embedded[4], "yes", "{row}");
        }
    }
}

#[test]
fn two_builds_give_the_same_bytes_however_many_threads_run() {
    let first = printed_samples();
    let second = tempfile::tempdir().expect("a temporary folder");
    Project::samples().run(["build", "--jobs", "1", "--out", second.path().to_str().expect("UTF-8")]);
    let names = |folder: &TempDir| {
        let files = prints_below(folder.path()).into_iter();
        files.map(|path| path.strip_prefix(folder.path()).expect("below").to_path_buf()).collect::<Vec<_>>()
    };
    assert_eq!(names(&first), names(&second));
    for name in names(&first) {
        let read = |folder: &TempDir| std::fs::read(folder.path().join(&name)).expect("readable");
        assert!(read(&first) == read(&second), "{} differs", name.display());
    }
}

#[test]
fn the_creation_date_is_the_documents_own_at_midnight() {
    let out = printed_samples();
    let dates: Vec<PathBuf> = prints_below(out.path())
        .into_iter()
        .filter(|pdf| pdf.file_name().is_some_and(|name| name.to_string_lossy().contains("-20")))
        .collect();
    assert!(dates.len() > 20);
    for pdf in dates {
        let name = pdf.file_stem().expect("a name").to_string_lossy().into_owned();
        let at = name.find("-20").expect("a date") + 1;
        let said = tool("pdfinfo", &["-rawdates"], &pdf);
        // The first day of a month's sheet.
        let day = name.get(at..at + 10).map_or_else(|| format!("{}-01", &name[at..]), str::to_owned);
        let wanted = format!("D:{}000000+09'00'", day.replace('-', ""));
        for key in ["CreationDate:", "ModDate:"] {
            let line = said.lines().find(|line| line.starts_with(key)).unwrap_or_else(|| panic!("{key} {said}"));
            assert!(line.replace("+09'00", "+09'00'").replace("''", "'").contains(&wanted), "{name}: {line}");
        }
    }
}

#[test]
fn every_print_is_tagged_and_says_its_standards() {
    let out = printed_samples();
    let mut identifiers = std::collections::BTreeSet::new();
    for pdf in prints_below(out.path()) {
        let metadata = tool("pdfinfo", &["-meta"], &pdf);
        for mark in [
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part>",
        ] {
            assert!(metadata.contains(mark), "{}: {mark}", pdf.display());
        }
        assert!(tool("pdfinfo", &[], &pdf).contains("Tagged:          yes"));
        let identifier = metadata.split("DocumentID>").nth(1).expect("an identifier").to_owned();
        assert!(identifiers.insert(identifier), "{} shares its identifier", pdf.display());
    }
}

#[test]
fn a_name_with_a_rare_kanji_and_a_variant_comes_out_whole() {
    let out = printed_samples();
    let pdf = out.path().join("yuki/plan-2025-09-25.pdf");
    assert!(text_of(&pdf).contains("𠮷田ゆき"));
    assert!(tool("pdffonts", &[], &pdf).contains("NotoSansJP"));
    // That it is the variant's own glyph is looked at in `traps`.
    let meeting = out.path().join("yuki/assessment-2025-09-10.pdf");
    assert!(text_of(&meeting).contains("渡邉\u{E0101}"), "{}", text_of(&meeting));
}

#[test]
fn old_forms_of_kanji_in_names_stay_what_they_are() {
    // NFC would turn U+FA19 into 神.
    let project = Project::new().edit("cases/hana/child.yaml", "氏名: 佐藤 はな", "氏名: 佐藤 \u{FA19}奈");
    let case = load_case(&Disk::new(project.root()), "hana");
    assert_eq!(case.child.value.name.get().map(String::as_str), Some("佐藤 \u{FA19}奈"));
}

#[test]
fn no_value_is_ever_code() {
    let hostile = "\"); #panic(\"x\") $x$ @y <z> `w` {{ v }} {% u %} // t //@a:1";
    let project = Project::new().edit(PLAN, "  はなさんが安心して", &format!("  {hostile}\n  はなさんが安心して"));
    for form in ["standard", "tokyo"] {
        let run = project.run(["build", "--form", form, "--kind", "plan"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let print = text_of(&project.root().join(PLAN_PRINT));
        assert!(print.contains(&squeeze(hostile)), "{form}: {print}");
    }
}

#[test]
fn a_row_taller_than_a_page_loses_nothing() {
    let step = |number: usize| format!("第{number}の手順を、本人と一つずつ確かめながら進める。");
    let steps: String = (1..=150).map(|number| format!("\n      - {}", step(number))).collect();
    let project = Project::new().edit(PLAN, "支援内容: 職員が隣で", &format!("支援内容: |{steps}\n      - 職員が隣で"));
    for form in ["standard", "tokyo"] {
        let run = project.run(["build", "--form", form, "--kind", "plan"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let print = text_of(&project.root().join(PLAN_PRINT));
        for number in 1..=150 {
            assert!(holds(&print, &step(number)), "{form}: {number}");
        }
    }
}

#[test]
fn a_draft_and_an_incomplete_plan_say_so_across_the_page() {
    let out = printed_samples();
    assert!(text_of(&out.path().join("hana/plan-2024-03-18.pdf")).contains("原案"));
    assert!(!text_of(&out.path().join("hana/plan-2024-03-28.pdf")).contains("未完成"));
    let project = Project::new().edit(PLAN, "次回見直し年月日", "# 次回見直し年月日");
    assert!(!project.build().stdout.is_empty());
    assert!(!project.has(PLAN_PRINT), "an incomplete plan is not printed");
    let run = project.run(["build", "--draft", "--form", "standard"]);
    assert_eq!(run.code, Some(1), "what is missing stays an error");
    let print = text_of(&project.root().join(PLAN_PRINT));
    assert!(print.contains("未完成"), "{print}");
    assert!(print.contains("次の欄が書かれていません・次回見直し年月日"), "the list of what is missing: {print}");
}

#[test]
fn prints_are_kept_out_of_git_unless_somebody_decided_otherwise() {
    let project = Project::new();
    project.build();
    assert_eq!(project.text("output/.gitignore"), "*\n");
    let project = project.file("output/.gitignore", "!*.pdf\n");
    project.build();
    assert_eq!(project.text("output/.gitignore"), "!*.pdf\n");
}

#[test]
fn the_program_alone_prints_a_folder_anywhere() {
    let project = Project::new();
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let program = elsewhere.path().join("shien");
    std::fs::copy(env!("CARGO_BIN_EXE_shien"), &program).expect("copied");
    let run = Command::new(&program)
        .current_dir("/")
        .env_clear()
        .args(["--project", project.root().to_str().expect("UTF-8"), "build", "--form", "tokyo"])
        .output()
        .expect("the program starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(project.has(PLAN_PRINT));
}

#[test]
fn ages_school_years_and_weekly_hours_are_computed() {
    let out = printed_samples();
    let print = |path: &str| text_of(&out.path().join(path));
    // Born on 2016-05-14: seven years old and in the first year of school on 2024-03-11.
    let assessment = print("hana/assessment-2024-03-11.pdf");
    assert!(assessment.contains("7歳") && assessment.contains("小1"), "{assessment}");
    let later = print("hana/assessment-2024-09-13.pdf");
    assert!(later.contains("8歳") && later.contains("小2"), "{later}");
    // 月・水・金 14:30-17:30, and an hour more on 金.
    let plan = print("hana/plan-2024-03-28.pdf");
    assert!(plan.contains("1週間の提供時間の計9時間延長支援時間の計1時間"), "{plan}");
}

#[test]
fn a_kind_alone_is_held_to_the_papers_that_it_prints_from() {
    let review = "output/hana/monitoring-2024-09-12.pdf";
    let project = Project::copied().edit(PLAN, "次回見直し年月日", "# 次回見直し年月日");
    for run in [project.run(["build", "hana"]), project.run(["build", "hana", "--kind", "monitoring"])] {
        assert_eq!(run.code, Some(1), "{}", run.stdout);
        assert!(!project.has(review), "what the review prints from is not finished");
        assert!(run.stderr.contains("次回見直し年月日"), "{}", run.stderr);
    }
    let run = project.run(["build", "hana", "--kind", "monitoring", "--draft"]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(text_of(&project.root().join(review)).contains("未完成"));
    assert!(!run.stderr.contains("assessment"), "of other papers nothing is said: {}", run.stderr);
}
