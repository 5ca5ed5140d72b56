//! How goals are written: so that everybody sees whether they are met, as something to do, and of the child or the family.
//!
//! A goal bears one finding at the most, the gravest of its faults. What is judged is the wording alone, by words of one
//! data file and by how verbs end; no dictionary stands behind it, so that every doubt is silent.

mod evidence;
mod negative;
mod subject;
mod vague;
mod verbs;
mod wording;

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::words::OfficeWords;
use super::{called, open_plan, rows_of};
use crate::case::Document;
use crate::case::plan::{SupportKind, SupportPlan};
use crate::diagnostic::{Code, Severity};
use crate::record::Field;
use crate::source::Span;
use crate::value::Text;
use wording::JudgedText;

pub(in crate::rules) static VAGUE: Rule = Rule {
    code: Code::new("goal-vague"),
    summary: "目標が、何ができれば達成なのか分からない書き方になっている",
    explanation: include_str!("../goal-vague.md"),
    checks: &[Check::Paper(|facts, document, reporter| tell(facts, document, reporter, vague_of))],
    ..GOAL
};

pub(in crate::rules) static NEGATIVE: Rule = Rule {
    code: Code::new("goal-negative"),
    summary: "目標が「〜しない」で終わり、代わりにすることが書かれていない",
    explanation: include_str!("../goal-negative.md"),
    certainty: Certainty::OneSource,
    checks: &[Check::Paper(|facts, document, reporter| tell(facts, document, reporter, negative_of))],
    ..GOAL
};

pub(in crate::rules) static SUBJECT: Rule = Rule {
    code: Code::new("goal-subject"),
    summary: "目標が職員のすることになっているか、支援内容が児童のすることだけになっている",
    explanation: include_str!("../goal-subject.md"),
    certainty: Certainty::OneSource,
    checks: &[
        Check::Paper(|facts, document, reporter| tell(facts, document, reporter, staff_of)),
        Check::Paper(contents),
    ],
    ..GOAL
};

/// What the three have in common.
const GOAL: Rule = Rule {
    group: Group::Content,
    severity: Severity::Warning,
    certainty: Certainty::Guide,
    rests_on: &[(
        Reach::Own,
        &["支援", "支援.項目", "支援.支援目標", "支援.支援内容", "短期目標", "短期目標.内容", "長期目標.内容", "状態"],
    )],
    judges: Judges::own(&["plan"]),
    ..Rule::BASE
};

/// What is wrong with the wording of a goal, and the words that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
enum WordingFault {
    /// It ends in what is not to be done.
    Negative(String),
    /// It ends in what the staff does.
    Staff(String),
    /// Nobody can see whether it is met.
    Vague(String),
}

/// What looks for one fault of a goal in a row of some 項目, or of the plan as a whole where there is none. A goal has the
/// first of its faults only.
type Find = fn(OfficeWords<'_>, Option<SupportKind>, &JudgedText) -> Option<WordingFault>;

fn negative_of(words: OfficeWords<'_>, kind: Option<SupportKind>, wording: &JudgedText) -> Option<WordingFault> {
    negative::find(words, kind, wording).map(WordingFault::Negative)
}

fn staff_of(words: OfficeWords<'_>, kind: Option<SupportKind>, wording: &JudgedText) -> Option<WordingFault> {
    let of_staff = subject::of_staff(words, kind, wording)?;
    negative_of(words, kind, wording).is_none().then_some(WordingFault::Staff(of_staff))
}

fn vague_of(words: OfficeWords<'_>, kind: Option<SupportKind>, wording: &JudgedText) -> Option<WordingFault> {
    let vague = vague::find(words, wording)?;
    let is_first = negative_of(words, kind, wording).is_none() && staff_of(words, kind, wording).is_none();
    is_first.then_some(WordingFault::Vague(vague))
}

/// What is said of a goal, and the remedy.
type FaultTold = (String, &'static str);

impl WordingFault {
    fn said(&self, goal: &WrittenGoal<'_>) -> FaultTold {
        match self {
            Self::Negative(words) => (
                format!("{}が「{words}」で終わり、代わりに何をするのかが書かれていません", goal.name),
                "その場面で代わりにできるようになることを書いてください。例: 友だちを叩かない → 貸してほしい時に「かして」と言うか、カードを見せる",
            ),
            Self::Staff(words) => {
                let help = match goal.kind {
                    Some(SupportKind::Family) => {
                        "家族がどうなっているかを支援目標に書き、職員のすることは支援内容へ移してください。例: 母が、困った時の対応を一つ選び、家庭で週2回試す"
                    }
                    _ => {
                        "本人がどうなっているかを支援目標に書き、職員のすることは支援内容へ移してください。例: トイレに行きたい時に、カードで職員に伝える"
                    }
                };
                (format!("{}が、職員のすること(「{words}」)になっています", goal.name), help)
            }
            Self::Vague(words) => (
                format!("{}「{}」では、何ができれば達成なのか分かりません(「{words}」)", goal.name, goal.shortened()),
                "場面(いつ・どこで)、目に見える動作、回数や時間のどれかを加えてください。例: 朝の会で、名前を呼ばれたら手を挙げる / 週3回、連絡帳を自分で出す",
            ),
        }
    }
}

/// 長期目標.
const LONG: &str = "長期目標";

/// A goal of a plan.
struct WrittenGoal<'a> {
    name: &'static str,
    kind: Option<SupportKind>,
    text: &'a str,
    span: Span,
}

impl<'a> WrittenGoal<'a> {
    fn of(name: &'static str, kind: Option<SupportKind>, field: &'a Field<Text>) -> Option<Self> {
        let (text, span) = field.spanned()?;
        Some(Self { name, kind, text: text.as_str(), span })
    }

    /// The beginning, enough to know it by.
    fn shortened(&self) -> String {
        const ENOUGH: usize = 30;
        let line = self.text.lines().next().unwrap_or_default();
        match line.char_indices().nth(ENOUGH) {
            Some((end, _)) => format!("{}…", &line[..end]),
            None => line.to_owned(),
        }
    }
}

fn goals(plan: &SupportPlan) -> Vec<WrittenGoal<'_>> {
    let long = plan.long_goal.get().and_then(|goal| WrittenGoal::of(LONG, None, &goal.text));
    let short = plan.short_goal.get().and_then(|goal| WrittenGoal::of("短期目標", None, &goal.text));
    let rows = plan.rows.iter().filter_map(|row| WrittenGoal::of("支援目標", Some(*row.kind.get()?), &row.goal));
    long.into_iter().chain(short).chain(rows).collect()
}

/// Tells the goals of a plan that have a fault.
fn tell(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>, find: Find) {
    let Some(plan) = open_plan(facts, document) else { return };
    let words = OfficeWords::of(&facts.ground.organisation.value);
    for goal in goals(plan) {
        let Some(fault) = find(words, goal.kind, &JudgedText::of(goal.text)) else { continue };
        // A 長期目標 may look far ahead, and is not asked for what can be counted.
        if goal.name == LONG && matches!(fault, WordingFault::Vague(_)) {
            continue;
        }
        let (message, help) = fault.said(&goal);
        reporter.report(goal.span.place(), message).help = Some(help.to_owned());
    }
}

/// Tells the 支援内容 of 本人支援 that say only what the child does.
fn contents(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    let words = OfficeWords::of(&facts.ground.organisation.value);
    for (kind, row) in rows_of(plan, &[SupportKind::Child]) {
        let Some((text, span)) = row.content.spanned() else { continue };
        if subject::is_of_child(words, &JudgedText::of(text.as_str())) {
            let message = format!("{}の支援内容に、職員のすることが書かれていません", called(kind, row));
            reporter.report(span.place(), message).help = Some(
                "本人ができるようになることは支援目標に、職員がどの場面でどう働きかけるかを支援内容に書いてください。例: 職員が隣で言い方を示し、うまくいった場面を一緒に振り返る"
                    .to_owned(),
            );
        }
    }
}

#[cfg(test)]
mod tests;
