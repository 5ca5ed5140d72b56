//! `git diff`, `git log -p` and `git show` as labelled Japanese lines, once the one command has set them up.

use super::{Repository, project};
use crate::driver::{CHILD, OFFICE, PLAN, Project};
