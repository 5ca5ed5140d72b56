//! The 相談支援 gets a copy of every 個別支援計画 since April 2024.

use super::super::due::Due;
use super::super::rule::{Certainty, Check, Group, Reporter, Rule, Scope, States};
use super::events::Trail;
use super::parties::Consultants;
use crate::case::plan::SupportPlan;
use crate::case::{Document, Model};
use crate::diagnostic::Severity;
use crate::value::Date;

pub(in super::super) static RULE: Rule = Rule {
    code: "consultant-delivery-missing",
    group: Group::Trail,
    summary: "個別支援計画を障害児相談支援事業者に交付していない",
    explanation: "2024年4月から、個別支援計画は保護者だけでなく障害児相談支援事業者にも交付します。作成日が 2024-04-01 以後の確定の計画について、events.yaml に障害児相談支援事業者への 交付(送付)があるかを見ます。障害児支援利用計画と個別支援計画は一人の子どもについて連動するもので、写しが届かなければ相談支援専門員は計画を合わせられません。\n相手 として認めるのは、「相談支援」を含む言葉(障害児相談支援事業者、相談支援専門員など)、office.yaml の障害児相談支援の事業所とその職員の id・名称・氏名、child.yaml の 関係機関 のうち名称か役割に「相談支援」か「障害児支援利用計画」とあるものの id と名称、障害児支援利用計画を作った事業所です。\n計画期間の開始まではこれからのこととして警告、開始の日からエラーです。セルフプランの児童(child.yaml の `セルフプラン: true`)には相談支援がないので求めません。ただし、その計画の開始日に有効な障害児支援利用計画があるときは、どちらが正しいか分からないので警告します。セルフプラン を書いておらず、相談支援事業所もどこにも出てこない児童も警告にとどめます。計画の開始より前に利用を終えた児童には求めません。",
    basis: "児童福祉法に基づく指定通所支援の事業等の人員、設備及び運営に関する基準 第27条(交付。項番号は未確認)、令和6年度障害福祉サービス等報酬改定等に関するQ&A VOL.1 問82",
    certainty: Certainty::Verified,
    since: Some((2024, 4, 1)),
    states: States::Final,
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
    check: Check::Document(check),
    ..Rule::BASE
};

fn check(scope: &Scope<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Plan(plan) = &document.model else { return };
    let start = plan.period.get().and_then(|period| period.start.get().copied());
    let due = scope.due(document.office(), start);
    let child = &scope.case.child;
    if due == Due::Never || child.broken || scope.organisation.broken {
        return;
    }
    let Some(recipients) = Trail::of(scope).and_then(|trail| trail.recipients(document)) else { return };
    let consultants = Consultants::of(scope);
    if recipients.iter().any(|recipient| consultants.includes(scope, recipient)) {
        return;
    }
    let map = consultation_plan(scope, plan, start);
    if map.is_some_and(|map| map.office().is_some() && map.office() == document.office()) {
        return;
    }
    let self_planned = child.value.self_plan.get() == Some(&true);
    let (message, help) = match (self_planned, map) {
        (true, None) => return,
        (true, Some(map)) => (
            format!("セルフプランの児童に障害児支援利用計画({})があり、この計画の交付先が分かりません", map.name),
            format!(
                "相談支援があるのなら child.yaml を `セルフプラン: false` に直し、{}。セルフプランになった後の計画なら、障害児支援利用計画の 計画期間 の 終了 を直してください",
                remedy(document, &consultants)
            ),
        ),
        (false, _) => (
            format!("個別支援計画({})を障害児相談支援事業者に交付した記録がありません", document.name),
            format!(
                "{}。セルフプランの児童なら child.yaml に `セルフプラン: true` と書いてください",
                remedy(document, &consultants)
            ),
        ),
    };
    let doubtful = self_planned || (consultants.is_unknown() && !child.value.self_plan.is_set());
    let finding = reporter.report(document.place(plan.date.span()), message);
    finding.help = Some(help);
    if due == Due::Coming || doubtful {
        finding.severity = Severity::Warning;
    }
    if self_planned && let Some(span) = child.value.self_plan.span() {
        finding.related.push((child.place(Some(span)), "セルフプランと書かれた所".to_owned()));
    }
}

fn remedy(document: &Document, consultants: &Consultants) -> String {
    format!(
        "交付したら events.yaml に `- {{種類: 交付, 対象: {}, 日付: 交付した日, 相手: [{}], 方法: 書面}}` を加えてください",
        document.id(),
        consultants.reference()
    )
}

/// The 障害児支援利用計画 under which a plan begins: the one it names, or one in force on its first day.
fn consultation_plan<'a>(scope: &Scope<'a>, plan: &SupportPlan, start: Option<Date>) -> Option<&'a Document> {
    let named = plan.consultation_plan.get().and_then(|name| scope.case.consultation_plan(name));
    let in_force = |document: &&Document| match &document.model {
        Model::ConsultationPlan(map) => {
            let covers = |day| map.period.get().is_some_and(|period| period.start.is_set() && period.contains(day));
            !map.is_draft() && start.is_some_and(covers)
        }
        _ => false,
    };
    named.map(|(document, _)| document).or_else(|| scope.case.documents.iter().find(in_force))
}
