//! What a モニタリング says of each row and each need: a reason where the goal is not met, and more than a stock phrase.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::words::{OfficeWords, bare};
use crate::case::monitoring::{Achievement, Monitoring, RowResult};
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::record::Field;
use crate::value::Text;

pub(in crate::rules) static UNREASONED: Rule = Rule {
    code: Code::new("achievement-unreasoned"),
    group: Group::Content,
    severity: Severity::Warning,
    summary: "未達成・一部達成の理由が書かれていない",
    explanation: include_str!("achievement-unreasoned.md"),
    certainty: Certainty::Guide,
    rests_on: &[(Reach::Own, &["支援", "支援.評価", "支援.理由"])],
    judges: Judges::own(&["monitoring"]),
    checks: &[Check::Paper(unreasoned)],
    ..Rule::BASE
};

fn record(document: &Document) -> Option<&Monitoring> {
    match &document.model {
        Model::Monitoring(record) => Some(record),
        _ => None,
    }
}

/// How a row of a record is called: by the id of the row of the plan.
fn called(row: &RowResult) -> String {
    row.row.get().map_or_else(|| "行".to_owned(), |id| format!("行 {id}"))
}

fn unreasoned(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let words = OfficeWords::of(&facts.ground.organisation.value);
    let ratings = facts.ratings(document);
    for row in record(document).into_iter().flat_map(|record| record.rows.iter()) {
        let Some((result, span)) = row.result.spanned() else { continue };
        let is_given = row.reason.is_unread()
            || row.reason.get().is_some_and(|text| !words.is_blank(text.as_str()) || is_stock(words, text.as_str()));
        // Of a word that is not on the form nothing is known.
        if is_given || !matches!(ratings.counts(result), Some(Achievement::Partly | Achievement::NotYet)) {
            continue;
        }
        let place = row.reason.span().unwrap_or(span).place();
        let finding = reporter.report(place, format!("{} は「{result}」ですが、理由がありません", called(row)));
        finding.help = Some(
            "できた場面とできなかった場面、回数、考えられる事情を `理由: …` に書いてください。次の計画の手がかりになります"
                .to_owned(),
        );
    }
}

pub(in crate::rules) static STOCK_PHRASE: Rule = Rule {
    code: Code::new("monitoring-stock-phrase"),
    group: Group::Content,
    severity: Severity::Warning,
    summary: "モニタリングが「変化なし」「継続」のような決まり文句だけになっている",
    explanation: include_str!("monitoring-stock-phrase.md"),
    certainty: Certainty::OneSource,
    rests_on: &[(
        Reach::Own,
        &["支援", "支援.理由", "総合的な評価", "全体の状況", "ニーズ", "ニーズ.id", "ニーズ.サービス提供状況"],
    )],
    judges: Judges::own(&["monitoring", "consult-monitoring"]),
    checks: &[Check::Paper(stock_phrases)],
    ..Rule::BASE
};

fn stock_phrases(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let words = OfficeWords::of(&facts.ground.organisation.value);
    for (name, text) in accounts(document) {
        let Some((written, span)) = text.spanned().filter(|(text, _)| is_stock(words, text.as_str())) else { continue };
        let message = format!("{name}が「{}」だけで、この間のことが分かりません", written.as_str());
        reporter.report(span.place(), message).help = Some(
            "いつ、どの場面で、何ができたか(できなかったか)を、回数や本人の言葉とともに書いてください。例: 6月は利用10日のうち7日、自分からカードで伝えた"
                .to_owned(),
        );
    }
}

/// Where a モニタリング says how things went: each row and the whole of a record, each need and the whole of a report.
fn accounts(document: &Document) -> Vec<(String, &Field<Text>)> {
    match &document.model {
        Model::Monitoring(record) => {
            let rows = record.rows.iter().map(|row| (format!("{} の理由", called(row)), &row.reason));
            rows.chain([("総合的な評価".to_owned(), &record.overall)]).collect()
        }
        Model::ConsultationMonitoring(report) => {
            let needs = report.needs.iter().map(|need| {
                let id = need.id.get().map_or_else(|| "ニーズ".to_owned(), |id| format!("ニーズ {id}"));
                (format!("{id} のサービス提供状況"), &need.provision)
            });
            needs.chain([("全体の状況".to_owned(), &report.overall)]).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a text is made of stock phrases, and of nothing else.
fn is_stock(words: OfficeWords<'_>, text: &str) -> bool {
    let parts: Vec<String> = text.split(['。', '、', '\n', ',']).map(bare).filter(|part| !part.is_empty()).collect();
    let phrase = |part: &String| {
        words.list(|lists| &lists.stock_phrases).any(|phrase| *part == phrase || polite(part) == phrase)
    };
    !parts.is_empty() && parts.iter().all(phrase)
}

/// Without the polite ending of a sentence.
fn polite(part: &str) -> &str {
    part.strip_suffix("です").or_else(|| part.strip_suffix("でした")).unwrap_or(part)
}

#[cfg(test)]
mod tests {
    use super::{OfficeWords, is_stock};

    #[test]
    fn stock_phrases_alone_say_nothing_and_beside_something_else_they_do_no_harm() {
        for text in ["変化なし", "特になし。", "継続、引き続き支援する。", "良好です。", "問題 なし\n継続"]
        {
            assert!(is_stock(OfficeWords::default(), text), "{text}");
        }
        for text in [
            "変化なし。カードは8回のうち3回自分から出した。",
            "継続して5分座れるようになった。",
            "雨の日は変化なし、晴れの日は外で走った。",
            "落ち着いて過ごせている。4月は泣く日が3日あった。",
            "",
            "。",
        ] {
            assert!(!is_stock(OfficeWords::default(), text), "{text}");
        }
    }
}
