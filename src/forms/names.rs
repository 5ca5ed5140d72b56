//! Which names of files a manifest and a template may ask for.

/// What a template's name may end in.
const TEMPLATE_ENDINGS: [&str; 2] = [".j2", ".typ"];

/// Whether a name is made of plain folders and a file, so that it leads nowhere but down from `templates/`.
pub(super) fn is_inside(name: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0']);
    name.contains('/') && name.split('/').all(plain)
}

/// Whether a name that leads down from `templates/` is that of a template.
pub(super) fn is_template(name: &str) -> bool {
    is_inside(name) && TEMPLATE_ENDINGS.iter().any(|end| name.ends_with(end))
}

/// Whether a name is that of a template in a pack's own folder.
pub(super) fn is_template_of_pack(name: &str) -> bool {
    is_template(&format!("pack/{name}"))
}
