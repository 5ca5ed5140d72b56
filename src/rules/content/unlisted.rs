//! A word that office.yaml silences and that no rule would have counted.

use super::super::facts::Ground;
use super::super::rule::{Check, Group, Reporter, Rule};
use super::words::OfficeWords;
use crate::diagnostic::{Code, Severity};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("word-unlisted"),
    group: Group::Content,
    severity: Severity::Warning,
    summary: "office.yaml で除いた語が、一覧にない",
    explanation: include_str!("word-unlisted.md"),
    checks: &[Check::Office(check)],
    ..Rule::BASE
};

fn check(ground: &Ground<'_>, reporter: &mut Reporter<'_>) {
    for idle in OfficeWords::of(&ground.organisation.value).unlisted() {
        let message = format!("「{}」は {} の一覧にないので、除いても何も変わりません", idle.word, idle.list);
        reporter.report(idle.span.place(), message).help = Some(match (idle.elsewhere, idle.near) {
            (Some(list), _) => format!("{list} の一覧にあります。`除く: {{{list}: [{}]}}` と書いてください", idle.word),
            (None, Some(near)) => format!("「{near}」ではありませんか。見つかった語は、その指摘の文に「」で示されます"),
            (None, None) => {
                "見つかった語は、その指摘の文に「」で示されます。要らなければ、この語を消してください".to_owned()
            }
        });
    }
}
