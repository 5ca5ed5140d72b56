//! What a change is waited for.

use super::{Burst, Follower};
use crate::source::tree::Tree;
use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RenameMode};
use notify::{Event, EventKind};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Instant;

const PLAN: &str = "cases/plan.yaml";

/// What is looked at, and what is waited for, after a file was written and renamed over the plan, as the system tells of
/// it.
fn after_renaming(root: &Path, from: &str) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let mut tree = Tree::new(root);
    tree.look(Path::new("cases"));
    let (few, afterthought, armed) = (false, None, BTreeMap::new());
    let messages = channel().1;
    let mut follower = Follower { root: root.to_owned(), tree, watcher: None, messages, armed, few, afterthought };
    let (touched, unfinished) = (BTreeSet::new(), BTreeSet::new());
    let mut burst = Burst { since: Instant::now(), touched, unfinished, everything: false };
    let (from, to) = (root.join(from), root.join(PLAN));
    let renamed = |mode| EventKind::Modify(ModifyKind::Name(mode));
    for event in [
        Event::new(EventKind::Create(CreateKind::File)).add_path(from.clone()),
        Event::new(EventKind::Access(AccessKind::Close(AccessMode::Write))).add_path(from.clone()),
        Event::new(renamed(RenameMode::From)).add_path(from.clone()),
        Event::new(renamed(RenameMode::To)).add_path(to.clone()),
        Event::new(renamed(RenameMode::Both)).add_path(from.clone()).add_path(to.clone()),
    ] {
        assert!(follower.take(Ok(event), &mut burst));
    }
    (burst.touched.into_iter().collect(), burst.unfinished.into_iter().collect())
}

#[test]
fn a_new_text_that_is_renamed_over_the_old_is_not_waited_for() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("cases")).expect("made");
    for name in [PLAN, "cases/old.yaml"] {
        fs::write(folder.path().join(name), "a: 1\n").expect("written");
    }
    let (plan, old) = (PathBuf::from(PLAN), PathBuf::from("cases/old.yaml"));
    assert_eq!(after_renaming(folder.path(), "cases/plan.new"), (vec![plan.clone()], vec![]));
    // What was known under its old name is gone from there: another text may follow.
    assert_eq!(after_renaming(folder.path(), "cases/old.yaml"), (vec![old.clone(), plan], vec![old]));
}
