//! Lines added to trails in every style that people write: no byte is lost, and the lines are the old ones and the new.

use crate::chance::tries;
use proptest::prelude::*;
use shien::carry::trail::{TrailLine, append};
use shien::case::load_case;
use shien::source::Memory;

/// The events of a text as the loader reads them, as plain data.
fn loaded(text: &str) -> Vec<serde_json::Value> {
    let files = Memory::new().with("cases/hana/child.yaml", "氏名: 佐藤 はな\n").with("cases/hana/events.yaml", text);
    let case = load_case(&files, "hana");
    let events = case.events.expect("a trail");
    serde_json::to_value(&events.value).ok().and_then(|list| list.as_array().cloned()).expect("a list")
}

fn line(kind: &str, day: u32, method: &str, to: &[&str]) -> TrailLine {
    TrailLine::default()
        .text("種類", kind)
        .text("対象", "plan/2024-03-28")
        .text("日付", format!("2024-04-{day:02}"))
        .list("相手", to.iter().map(|word| (*word).to_owned()).collect())
        .text("方法", method)
}

/// How a file is written.
#[derive(Debug, Clone)]
struct Style {
    items: usize,
    form: usize,
    quotes: usize,
    indent: usize,
    padding: bool,
    returns: bool,
    last_break: bool,
    comment: bool,
    blank_lines: usize,
}

fn style() -> impl Strategy<Value = Style> {
    let looks = (0..4usize, 0..4usize, 0..3usize, 0..3usize, any::<bool>());
    (looks, any::<bool>(), any::<bool>(), any::<bool>(), 0..3usize).prop_map(
        |((items, form, quotes, indent, padding), returns, last_break, comment, blank_lines)| Style {
            items,
            form,
            quotes,
            indent,
            padding,
            returns,
            last_break,
            comment,
            blank_lines,
        },
    )
}

impl Style {
    fn quoted(&self, text: &str) -> String {
        let mark = ["", "'", "\""][self.quotes];
        format!("{mark}{text}{mark}")
    }

    fn entries(&self, item: usize) -> Vec<String> {
        let day = format!("2024-03-{:02}", item + 1);
        [("種類", "説明"), ("対象", "plan/2024-03-28"), ("日付", day.as_str()), ("方法", "対面")]
            .map(|(key, value)| format!("{key}: {}", self.quoted(value)))
            .to_vec()
    }

    fn text(&self) -> String {
        let indent = " ".repeat(self.indent);
        let pad = if self.padding { " " } else { "" };
        let flow = |item: usize| format!("{{{pad}{}{pad}}}", self.entries(item).join(", "));
        let mut lines: Vec<String> = self.comment.then(|| "# 経過の記録 [ここから]".to_owned()).into_iter().collect();
        match (self.form, self.items) {
            (_, 0) => lines.push("[]".to_owned()),
            (0, items) => lines.extend((0..items).map(|item| format!("{indent}- {}", flow(item)))),
            (1, items) => {
                lines.extend((0..items).map(|item| {
                    self.entries(item).join(&format!("\n{indent}  ")).replacen("", &format!("{indent}- "), 1)
                }))
            }
            (2, items) => lines.push(format!("[{}]", (0..items).map(flow).collect::<Vec<_>>().join(", "))),
            (_, items) => {
                let comma = if self.padding { "," } else { "" };
                let body: Vec<String> = (0..items).map(|item| format!("  {}", flow(item))).collect();
                lines.push(format!("[\n{}{comma}\n]", body.join(",\n")));
            }
        }
        let mut text = lines.join("\n");
        if self.last_break {
            text.push_str(&"\n".repeat(1 + self.blank_lines));
        }
        if self.returns { text.replace('\n', "\r\n") } else { text }
    }
}

/// Whether all of a text stands in another one, in its order.
fn is_kept(before: &str, after: &str) -> bool {
    let mut rest = after.chars();
    before.chars().all(|wanted| rest.any(|found| found == wanted))
}

proptest! {
    #![proptest_config(tries(160))]

    #[test]
    fn appending_keeps_what_was_there_and_adds_what_was_asked(style in style(), added in 1..4usize) {
        let before = style.text();
        let kinds = ["同意", "交付", "共有"];
        let lines: Vec<TrailLine> = (0..added)
            .map(|at| line(kinds[at], 10 + at as u32, ["書面", "電子: 暗号化", "対面"][at], &["保護者", "母, 父"][..at.min(2)]))
            .collect();
        let after = append(&before, &lines).expect("a list").text;
        // The brackets of a list of nothing are all that may go.
        let kept = if style.items == 0 { before.replace("[]", "") } else { before.clone() };
        if style.items == 0 || style.form > 1 {
            prop_assert!(is_kept(&kept, &after), "{before:?} → {after:?}");
        } else {
            prop_assert!(after.starts_with(&kept), "{before:?} → {after:?}");
        }
        prop_assert_eq!(after.contains('\r'), before.contains('\r'));
        let old = if style.items == 0 { Vec::new() } else { loaded(&before) };
        let new: String = lines.iter().map(|line| format!("- {}\n", line.plain())).collect();
        prop_assert_eq!(loaded(&after), [old, loaded(&new)].concat(), "{} → {}", before, after);
        if style.form < 2 && before.ends_with('\n') && style.items > 0 {
            let first = append(&before, &lines).expect("a list").first_line;
            prop_assert_eq!(first, before.matches('\n').count() + 1);
        }
    }
}

#[test]
fn a_line_looks_as_the_last_one_does() {
    let added = [line("同意", 10, "書面", &["保護者"])];
    for (before, last) in [
        (
            "- {種類: 説明, 対象: a, 日付: 2024-03-29}\n",
            "- {種類: 同意, 対象: plan/2024-03-28, 日付: 2024-04-10, 相手: [保護者], 方法: 書面}\n",
        ),
        (
            "- { 種類: 説明, 日付: \"2024-03-29\" }",
            "\n- { 種類: 同意, 対象: plan/2024-03-28, 日付: \"2024-04-10\", 相手: [保護者], 方法: 書面 }\n",
        ),
        (
            "- 種類: 説明\n  日付: 2024-03-29\n",
            "- 種類: 同意\n  対象: plan/2024-03-28\n  日付: 2024-04-10\n  相手: [保護者]\n  方法: 書面\n",
        ),
        (
            "  -   \"種類\": \"説明\"\r\n      \"日付\": \"2024-03-29\"\r\n",
            "  -   \"種類\": \"同意\"\r\n      \"対象\": \"plan/2024-03-28\"\r\n      \"日付\": \"2024-04-10\"\r\n      \"相手\": [\"保護者\"]\r\n      \"方法\": \"書面\"\r\n",
        ),
        ("", "- {種類: 同意, 対象: plan/2024-03-28, 日付: 2024-04-10, 相手: [保護者], 方法: 書面}\n"),
        ("# まだ\n", "- {種類: 同意, 対象: plan/2024-03-28, 日付: 2024-04-10, 相手: [保護者], 方法: 書面}\n"),
    ] {
        let after = append(before, &added).unwrap_or_else(|error| panic!("{before:?}: {}", error.message)).text;
        assert_eq!(after, format!("{before}{last}"));
    }
}

#[test]
fn a_trail_that_cannot_be_read_is_left_alone() {
    for text in ["- {種類: 説明, 日付: 2024-03-29\n", "種類: 説明\n", "まだ\n", "- 説明\n"] {
        let error = append(text, &[line("同意", 10, "書面", &[])]).expect_err(text);
        assert!(!error.hint.is_empty() && error.message.contains("書き加え"), "{text}: {}", error.message);
    }
}
