//! One file that a folder begins with.

use std::borrow::Cow;

/// A file with its path below the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StarterFile {
    /// Below the folder, with `/`.
    pub path: Cow<'static, str>,
    /// What it is for, in the words of who reads the list.
    pub purpose: &'static str,
    /// What stands in it.
    pub content: StarterContent,
}

/// What stands in a file, and so what is done where one is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StarterContent {
    /// A text that is written where there is none, and else left alone.
    Whole(Cow<'static, str>),
    /// Lines that each stand for themselves: those that are missing are added.
    Lines(&'static str),
}

impl StarterFile {
    pub(super) const fn whole(path: &'static str, purpose: &'static str, text: &'static str) -> Self {
        Self { path: Cow::Borrowed(path), purpose, content: StarterContent::Whole(Cow::Borrowed(text)) }
    }

    pub(super) const fn lines(path: &'static str, purpose: &'static str, text: &'static str) -> Self {
        Self { path: Cow::Borrowed(path), purpose, content: StarterContent::Lines(text) }
    }

    /// The text of a file that is new.
    #[must_use]
    pub fn text(&self) -> &str {
        match &self.content {
            StarterContent::Whole(text) => text,
            StarterContent::Lines(text) => text,
        }
    }
}

/// The lines of `wanted` that a file lacks. Comments and empty lines are not missed.
#[must_use]
pub fn missing_lines<'w>(wanted: &'w str, there: &str) -> Vec<&'w str> {
    let squeezed = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let own: Vec<_> = there.lines().map(squeezed).collect();
    let counts = |line: &&str| !line.is_empty() && !line.starts_with('#');
    wanted.lines().filter(counts).filter(|line| !own.contains(&squeezed(line))).collect()
}

#[cfg(test)]
mod tests {
    use super::missing_lines;

    #[test]
    fn only_lines_that_are_not_there_are_missing() {
        let there = "# mine\n/output/\r\n*.yaml   text eol=lf\n";
        assert_eq!(missing_lines("# ours\n/output/\n\n*.yaml text eol=lf\n*~\n", there), ["*~"]);
    }
}
