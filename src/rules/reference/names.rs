//! What a name in a document may point to, and what is said when it points nowhere.

use super::super::facts::Facts;
use super::super::rule::Reporter;
use super::glued::slip;
use super::titles;
use crate::case::party::{Office, PersonRef};
use crate::case::{Document, Kind, consult, plan};
use crate::diagnostic::Severity;
use crate::record::{Field, List, TextOr, fold_lookalikes, lookalike, nearest_id, plain_word, same_document};
use crate::source::Place;

/// What a reference may point to, with the words for messages.
pub(super) struct Names<'a> {
    pub(super) what: &'static str,
    pub(super) known: Vec<&'a str>,
    pub(super) otherwise: &'static str,
    /// Whether the file that would list them, or a part of that list, could not be read: then nothing can be said.
    pub(super) unread: bool,
    pub(super) guess: Guess,
}

/// The lists of a plan whose ids [`super::DUPLICATE`] judges.
pub(super) const ROWS: &str = "支援の行";
/// See [`ROWS`].
pub(super) const NEEDS: &str = "ニーズ";

/// What a name that points nowhere may have been meant for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Guess {
    /// An id like it.
    Id,
    /// The document of the same day: another day is another document.
    Document,
}

/// Among more names than this nothing is looked for that is like a word: no office has so many, and the work would be the
/// square of them.
const MOST_LIKENED: usize = 1_000;

impl Names<'_> {
    pub(super) fn require(&self, name: &str, place: Place, reporter: &mut Reporter<'_>) {
        if self.unread || self.known.contains(&name) || self.has_double() {
            return;
        }
        if self.known.len() > MOST_LIKENED {
            let help = format!("書けるものは {} あります。{}", self.known.len(), self.otherwise);
            reporter.report(place, format!("{}「{name}」がありません", self.what)).help = Some(help);
            return;
        }
        if self.is_in_odd_letters(name, &place, reporter) {
            return;
        }
        if let Some(slip) = slip(name, &self.known) {
            reporter.report(place, slip.message(self.what, name)).help = Some(slip.help_for_one());
            return;
        }
        let near = match self.guess {
            Guess::Id => nearest_id(name, self.known.iter().copied()),
            Guess::Document => same_document(name, self.known.iter().copied()),
        };
        let help = match near {
            Some(near) => format!("`{near}` ではありませんか。{}", self.otherwise),
            None if self.known.is_empty() => self.otherwise.to_owned(),
            None => format!("書けるもの: {}。{}", self.known.join("、"), self.otherwise),
        };
        let odd = lookalike(name).map(|odd| format!("(中に{}があります)", odd.named())).unwrap_or_default();
        reporter.report(place, format!("{}「{name}」がありません{odd}", self.what)).help = Some(help);
    }

    /// One of a list, in which several ids may have been joined into one word.
    pub(super) fn require_of_list(&self, name: &str, place: Place, reporter: &mut Reporter<'_>) {
        if !self.hides(name, place.clone(), reporter) {
            self.require(name, place, reporter);
        }
    }

    /// A word of a list that may hold other words than ids: whether it hides an id, which is then said.
    fn hides(&self, word: &str, place: Place, reporter: &mut Reporter<'_>) -> bool {
        if self.unread || self.known.len() > MOST_LIKENED {
            return false;
        }
        let Some(slip) = slip(word, &self.known) else { return false };
        reporter.report(place, slip.message(self.what, word)).help = Some(slip.help());
        true
    }

    /// Whether one id stands twice, which is said there: then another one may have been meant by the second.
    fn has_double(&self) -> bool {
        let is_own = [ROWS, NEEDS].contains(&self.what);
        is_own && (1..self.known.len()).any(|at| self.known[..at].contains(&self.known[at]))
    }

    /// Whether it is a known name in letters that only look like its own, which is then said: here, or where the odd letter
    /// stands in the known name itself.
    fn is_in_odd_letters(&self, name: &str, place: &Place, reporter: &mut Reporter<'_>) -> bool {
        let plain = unquoted(name);
        let Some(known) = self.known.iter().find(|known| unquoted(known) == plain) else { return false };
        if let Some(odd) = lookalike(name) {
            let message = format!("{}「{known}」に{}が入っています", self.what, odd.named());
            reporter.report(place.clone(), message).help = Some(format!("`{known}` と打ち直してください"));
            return true;
        }
        if plain_word(name).starts_with(QUOTES) {
            let message = format!("{}「{known}」がかぎ括弧で囲まれています", self.what);
            reporter.report(place.clone(), message).help = Some(format!("`{known}` と書いてください"));
            return true;
        }
        lookalike(known).is_some() || known.starts_with(QUOTES)
    }

    pub(super) fn field(&self, field: &Field<String>, reporter: &mut Reporter<'_>) {
        if let Some((name, span)) = field.spanned() {
            self.require(name, span.place(), reporter);
        }
    }
}

/// The quotation marks of Japanese texts, which no id needs.
const QUOTES: [char; 4] = ['「', '」', '『', '』'];

fn unquoted(name: &str) -> String {
    plain_word(name).trim_matches(QUOTES).to_owned()
}

/// The tables of one project and case.
pub(super) struct Tables<'a> {
    pub(super) staff: Names<'a>,
    pub(super) offices: Names<'a>,
    pub(super) partners: Names<'a>,
    pub(super) plans: Names<'a>,
    pub(super) consultation_plans: Names<'a>,
}

impl<'a> Tables<'a> {
    pub(super) fn of(facts: &Facts<'a>) -> Self {
        let organisation = &facts.ground.organisation.value;
        let office_tree = &facts.ground.organisation.tree;
        let all_offices = office_tree.get("事業所");
        let offices_unread = facts.ground.organisation.broken
            || office_tree.may_hide("事業所")
            || organisation.offices.is_unread()
            || organisation.offices.iter().any(|office| !office.id.is_set());
        let staff_unread = offices_unread
            || all_offices.is_some_and(|offices| offices.may_hide("職員"))
            || organisation
                .offices
                .iter()
                .any(|office| office.staff.is_unread() || office.staff.iter().any(|staff| !staff.id.is_set()));
        let partners_tree = &facts.child.tree;
        let partners_unread = facts.child.broken
            || partners_tree.may_hide("関係機関")
            || partners_tree.get("関係機関").is_some_and(|partners| partners.may_hide("id"))
            || facts.child.value.partners.is_unread()
            || facts.child.value.partners.iter().any(|partner| partner.id.is_unread());
        let ids = |id: &'a Field<String>| id.get().map(String::as_str);
        let staff =
            organisation.offices.iter().flat_map(|office| office.staff.iter()).filter_map(|staff| ids(&staff.id));
        let offices: Vec<&str> = organisation.offices.iter().filter_map(|office| ids(&office.id)).collect();
        let partners = facts.child.value.partners.iter().filter_map(|partner| ids(&partner.id));
        let names = |kind: &'static Kind| {
            let documents = facts.timeline.files().filter(move |document| document.kind.id == kind.id);
            documents.map(|document| document.name.as_str()).collect()
        };
        Self {
            staff: Names {
                what: "職員",
                known: staff.collect(),
                otherwise: "職員でない人は {氏名: …, 立場: …} と書きます",
                unread: staff_unread,
                guess: Guess::Id,
            },
            partners: Names {
                what: "関係機関",
                known: partners.chain(offices.iter().copied()).collect(),
                otherwise: "child.yaml の 関係機関 にない所は {名称: …} と書きます",
                unread: offices_unread || partners_unread,
                guess: Guess::Id,
            },
            offices: Names {
                what: "事業所",
                known: offices,
                otherwise: "事業所は cases/office.yaml に書きます",
                unread: offices_unread,
                guess: Guess::Id,
            },
            plans: Names {
                what: "個別支援計画",
                known: names(&plan::KIND),
                otherwise: "plan/ のファイル名(終わりの .yaml を除く)を書きます",
                unread: false,
                guess: Guess::Document,
            },
            consultation_plans: Names {
                what: "障害児支援利用計画",
                known: names(&consult::plan::KIND),
                otherwise: "consult/plan/ のファイル名(終わりの .yaml を除く)を書きます",
                unread: false,
                guess: Guess::Document,
            },
        }
    }

    /// A person who must be somebody: a staff id, or a name written out.
    pub(super) fn person(&self, field: &Field<PersonRef>, reporter: &mut Reporter<'_>) {
        match field.spanned() {
            Some((TextOr::Text(id), span)) => self.staff.require(id, span.place(), reporter),
            Some((TextOr::Record(person), _)) => self.staff.field(&person.staff, reporter),
            None => {}
        }
    }

    /// People among whom a 職種 may stand for a person: only what looks like an id must be one.
    pub(super) fn people(&self, list: &List<PersonRef>, reporter: &mut Reporter<'_>) {
        for person in list.iter() {
            let (id, span) = match &person.value {
                TextOr::Text(word) if self.staff.hides(word, person.span.place(), reporter) => continue,
                TextOr::Text(id) if is_like_an_id(id) => (id, person.span),
                TextOr::Text(_) => continue,
                TextOr::Record(person) => match person.staff.spanned() {
                    Some(staff) => staff,
                    None => continue,
                },
            };
            self.staff.require(id, span.place(), reporter);
        }
    }

    /// 担当者 of a row: a member of staff, or a 職種. A name in place of an id is printed without its 職種.
    pub(super) fn staff_of_row(
        &self,
        facts: &Facts<'_>,
        list: &List<PersonRef>,
        document: &Document,
        reporter: &mut Reporter<'_>,
    ) {
        self.people(list, reporter);
        let organisation = &facts.ground.organisation.value;
        for person in list.iter().filter(|_| !self.staff.unread) {
            let TextOr::Text(word) = &person.value else { continue };
            let is_said = is_like_an_id(word) || slip(word, &self.staff.known).is_some();
            if is_said || titles::is_title(word, organisation) {
                continue;
            }
            let finding =
                reporter.report(person.span.place(), format!("担当者「{word}」は、職員の id でも職種でもありません"));
            finding.severity = Severity::Warning;
            let id = facts.directory.namesake(word).and_then(|staff| staff.id.get());
            let of_office = document.office().and_then(|office| organisation.office(office));
            let own = of_office.into_iter().flat_map(|office| office.staff.iter()).filter_map(|staff| staff.id.get());
            let own: Vec<&str> = own.map(String::as_str).collect();
            finding.help = Some(match id {
                Some(id) => format!("職員の id で `{id}` と書いてください"),
                None => format!(
                    "職員の id({})か、保育士 のような職種を書いてください。職員でない人は {{氏名: {word}, 立場: …}} と書きます",
                    own.join("、")
                ),
            });
        }
    }

    pub(super) fn organisations(&self, list: &List<PersonRef>, reporter: &mut Reporter<'_>) {
        for item in list.iter() {
            let TextOr::Text(id) = &item.value else { continue };
            if !self.partners.hides(id, item.span.place(), reporter) {
                self.partners.require(id, item.span.place(), reporter);
            }
        }
    }

    /// An organisation where a name may stand for itself: only what looks like an id must be one.
    pub(super) fn organisation(&self, field: &Field<PersonRef>, reporter: &mut Reporter<'_>) {
        if let Some((TextOr::Text(id), span)) = field.spanned()
            && (is_like_an_id(id) || slip(id, &self.partners.known).is_some())
        {
            self.partners.require(id, span.place(), reporter);
        }
    }

    /// 相手 of an event, which may be any word: only an id that is hidden in one is said.
    pub(super) fn recipient(&self, recipient: &PersonRef, place: Place, reporter: &mut Reporter<'_>) {
        if let TextOr::Text(word) = recipient {
            let _ = self.partners.hides(word, place.clone(), reporter) || self.staff.hides(word, place, reporter);
        }
    }

    /// The office that made a paper.
    pub(super) fn office(&self, field: &Field<TextOr<Office>>, reporter: &mut Reporter<'_>) {
        if let Some((TextOr::Text(id), span)) = field.spanned() {
            self.offices.require(id, span.place(), reporter);
        }
    }
}

/// Whether a text is an id and no words: in Latin letters, or in some that only look like those.
fn is_like_an_id(text: &str) -> bool {
    text.is_ascii() || (lookalike(text).is_some() && fold_lookalikes(text).is_ascii())
}
