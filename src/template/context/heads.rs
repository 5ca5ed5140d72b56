//! The values of other files that a paper shows, and what is reckoned for it: ages, minutes, which 受給者証 holds.

use super::appearance::{Appearance, Expected, OTHERS};
use super::consult::{self, day_certificate};
use super::{Subject, child_context, date_label, dated, drawings, unprinted};
use crate::case::child::Guardian;
use crate::case::plan::SupportPlan;
use crate::case::specialist::SpecialistPlan;
use crate::case::{Document, Model};
use crate::forms::FootPart;
use crate::record::{Field, Spanned};
use crate::source::{Place, Span};
use crate::timeline::certificate_shown;

fn words(words: &str) -> Appearance {
    Appearance::Words(vec![words.to_owned()])
}

fn behind(opener: &str, word: &str) -> Appearance {
    Appearance::Behind { value: String::new(), opener: opener.to_owned(), word: word.to_owned() }
}

/// The guardian who signs, and the others.
fn guardians(subject: Subject<'_>) -> (Option<&Spanned<Guardian>>, Vec<&Spanned<Guardian>>) {
    let all = &subject.case.child.value.guardians;
    let signs = all.iter().position(|guardian| guardian.signs.get() == Some(&true)).unwrap_or_default();
    let others = all.iter().enumerate().filter(|(index, _)| *index != signs).map(|(_, other)| other);
    (all.get(signs), others.collect())
}

/// What each form of its kind has to show.
pub(super) fn required(subject: Subject<'_>) -> Vec<Expected> {
    let Subject { case, document, .. } = subject;
    let child = &case.child.value;
    let own = |place| case.child.place(place);
    let text = |field: &Field<String>| field.get().cloned();
    let (guardian, _) = guardians(subject);
    let certificate = day_certificate(child, document.date);
    let one = |(path, shown, place): (&str, Option<String>, Place)| {
        let shown = shown.filter(|shown| !shown.trim().is_empty())?;
        unprinted::shows(document.kind.id, path).then(|| subject.expects(path.to_owned(), place, words(&shown)))
    };
    let heads = [
        ("児童.氏名", text(&child.name), own(child.name.span())),
        ("児童.通称", text(&child.known_as), own(child.known_as.span())),
        ("児童.ふりがな", text(&child.reading), own(child.reading.span())),
        ("児童.生年月日", child.born.get().map(|date| date.to_wareki()), own(child.born.span())),
        ("児童.性別", text(&child.sex), own(child.sex.span())),
        ("児童.障害または疾患名", text(&child.condition), own(child.condition.span())),
        ("児童.障害支援区分", text(&child.support_category), own(child.support_category.span())),
        ("児童.住所", text(&child.address), own(child.address.span())),
        ("児童.電話", text(&child.phone), own(child.phone.span())),
        ("児童.FAX", text(&child.fax), own(child.fax.span())),
        ("児童.医療的ケア", super::care(child), own(child.medical.span())),
        ("保護者.氏名", guardian.and_then(|one| text(&one.name)), own(guardian.and_then(|one| one.name.span()))),
        (
            "保護者.続柄",
            guardian.and_then(|one| text(&one.relation)),
            own(guardian.and_then(|one| one.relation.span())),
        ),
        (
            "受給者証.番号",
            certificate.and_then(|one| text(&one.number)),
            own(certificate.and_then(|one| one.number.span())),
        ),
    ];
    heads.into_iter().filter_map(one).chain(relatives(subject)).collect()
}

/// 家族 and 関係機関, on the paper that shows them.
fn relatives(subject: Subject<'_>) -> Vec<Expected> {
    let child = &subject.case.child;
    let one = |path: &str, field: &Field<String>| {
        let shown = field.get().filter(|shown| !shown.trim().is_empty())?;
        let expected = || subject.expects(path.to_owned(), child.place(field.span()), words(shown));
        unprinted::shows(subject.document.kind.id, path).then(expected)
    };
    let family = child.value.family.iter().flat_map(|relative| {
        [
            ("続柄", &relative.relation),
            ("氏名", &relative.name),
            ("職業", &relative.occupation),
            ("備考", &relative.note),
        ]
        .map(|(word, field)| one(&format!("家族.{word}"), field))
    });
    let partners = child.value.partners.iter().flat_map(|partner| {
        [("名称", &partner.name), ("担当", &partner.contact), ("電話", &partner.phone), ("役割", &partner.role)]
            .map(|(word, field)| one(&format!("関係機関.{word}"), field))
    });
    family.chain(partners).flatten().collect()
}

/// What a form may do without: it is looked for where a page has its label.
pub(super) fn labelled(subject: Subject<'_>) -> Vec<Expected> {
    let found = child(subject).into_iter().chain(of_record(subject)).chain(edges(subject));
    let found = found.filter_map(|(path, form, place)| subject.may_expect(path, place, form));
    found
        .chain(drawings::expected(subject))
        .chain(certificates(subject))
        .chain(reached(subject))
        .chain(homes(subject))
        .collect()
}

type Head = (&'static str, Appearance, Place);

/// What is said of the child.
fn child(subject: Subject<'_>) -> Vec<Head> {
    let Subject { case, document, form, .. } = subject;
    let child = &case.child.value;
    let label = |word: &str| form.wording.label(word);
    let reckoned = child_context(child, document.date);
    let own = |span: Option<Span>| case.child.place(span);
    let mut found: Vec<Head> = Vec::new();
    let mut add = |path, form: Option<Appearance>, span| found.extend(form.map(|form| (path, form, own(span))));
    add("児童.年齢", reckoned.age.as_deref().map(words), child.born.span());
    add("児童.学年", reckoned.grade.as_deref().map(words), child.born.span());
    add("児童.所属", reckoned.school.as_deref().map(words), child.school.span());
    if !unprinted::shows(document.kind.id, "児童.生年月日") {
        add("児童.生年月日", reckoned.born.as_deref().map(words), child.born.span());
    }
    if !unprinted::shows(document.kind.id, "児童.住所") {
        add("児童.住所", child.address.get().map(|address| words(address)), child.address.span());
    }
    let known_as = child.known_as.get().map(|name| behind(&format!("{}：", label("通称")), name));
    add("児童.通称", known_as, child.known_as.span());
    if let Model::ConsultationBasic(basic) = &document.model
        && let Some(medical) = child.medical.get()
    {
        let facts = if basic.medical.get().is_some() {
            let care = consult::basic::measured_care(medical);
            care.map(|care| (format!("{}：", label("医療的ケア")), care)).into_iter().collect()
        } else {
            let facts = consult::basic::medical_facts(medical).into_iter();
            facts.map(|(word, fact)| (format!("【{}】", label(word)), fact)).collect::<Vec<_>>()
        };
        for (opener, fact) in facts {
            add("児童.医療", Some(behind(&opener, &fact)), child.medical.span());
        }
    }
    found
}

/// What the paper shows of its own record beside the boxes: the day of its 日時 alone, how long it took, the period of its plan.
fn of_record(subject: Subject<'_>) -> Vec<Head> {
    let Subject { case, document, form, .. } = subject;
    let own = |span| document.place(span);
    let day = |span| {
        let date = document.date?;
        Some(("日付", Appearance::Words(vec![date.to_wareki(), date.to_short_wareki()]), own(span)))
    };
    match &document.model {
        Model::Meeting(meeting) => day(meeting.moment.span()).into_iter().collect(),
        Model::Interview(interview) => {
            let duration = interview.moment.get().and_then(|moment| {
                let word = moment.duration()?.to_string();
                let form = Appearance::Behind { value: moment.to_wareki(), opener: "(".to_owned(), word };
                Some(("日時", form, own(interview.moment.span())))
            });
            day(interview.moment.span()).into_iter().chain(duration).collect()
        }
        Model::Monitoring(monitoring) => {
            period_of(monitoring.plan.get().and_then(|name| case.plan(name))).into_iter().collect()
        }
        Model::Provision(month) => {
            let weekday = |(day, span): (&crate::value::Date, Span)| {
                let word = day.weekday().to_string();
                ("日付.曜日", Appearance::Behind { value: day.to_wareki(), opener: "(".to_owned(), word }, span.place())
            };
            month.days.iter().filter_map(|day| day.date.spanned()).map(weekday).collect()
        }
        Model::Specialist(plan) => {
            let support = plan.plan.get().and_then(|name| case.plan(name));
            period_of(support).into_iter().chain(length(document, plan)).collect()
        }
        Model::ConsultationMonitoring(report) => {
            let records = report.hearings.iter().filter_map(|hearing| {
                let record = super::named(case, hearing.record.get()?);
                Some(("聞き取り.記録", behind(&form.wording.label("記録"), &record), own(hearing.record.span())))
            });
            records.collect()
        }
        _ => Vec::new(),
    }
}

/// 時間 of the sessions, which stands behind how often they are.
fn length(document: &Document, plan: &SpecialistPlan) -> Option<Head> {
    let (value, word) = (plan.frequency.get()?.clone(), plan.length.get()?.to_string());
    let form = Appearance::Behind { value, opener: String::new(), word };
    Some(("時間", form, document.place(plan.length.span())))
}

/// 計画期間 of the plan that a paper names.
fn period_of(plan: Option<(&Document, &SupportPlan)>) -> Option<Head> {
    let (document, plan) = plan?;
    Some(("計画.計画期間", words(&plan.period.get()?.to_wareki()), document.place(plan.period.span())))
}

/// What the running heads and feet say: who has the date has the name, and the date is a whole one.
fn edges(subject: Subject<'_>) -> Vec<Head> {
    let Subject { case, document, form, .. } = subject;
    let name = case.child.value.name.get().filter(|name| !name.trim().is_empty());
    let (Some(name), Some(date)) = (name, document.date_in_words()) else { return Vec::new() };
    let dated = dated(form, case, document);
    let place = case.child.place(case.child.value.name.span());
    let date = Appearance::Edge { beside: form.wording.label(date_label(document)), word: date };
    // A foot that has the date may be one without the name.
    let has_name = form.look.foot.as_ref().is_none_or(|foot| foot.contains(&FootPart::Name));
    let name = has_name.then(|| ("児童.氏名", Appearance::Edge { beside: dated, word: name.clone() }, place));
    name.into_iter().chain([("日付", date, document.place(None))]).collect()
}

/// The numbers of the 受給者証 in the head of the 相談支援 papers, and 利用者負担上限額.
fn certificates(subject: Subject<'_>) -> Vec<Expected> {
    let Subject { case, document, .. } = subject;
    let child = &case.child;
    let number = |kind: &str, path: &str| {
        let number = &certificate_shown(&child.value, kind, document.date)?.number;
        subject.may_expect(path, child.place(number.span()), words(number.get()?))
    };
    let ceiling = || {
        let ceiling = &day_certificate(&child.value, document.date)?.monthly_ceiling;
        subject.may_expect("受給者証.負担上限月額", child.place(ceiling.span()), words(&consult::yen(ceiling.get()?)))
    };
    let numbers = [
        number("障害福祉サービス", "受給者証.障害福祉サービス"),
        number("地域相談支援", "受給者証.地域相談支援"),
        number("通所", "受給者証.番号").filter(|_| matches!(document.model, Model::Provision(_))),
        ceiling(),
    ];
    numbers.into_iter().flatten().collect()
}

/// Where the guardians are reached, and who the others are.
fn reached(subject: Subject<'_>) -> Vec<Expected> {
    let child = &subject.case.child;
    let (signing, others) = guardians(subject);
    let others: Vec<_> = others.into_iter().filter(|own| own.address.is_set() || own.phone.is_set()).collect();
    let one = |path: &str, field: &Field<String>, form: &dyn Fn(&str) -> Appearance| {
        let shown = field.get().filter(|shown| !shown.trim().is_empty())?;
        subject.may_expect(path, child.place(field.span()), form(shown))
    };
    let label = |word: &str| subject.form.wording.label(word);
    let names = others.iter().flat_map(|own| {
        [one(&format!("{OTHERS}.氏名"), &own.name, &words), one(&format!("{OTHERS}.続柄"), &own.relation, &words)]
    });
    let ways = |own: &Guardian, path: &str| {
        [
            one(&format!("{path}.住所"), &own.address, &|word| behind(&label("住所"), word)),
            one(&format!("{path}.電話"), &own.phone, &|word| behind(&label("電話"), word)),
        ]
    };
    let signing = signing.into_iter().flat_map(|own| ways(&own.value, "保護者"));
    let ways = signing.chain(others.iter().flat_map(|own| ways(&own.value, OTHERS)));
    names.chain(ways).flatten().collect()
}

/// 住居: which word is circled, and what その他 is.
fn homes(subject: Subject<'_>) -> Vec<Expected> {
    let child = &subject.case.child;
    let (words, other) = consult::homes(child.value.home.get());
    let chosen = words.into_iter().find(|(_, on)| *on).map(|(word, _)| Appearance::Chosen(word.to_owned()));
    let forms = chosen.into_iter().chain(other.map(|other| behind("その他(", &other)));
    forms.filter_map(|form| subject.may_expect("児童.住居", child.place(child.value.home.span()), form)).collect()
}
