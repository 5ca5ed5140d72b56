//! No 児童発達支援管理責任者 in post: of an office today, and on the day of a step.

use super::super::facts::{Facts, Ground};
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::party::{HeldPost, Office, Service};
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::source::Place;
use crate::value::Date;

pub(in super::super) static OFFICE: Rule = Rule {
    code: Code::new("manager-vacant"),
    group: Group::Author,
    summary: "事業所に児童発達支援管理責任者がいない",
    explanation: include_str!("manager-vacant.md"),
    certainty: Certainty::SecondHand,
    checks: &[Check::Office(check_office)],
    ..Rule::BASE
};

pub(in super::super) static STEP: Rule = Rule {
    code: Code::new("manager-not-in-post"),
    group: Group::Author,
    summary: "アセスメント、原案、会議、説明、モニタリングの日に、事業所に児童発達支援管理責任者がいない",
    explanation: include_str!("manager-not-in-post.md"),
    certainty: Certainty::SecondHand,
    rests_on: &[
        (Reach::Own, &["事業所", "作成日", "実施日", "状態", "原案"]),
        (Reach::Office, &["事業所", "事業所.id", "職員", "職務", "職務.*"]),
    ],
    judges: Judges::own(&["plan", "monitoring"]),
    reduction: true,
    checks: &[Check::Paper(check_step)],
    ..Rule::BASE
};

fn check_office(ground: &Ground<'_>, reporter: &mut Reporter<'_>) {
    let gives_support = |office: &Office| office.services.iter().any(|service| service.value != Service::Consultation);
    let offices = ground.organisation.value.offices.iter().filter(|office| gives_support(office));
    for office in offices {
        let Some(posts) = office.manager_posts() else { continue };
        let held = |post: &&HeldPost| {
            post.period
                .get()
                .is_none_or(|period| ground.today.is_within(period.start.get().copied(), period.end.get().copied()))
        };
        if posts.iter().any(held) {
            continue;
        }
        let name = office.name.get().map_or("この事業所", String::as_str);
        let place = office.staff.span().or(office.name.span()).unwrap_or(office.span).place();
        let finding =
            reporter.report(place, format!("{name} に、児童発達支援管理責任者として在職している人がいません"));
        let last = posts.iter().filter_map(|post| post.period.span()).next_back();
        finding.related.extend(last.map(|span| (span.place(), "最後に在職した人の期間".to_owned())));
        finding.help = Some(
            "後任の 職務 に `{職種: 児童発達支援管理責任者, 期間: {開始: …}}` を書いてください。市町村・都道府県が認めたみなし配置なら、職種 を `児童発達支援管理責任者(みなし配置)` とします"
                .to_owned(),
        );
    }
}

/// A step with its name, day and place.
type DatedStep = (&'static str, Date, Place);

const DRAFT: &str = "原案の作成日";

fn check_step(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(office) = document.office().filter(|_| !facts.ground.organisation.broken) else { return };
    let vacant = |step: &DatedStep| facts.directory.has_manager(office, step.1) == Some(false);
    let mut steps: Vec<DatedStep> = steps(facts, document).into_iter().filter(vacant).collect();
    // The 原案 is what makes the plan none.
    steps.sort_by_key(|step| step.0 != DRAFT);
    let mut steps = steps.into_iter();
    let Some((name, day, place)) = steps.next() else { return };
    let finding = reporter.report(place, format!("{name}({day})に、この事業所に児童発達支援管理責任者がいません"));
    if name != DRAFT {
        finding.severity = Severity::Warning;
    }
    finding.related.extend(steps.map(|(name, day, place)| (place, format!("{name}({day})にもいません"))));
    finding.help = Some(
        "その日に在職していた人がいれば、office.yaml の 職務 に `{職種: 児童発達支援管理責任者, 期間: {開始: …}}` を書いてください。いなかったのなら、後任が決まってから、その人が計画を作り直します"
            .to_owned(),
    );
}

/// The steps that need one in post.
fn steps(facts: &Facts<'_>, document: &Document) -> Vec<DatedStep> {
    let of_sheet = |name, sheet: &Document| Some((name, sheet.date?, sheet.place(sheet.paper().dated())));
    match &document.model {
        Model::Monitoring(_) => of_sheet("モニタリングの実施日", document).into_iter().collect(),
        Model::Plan(_) if facts.timeline.living_plan(document).is_some() => {
            let draft = of_sheet(DRAFT, facts.timeline.draft_of(document));
            let assessments = facts.timeline.assessments_of(document).into_iter();
            let assessments = assessments.filter_map(|sheet| of_sheet("アセスメントの実施日", sheet));
            let meetings = facts.timeline.support_meetings_on(document).into_iter();
            let meetings = meetings.filter_map(|sheet| of_sheet("会議の日", sheet));
            let explained = facts.timeline.explanations_of(document).unwrap_or_default().into_iter();
            let explained =
                explained.filter_map(|line| Some(("説明の日", *line.date.get()?, line.date.span()?.place())));
            draft.into_iter().chain(assessments).chain(meetings).chain(explained).collect()
        }
        _ => Vec::new(),
    }
}
