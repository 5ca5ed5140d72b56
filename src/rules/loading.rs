//! The rules that the loader reports while it reads: each is only its description here.

use super::rule::{Check, Judges, Rule};
use super::{extras, settings};
use crate::diagnostic::Severity;

pub(super) static FILE_UNREADABLE: Rule = Rule {
    code: "file-unreadable",
    summary: "ファイルを読めない",
    explanation: "ファイルがない、空である、大きすぎる(2 MB まで)、フォルダーやリンクの輪である、リンクの先がプロジェクトの外にある、権限がない、保存の途中で壊れた(中身が 0 になった)、Word や PDF など文字だけでないファイルである、のいずれかです。フォルダーを開けないときは、その中の文書はどれも読んでいません。その文書は印刷しません。前に印刷した PDF はそのまま残ります。",
    checks: &[Check::Loading],
    ..Rule::BASE
};

pub(super) static FILE_UNKNOWN: Rule = Rule {
    code: "file-unknown",
    severity: Severity::Warning,
    summary: "置き場所か名前の分からないファイルがある",
    explanation: "児童のフォルダーには決まった名前のファイルとフォルダーだけを置きます。名前が違うと読まれず、印刷もされないため、気づけるように知らせます。",
    ..Rule::BASE
};

pub(super) static COPY_OF_FILE: Rule = Rule {
    code: "copy-of-file",
    severity: Severity::Warning,
    summary: "同じ文書の二つ目のファイルがある",
    explanation: "OneDrive、Dropbox、Syncthing などの同期は、二台のパソコンで同時に書かれたファイルを、別の名前で残します(`2024-03-28-DESKTOP-AB12CD.yaml`、`2024-03-28 (… の競合コピー …).yaml`、`….sync-conflict-….yaml`)。エクスプローラーや Finder のコピー(`… - コピー.yaml`、`… (1).yaml`、`… 2.yaml`)、git の統合ツールの控え(`…_LOCAL_….yaml`、`.orig`)も同じです。名前がそうであるもの、同じ日の文書と内容が同じかほとんど同じものは、文書としては読まず、印刷も比較もしません。二つの中身を見比べて、一つにまとめてください。`2024-03-28-haha.md` のように自分で付けた名前は、内容が違えば別の文書です。",
    ..Rule::BASE
};

pub(super) static NAME_UNPORTABLE: Rule = Rule {
    code: "name-unportable",
    severity: Severity::Warning,
    summary: "ほかのパソコンで使えないフォルダー名がある",
    explanation: "児童のフォルダー名が、大文字と小文字のほかは同じもの(hana と Hana)は、Windows と macOS では一つのフォルダーになり、一方の児童の記録が上書きされます。aux・con・nul・prn・com1〜com9・lpt1〜lpt9 と、これらに終わりの付いたもの(con.old)は、Windows ではファイルにもフォルダーにも使えません。「.」や空白で終わる名前と、< > : \" | ? * \\ のある名前も Windows では作れません。いまのパソコンで読めても、git で写した先で開けなくなります。",
    ..Rule::BASE
};

pub(super) static ENCODING_INVALID: Rule = Rule {
    code: "encoding-invalid",
    summary: "文字コードが UTF-8 でない",
    explanation: "Shift_JIS、EUC-JP、JIS(ISO-2022-JP)、UTF-16 で保存されたファイルと、改行が CR だけのファイルは読みません。推測して読むと、氏名の字が変わる恐れがあるためです。UTF-8 で保存し直してください。",
    ..Rule::BASE
};

pub(super) static ENCODING_UNUSUAL: Rule = Rule {
    code: "encoding-unusual",
    severity: Severity::Warning,
    summary: "BOM か CRLF 改行が付いている",
    explanation: "内容は読めますが、git の差分がファイル全体になるなど、後で困ります。いくつのファイルにあっても、一行にまとめて知らせます。UTF-8(BOM なし)、改行 LF で保存し直してください。",
    ..Rule::BASE
};

pub(super) static SYNTAX_INVALID: Rule = Rule {
    code: "syntax-invalid",
    summary: "書き方に誤りがあり、読めない",
    explanation: "字下げの乱れやタブ、全角の「：」や空白、行頭の「- 」の抜け、閉じていない引用符や括弧、git の取り込みで残った印などです。原因の行と、直し方を一つずつ示します。読めなかった値に基づく指摘は、直すまで出しません。その文書は印刷しません。",
    ..Rule::BASE
};

pub(super) static KEY_DUPLICATE: Rule = Rule {
    code: "key-duplicate",
    summary: "同じ項目が二度書かれている",
    explanation: "どちらが正しいかプログラムには分かりません。一つを残してください。",
    ..Rule::BASE
};

pub(super) static COMMENT_IN_VALUE: Rule = Rule {
    code: "comment-in-value",
    severity: Severity::Warning,
    summary: "値の途中から、または初めからコメントになっている",
    explanation: "空白の後の「#」から行末まではコメント(人のための覚え書き)として読まれ、印刷されません。値が「#」で始まると、欄は空になります(この場合はエラーです)。値全体を \" \" で囲むか、「|」の次の行から書いてください。コメントのつもりなら、「#」の前に空白を 2 つ置くと、この警告は出ません。",
    ..Rule::BASE
};

pub(super) static UNKNOWN_KEY: Rule = Rule {
    code: "unknown-key",
    summary: "知らない項目がある",
    explanation: "項目名の書き間違いは、書いたつもりの内容が印刷されない原因になります。近い名前を示します。自治体独自の欄は 追加: の下に書きます。",
    judges: Judges::own(&[]),
    checks: &[Check::Loading, Check::Paper(extras::unknown_names)],
    ..Rule::BASE
};

pub(super) static VALUE_INVALID: Rule = Rule {
    code: "value-invalid",
    summary: "値を読み取れない",
    explanation: "日付、時間、数、選ぶ語など、決まった書き方のある欄の値です。書き方の例を示します。",
    judges: Judges::own(&[]),
    checks: &[Check::Loading, Check::Paper(extras::wrong_values), Check::Office(settings::fixed_rules)],
    ..Rule::BASE
};

pub(super) static DATE_MISMATCH: Rule = Rule {
    code: "date-mismatch",
    summary: "ファイル名の日付と文書の日付が違う",
    explanation: "ファイル名は作成日・実施日を繰り返します。違っていると、どちらの日付の文書か後で分からなくなります。",
    ..Rule::BASE
};

pub(super) static TEMPLATE_INVALID: Rule = Rule {
    code: "template-invalid",
    summary: "様式の雛形に誤りがある",
    explanation: "templates/ の雛形か lib を書き換えたときに起こります。示した行を直してください。内蔵の雛形で起きたときはプログラムの不具合です。",
    ..Rule::BASE
};
