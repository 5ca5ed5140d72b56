//! `shien rules` and `shien explain`.

use super::Verdict;
use super::terminal::Terminal;
use crate::compare::{Piece, wrap};
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
    terminal.line(&format!("{} ({})", rule.code, rule.severity.label()));
    let paragraph = |text: &str| {
        for line in wrap(&[Piece::same(text)], terminal.columns()) {
            terminal.line(&line.into_iter().map(|piece| piece.text).collect::<String>());
        }
    };
    paragraph(rule.summary);
    terminal.line("");
    paragraph(rule.explanation);
    if !rule.basis.is_empty() {
        terminal.line("");
        paragraph(&format!("根拠: {}", rule.basis));
    }
    paragraph(&format!("確かさ: {}", rule.certainty.label()));
    if let Some((year, month, day)) = rule.judges.in_force.from {
        paragraph(&format!("作成日が {year}-{month:02}-{day:02} 以後の文書に当てはまります。"));
    }
    if rule.reduction {
        paragraph("個別支援計画未作成減算に関わります。");
    }
    Ok(Verdict::Fine)
}
