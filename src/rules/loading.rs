//! The rules that the loader reports while it reads: each is only its description here.

use super::judges::Judges;
use super::rule::{Check, Rule};
use super::{extras, forms, ratings, settings};
use crate::diagnostic::{Code, Severity};

pub(super) static FILE_UNREADABLE: Rule = Rule {
    code: Code::FILE_UNREADABLE,
    summary: "ファイルを読めない",
    explanation: include_str!("file-unreadable.md"),
    checks: &[Check::Loading],
    ..Rule::BASE
};

pub(super) static FILE_UNKNOWN: Rule = Rule {
    code: Code::FILE_UNKNOWN,
    severity: Severity::Warning,
    summary: "置き場所か名前の分からないファイルがある",
    explanation: include_str!("file-unknown.md"),
    ..Rule::BASE
};

pub(super) static COPY_OF_FILE: Rule = Rule {
    code: Code::COPY_OF_FILE,
    severity: Severity::Warning,
    summary: "同じ文書の二つ目のファイルがある",
    explanation: include_str!("copy-of-file.md"),
    ..Rule::BASE
};

pub(super) static NAME_UNPORTABLE: Rule = Rule {
    code: Code::NAME_UNPORTABLE,
    severity: Severity::Warning,
    summary: "ほかのパソコンで使えないフォルダー名がある",
    explanation: include_str!("name-unportable.md"),
    ..Rule::BASE
};

pub(super) static ENCODING_INVALID: Rule = Rule {
    code: Code::ENCODING_INVALID,
    summary: "文字コードが UTF-8 でない",
    explanation: include_str!("encoding-invalid.md"),
    ..Rule::BASE
};

pub(super) static ENCODING_UNUSUAL: Rule = Rule {
    code: Code::ENCODING_UNUSUAL,
    severity: Severity::Warning,
    summary: "BOM か CRLF 改行が付いている",
    explanation: include_str!("encoding-unusual.md"),
    ..Rule::BASE
};

pub(super) static SYNTAX_INVALID: Rule = Rule {
    code: Code::SYNTAX_INVALID,
    summary: "書き方に誤りがあり、読めない",
    explanation: include_str!("syntax-invalid.md"),
    ..Rule::BASE
};

pub(super) static KEY_DUPLICATE: Rule = Rule {
    code: Code::KEY_DUPLICATE,
    summary: "同じ項目が二度書かれている",
    explanation: include_str!("key-duplicate.md"),
    ..Rule::BASE
};

pub(super) static COMMENT_IN_VALUE: Rule = Rule {
    code: Code::COMMENT_IN_VALUE,
    severity: Severity::Warning,
    summary: "値の途中から、または初めからコメントになっている",
    explanation: include_str!("comment-in-value.md"),
    ..Rule::BASE
};

pub(super) static UNKNOWN_KEY: Rule = Rule {
    code: Code::UNKNOWN_KEY,
    summary: "知らない項目がある",
    explanation: include_str!("unknown-key.md"),
    judges: Judges::own(&[]),
    checks: &[
        Check::Loading,
        Check::Paper(extras::unknown_names),
        Check::Office(forms::papers_of_office),
        Check::Child(forms::papers_of_child),
    ],
    ..Rule::BASE
};

pub(super) static VALUE_INVALID: Rule = Rule {
    code: Code::VALUE_INVALID,
    summary: "値を読み取れない",
    explanation: include_str!("value-invalid.md"),
    judges: Judges::own(&[]),
    checks: &[
        Check::Loading,
        Check::Paper(extras::wrong_values),
        Check::Paper(ratings::wrong_words),
        Check::Office(settings::fixed_rules),
        Check::Office(forms::unknown_families),
    ],
    names_letters: true,
    ..Rule::BASE
};

pub(super) static DATE_MISMATCH: Rule = Rule {
    code: Code::DATE_MISMATCH,
    summary: "ファイル名の日付と文書の日付が違う",
    explanation: include_str!("date-mismatch.md"),
    ..Rule::BASE
};

pub(super) static TEMPLATE_INVALID: Rule = Rule {
    code: Code::TEMPLATE_INVALID,
    summary: "様式の雛形に誤りがある",
    explanation: include_str!("template-invalid.md"),
    ..Rule::BASE
};
