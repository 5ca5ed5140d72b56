//! What is asked of an office: on the command line, and the rest at the terminal.

use super::super::args::{InitArguments, service};
use super::super::asker::Asker;
use super::super::terminal::Terminal;
use crate::case::party::Service;
use crate::forms::Packs;
use crate::pipeline::SetupError;
use crate::record::nearest;
use crate::source::Disk;
use crate::starter::{OfficeAnswers, named_id};
use std::path::Path;

/// The form of most offices.
const USUAL_FORM: &str = "standard";

/// Whether anything was said that goes into the settings.
pub(super) fn are_given(arguments: &InitArguments) -> bool {
    let InitArguments { office, service, manager, staff, form, .. } = arguments;
    office.is_some() || !service.is_empty() || manager.is_some() || !staff.is_empty() || form.is_some()
}

/// All answers.
///
/// # Errors
/// When one is missing and nobody can be asked, or it names a form that there is none of.
pub(super) fn gather(
    folder: &Path,
    arguments: &InitArguments,
    terminal: &Terminal,
) -> Result<OfficeAnswers, SetupError> {
    let packs = Packs::load(Box::new(Disk::new(folder)));
    if let Some(form) = &arguments.form {
        known_form(&packs, form).map_err(|hint| SetupError::new(format!("様式 `{form}` がありません"), hint))?;
    }
    let asker = Asker::at(terminal).filter(|_| !is_complete(arguments));
    if asker.is_none() && !is_complete(arguments) {
        return Err(lacking(arguments));
    }
    if asker.is_some() {
        terminal.aside("事業所のことを尋ねます。後から cases/office.yaml で直せます。やめるには Ctrl+C");
        terminal.aside("「短い名前」は、ほかのファイルから指すための、半角の英数字の名前です");
    }
    let ask = Questions { asker };
    let office = match &arguments.office {
        Some(office) => office.clone(),
        None => ask.named("事業所の短い名前(例: midori)", "事業所の名称")?,
    };
    let services = if arguments.service.is_empty() { ask.services()? } else { arguments.service.clone() };
    let manager = match &arguments.manager {
        Some(manager) => manager.clone(),
        None if services == [Service::Consultation] => {
            ask.named("相談支援専門員の短い名前(例: yamada)", "相談支援専門員の氏名")?
        }
        None => ask.named("児童発達支援管理責任者の短い名前(例: yamada)", "児童発達支援管理責任者の氏名")?,
    };
    let form = match (&arguments.form, &ask.asker) {
        (Some(form), _) => form.clone(),
        (None, Some(asker)) => {
            let question = format!("様式({})", forms(&packs).join("、"));
            asker.ask(&question, Some(USUAL_FORM), |form| known_form(&packs, form))?
        }
        (None, None) => USUAL_FORM.to_owned(),
    };
    Ok(OfficeAnswers { office, services, manager, staff: arguments.staff.clone(), form })
}

/// Whether nothing has to be asked: the form has a usual answer.
fn is_complete(arguments: &InitArguments) -> bool {
    arguments.office.is_some() && !arguments.service.is_empty() && arguments.manager.is_some()
}

/// What is missing where nobody can be asked, with the whole line to type.
fn lacking(arguments: &InitArguments) -> SetupError {
    let missing = [
        (arguments.office.is_none(), "--office"),
        (arguments.service.is_empty(), "--service"),
        (arguments.manager.is_none(), "--manager"),
    ];
    let missing: Vec<&str> = missing.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, name)| name).collect();
    SetupError::new(
        format!("端末ではないので尋ねられません。{} が要ります", missing.join("、")),
        "例: shien init --office \"midori:放課後等デイサービス みどり\" --service 放デイ --manager \"yamada:山田 花子\"",
    )
}

/// The questions of this command.
struct Questions<'t> {
    asker: Option<Asker<'t>>,
}

impl Questions<'_> {
    fn asker(&self) -> &Asker<'_> {
        self.asker.as_ref().expect("internal: nothing is missing where nobody can be asked")
    }

    /// An id and a name, asked for one after the other.
    fn named(&self, id: &str, name: &str) -> Result<(String, String), SetupError> {
        // Each is judged as the part of the whole that it is.
        let name = self.asker().ask(name, None, |typed| named_id(&format!("id:{typed}")).map(|(_, name)| name))?;
        let id = self.asker().ask(id, None, |typed| named_id(&format!("{typed}:名称")).map(|(id, _)| id))?;
        Ok((id, name))
    }

    fn services(&self) -> Result<Vec<Service>, SetupError> {
        let question =
            "サービス(児発、放デイ、保育所等訪問支援、居宅訪問型児童発達支援、相談。二つ以上は「、」で並べる)";
        self.asker().ask(question, None, |typed| {
            let words = typed.split(['、', ',', '，']).map(str::trim).filter(|word| !word.is_empty());
            let services = words.map(service).collect::<Result<Vec<_>, _>>()?;
            if services.is_empty() { Err("一つは書いてください".to_owned()) } else { Ok(services) }
        })
    }
}

fn forms(packs: &Packs) -> Vec<String> {
    packs.iter().map(|pack| pack.id.clone()).collect()
}

fn known_form(packs: &Packs, form: &str) -> Result<String, String> {
    let known = forms(packs);
    if known.iter().any(|id| id == form) {
        return Ok(form.to_owned());
    }
    let near = nearest(form, known.iter().map(String::as_str)).map(|near| format!("`{near}` ではありませんか。"));
    Err(format!("{}使える様式: {}", near.unwrap_or_default(), known.join("、")))
}
