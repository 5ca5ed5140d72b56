//! The 相談支援 gets a copy of every 個別支援計画 since April 2024.

use super::super::rule::{Certainty, Check, Facts, Group, InForce, Judges, Owed, Reporter, Rule, States};
use crate::case::Document;
use crate::diagnostic::Severity;
use crate::timeline::{Standing, What};

pub(in super::super) static RULE: Rule = Rule {
    code: "consultant-delivery-missing",
    group: Group::Trail,
    severity: Severity::Warning,
    summary: "個別支援計画を障害児相談支援事業者に交付していない",
    explanation: "2024年4月から、個別支援計画は保護者だけでなく障害児相談支援事業者にも交付します。作成日が 2024-04-01 以後の確定の計画について、events.yaml に障害児相談支援事業者への 交付(送付)があるかを見ます。障害児支援利用計画と個別支援計画は一人の子どもについて連動するもので、写しが届かなければ相談支援専門員は計画を合わせられません。\n相手 として認めるのは、「相談支援」を含む言葉(障害児相談支援事業者、相談支援専門員など)、office.yaml の障害児相談支援の事業所とその職員の id・名称・氏名、child.yaml の 関係機関 のうち名称か役割に「相談支援」か「障害児支援利用計画」とあるものの id と名称、障害児支援利用計画を作った事業所です。\n計画期間の開始まではこれからのこととして警告、開始の日からエラーです。セルフプランの児童(child.yaml の `セルフプラン: true`)には相談支援がないので求めません。ただし、その計画の開始日に有効な障害児支援利用計画があるときは、どちらが正しいか分からないので警告します。セルフプラン を書いておらず、相談支援事業所もどこにも出てこない児童も警告にとどめます。計画の開始より前に利用を終えた児童には求めません。",
    basis: "児童福祉法に基づく指定通所支援の事業等の人員、設備及び運営に関する基準 第27条(交付。項番号は未確認)、令和6年度障害福祉サービス等報酬改定等に関するQ&A VOL.1 問82",
    certainty: Certainty::Verified,
    judges: Judges { states: States::Final, in_force: InForce::from(2024, 4, 1), ..Judges::own(&["plan"]) },
    rests_on: &[
        "事業所",
        "計画期間",
        "開始",
        "終了",
        "状態",
        "作成日",
        "関係機関",
        "id",
        "名称",
        "役割",
        "セルフプラン",
        "職員",
        "氏名",
        "障害児支援利用計画",
        "consult/plan/",
        "利用",
        "開始日",
        "終了日",
        "events.yaml",
    ],
    checks: &[Check::Duty(&[What::ConsultantDelivery], tell)],
    ..Rule::BASE
};

fn tell(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    let child = facts.child;
    let Some(owed) = owed.iter().find(|owed| owed.is_missing()) else { return };
    if child.broken || facts.ground.organisation.broken {
        return;
    }
    let remedy = format!(
        "交付したら events.yaml に `- {{種類: 交付, 対象: {}, 日付: 交付した日, 相手: [{}], 方法: 書面}}` を加えてください",
        document.id(),
        facts.directory.consultants().reference()
    );
    let map = facts.timeline.consultation_under(document);
    let self_planned = child.value.self_plan.get() == Some(&true);
    let (message, help) = match map.filter(|_| self_planned) {
        Some(map) => (
            format!("セルフプランの児童に障害児支援利用計画({})があり、この計画の交付先が分かりません", map.name),
            format!(
                "相談支援があるのなら child.yaml を `セルフプラン: false` に直し、{remedy}。セルフプランになった後の計画なら、障害児支援利用計画の 計画期間 の 終了 を直してください"
            ),
        ),
        None => (
            format!("個別支援計画({})を障害児相談支援事業者に交付した記録がありません", document.name),
            format!("{remedy}。セルフプランの児童なら child.yaml に `セルフプラン: true` と書いてください"),
        ),
    };
    let finding = reporter.report(document.place(document.paper().dated()), message);
    finding.help = Some(help);
    if owed.standing == Standing::Coming {
        finding.severity = Severity::Info;
    }
    if self_planned && let Some(span) = child.value.self_plan.span() {
        finding.related.push((child.place(Some(span)), "セルフプランと書かれた所".to_owned()));
    }
}
