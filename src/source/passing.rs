//! Files that editors and office suites leave beside a text while it is open or being saved.

/// Whether a file of this name comes and goes with an editor and is no text of the user's.
#[must_use]
pub fn is_passing(name: &str) -> bool {
    // vim writes `4913` to see whether it may create files; swap files, locks and the like are hidden ones.
    name == "4913"
        || name.starts_with(['.', '#', '~'])
        || name.ends_with('~')
        || [".tmp", ".swp", ".swx"].iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::is_passing;

    #[test]
    fn what_editors_leave_is_no_text() {
        let passing =
            [".2024-03-28.yaml.swp", "2024-03-28.yaml~", "4913", ".#a.yaml", "#a.yaml#", ".~lock.a.yaml#", "lu1.tmp"];
        for name in passing {
            assert!(is_passing(name), "{name}");
        }
        for name in ["2024-03-28.yaml", "hana", "4913.yaml", "tmp", "a.tmp.yaml"] {
            assert!(!is_passing(name), "{name}");
        }
    }
}
