//! The rules that layout reports: what a box of fixed height did with a long text, and text that fell off a page.

use super::rule::{Check, Group, Rule};
use crate::diagnostic::Severity;

pub(super) static TEXT_SHRUNK: Rule = Rule {
    code: "text-shrunk",
    group: Group::Print,
    severity: Severity::Info,
    summary: "欄に入れるため文字を小さくした",
    explanation: "高さの決まった欄に入るよう、7 ポイントを下限に文字を小さくして印刷します。週間計画表の枠にそれでも入らない予定は、枠に番号を、格子の下に文を印刷します。読みやすさのために文を短くできないか見てください。",
    checks: &[Check::Layout],
    ..Rule::BASE
};

pub(super) static TEXT_OVERFLOW: Rule = Rule {
    code: "text-overflow",
    group: Group::Print,
    severity: Severity::Warning,
    summary: "欄に入りきらず別紙に回した",
    explanation: "7 ポイントまで小さくしても入らないため、欄には「別紙1参照」のように刷り、全文を最後の別紙に載せます。失われる文はありません。",
    checks: &[Check::Layout],
    ..Rule::BASE
};

pub(super) static TEXT_LOST: Rule = Rule {
    code: "text-lost",
    group: Group::Print,
    summary: "紙の外に出て失われる文がある",
    explanation: "組版の後、すべての字が用紙と枠の中にあるかを確かめています。外に出た字があるときは印刷しません。雛形の寸法を見直してください。",
    checks: &[Check::Layout],
    ..Rule::BASE
};

pub(super) static VALUE_UNPRINTED: Rule = Rule {
    code: "value-unprinted",
    group: Group::Print,
    summary: "書かれた値が、書かれたとおりに紙にない",
    explanation: "組版の後、文書に書かれた値がひとつずつ紙の上にあるかを確かめています。文は一字ずつ、順に。氏名、日付、時刻、番号は、その語が値の数だけあるかを。選んだ語は、丸か印が付いているかを。紙にない値、字が欠けた値、二度ある値があるときは印刷しません。\n\n自分の雛形で起きたときは、その欄を雛形に足してください。様式にもともと欄がないなら、pack.yaml の文書の `印刷しない` に欄の名前を書きます(`印刷しない: [事業所, 別表.区分]`)。そこに書いた欄と、その中の欄は確かめません。表紙のように一部だけを刷る紙なら `印刷しない: [すべて]` とします。",
    checks: &[Check::Layout],
    ..Rule::BASE
};
