//! Names that point nowhere: staff, offices, organisations, rows, plans, documents; and ids that stand twice.

use super::rule::{Check, Reporter, Rule, Scope};
use crate::case::meeting::Meeting;
use crate::case::monitoring::Monitoring;
use crate::case::party::{Organisation, PersonRef};
use crate::case::plan::SupportPlan;
use crate::case::{Document, KINDS, Loaded, Model, plan, schedule};
use crate::diagnostic::Diagnostic;
use crate::record::{Field, List, TextOr, nearest};
use crate::source::{Place, Span};
use std::collections::BTreeMap;

pub(super) static UNKNOWN: Rule = Rule {
    code: "reference-unknown",
    summary: "指している先がない",
    explanation: "職員・事業所・関係機関の id、計画の日付、支援の行、文書の名前のうち、どこにも書かれていないものを指しています。印刷すると id がそのまま出たり、別の計画の記録になったりします。",
    check: Check::Case(check_references),
    ..Rule::BASE
};

pub(super) static DUPLICATE: Rule = Rule {
    code: "id-duplicate",
    summary: "同じ id が二つある",
    explanation: "支援の行や関係機関の id は、その中で一つでなければなりません。モニタリングがどちらの行を評価したのか分からなくなります。",
    check: Check::Case(check_duplicates),
    ..Rule::BASE
};

/// What a reference may point to, with the words for messages.
struct Names<'a> {
    what: &'static str,
    known: Vec<&'a str>,
    otherwise: &'static str,
    /// Whether the file that would list them could not be read: then nothing can be said.
    unread: bool,
}

impl Names<'_> {
    fn require(&self, name: &str, place: Place, reporter: &mut Reporter<'_>) {
        if self.unread || self.known.contains(&name) {
            return;
        }
        let help = match nearest(name, self.known.iter().copied()) {
            Some(near) => format!("`{near}` ではありませんか。{}", self.otherwise),
            None if self.known.is_empty() => self.otherwise.to_owned(),
            None => format!("書けるもの: {}。{}", self.known.join("、"), self.otherwise),
        };
        reporter.report(place, format!("{}「{name}」がありません", self.what)).help = Some(help);
    }

    fn field(&self, field: &Field<String>, document: &Document, reporter: &mut Reporter<'_>) {
        if let Some((name, span)) = field.spanned() {
            self.require(name, document.place(Some(span)), reporter);
        }
    }
}

/// The tables of one project and case.
struct Tables<'a> {
    staff: Names<'a>,
    offices: Names<'a>,
    partners: Names<'a>,
    plans: Names<'a>,
}

impl<'a> Tables<'a> {
    fn of(scope: &Scope<'a>) -> Self {
        let organisation = &scope.organisation.value;
        let unread = scope.organisation.broken;
        let ids = |id: &'a Field<String>| id.get().map(String::as_str);
        let staff =
            organisation.offices.iter().flat_map(|office| office.staff.iter()).filter_map(|staff| ids(&staff.id));
        let offices: Vec<&str> = organisation.offices.iter().filter_map(|office| ids(&office.id)).collect();
        let partners = scope.case.child.value.partners.iter().filter_map(|partner| ids(&partner.id));
        let plans = scope.case.documents.iter().filter(|document| document.kind.id == plan::KIND.id);
        Self {
            staff: Names {
                what: "職員",
                known: staff.collect(),
                otherwise: "職員でない人は {氏名: …, 立場: …} と書きます",
                unread,
            },
            partners: Names {
                what: "関係機関",
                known: partners.chain(offices.iter().copied()).collect(),
                otherwise: "child.yaml の 関係機関 にない所は {名称: …} と書きます",
                unread: unread || scope.case.child.broken,
            },
            offices: Names {
                what: "事業所",
                known: offices,
                otherwise: "事業所は cases/office.yaml に書きます",
                unread,
            },
            plans: Names {
                what: "個別支援計画",
                known: plans.map(|document| document.name.as_str()).collect(),
                otherwise: "plan/ のファイル名(終わりの .yaml を除く)を書きます",
                unread: false,
            },
        }
    }

    /// A person who must be somebody: a staff id, or a name written out.
    fn person(&self, field: &Field<PersonRef>, document: &Document, reporter: &mut Reporter<'_>) {
        if let Some((TextOr::Text(id), span)) = field.spanned() {
            self.staff.require(id, document.place(Some(span)), reporter);
        }
    }

    /// People among whom a 職種 may stand for a person: only what looks like an id must be one.
    fn people(&self, list: &List<PersonRef>, document: &Document, reporter: &mut Reporter<'_>) {
        for person in list.iter() {
            let (id, span) = match &person.value {
                TextOr::Text(id) if id.is_ascii() => (id, person.span),
                TextOr::Text(_) => continue,
                TextOr::Record(person) => match person.staff.spanned() {
                    Some(staff) => staff,
                    None => continue,
                },
            };
            self.staff.require(id, document.place(Some(span)), reporter);
        }
    }

    fn organisations(&self, list: &List<PersonRef>, document: &Document, reporter: &mut Reporter<'_>) {
        for item in list.iter() {
            if let TextOr::Text(id) = &item.value {
                self.partners.require(id, document.place(Some(item.span)), reporter);
            }
        }
    }
}

fn check_references(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let tables = Tables::of(scope);
    check_child(scope, &tables, reporter);
    for document in scope.case.documents.iter().filter(|document| !document.broken) {
        match &document.model {
            Model::Plan(plan) => check_plan(plan, document, &tables, reporter),
            Model::Monitoring(monitoring) => check_monitoring(scope, monitoring, document, &tables, reporter),
            Model::Meeting(meeting) => check_meeting(meeting, document, &tables, reporter),
            Model::Assessment(assessment) => {
                tables.offices.field(&assessment.office, document, reporter);
                tables.person(&assessment.author, document, reporter);
                tables.people(&assessment.present, document, reporter);
            }
            Model::Interview(interview) => {
                tables.offices.field(&interview.office, document, reporter);
                tables.person(&interview.recorder, document, reporter);
                tables.people(&interview.present, document, reporter);
            }
        }
    }
    check_events(scope, &tables, reporter);
}

fn check_child(scope: &Scope<'_>, tables: &Tables<'_>, reporter: &mut Reporter<'_>) {
    let child = &scope.case.child;
    for used in child.value.uses.iter() {
        if let Some((TextOr::Text(id), span)) = used.office.spanned() {
            tables.offices.require(id, child.place(Some(span)), reporter);
        }
    }
    let siblings = Names {
        what: "児童",
        known: scope.children.iter().map(String::as_str).filter(|id| *id != scope.case.id).collect(),
        otherwise: "きょうだい には、この cases/ にある児童のフォルダー名を書きます",
        unread: false,
    };
    for sibling in child.value.siblings.iter() {
        siblings.require(&sibling.value, child.place(Some(sibling.span)), reporter);
    }
}

fn check_plan(plan: &SupportPlan, document: &Document, tables: &Tables<'_>, reporter: &mut Reporter<'_>) {
    tables.offices.field(&plan.office, document, reporter);
    tables.plans.field(&plan.draft, document, reporter);
    tables.plans.field(&plan.previous, document, reporter);
    tables.person(&plan.author, document, reporter);
    for row in plan.rows.iter() {
        tables.people(&row.staff, document, reporter);
        tables.organisations(&row.partners, document, reporter);
    }
}

fn check_monitoring(
    scope: &Scope<'_>,
    monitoring: &Monitoring,
    document: &Document,
    tables: &Tables<'_>,
    reporter: &mut Reporter<'_>,
) {
    tables.offices.field(&monitoring.office, document, reporter);
    tables.plans.field(&monitoring.plan, document, reporter);
    tables.person(&monitoring.author, document, reporter);
    for hearing in monitoring.hearings.iter() {
        tables.person(&hearing.staff, document, reporter);
    }
    let Some((_, plan)) = monitoring.plan.get().and_then(|name| scope.case.plan(name)) else { return };
    let rows = Names {
        what: "支援の行",
        known: plan.rows.iter().filter_map(|row| row.id.get().map(String::as_str)).collect(),
        otherwise: "計画の 支援 にある id を書きます",
        unread: scope.case.plan(monitoring.plan.get().map_or("", String::as_str)).is_some_and(|(plan, _)| plan.broken),
    };
    for result in monitoring.rows.iter() {
        rows.field(&result.row, document, reporter);
    }
}

fn check_meeting(meeting: &Meeting, document: &Document, tables: &Tables<'_>, reporter: &mut Reporter<'_>) {
    tables.offices.field(&meeting.office, document, reporter);
    tables.plans.field(&meeting.plan, document, reporter);
    tables.person(&meeting.chair, document, reporter);
    tables.person(&meeting.recorder, document, reporter);
    tables.people(&meeting.present, document, reporter);
    for absentee in meeting.absent.iter() {
        tables.staff.field(&absentee.staff, document, reporter);
    }
}

fn check_events(scope: &Scope<'_>, tables: &Tables<'_>, reporter: &mut Reporter<'_>) {
    let Some(events) = &scope.case.events else { return };
    let documents: Vec<String> = scope.case.documents.iter().map(Document::id).collect();
    let documents = Names {
        what: "文書",
        known: documents.iter().map(String::as_str).collect(),
        otherwise: "plan/2024-03-28 のように、フォルダー名とファイル名(終わりの .yaml や .md を除く)を書きます",
        unread: false,
    };
    for event in events.value.iter() {
        if let Some((TextOr::Text(id), span)) = event.explainer.spanned() {
            tables.staff.require(id, events.place(Some(span)), reporter);
        }
        for staff in event.staff.iter() {
            tables.staff.require(&staff.value, events.place(Some(staff.span)), reporter);
        }
        let Some((target, span)) = event.target.spanned() else { continue };
        let (document, part) =
            target.split_once('#').map_or((target.as_str(), None), |(document, part)| (document, Some(part)));
        // Papers of folders that this version does not read yet cannot be judged.
        if !KINDS.iter().any(|kind| document.starts_with(&format!("{}/", kind.folder))) && document.contains('/') {
            continue;
        }
        documents.require(document, events.place(Some(span)), reporter);
        if let Some(part) = part {
            check_part(scope, document, part, events.place(Some(span)), reporter);
        }
    }
}

/// `別表/通常` of `plan/2024-03-28`.
fn check_part(scope: &Scope<'_>, document: &str, part: &str, place: Place, reporter: &mut Reporter<'_>) {
    let plan =
        document.strip_prefix("plan/").and_then(|name| scope.case.plan(name)).filter(|(document, _)| !document.broken);
    let Some((_, plan)) = plan else { return };
    let labels: Vec<String> = plan
        .schedules
        .iter()
        .enumerate()
        .map(|(index, item)| format!("別表/{}", schedule::label(index, item)))
        .collect();
    let parts = Names {
        what: "計画の部分",
        known: labels.iter().map(String::as_str).collect(),
        otherwise: "「#別表/」の後に別表の 名称 を書きます",
        unread: false,
    };
    parts.require(part, place, reporter);
}

fn check_duplicates(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let child = &scope.case.child;
    each_duplicate(child.value.partners.iter().map(|partner| &partner.id), |id, first, again| {
        let finding = reporter.report(child.place(Some(again)), format!("関係機関の id「{id}」が二つあります"));
        finding.related.push((child.place(Some(first)), "最初に使われた所".to_owned()));
        finding.help = Some("どちらかの id を変えてください".to_owned());
    });
    for document in &scope.case.documents {
        let Model::Plan(plan) = &document.model else { continue };
        each_duplicate(plan.rows.iter().map(|row| &row.id), |id, first, again| {
            let finding = reporter.report(document.place(Some(again)), format!("支援の行の id「{id}」が二つあります"));
            finding.related.push((document.place(Some(first)), "最初に使われた所".to_owned()));
            finding.help = Some("どちらかの id を変えてください".to_owned());
        });
    }
}

/// Ids of offices and of staff, over the whole office file.
pub(super) fn check_organisation(organisation: &Loaded<Organisation>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let offices = organisation.value.offices.iter().map(|office| &office.id);
    let staff = organisation.value.offices.iter().flat_map(|office| office.staff.iter()).map(|staff| &staff.id);
    let mut report = |what: &str, id: &str, first: Span, again: Span| {
        let message = format!("{what}の id「{id}」が二つあります");
        let finding = Diagnostic::new(DUPLICATE.code, organisation.place(Some(again)), message);
        findings.push(
            finding.related(organisation.place(Some(first)), "最初に使われた所").help("どちらかの id を変えてください"),
        );
    };
    each_duplicate(offices, |id, first, again| report("事業所", id, first, again));
    each_duplicate(staff, |id, first, again| report("職員", id, first, again));
    findings
}

fn each_duplicate<'a>(ids: impl Iterator<Item = &'a Field<String>>, mut report: impl FnMut(&str, Span, Span)) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for (id, span) in ids.filter_map(Field::spanned) {
        match seen.get(id.as_str()) {
            Some(first) => report(id, *first, span),
            None => {
                seen.insert(id, span);
            }
        }
    }
}
