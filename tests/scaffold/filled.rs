//! Each new file, with its blanks filled in as somebody would: then nothing is wrong with it.

use super::files::{KINDS, made};
use crate::driver::Project;

/// The trail of the child of the tests.
const EVENTS: &str = "cases/hana/events.yaml";

/// What is typed behind the names of short values, in the order of the file; a name without a value stays blank.
type Typed = &'static [(&'static str, &'static str)];

/// What is typed for each kind of file: short values, and texts in place of 〇〇.
const TYPED: [(&str, Typed, Typed); 12] = [
    (
        "child",
        &[
            ("氏名", "高田 れん"),
            ("生年月日", "2016-06-02"),
            ("氏名", "高田 かおり"),
            ("同意者", "はい"),
            ("番号", "\"0099887766\""),
            ("市町村", "船橋市"),
            ("開始", "2025-04-01"),
            ("終了", "2027-03-31"),
            ("支給量", "月15日"),
            ("契約日", "2026-04-01"),
            ("開始日", "2026-04-20"),
        ],
        &[],
    ),
    (
        "assessment",
        &[("場所", "相談室"), ("方法", "対面"), ("趣旨の説明", "はい")],
        &[
            ("本人の希望", "「ブロックで、長い電車をつくりたい。」"),
            ("保護者の希望", "「困ったときに、だれかに言えるようになってほしいです。」(母)"),
        ],
    ),
    (
        "plan",
        &[
            ("5領域", "[健康・生活, 運動・感覚, 認知・行動, 言語・コミュニケーション, 人間関係・社会性]"),
            ("達成時期", "2024-06-28"),
            ("担当者", "[mori]"),
            ("提供機関", "[]"),
            ("誰の", "保護者"),
            ("達成時期", "2024-07-31"),
            ("担当者", "[suzuki]"),
            ("提供機関", "[]"),
            ("誰の", "本人"),
            ("達成時期", "2024-08-30"),
            ("担当者", "[suzuki]"),
            ("提供機関", "[{名称: みどり小学校}]"),
        ],
        &[
            ("本人", "「ともだちと、あそびたい。」"),
            ("家族", "「気持ちを言葉で伝えられるようになってほしいです。」(母)"),
            (
                "総合的な支援の方針",
                "はなさんが安心して過ごせる場所から始め、学校の友だちとの遊びへ、地域の児童館での遊びへと場を広げます。",
            ),
            ("内容", "はなさんが、学校と事業所で、週に3回、友だちと一緒に10分遊ぶ。"),
            ("内容", "はなさんが、事業所のおやつの後に、職員と一緒に週に2回、友だちの遊びに加わる。"),
            ("支援目標", "はなさんが、おやつの後の遊びで、友だちに「いれて」と週に2回言う。"),
            ("支援内容", "職員が隣で言い方を示し、うまくいった場面を一緒に振り返る。"),
            ("内容", "遊びの様子を家庭で知る機会が少ない。"),
            ("支援目標", "母が、夕食の後に週に2回、遊びの様子をはなさんから聞く。"),
            ("支援内容", "送迎の時に、その日の遊びと言えた言葉を職員が伝える。"),
            ("内容", "学校の休み時間に一人でいることが多い。"),
            ("支援目標", "はなさんが、休み時間に、同じ学級の友だちと週に1回遊ぶ。"),
            ("支援内容", "児童発達支援管理責任者が担任と月に1回、言い方と合図をそろえる。"),
        ],
    ),
    (
        "meeting",
        &[("場所", "相談室"), ("方法", "対面"), ("記録者", "mori")],
        &[(
            "検討内容",
            "- 鈴木: 遊びの人数は少ないところから始めたい。\n- 保護者: 疲れた日は休ませてほしい。\n- 本人: 絵カードで丸を付けた。",
        )],
    ),
    (
        "monitoring",
        &[
            ("日付", "2024-09-10"),
            ("方法", "対面"),
            ("日付", "2024-09-10"),
            ("方法", "対面"),
            ("評価", "一部達成"),
            ("今後", "継続"),
            ("評価", "達成"),
            ("今後", "終了"),
            ("評価", "一部達成"),
            ("今後", "変更"),
            ("計画の見直し", "要"),
        ],
        &[
            ("理由", "利用20日のうち12日、自分から「いれて」と言えた。人数が多いと声が出にくい。"),
            ("理由", "週に2回の聞き取りが5月から続いている。"),
            ("理由", "休み時間に遊べたのは月に2回だった。合図が担任の交代で途切れた。"),
        ],
    ),
    ("interview", &[("種類", "家族支援"), ("場所", "相談室"), ("方法", "対面")], &[]),
    ("record", &[("時間", "\"14:30-17:30\""), ("支援", "[s1]"), ("記入者", "mori")], &[]),
    ("specialist", &[("担当者", "mori"), ("重点領域", "[運動・感覚]"), ("時間", "40分")], &[]),
    ("consult-basic", &[], &[]),
    (
        "consult-plan",
        &[
            ("達成時期", "2024-09"),
            ("量", "月8日"),
            ("曜日", "[月, 水]"),
            ("時間", "\"14:30-17:30\""),
            ("内容", "放課後等デイサービス"),
            ("提供事業者", "hoshi"),
        ],
        &[],
    ),
    ("consult-meeting", &[("場所", "相談室"), ("方法", "対面")], &[]),
    (
        "consult-monitoring",
        &[("居宅訪問日", "2024-04-25"), ("種類", "無"), ("量", "無"), ("週間計画", "無"), ("結果", "継続")],
        &[],
    ),
];

/// What is done with two of the papers, which no sheet says of itself.
const TRAIL: &str = "\
- {種類: 居宅訪問, 対象: consult/plan/2024-03-10, 日付: 2024-03-08, 職員: [ueda], 相手: [保護者, 本人]}
- {種類: 説明, 対象: consult/plan/2024-03-10, 日付: 2024-03-11, 説明者: ueda, 相手: [保護者, 本人], 方法: 対面}
- {種類: 同意, 対象: consult/plan/2024-03-10, 日付: 2024-03-11, 署名者: 佐藤 恵, 方法: 書面}
- {種類: 交付, 対象: consult/plan/2024-03-10, 日付: 2024-03-11, 相手: [保護者], 方法: 書面}
- {種類: 説明, 対象: specialist/2024-04-10, 日付: 2024-04-11, 説明者: mori, 相手: [保護者, 本人], 方法: 対面}
- {種類: 同意, 対象: specialist/2024-04-10, 日付: 2024-04-11, 署名者: 佐藤 恵, 方法: 書面}
";

/// A text that nothing is wrong with.
const TEXT: &str = "連絡帳と面談で、月に2回、様子を確かめています。";

/// The name that stands in a line, where it is a name.
fn name_of(line: &str) -> Option<&str> {
    let bare = line.trim_start().trim_start_matches("- ");
    let name = bare.strip_suffix(": |").or_else(|| bare.strip_suffix(':')).or_else(|| bare.strip_prefix("## "))?;
    (!name.starts_with('#')).then_some(name)
}

/// The next value for a name.
fn next(typed: &mut Vec<(&'static str, &'static str)>, name: &str) -> Option<&'static str> {
    let at = typed.iter().position(|(own, _)| *own == name)?;
    Some(typed.remove(at).1)
}

fn filled(text: &str, short: Typed, long: Typed) -> String {
    let (mut short, mut long) = (short.to_vec(), long.to_vec());
    let mut name = "";
    let mut lines = Vec::new();
    for line in text.lines() {
        let indent = &line[..line.len() - line.trim_start().len()];
        if line.trim() == "〇〇" {
            let text = next(&mut long, name).unwrap_or(TEXT);
            lines.extend(text.lines().map(|own| format!("{indent}{own}")));
            continue;
        }
        name = name_of(line).unwrap_or(name);
        let value = line.ends_with(':').then(|| next(&mut short, name)).flatten();
        lines.push(value.map_or_else(|| line.to_owned(), |value| format!("{line} {value}")));
    }
    assert!(short.is_empty() && long.is_empty(), "everything has its place: {short:?} {long:?}\n{text}");
    lines.join("\n") + "\n"
}

#[test]
fn a_new_file_of_each_kind_passes_when_its_blanks_are_filled_in() {
    let mut wrong = Vec::new();
    for (kind, day, path) in KINDS {
        let (project, path) = made(kind, day, path);
        let (_, short, long) = TYPED.iter().find(|(own, ..)| *own == kind).expect("typed");
        let text = filled(&project.text(&path), short, long);
        let events = format!("{}{TRAIL}", project.text(EVENTS));
        let project: Project = project.file(&path, &text).file(EVENTS, events);
        let findings = project.check().findings_in(&path);
        let said = findings.iter().filter(|finding| finding.severity != "info");
        wrong.extend(said.map(|finding| format!("{kind}: {} {} {}", finding.line, finding.code, finding.message)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
