//! The rule book: one list of rules, each of them data with a check.
//!
//! A rule is one file, the page beside it and one line in [`RULES`]. What it reports passes [`settle`], which knows the
//! office's own severities and exemptions; the findings of loading and of layout pass the same function.

mod add_ons;
mod author;
mod companion;
mod consult;
mod content;
mod digits;
mod explanation;
mod extras;
mod facts;
mod forms;
mod glyphs;
mod headings;
mod invisible;
mod judges;
mod linkage;
mod loading;
mod lookalike;
mod mark;
mod placeholder;
mod plausible;
mod printing;
mod ratings;
mod records;
mod reference;
mod required;
mod rule;
mod scan;
mod script;
mod settings;
mod texts;
mod time;
mod timetable;
mod together;
mod told;
mod trail;
mod unread;

pub use companion::{Companion, CompanionNotes};
pub use explanation::SECTIONS;
pub use facts::{ChildFiles, Facts, File, Ground, OfficeDoubts, Owed, Where};
pub use judges::{InForce, Judges, States};
pub use rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
pub use settings::{
    JudgedRun, MetExemptions, exempts_from_layout, idle_exemptions, is_of_shape, refuses_print, settle,
};
pub use texts::changed_texts;
pub use together::{ChildMarks, Gathering, check_together, is_found_together};
pub use told::{ToldDuty, is_told, told};
pub use unread::office_doubts;

use crate::diagnostic::Diagnostic;

/// Every rule, in the order in which a reader would look for them.
pub static RULES: &[&Rule] = &[
    &loading::FILE_UNREADABLE,
    &loading::FILE_UNKNOWN,
    &loading::COPY_OF_FILE,
    &loading::NAME_UNPORTABLE,
    &loading::ENCODING_INVALID,
    &loading::ENCODING_UNUSUAL,
    &loading::SYNTAX_INVALID,
    &loading::KEY_DUPLICATE,
    &headings::RULE,
    &loading::COMMENT_IN_VALUE,
    &loading::UNKNOWN_KEY,
    &loading::VALUE_INVALID,
    &loading::DATE_MISMATCH,
    &loading::TEMPLATE_INVALID,
    &lookalike::RULE,
    &required::RULE,
    &reference::UNKNOWN,
    &reference::DUPLICATE,
    &placeholder::RULE,
    &digits::RULE,
    &forms::UNKNOWN,
    &settings::EXEMPTION_IDLE,
    plausible::DATE_IMPLAUSIBLE,
    plausible::BIRTH_IMPLAUSIBLE,
    plausible::NUMBER_IMPLAUSIBLE,
    plausible::CERTIFICATE_NUMBER,
    plausible::CERTIFICATE_SHARED,
    &author::NOT_MANAGER,
    &author::CHAIR_NOT_MANAGER,
    &author::MANAGER_VACANT,
    &author::MANAGER_NOT_IN_POST,
    &author::NOT_CONSULTANT,
    &trail::EVENTS_MISSING,
    plausible::RECORD_IN_FUTURE,
    &trail::CONTRACT_LATE,
    &trail::PROCESS_ORDER,
    &trail::ASSESSMENT_MISSING,
    &trail::ASSESSMENT_WITHOUT_INTERVIEW,
    &trail::ONLINE_UNANSWERED,
    &trail::DRAFT_MISSING,
    &trail::MEETING_MISSING,
    &trail::MEETING_INCOMPLETE,
    &trail::OPINION_MISSING,
    &trail::EXPLANATION_MISSING,
    &trail::CHILD_NOT_TOLD,
    &trail::CONSENT_MISSING,
    &trail::CONSENT_BEFORE_MEETING,
    &trail::CONSENT_AFTER_START,
    &trail::CONSENT_PREDATED,
    &trail::CONSENT_SIGNER,
    &trail::EVENT_DOUBLED,
    &trail::EVENT_GLUED,
    &trail::CONSENT_OUTDATED,
    &trail::SCHEDULE_UNCONSENTED,
    &trail::DELIVERY_MISSING,
    &trail::SCHEDULE_UNDELIVERED,
    &trail::CONSULTANT_DELIVERY,
    &trail::DELIVERY_WAIVED,
    &trail::ELECTRONIC_UNAGREED,
    &trail::PLAN_UNSHARED,
    &trail::MONITORING_MISSING,
    &trail::MONITORING_WITHOUT_INTERVIEW,
    &trail::INTERVIEW_MISSING,
    &consult::VISIT,
    &consult::VISIT_PLACE,
    &consult::DRAFT_CONSENT,
    &consult::DRAFT_DELIVERY,
    &consult::MEETING,
    &consult::CONSENT,
    &consult::DELIVERY,
    &consult::CHANGE,
    &consult::DATE,
    &time::FIRST_PLAN_LATE,
    &time::PLAN_PERIOD_TOO_LONG,
    &time::PLAN_GAP,
    &records::without_plan::RULE,
    &time::REVIEW_OVERDUE,
    &time::REVIEW_DATE_LATE,
    &time::LONG_GOAL_PERIOD,
    &time::SHORT_GOAL_PERIOD,
    &time::DUE_TOO_FAR,
    &time::DUE_UNIFORM,
    &time::CERTIFICATE_EXPIRED,
    plausible::PERIOD_REVERSED,
    &content::WISH_ONE_VOICE,
    &content::SUPPORT_KIND_MISSING,
    &content::DOMAIN_MISSING,
    &content::DOMAIN_UNCOVERED,
    &content::DOMAIN_MISPLACED,
    &content::INCLUSION_MISSING,
    &content::GOAL_VAGUE,
    &content::GOAL_NEGATIVE,
    &content::GOAL_SUBJECT,
    &content::STAFF_MISSING,
    &content::PARTNER_MISSING,
    &content::PRIORITY_INVALID,
    &content::COPIED_FROM_CHILD,
    &content::COPIED_FROM_PREVIOUS,
    &content::COPIED_FROM_CONSULT,
    &content::ACHIEVEMENT_UNREASONED,
    &content::MONITORING_STOCK_PHRASE,
    &content::WORD_UNLISTED,
    plausible::SCHEDULE_INVALID,
    plausible::HOURS_REVERSED,
    &timetable::SCHEDULE_MISMATCH,
    &timetable::SCHEDULE_SHORT,
    &timetable::SCHEDULE_NOTE_MISSING,
    &timetable::SCHEDULE_TWO_RANGES,
    &timetable::WEEKDAY_TOO_LONG,
    &timetable::TRANSPORT_IN_HOURS,
    &timetable::EXTENSION_TOO_SHORT,
    &timetable::EXTENSION_WITHOUT_REASON,
    &timetable::EXTENSION_REASON_WEAK,
    &records::extension_unrecorded::RULE,
    &timetable::BAND_CHANGED,
    &timetable::SUPPLY_USED,
    &add_ons::UNPLACED,
    &add_ons::NAME_ENDED,
    &add_ons::NAME_UNKNOWN,
    &add_ons::OVER_LIMIT,
    &add_ons::SAME_TIME,
    &add_ons::INTERVIEW_TOO_SHORT,
    &add_ons::SPECIALIST_MISSING,
    &add_ons::SPECIALIST_CONSENT,
    &add_ons::SESSION_TOO_SHORT,
    &add_ons::MEDICAL_ORDER,
    &add_ons::SHARE_OVERDUE,
    &add_ons::MINUTES_MISSING,
    &add_ons::MINUTES_UNSHARED,
    &add_ons::PROGRAM_UNPUBLISHED,
    &add_ons::RESTRAINT_UNRECORDED,
    &add_ons::RESTRAINT_UNPLANNED,
    &linkage::monitoring_month_missed::RULE,
    &linkage::week_overlap::RULE,
    &linkage::days_over_supply::RULE,
    &linkage::goal_unlinked::RULE,
    &linkage::need_unanswered::RULE,
    &linkage::period_outside::RULE,
    &linkage::week_mismatch::RULE,
    &linkage::provider_missing::RULE,
    &linkage::monitoring_undecided::RULE,
    &linkage::monitoring_row_missing::RULE,
    &records::row_unknown::RULE,
    &linkage::change_without_plan::RULE,
    &linkage::monitoring_not_reflected::RULE,
    &linkage::hearing::RECORD,
    &linkage::hearing::PROVIDER,
    &forms::EXPIRED,
    &forms::BOX_UNPRINTED,
    &forms::BOLD_MISSING,
    &texts::COMMENT,
    &texts::PICTURE,
    &texts::CHANGED,
    &glyphs::MISSING,
    &glyphs::VARIANT_DROPPED,
    &invisible::RULE,
    &printing::TEXT_SHRUNK,
    &printing::TEXT_OVERFLOW,
    &printing::TEXT_LOST,
    &printing::VALUE_UNPRINTED,
    &printing::PRINT_GIVEN_UP,
];

/// The rule with this code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code.as_str() == code)
}

/// Runs every rule over a child. What loading found is not among the results.
#[must_use]
pub fn check(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let files = facts.files();
    let (mut findings, unread) = unread_by(facts, &files);
    for rule in RULES.iter().filter(|rule| !rule.rests_on.is_empty()) {
        let doubts = unread.doubts(rule);
        findings.extend(found_by(rule, facts, &files).into_iter().filter(|finding| !doubts.silence(finding)));
    }
    findings
}

/// What the rules of one family find by a child, whatever they rest on: for the benchmark that times the families.
#[must_use]
pub fn check_group(facts: &Facts<'_>, files: &ChildFiles<'_>, group: Group) -> Vec<Diagnostic> {
    RULES.iter().filter(|rule| rule.group == group).flat_map(|rule| found_by(rule, facts, files)).collect()
}

/// What the rules find that rest on nothing, and with it what others may not rest on: a name that points nowhere is among it.
fn unread_by<'f>(facts: &Facts<'f>, files: &ChildFiles<'_>) -> (Vec<Diagnostic>, unread::Unread<'f>) {
    let free = RULES.iter().filter(|rule| rule.rests_on.is_empty());
    let findings: Vec<Diagnostic> = free.flat_map(|rule| found_by(rule, facts, files)).collect();
    let unread = unread::Unread::of(facts, &findings);
    (findings, unread)
}

/// What a rule finds by a child, be it owed or not.
fn found_by(rule: &'static Rule, facts: &Facts<'_>, files: &ChildFiles<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    rule.check(facts, files, &mut findings);
    findings.extend(told::told_by(rule, facts).into_iter().flat_map(|told| told.findings));
    findings
}

/// Takes away what is only the consequence of another finding.
pub fn without_consequences(findings: &mut Vec<Diagnostic>) {
    trail::without_consequences(findings);
    invisible::without_consequences(findings);
}

/// Runs the rules over the office file alone, once a project.
#[must_use]
pub fn check_office(ground: &Ground<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let office = ground.organisation;
    let file = File::new(&office.source, &office.tree, ground.fonts);
    for rule in RULES {
        rule.check_office(ground, &file, &mut findings);
    }
    invisible::without_consequences(&mut findings);
    findings
}
