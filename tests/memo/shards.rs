//! A run that is split over several machines and joined says, byte for byte, what one run says.

use crate::driver::{Project, files_below};
use std::fs;

/// The samples with something to find in each, and one of them once more under another id, so that there is something to
/// find across children.
fn project() -> Project {
    let project = Project::copied();
    let project = ["hana", "mei", "ren", "yuki"].into_iter().fold(project, |project, id| {
        let path = format!("cases/{id}/child.yaml");
        let text = project.text(&path);
        project.file(&path, format!("{text}身長: 要確認\n"))
    });
    let from = project.root().join("cases/hana");
    files_below(&from).into_iter().fold(project, |project, path| {
        let name = path.strip_prefix(&from).expect("below").to_str().expect("ASCII").to_owned();
        project.file(&format!("cases/copy/{name}"), fs::read(path).expect("readable"))
    })
}

/// The folder in which the parts of a run leave what they found.
fn parts_of(project: &Project) -> String {
    project.root().join(".shien").to_str().expect("UTF-8").to_owned()
}

#[test]
fn three_parts_and_their_join_say_what_one_run_says() {
    let project = project();
    let whole = project.run(["check", "--no-cache", "--format", "json"]);
    assert!(whole.stdout.contains("certificate-shared"), "something is found across children");
    let parts = ["1/3", "2/3", "3/3"].map(|part| project.run(["check", "--format", "json", "--shard", part]));
    assert!(parts.iter().all(|part| !part.stdout.contains("certificate-shared")));
    let count: usize = parts.iter().map(|part| part.all().len()).sum();
    assert!(count > 0 && count < whole.all().len(), "each part says what is found by its own children");
    let joined = project.run(["check", "--format", "json", "--join", &parts_of(&project)]);
    assert_eq!((&joined.stdout, &joined.stderr, joined.code), (&whole.stdout, &whole.stderr, whole.code));
    let (joined, whole) = (project.run(["check", "--join", &parts_of(&project)]), project.run(["check", "--no-cache"]));
    assert_eq!((&joined.stdout, joined.code), (&whole.stdout, whole.code));
}

#[test]
fn a_child_that_changed_since_is_judged_where_the_parts_are_joined() {
    let project = project();
    project.run(["check", "--shard", "1/1"]);
    let text = project.text("cases/copy/child.yaml");
    let project = project.file("cases/copy/child.yaml", format!("{text}備考: 要確認\n"));
    let joined = project.run(["check", "--format", "json", "--join", &parts_of(&project)]);
    assert_eq!(joined.stdout, project.run(["check", "--no-cache", "--format", "json"]).stdout);
    assert!(joined.stderr.contains("1 人"), "{}", joined.stderr);
    let project = project.file("cases/office.yaml", "事業所: []\n");
    let joined = project.run(["check", "--join", &parts_of(&project)]);
    assert_eq!(joined.code, Some(2), "of another office: {}", joined.stdout);
}
