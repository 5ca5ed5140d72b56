//! `shien rules` and `shien explain`.

use super::Verdict;
use super::terminal::Terminal;
use crate::pipeline::SetupError;
use crate::record::nearest;
use crate::rules::{self, RULES};

pub(super) fn list(terminal: &Terminal) -> Result<Verdict, SetupError> {
    let width = |text: fn(&rules::Rule) -> &str| RULES.iter().map(|rule| text(rule).len()).max().unwrap_or_default();
    let (codes, groups) = (width(|rule| rule.code), width(|rule| rule.group.id()));
    for rule in RULES {
        terminal.line(&format!(
            "{:<codes$} {:<groups$} {:　<4} {}",
            rule.code,
            rule.group.id(),
            rule.severity.label(),
            rule.summary
        ));
    }
    Ok(Verdict::Fine)
}

pub(super) fn explain(code: &str, terminal: &Terminal) -> Result<Verdict, SetupError> {
    let Some(rule) = rules::find(code) else {
        let hint = match nearest(code, RULES.iter().map(|rule| rule.code)) {
            Some(near) => format!("`{near}` ではありませんか。一覧は shien rules で見られます"),
            None => "一覧は shien rules で見られます".to_owned(),
        };
        return Err(SetupError::new(format!("規則 `{code}` はありません"), hint));
    };
    terminal.line(&format!("{} ({})\n{}\n\n{}", rule.code, rule.severity.label(), rule.summary, rule.explanation));
    if !rule.basis.is_empty() {
        terminal.line(&format!("\n根拠: {}", rule.basis));
    }
    terminal.line(&format!("確かさ: {}", rule.certainty.label()));
    if let Some((year, month, day)) = rule.since {
        terminal.line(&format!("作成日が {year}-{month:02}-{day:02} 以後の文書に当てはまります。"));
    }
    if rule.reduction {
        terminal.line("個別支援計画未作成減算に関わります。");
    }
    Ok(Verdict::Fine)
}
