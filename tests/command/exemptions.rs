//! 除外 of `office.yaml`: one that meets nothing is said where it stands, by a run that could have met something.

use crate::driver::{CHILD, OFFICE, Project, Run};

const CODE: &str = "exemption-idle";

fn exempting(lines: &[&str]) -> Project {
    let project = Project::new();
    let office = project.text(OFFICE);
    let lines: String = lines.iter().map(|line| format!("    - {line}\n")).collect();
    project.file(OFFICE, format!("{office}規則:\n  除外:\n{lines}"))
}

fn idle(run: &Run) -> Vec<u64> {
    run.findings(CODE).into_iter().map(|finding| finding.line).collect()
}

#[test]
fn an_exemption_that_meets_nothing_is_said_at_its_place_and_one_that_does_is_not() {
    let own = "{規則: certificate-number, 児童: hana, 理由: 市に問い合わせている}";
    let of_all = "{規則: consent-predated, 理由: 試し}";
    let project = exempting(&[own, of_all]);
    let run = project.check();
    let finding = &run.findings(CODE)[0];
    assert_eq!((finding.file.as_str(), finding.severity.as_str()), (OFFICE, "info"));
    assert_eq!(idle(&run), [project.line_of(OFFICE, own), project.line_of(OFFICE, of_all)]);
    assert_eq!(run.code, Some(0));
    let met = project.edit(CHILD, "番号: \"0012345678\"", "番号: 12345678");
    let run = met.check();
    assert_eq!(run.findings("certificate-number"), []);
    assert_eq!(idle(&run), [met.line_of(OFFICE, of_all)]);
}

#[test]
fn a_run_that_could_not_have_met_it_is_silent() {
    let lines = [
        "{規則: certificate-number, 児童: ren, 理由: 試し}",
        "{規則: certificate-number, 理由: 試し}",
        "{規則: text-shrunk, 理由: 試し}",
    ];
    let project = exempting(&lines);
    let ren = project.text(CHILD).replace("0012345678", "0087654321");
    let project = project.file("cases/ren/child.yaml", ren);
    let line = |index: usize| project.line_of(OFFICE, lines[index]);
    let idle = |arguments: &[&str]| {
        let mut command = project.command();
        idle(&Run::of(command.arg("check").args(arguments).args(["--format", "json"]).output().expect("it runs")))
    };
    assert_eq!(idle(&["hana"]), [0; 0]);
    assert_eq!(idle(&["ren"]), [line(0)]);
    assert_eq!(idle(&["--kind", "plan"]), [0; 0]);
    assert_eq!(idle(&[]), [line(0), line(1)]);
    assert_eq!(idle(&["--print"]), [line(0), line(1), line(2)]);
}

#[test]
fn an_exemption_without_a_reason_is_said_once() {
    let run = exempting(&["{規則: certificate-number, 児童: hana}"]).check();
    assert_eq!(idle(&run), [0; 0]);
    assert_eq!(run.findings("required-missing").len(), 1, "{}", run.list());
}
