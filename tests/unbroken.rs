//! Names on paper: those of people, of posts and of offices break between their words, never inside.

use crate::driver::{CHILD, Project, repository};
use crate::form_layout::{enclosing, lay_out_in, lines};
use shien::typeset::{Drawing, Layout, Stroke, TextRun};

fn sample(child: &str, document: (&str, &str), form: &str) -> Layout {
    lay_out_in(&repository(), child, document, Some(form))
}

/// The lines below each place of a label, between the lines left and right of it.
fn columns(drawing: &Drawing, label: &str) -> Vec<String> {
    let all = lines(drawing);
    let mut found = Vec::new();
    for head in all.iter().filter(|line| line.text == label) {
        let (left, right, ..) = enclosing(drawing, head).expect("a box");
        let inside = |line: &TextRun| line.rect.left >= left - 0.1 && line.rect.right <= right + 0.1;
        let below = all.iter().filter(|line| line.rect.top > head.rect.top && inside(line));
        found.extend(below.map(|line| line.text.clone()));
    }
    found
}

/// That each of these words stands whole in a line of the column.
fn assert_whole(layout: &Layout, label: &str, words: &[&str]) {
    let lines: Vec<String> = (0..layout.pages()).flat_map(|page| columns(&layout.drawing(page), label)).collect();
    for word in words {
        assert!(lines.iter().any(|line| line.contains(word)), "{word}: {lines:?}");
    }
    let torn = |line: &&String| line.starts_with('ー') || ["か", "れび", "び", "ム", "士)"].contains(&line.as_str());
    assert_eq!(lines.iter().find(torn), None, "{lines:?}");
}

#[test]
fn who_supports_a_child_is_named_in_whole_words() {
    let names =
        ["清水", "まどか", "聴覚士", "こもれび", "みはら台", "発達", "クリニック", "わかば", "保育園", "図書館"];
    for form in ["standard", "tokyo"] {
        assert_whole(&sample("ren", ("plan", "2025-03-26"), form), "担当者", &names);
    }
    let names = ["放課後等", "デイサービス", "かぜのこ", "あおば", "総合病院"];
    assert_whole(&sample("mei", ("plan", "2025-03-27"), "standard"), "担当者", &names);
}

#[test]
fn who_serves_a_need_and_who_came_is_named_in_whole_words() {
    let plan = sample("ren", ("consult-plan", "2025-03-25"), "standard");
    assert_whole(
        &plan,
        "提供事業者名",
        &["児童発達支援", "センター", "にじいろ", "高橋よし子", "（祖母）", "こもれび"],
    );
    let meeting = sample("ren", ("consult-meeting", "2025-03-14"), "standard");
    assert_whole(&meeting, "所属（職種）", &["児童発達支援センター", "にじいろ", "（相談支援専門員）", "クリニック"]);
    let sessions = sample("ren", ("specialist", "2025-10-02"), "standard");
    assert_whole(&sessions, "担当者", &["清水", "まどか"]);
}

#[test]
fn where_a_child_goes_is_named_in_whole_words() {
    for (child, date, words) in [
        ("ren", "2025-03-12", ["クラス", "（そら組）"]),
        ("mei", "2025-03-12", ["特別支援学級", "(ひまわり学級)"]),
        ("yuki", "2026-03-09", ["小学部", "6年"]),
    ] {
        let layout = sample(child, ("assessment", date), "standard");
        let all: Vec<String> = lines(&layout.drawing(0)).into_iter().map(|line| line.text).collect();
        for word in words {
            assert!(all.iter().any(|line| line.contains(word)), "{word}: {all:?}");
        }
    }
}

#[test]
fn how_much_of_a_service_and_what_a_week_holds_break_between_words() {
    let whole = |document: (&str, &str), words: &[&str]| {
        let layout = sample("ren", document, "standard");
        let all: Vec<String> =
            (0..layout.pages()).flat_map(|page| lines(&layout.drawing(page))).map(|line| line.text).collect();
        for word in words {
            assert!(all.iter().any(|line| line.contains(word)), "{word}: {all:?}");
        }
        all
    };
    let final_plan = whole(("consult-plan", "2025-03-25"), &["若葉野図書館", "センターにじいろ", "月12日(週3日)"]);
    assert!(!final_plan.iter().any(|line| line.starts_with("ター") || line.starts_with("書館")), "{final_plan:?}");
    let draft = whole(("consult-plan", "2025-03-06"), &["［高橋よし子（祖母）］〔インフォーマル〕"]);
    assert!(!draft.iter().any(|line| line.contains("〕］") || line.starts_with("日)")), "{draft:?}");
}

#[test]
fn the_five_domains_of_a_row_end_where_the_row_ends() {
    let drawing = sample("yuki", ("plan", "2026-03-19"), "tokyo").drawing(0);
    let last: Vec<_> = lines(&drawing).into_iter().filter(|line| line.text == "社会性").collect();
    assert!(last.len() >= 2, "its last word is not broken");
    for word in last {
        let x = (word.rect.left + word.rect.right) / 2.0;
        let level = drawing.strokes.iter().filter(|stroke| (stroke.from.1 - stroke.to.1).abs() < 0.01);
        let below = level.filter(|stroke| {
            let (from, to) = (stroke.from.0.min(stroke.to.0), stroke.from.0.max(stroke.to.0));
            (from..to).contains(&x) && stroke.from.1 > word.rect.bottom - 0.5
        });
        let mut below: Vec<f64> = below.map(|stroke| stroke.from.1).collect();
        below.sort_by(f64::total_cmp);
        assert!(below[1] - below[0] < 1.0, "{below:?}");
    }
}

#[test]
fn how_often_an_add_on_is_given_stands_on_one_line() {
    for (form, child, plan) in
        [("standard", "hana", "2024-09-20"), ("standard", "ren", "2026-03-23"), ("tokyo", "hana", "2024-09-20")]
    {
        let layout = sample(child, ("plan", plan), form);
        let all: Vec<String> =
            (0..layout.pages()).flat_map(|page| lines(&layout.drawing(page))).map(|line| line.text).collect();
        assert!(all.iter().any(|line| line.contains("【加算】")), "{form}");
        let torn = all.iter().find(|line| matches!(line.as_str(), "回)" | "日))" | "回)）" | "日）)"));
        assert_eq!(torn, None, "{form} {child}: {all:?}");
    }
}

#[test]
fn the_ring_around_a_chosen_word_touches_none_of_its_neighbours() {
    for (child, document, word, room) in [
        ("hana", ("consult-basic", "basic"), "持家", 0.35),
        ("ren", ("consult-basic", "basic"), "借家", 0.35),
        ("hana", ("interview", "2024-06-03"), "家族支援", 0.5),
        ("hana", ("consult-monitoring", "2024-12-12"), "継続", 0.35),
    ] {
        let layout = sample(child, document, "standard");
        let texts: Vec<TextRun> = (0..layout.pages()).flat_map(|page| layout.drawing(page).texts).collect();
        let own = texts.iter().find(|run| run.text == word).unwrap_or_else(|| panic!("{word} alone in a run"));
        let on_its_line = texts.iter().filter(|run| (run.rect.top - own.rect.top).abs() < 1.0 && run.text != word);
        let gaps = on_its_line.map(|run| (run.rect.left - own.rect.right).max(own.rect.left - run.rect.right));
        let nearest = gaps.fold(f64::INFINITY, f64::min);
        assert!(nearest > (room + 0.05) * own.size, "{child} {word}: {nearest} at {} pt", own.size);
    }
}

/// The figure of who is around a child: its lines, and its spokes.
fn relations(project: &Project) -> (Vec<TextRun>, Vec<Stroke>) {
    let layout = lay_out_in(project.root(), "hana", ("consult-basic", "basic"), Some("standard"));
    let drawing = layout.drawing(0);
    let all = lines(&drawing);
    let head = all.iter().find(|line| line.text.starts_with("社会関係図")).expect("the figure");
    let (left, right, top, bottom) = enclosing(&drawing, head).expect("a box");
    let inside = |x: f64, y: f64| (left..right).contains(&x) && (top..bottom).contains(&y);
    let own = all.iter().filter(|line| line.rect.top > head.rect.bottom && inside(line.rect.left, line.rect.top));
    let is_spoke = |stroke: &&Stroke| {
        let (width, height) = (stroke.from.0 - stroke.to.0, stroke.from.1 - stroke.to.1);
        width.abs() > 1.0 && height.abs() > 0.01 && [stroke.from, stroke.to].iter().all(|(x, y)| inside(*x, *y))
    };
    (own.cloned().collect(), drawing.strokes.iter().filter(is_spoke).cloned().collect())
}

#[test]
fn who_is_around_a_child_is_named_in_whole_words() {
    let (lines, _) = relations(&Project::copied());
    for word in ["相談支援センター", "みち", "みどり野こども", "クリニック", "みどり野児童ホーム", "047-000-0005"]
    {
        assert!(lines.iter().any(|line| line.text == word), "{word}: {lines:?}");
    }
}

#[test]
fn no_name_leaves_its_box_in_the_figure_of_who_is_around_a_child() {
    let long = "国立ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let name = |name: &str| format!("名称: {name}, 担当: 野口 優子");
    let project = Project::copied().edit(CHILD, &name("みどり野児童ホーム"), &name(long));
    let (lines, spokes) = relations(&project);
    let edges: Vec<f64> = spokes.iter().flat_map(|spoke| [spoke.from.0, spoke.to.0]).collect();
    let (left, right) = (edges.iter().copied().fold(f64::MAX, f64::min), edges.iter().copied().fold(0.0, f64::max));
    assert!(edges.len() > 3 && right - left > 50.0, "{lines:?}");
    assert_eq!(lines.iter().filter(|line| line.text.starts_with("国立")).count(), 1, "{lines:?}");
    // A line stands between the edges of the frames that face each other: it is of the child's own circle, or leaves its frame.
    let own = |line: &&TextRun| line.rect.left > left + 1.0 && line.rect.right < right - 1.0;
    let outside: Vec<_> =
        lines.iter().filter(|line| line.rect.right > left && line.rect.left < right && !own(line)).collect();
    assert!(outside.is_empty(), "{outside:?}");
}
