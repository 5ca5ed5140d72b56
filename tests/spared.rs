//! Nothing is refused wrongly: papers of children with names, ages, families and services of every kind are printed.

use crate::driver::Project as Folder;
use crate::swapped::{findings_on, full, stride};

const CHILD: &str = "cases/hana/child.yaml";
const PLAN: &str = "cases/hana/consult/plan/2024-03-20.yaml";

/// How many children are tried.
const CHILDREN: usize = 300;

const NAMES: [&str; 11] = [
    "佐藤 はな",
    "長宗我部 ひなたのもりきららのすけのじょうたろうまる",
    "さとう はな",
    "アレクサンドラ・マリア ゴンザレス・デ・ラ・クルス",
    "森 森",
    "Nguyễn Thị Hương",
    "本人",
    "𠮷田 葛󠄀",
    "母 7",
    "佐藤 恵",
    "女",
];
const READINGS: [&str; 7] = [
    "さとう はな",
    "",
    "ちょうそかべ ひなたのもりきららのすけのじょうたろうまる",
    "佐藤 はな",
    "はな",
    "さとう はなこ",
    "グエン ティ フオン",
];
/// Days of birth of a child of 7, 0, 17, 18 and 10 years.
const BORN: [&str; 5] = ["平成28年5月14日", "令和6年2月29日", "2006-05-02", "2005-12-01", "2013-11-03"];
const SEXES: [&str; 6] = ["女", "男", "", "女児", "男性", "その他"];
const FAMILIES: [&str; 7] = [
    "",
    "- {続柄: 里父, 氏名: 森 一郎, 年齢: 45歳, 同居: true}\n  - {続柄: 里母, 氏名: 森 恵, 同居: true}",
    "- {続柄: 母, 氏名: 佐藤 恵, 生年月日: 昭和61年8月2日, 同居: true}\n  - {続柄: 妹, 氏名: 佐藤 はな, 年齢: 7歳}\n  - {続柄: 妹, 氏名: 佐藤 はな, 年齢: 7歳}",
    "- {続柄: 父, 氏名: 佐藤 隆, 同居: true}\n  - {続柄: 双子の妹, 氏名: 佐藤 そら, 生年月日: 平成28年5月14日, 同居: true}",
    "- {続柄: 母, 氏名: 佐藤 恵, 年齢: 37歳, 職業: 母}\n  - {続柄: 祖母, 氏名: 高橋 和子, 備考: 母方の祖母}\n  - {続柄: 祖父, 氏名: 高橋 母, 備考: 母方の祖父}",
    "- {続柄: 本人, 氏名: 佐藤 はな, 年齢: 7歳}\n  - {続柄: 母, 氏名: 佐藤 恵}",
    "- {続柄: 施設長, 氏名: 森 一郎, 職業: 施設長}",
];
const GUARDIANS: [&str; 5] = [
    "",
    "- {氏名: 佐藤 はな, 続柄: 母, 区分: 親権者, 同意者: true}",
    "- {氏名: 森 一郎, 続柄: 里父, 同意者: true}\n  - {氏名: 森 一郎, 続柄: 施設長}",
    "- {氏名: 佐藤 恵, 続柄: 母, 同意者: true, 住所: 母, 電話: 047-000-0003}\n  - {氏名: 佐藤 恵美, 続柄: 祖母}",
    "- {氏名: 恵, 続柄: 母}\n  - {氏名: 恵, 続柄: 母}",
];
const PARTNERS: [&str; 4] = [
    "- {id: school, 名称: みどり小学校}",
    "- {名称: 佐藤 はな, 役割: 本人}",
    "- {名称: 本人の会, 役割: 本人}\n  - {名称: 本人の会 船橋, 役割: 本人}",
    "- {名称: みどり野児童ホームと放課後の居場所づくりを考える会の事務局, 担当: 野口 優子, 電話: 047-000-0006, 役割: 遊びと工作と読み聞かせと外遊びと水遊び}",
];
const SERVICES: [&str; 7] = [
    "- {種類: 放課後等デイサービス, 内容: 遊び, 量: 月12日, 提供事業者: hoshi}",
    "- {種類: 放課後等デイサービス, 提供事業者: 放課後等デイサービス}",
    "- {種類: 放課後等デイサービス, 提供事業者: hoshi}\n      - {種類: 放課後等デイサービス, 提供事業者: hoshi}",
    "- {種類: 放課後等デイサービス, 提供事業者: ほし}\n      - {種類: 相談, 提供事業者: 放課後等デイサービスほし}",
    "- {種類: 相談, 提供事業者: 相談室 みち相談, 担当者: 相談}\n      - {種類: 相談室, 提供事業者: 相談}",
    "- {種類: 見守り, 提供事業者: {氏名: 高橋 和子, 立場: 祖母}}\n      - {種類: 祖母の見守り, 提供事業者: {氏名: 高橋 和子, 立場: 祖母}}",
    "- {種類: 通所, 内容: 通所の支援, 量: 通所, 担当者: 通所, 電話: 047-000-0002}",
];

/// The text with the list under a heading in place of its own; an empty one takes the heading away.
fn with_list(text: &str, heading: &str, list: &str) -> String {
    let start = text.find(&format!("{heading}:\n")).expect("the heading is there");
    let rest = &text[start + heading.len() + 2..];
    let own: usize = rest.split_inclusive('\n').take_while(|line| line.starts_with(' ')).map(str::len).sum();
    let list = if list.is_empty() { String::new() } else { format!("{heading}:\n  {list}\n") };
    format!("{}{list}{}", &text[..start], &rest[own..])
}

fn with_line(text: &str, key: &str, value: &str) -> String {
    let line = |own: &str| match (own.starts_with(&format!("{key}: ")), value) {
        (true, "") => String::new(),
        (true, value) => format!("{key}: {value}\n"),
        _ => own.to_owned(),
    };
    text.split_inclusive('\n').map(line).collect()
}

fn one_of<T: Copy>(all: &[T], number: usize) -> T {
    all[number % all.len()]
}

/// A child of its own: every two of what it may have meet in some number.
fn child(number: usize) -> Folder {
    let folder = full();
    let mut text = folder.text(CHILD);
    let lines = [
        ("氏名", one_of(&NAMES, number)),
        ("ふりがな", one_of(&READINGS, number)),
        ("生年月日", one_of(&BORN, number / 2)),
        ("性別", one_of(&SEXES, number / 3)),
        ("通称", one_of(&["", "花田 はな", "さとう はな"], number / 5)),
    ];
    for (key, value) in lines {
        text = with_line(&text, key, value);
    }
    let own = |lists: &[&'static str], number: usize| one_of(lists, number);
    for (heading, list) in [
        ("家族", own(&FAMILIES, number / 2)),
        ("保護者", own(&GUARDIANS, number)),
        ("関係機関", own(&PARTNERS, number / 3)),
    ] {
        text = with_list(&text, heading, list);
    }
    let plan = folder.text(PLAN);
    let from = plan.find("      - {種類").expect("services");
    let until = plan.find("    本人の役割").expect("behind them");
    let plan = format!("{}      {}\n{}", &plan[..from], own(&SERVICES, number), &plan[until..]);
    folder.file(CHILD, text).file(PLAN, plan)
}

#[test]
fn no_name_age_family_or_service_keeps_a_paper_from_being_printed() {
    let mut refused = Vec::new();
    for number in (0..CHILDREN).step_by(stride()) {
        let folder = child(number);
        let standard = findings_on(&folder, "standard", &["assessment", "consult-basic", "consult-plan", "meeting"]);
        let tokyo = findings_on(&folder, "tokyo", &["plan"]);
        let all = standard.into_iter().chain(tokyo);
        refused.extend(all.map(|finding| format!("{number}: {finding}")));
    }
    assert_eq!(refused, [""; 0]);
}
