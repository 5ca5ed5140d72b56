//! A plan edited after its consent: the consent names a 版 that the paper no longer has.

use super::super::rule::{Certainty, Check, Facts, Group, Judges, Reporter, Rule};
use crate::case::Document;
use crate::case::paper::State;
use crate::diagnostic::Severity;

pub(in super::super) static RULE: Rule = Rule {
    code: "consent-outdated",
    group: Group::Trail,
    summary: "同意の後に計画が書き換えられている",
    explanation: "同意の行(events.yaml)に書かれた 版 と、いまの計画の 版 を比べます。版 は計画の内容から作る 8 桁の符号で、印刷すると紙の下端に出ます。状態・備考・評価及び今後の方針・コメント・書き方の違いは数えず、同意の対象となる内容が変わったときだけ変わります。別表は 1 枚ごとに別の 版 を持ち、障害児支援利用計画の 版 は週間計画表を含みます。版 が違うのは、署名された紙とファイルの計画が別の内容になっているということです。説明と同意を得ていない内容で支援していることになりかねず、運営指導で原本と突き合わせると分かります。内容を変えたのなら、変えた計画で説明と同意をやり直し、新しい同意を加えます。誤って書き換えたのなら、署名された紙のとおりに戻します。案・原案では警告にとどめます。版 を書いていない同意は比べられないので、何も言いません。",
    basis: "児童福祉法に基づく指定通所支援の事業等の人員、設備及び運営に関する基準 第27条(文書による同意。項番号は未確認)。版 の比較はこのプログラムの約束",
    certainty: Certainty::Verified,
    rests_on: &["*"],
    judges: Judges { received: false, ..Judges::ALL },
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(trail) = facts.timeline.trail() else { return };
    for part in document.paper().parts() {
        let Some(signature) = facts.timeline.outdated(document, &part) else { continue };
        let (Some((named, span)), Some(now)) = (signature.event.revision.spanned(), &signature.current) else {
            continue;
        };
        let title = part.name().unwrap_or_else(|| document.kind.title.to_owned());
        let message = format!(
            "{title}({})は、同意された 版「{named}」と違う内容になっています(いまの 版 は {now})",
            document.name
        );
        let finding = reporter.report(trail.place_at(span), message);
        finding.related.push((document.place(None), "この計画が、同意の後に書き換えられています".to_owned()));
        finding.help = Some(format!(
            "内容を変えたのなら、説明と同意をやり直して `- {{種類: 同意, 対象: {}, 日付: 署名の日, 署名者: 氏名, 方法: 書面, 版: {now}}}` を加えてください。変えるつもりがなかったのなら、署名された紙のとおりに戻してください",
            part.target(document)
        ));
        if document.state() != State::Final {
            finding.severity = Severity::Warning;
        }
    }
}
