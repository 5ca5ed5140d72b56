//! The traps of typesetting Japanese with Typst that were fallen into once: each has a test that fails if it comes back.

use crate::driver::{PLAN, Project, files_below, repository};
use crate::sample_pages::{SamplePages, sample_pages};
use shien::case::plan::SupportKind;
use shien::font::Fonts;
use shien::source::Disk;
use shien::typeset::{Drawing, TextRun, Typesetter};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

fn typesetter() -> Typesetter {
    Typesetter::new(Arc::new(Fonts::embedded()), &[])
}

/// The lines of a page: runs that touch on one baseline, in the order they were set.
fn lines(drawing: &Drawing) -> Vec<String> {
    let mut lines: Vec<(String, TextRun)> = Vec::new();
    for run in &drawing.texts {
        match lines.last_mut() {
            Some((text, last))
                if (last.rect.bottom - run.rect.bottom).abs() < 0.5
                    && (last.rect.right - run.rect.left).abs() < 3.0 =>
            {
                text.push_str(&run.text);
                *last = run.clone();
            }
            _ => lines.push((run.text.clone(), run.clone())),
        }
    }
    lines.into_iter().map(|(text, _)| text).collect()
}

/// `measure` of a paragraph asks where it stands, which is answered otherwise in each layout of the same document.
#[test]
fn what_is_measured_is_as_high_as_typst_says() {
    let text = "日本語の文を、狭い欄に組みます。".repeat(9);
    let source = format!(
        "#let body = [#{text:?} *#{text:?}*]\n#context {{ let one = extent(width: 90pt, body); \
         let other = measure(block(width: 90pt, body)); [#(one == other) #(one.height > 90pt)] }}\n\
         #context [#(extent(body) == measure(body))]"
    );
    let layout = typesetter().layout(&source).expect("it lays out");
    let words: String = layout.drawing(0).texts.iter().map(|run| run.text.as_str()).collect();
    assert_eq!(words.split_whitespace().collect::<String>(), "truetruetrue");
}

/// A pattern is compiled where it is written: in a function with each call, which is most of what a short call costs.
#[test]
fn patterns_of_the_forms_are_compiled_once_a_file() {
    let files = files_below(&repository().join("templates")).into_iter().filter(|path| path.extension().is_some());
    let (mut once, mut again) = (0, Vec::new());
    for path in files.filter(|path| !path.to_string_lossy().ends_with(".md")) {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        for line in text.lines().filter(|line| line.contains("regex(")) {
            let is_named = line
                .strip_prefix("#let ")
                .is_some_and(|rest| rest.split_once(" = regex(").is_some_and(|(name, _)| !name.contains('(')));
            if is_named { once += 1 } else { again.push(format!("{}: {line}", path.display())) }
        }
    }
    assert!(once > 2 && again.is_empty(), "{once} {again:#?}");
}

#[test]
fn a_text_is_not_cut_where_the_kind_of_letter_changes() {
    // Each piece is shaped, placed, underlined and written to the PDF by itself: twice the time, half as much again in bytes.
    let holds = |run: &TextRun, first: char, last: char| run.text.chars().any(|c| (first..=last).contains(&c));
    let mixed = |run: &TextRun| holds(run, '一', '龠') && holds(run, 'ぁ', 'ん') && holds(run, '0', '9');
    let is_plan = |pages: &&SamplePages| pages.child == "hana" && pages.document.starts_with("plan/");
    for SamplePages { document, layout, .. } in sample_pages().iter().filter(is_plan) {
        let runs = (0..layout.pages()).flat_map(|page| layout.drawing(page).texts);
        assert!(runs.filter(mixed).count() > 10, "{document}");
    }
}

#[test]
fn many_documents_on_many_threads_do_not_pile_up_on_one_stack() {
    // On the typesetter's own thread pool this overflowed the stack at 300 documents.
    let mut project = Project::new();
    let child = project.text("cases/hana/child.yaml");
    let plan = project.text(PLAN);
    for number in 0..300 {
        project = project.file(&format!("cases/c{number:03}/child.yaml"), &child).file(
            &format!("cases/c{number:03}/plan/2024-03-28.yaml"),
            plan.replace("はなさん", &format!("子{number}さん")),
        );
    }
    let run = project.run(["build", "--kind", "plan", "--jobs", "4"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.starts_with("30"), "{}", run.stdout);
    assert!(project.has("output/c299/plan-2024-03-28.pdf"));
}

#[test]
fn a_glyph_that_is_missing_only_in_the_template_is_found_after_layout() {
    let template = "#set page(paper: \"a4\")\n#set document(title: \"t\")\n#set text(font: \"BIZ UDGothic\", fallback: false)\n= \u{E000}\n";
    let project = Project::new().file("templates/plain/page.typ.j2", template);
    let finding = project.check_print().finding("glyph-missing");
    assert!(finding.message.contains("U+E000"), "{}", finding.message);
}

#[test]
fn a_line_with_a_fallback_face_is_as_high_as_any_other() {
    let mut typesetter = typesetter();
    let text = |line: &str| {
        format!(
            "#set page(paper: \"a4\")\n#set text(font: (\"BIZ UDGothic\", \"Noto Sans JP\"), fallback: false, top-edge: 0.88em, bottom-edge: -0.12em)\n上の行\\\n{line}\\\n下の行"
        )
    };
    let mut heights = |line: &str| {
        let layout = typesetter.layout(&text(line)).expect("lays out");
        let drawing = layout.drawing(0);
        let last = drawing.texts.iter().find(|run| run.text.starts_with("下")).expect("the last line").rect.bottom;
        last - drawing.texts[0].rect.bottom
    };
    assert!((heights("田の字") - heights("𠮷の字")).abs() < 0.01);
    let library =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/lib/form.typ")).expect("lib");
    for setting in ["fallback: false", "top-edge: 0.88em", "bottom-edge: -0.12em"] {
        assert!(library.contains(setting), "lib/form.typ: {setting}");
    }
}

#[test]
fn no_line_begins_with_a_mark_that_may_not() {
    for SamplePages { child, document, layout } in sample_pages() {
        for line in (0..layout.pages()).flat_map(|page| lines(&layout.drawing(page))) {
            assert!(!line.starts_with(['、', '。', '」', '』', '）', 'ー', 'っ', 'ゃ']), "{child}/{document}: {line}");
        }
    }
}

#[test]
fn nothing_of_the_samples_lies_outside_its_page() {
    for SamplePages { child, document, layout } in sample_pages() {
        assert_eq!(layout.lost(), [""; 0], "{child}/{document}");
        assert!(layout.missing_glyphs().is_empty(), "{child}/{document}");
    }
}

#[test]
fn a_template_reaches_no_package_no_file_and_no_clock() {
    for (line, word) in [
        ("#import \"@preview/tablex:0.0.8\": *", "access"),
        ("#read(\"/etc/passwd\")", "access"),
        ("#datetime.today()", "date"),
    ] {
        let failures = typesetter().layout(line).expect_err(line);
        assert!(failures[0].message.contains(word), "{line}: {failures:?}");
    }
}

#[test]
fn more_documents_than_there_are_file_ids_can_be_set() {
    // Typst has 65,535 ids and frees none: one main text is replaced, never added.
    let mut typesetter = typesetter();
    for number in 0..66_000 {
        let layout = typesetter.layout(&format!("#metadata({number})"));
        assert!(layout.is_ok(), "{number}: {layout:?}");
        if number % 64 == 0 {
            typesetter.forget();
        }
    }
}

#[test]
fn a_watermark_is_no_part_of_what_is_read_aloud() {
    let out = tempfile::tempdir().expect("a temporary folder");
    Project::samples().run(["build", "hana", "--kind", "plan", "--out", out.path().to_str().expect("UTF-8")]);
    let pdf = out.path().join("hana/plan-2024-03-18.pdf");
    let read = |program: &str, arguments: &[&str], end: &[&str]| {
        let output = Command::new(program).args(arguments).arg(&pdf).args(end).output().expect("poppler-utils");
        String::from_utf8_lossy(&output.stdout).chars().filter(|c| !c.is_whitespace() && *c != '"').collect::<String>()
    };
    assert!(read("pdftotext", &["-raw"], &["-"]).contains("原案"), "it is on the paper");
    let aloud = read("pdfinfo", &["-struct-text"], &[]);
    assert!(aloud.contains("総合的な支援の方針"), "the structure is read: {aloud}");
    // Beside the two titles it is heard; the mark across the page, the running head and the foot are not.
    assert_eq!(aloud.matches("（原案）").count(), 2, "{aloud}");
    assert!(!aloud.replace("（原案）", "").contains("原案"), "{aloud}");
}

#[test]
fn ticks_and_circles_are_heard() {
    let out = tempfile::tempdir().expect("a temporary folder");
    Project::samples().run(["build", "yuki", "--kind", "plan", "--out", out.path().to_str().expect("UTF-8")]);
    let structure = Command::new("pdfinfo").arg("-struct").arg(out.path().join("yuki/plan-2025-09-25.pdf")).output();
    let structure = String::from_utf8_lossy(&structure.expect("pdfinfo").stdout).into_owned();
    // A drawn shape would be an artifact. A figure without a text for the reader would not pass PDF/UA-1 on export.
    let figures = structure.lines().filter(|line| line.trim().starts_with("Figure")).count();
    let case = shien::case::load_case(&Disk::new(env!("CARGO_MANIFEST_DIR")), "yuki");
    let (_, plan) = case.plan("2025-09-25").expect("the plan");
    let struck = plan.rows.iter().filter(|row| row.kind.get() != Some(&SupportKind::Child)).count();
    assert!(struck > 0, "家族支援 and others");
    assert_eq!(figures, plan.rows.len() * 5 + struck + 2, "five ticks a row, 斜線, 送迎 and 通所自立支援");
}

#[test]
fn a_variant_is_set_with_its_own_glyph() {
    // The text behind a glyph keeps the selector even where the glyph is the plain one, so the glyphs are compared.
    let layouts = sample_pages().iter().filter(|pages| pages.child == "yuki").map(|pages| &pages.layout);
    let runs = layouts.flat_map(|layout| (0..layout.pages()).flat_map(|page| layout.drawing(page).texts));
    let variants: Vec<TextRun> = runs.filter(|run| run.text.contains("邉\u{E0101}")).collect();
    assert!(!variants.is_empty(), "渡邉\u{E0101} is in the prints");
    let mut typesetter = typesetter();
    for run in variants {
        let at = run.text.chars().filter(|c| *c != '\u{E0101}').position(|c| c == '邉').expect("it is there");
        let plain = typesetter.layout(&format!("#text(font: \"{}\", \"邉\")", run.family)).expect("lays out");
        let plain = plain.drawing(0).texts[0].glyphs[0];
        assert_ne!(run.glyphs[at], plain, "{}: {}", run.family, run.text);
        assert_ne!(run.glyphs[at], 0);
    }
}
