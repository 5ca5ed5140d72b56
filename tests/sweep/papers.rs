//! Papers with any number of rows and texts of any length, as files of a child.

use crate::sheets::text;

/// The lengths of the texts of a paper, in letters.
#[derive(Clone, Copy)]
pub(crate) struct Lengths {
    pub(crate) goal: usize,
    pub(crate) content: usize,
    pub(crate) issue: usize,
    pub(crate) caution: usize,
    pub(crate) wish: usize,
    pub(crate) policy: usize,
}

pub(crate) const ORDINARY: Lengths = Lengths { goal: 40, content: 80, issue: 40, caution: 30, wish: 60, policy: 100 };

impl Lengths {
    pub(crate) fn times(self, factor: f64) -> Self {
        let times = |letters: usize| (letters as f64 * factor).ceil() as usize;
        Self {
            goal: times(self.goal),
            content: times(self.content),
            issue: times(self.issue),
            caution: times(self.caution),
            wish: times(self.wish),
            policy: times(self.policy),
        }
    }
}

/// A file of a child, and the paper that is printed of it.
#[derive(Debug, Clone)]
pub(crate) struct Paper {
    pub(crate) child: String,
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    /// Below the child's folder.
    pub(crate) place: String,
    pub(crate) text: String,
}

impl Paper {
    fn new(kind: &'static str, folder: &str, name: &str, ending: &str, text: String) -> Self {
        let place = format!("{folder}/{name}.{ending}");
        Self { child: "hana".to_owned(), kind, name: name.to_owned(), place, text }
    }

    /// The same of a child of its own: of some papers a child has one.
    pub(crate) fn of(self, child: &str) -> Self {
        Self { child: child.to_owned(), ..self }
    }

    pub(crate) fn path(&self) -> String {
        format!("cases/{}/{}", self.child, self.place)
    }
}

fn each(rows: usize, row: impl Fn(usize) -> String) -> String {
    (0..rows).map(row).collect()
}

/// A plan with so many rows: most of them 本人支援, then the others. The 別表 has a reason and a note of so many letters.
pub(crate) fn plan(rows: usize, of: Lengths, staff: &str, notes: [usize; 2]) -> String {
    let kinds = ["本人支援", "本人支援", "本人支援", "家族支援", "移行支援", "地域支援・地域連携"];
    let kind = |row: usize| if row + 3 < rows { kinds[0] } else { kinds[(row + 6 - rows).min(5)] };
    let rows = each(rows, |row| {
        let kind = kind(row);
        format!(
            "  - {{id: s{row}, 項目: {kind}, 課題: {{内容: {}, 誰の: 本人}}, 支援目標: {}, 支援内容: {}, 5領域: [健康・生活, 運動・感覚], \
             達成時期: 2024-12-31, 担当者: [{staff}], 留意事項: {}, 優先順位: {}}}\n",
            text(of.issue),
            text(of.goal),
            text(of.content),
            text(of.caution),
            row + 1
        )
    });
    let note = |name: &str, letters: usize| match letters {
        0 => String::new(),
        letters => format!("    {name}: {}\n", text(letters)),
    };
    let note = note("延長を必要とする理由", notes[0]) + &note("特記事項", notes[1]);
    format!(
        "事業所: hoshi\nサービス: 放課後等デイサービス\n状態: 確定\n作成日: 2024-03-28\n作成者: suzuki\n\
         計画期間: {{開始: 2024-04-01, 終了: 2024-09-30}}\n次回見直し年月日: 2024-09-15\n\
         意向: {{本人: {wish}, 家族: {wish}}}\n総合的な支援の方針: {}\n\
         長期目標: {{内容: {goal}, 期間: {{開始: 2024-04-01, 終了: 2025-03-31}}}}\n\
         短期目標: {{内容: {goal}, 期間: {{開始: 2024-04-01, 終了: 2024-09-30}}}}\n\
         支援の標準的な提供時間等: 月・水 14:30〜17:30\n支援:\n{rows}別表:\n  - 名称: 通常\n    区分: 授業日\n    作成日: 2024-03-28\n\
         \x20   適用: {{開始: 2024-04-01}}\n    提供時間: {{月: \"14:30-17:30\", 水: \"14:30-17:30\"}}\n{note}",
        text(of.policy),
        wish = text(of.wish),
        goal = text(of.goal),
    )
}

pub(crate) fn plan_paper(name: &str, rows: usize, of: Lengths, notes: [usize; 2]) -> Paper {
    let name = format!("2024-03-28-{name}{rows}");
    Paper::new("plan", "plan", &name, "yaml", plan(rows, of, "suzuki, mori", notes))
}

pub(crate) fn basic(rows: usize, name: &str, of: Lengths) -> Paper {
    situation(&format!("{name}{rows}"), [of.policy, of.content, of.caution, of.wish, of.wish], rows, of)
}

/// The 申請者の現状, of which a child has one: 概要, 生活歴, 医療の状況 and both 主訴 of so many letters, and twice so many rows of 支援.
pub(crate) fn situation(child: &str, texts: [usize; 5], rows: usize, of: Lengths) -> Paper {
    let supports = each(rows, |row| {
        format!("    - {{名称: 支援{row}, 支援内容: {}, 頻度: 月1回, 備考: {}}}\n", text(of.goal), text(of.caution))
    });
    let names = ["概要: ", "生活歴: ", "医療の状況: ", "主訴:\n  本人: ", "  家族: "];
    let said: String = names.iter().zip(texts).map(|(name, letters)| format!("{name}{}\n", text(letters))).collect();
    let text = format!(
        "事業所: michi\n作成日: 2024-03-05\n作成者: ueda\n{said}支援の状況:\n  公的支援:\n{supports}  その他の支援:\n{supports}"
    );
    Paper::new("consult-basic", "consult", "basic", "yaml", text).of(child)
}

pub(crate) fn monitoring(rows: usize, name: &str, of: Lengths) -> Paper {
    let slug = format!("{name}{rows}");
    let rows = each(rows, |row| {
        format!("  - {{行: s{row}, 評価: 達成, 理由: {}, 今後: 継続, 備考: {}}}\n", text(of.content), text(of.caution))
    });
    let text = format!(
        "事業所: hoshi\n計画: 2024-03-28-{slug}\n実施日: 2024-09-12\n実施者: suzuki\n\
         聞き取り:\n  - {{職員: mori, 日付: 2024-09-09, 内容: {content}}}\n支援:\n{rows}\
         長期目標: {goal}\n短期目標: {goal}\n意見: {{本人: {wish}, 保護者: {wish}}}\n総合的な評価: {}\n計画の見直し: 要\n備考: {goal}\n",
        text(of.policy),
        content = text(of.content),
        goal = text(of.goal),
        wish = text(of.wish)
    );
    Paper::new("monitoring", "monitoring", &format!("2024-09-12-{slug}"), "yaml", text)
}

pub(crate) fn specialist(rows: usize, name: &str, of: Lengths) -> Paper {
    let slug = format!("{name}{rows}");
    let ids: Vec<String> = (0..rows).map(|row| format!("s{row}")).collect();
    let sessions = each(rows, |row| {
        format!(
            "  - {{日付: 2024-04-{:02}, 担当者: mori, 時間: \"15:00-15:40\", 内容: {}, 反応: {}, 次回: {}}}\n",
            row + 11,
            text(of.content),
            text(of.goal),
            text(of.caution)
        )
    });
    let text = format!(
        "事業所: hoshi\n計画: 2024-03-28-{slug}\n作成日: 2024-04-10\n担当者: mori\n重点領域: [運動・感覚]\n\
         期間: {{開始: 2024-04-11, 終了: 2024-09-28}}\n実施の形: 小集団\n頻度: 月3回\n時間: 45分\n場所: 遊戯室\n\
         アセスメントの結果: {policy}\n必要とする理由: {content}\n目標: {goal}\n支援内容: {policy}\n支援: [{}]\n\
         職員への引き継ぎ: {goal}\n評価の方法: {goal}\n備考: {goal}\n実施記録:\n{sessions}",
        ids.join(", "),
        policy = text(of.policy),
        content = text(of.content),
        goal = text(of.goal)
    );
    Paper::new("specialist", "specialist", &format!("2024-04-10-{slug}"), "yaml", text)
}

/// Of a month a child has one.
pub(crate) fn record(rows: usize, of: Lengths) -> Paper {
    let month = "2024-05";
    let text = each(rows, |row| {
        format!(
            "- 日付: {month}-{:02}\n  事業所: hoshi\n  サービス: 放課後等デイサービス\n  時間: \"14:35-17:25\"\n  様子: {}\n  備考: {}\n  記入者: mori\n",
            row + 1,
            text(of.content),
            text(of.caution)
        )
    });
    Paper::new("record", "record", month, "yaml", text)
}

pub(crate) fn meeting(rows: usize, name: &str, of: Lengths) -> Paper {
    let text = minutes("hoshi", "個別支援会議", rows, of);
    Paper::new("meeting", "meeting", &format!("2024-03-25-{name}{rows}"), "md", text)
}

pub(crate) fn consult_meeting(rows: usize, name: &str, of: Lengths) -> Paper {
    let text = minutes("michi", "サービス担当者会議", rows, of);
    Paper::new("consult-meeting", "consult/meeting", &format!("2024-03-16-{name}{rows}"), "md", text)
}

/// Sections with so many paragraphs each.
fn sections(titles: &[&str], paragraphs: usize, letters: usize) -> String {
    let body = vec![text(letters); paragraphs].join("\n\n");
    titles.iter().map(|title| format!("## {title}\n{body}\n\n")).collect()
}

pub(crate) fn assessment(rows: usize, name: &str, of: Lengths) -> Paper {
    let titles = [
        "本人の希望",
        "保護者の希望",
        "健康・生活",
        "運動・感覚",
        "認知・行動",
        "言語・コミュニケーション",
        "人間関係・社会性",
    ];
    let rest = ["家族の状況", "地域の状況", "本人の強み", "課題(ニーズ)", "支援の方向", "これから確認すること"];
    let text = format!(
        "---\n種類: 初回\n事業所: hoshi\n実施日: 2024-03-11\n実施者: suzuki\n場所: 自宅\n方法: 対面\n---\n{}{}",
        sections(&titles, 1, of.content),
        sections(&rest, rows, of.goal)
    );
    Paper::new("assessment", "assessment", &format!("2024-03-11-{name}{rows}"), "md", text)
}

pub(crate) fn interview(rows: usize, name: &str, of: Lengths) -> Paper {
    let present = each(rows, |row| format!("  - {{氏名: 佐藤 {row}子, 立場: 保護者}}\n"));
    let titles = ["本人の様子", "保護者の話", "助言・相談の内容", "決定事項"];
    let text = format!(
        "---\n種類: 家族支援\n事業所: hoshi\n日時: 2024-06-03 10:00-10:40\n場所: 面談室\n方法: 対面\n出席者:\n  - mori\n{present}記録者: mori\n---\n{}",
        sections(&titles, rows, of.content)
    );
    Paper::new("interview", "interview", &format!("2024-06-03-{name}{rows}"), "md", text)
}

fn minutes(office: &str, kind: &str, rows: usize, of: Lengths) -> String {
    let absent = each(rows, |row| {
        format!(
            "  - {{氏名: 田中 {row}郎, 立場: 学校, 照会: {}, 回答: {}, 理由: {}}}\n",
            text(of.goal),
            text(of.content),
            text(of.caution)
        )
    });
    let present = each(rows, |row| format!("  - {{氏名: 佐藤 {row}子, 立場: 保護者}}\n"));
    let titles = ["意見の確認方法", "議題", "本人の意見", "保護者の意見", "検討内容", "決定事項", "残された課題"];
    let sections = sections(&titles, 1, of.policy);
    format!(
        "---\n種類: {kind}\n事業所: {office}\n日時: 2024-03-25 16:00-17:00\n場所: 相談室\n方法: 対面\n記録者: mori\n\
         出席者:\n{present}欠席者:\n{absent}---\n{sections}"
    )
}

pub(crate) fn consult_plan(rows: usize, name: &str, of: Lengths) -> Paper {
    let slug = format!("{name}{rows}");
    let needs = each(rows, |row| {
        format!(
            "  - id: n{row}\n    優先順位: {}\n    解決すべき課題: {}\n    支援目標: {}\n    達成時期: 2024-09\n    サービス:\n      \
             - {{種類: 放課後等デイサービス, 内容: {}, 量: 月12日, 提供事業者: hoshi}}\n    本人の役割: {}\n    評価時期: 2024-08\n    留意事項: {}\n",
            row + 1,
            text(of.issue),
            text(of.goal),
            text(of.goal),
            text(of.caution),
            text(of.caution)
        )
    });
    let text = format!(
        "事業所: michi\n状態: 確定\n作成日: 2024-03-20\n作成者: ueda\n計画期間: {{開始: 2024-04-01, 終了: 2025-03-31}}\n\
         意向: {{本人: {wish}, 家族: {wish}}}\n総合的な援助の方針: {}\n長期目標: {goal}\n短期目標: {goal}\nニーズ:\n{needs}",
        text(of.policy),
        wish = text(of.wish),
        goal = text(of.goal)
    );
    Paper::new("consult-plan", "consult/plan", &format!("2024-03-20-{slug}"), "yaml", text)
}

pub(crate) fn report(rows: usize, name: &str, of: Lengths) -> Paper {
    report_on(&format!("{name}{rows}"), rows, of.policy, of)
}

/// A report on the plan of that name, whose 全体の状況 has so many letters.
pub(crate) fn report_on(slug: &str, rows: usize, overall: usize, of: Lengths) -> Paper {
    let needs = each(rows, |row| {
        format!(
            "  - id: n{row}\n    サービス提供状況: {}\n    本人の感想・満足度: {}\n    達成度: {}\n    今後の課題: {}\n    \
             変更の必要性: {{種類: 無, 量: 無, 週間計画: 無}}\n    留意事項: {}\n",
            text(of.goal),
            text(of.caution),
            text(of.caution),
            text(of.caution),
            text(of.caution)
        )
    });
    let text = format!(
        "事業所: michi\n計画: 2024-03-20-{slug}\n実施日: 2024-09-30\n実施者: ueda\n居宅訪問日: 2024-09-28\n\
         全体の状況: {}\nニーズ:\n{needs}結果: 継続\n",
        text(overall)
    );
    Paper::new("consult-monitoring", "consult/monitoring", &format!("2024-09-30-{slug}"), "yaml", text)
}
