//! The rules that layout reports: what a box of fixed height did with a long text, text that fell off a page, and a paper
//! that was given up.

use super::rule::{Check, Group, Rule};
use crate::diagnostic::{Code, Severity};

pub(super) static TEXT_SHRUNK: Rule = Rule {
    code: Code::TEXT_SHRUNK,
    group: Group::Print,
    severity: Severity::Info,
    summary: "欄に入れるため文字を小さくした",
    explanation: include_str!("text-shrunk.md"),
    checks: &[Check::Layout],
    ..Rule::BASE
};

pub(super) static TEXT_OVERFLOW: Rule = Rule {
    code: Code::TEXT_OVERFLOW,
    group: Group::Print,
    severity: Severity::Warning,
    summary: "欄に入りきらない文がある",
    explanation: include_str!("text-overflow.md"),
    checks: &[Check::Layout],
    ..Rule::BASE
};

pub(super) static TEXT_LOST: Rule = Rule {
    code: Code::TEXT_LOST,
    group: Group::Print,
    summary: "紙の外に出て失われる文がある",
    explanation: include_str!("text-lost.md"),
    checks: &[Check::Layout],
    ..Rule::BASE
};

pub(super) static VALUE_UNPRINTED: Rule = Rule {
    code: Code::VALUE_UNPRINTED,
    group: Group::Print,
    summary: "書かれた値が、書かれたとおりに紙にない",
    explanation: include_str!("value-unprinted.md"),
    checks: &[Check::Layout],
    ..Rule::BASE
};

pub(super) static PRINT_GIVEN_UP: Rule = Rule {
    code: Code::PRINT_GIVEN_UP,
    group: Group::Print,
    summary: "時間かメモリーが足りず、印刷をやめた",
    explanation: include_str!("print-given-up.md"),
    checks: &[Check::Layout],
    ..Rule::BASE
};
