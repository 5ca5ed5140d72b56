//! 体裁 of a form as Typst: what stands behind the settings of `lib/look.typ`.

use crate::font::Fonts;
use crate::forms::SheetLook;

/// The settings on one line; none where the form looks as the program's own do.
#[must_use]
pub fn look_line(look: &SheetLook, fonts: &Fonts) -> Option<String> {
    let mut settings = Vec::new();
    if !look.margins.is_empty() {
        let sides: Vec<String> = look.margins.iter().map(|(side, width)| format!("{side}: {width}mm")).collect();
        settings.push(format!("#let margin = margin + ({})", sides.join(", ")));
    }
    if let Some(foot) = &look.foot {
        let parts: String = foot.iter().map(|part| format!("\"{}\",", part.label())).collect();
        settings.push(format!("#let foot-parts = ({parts})"));
    }
    if let Some(shade) = look.shade {
        settings.push(format!("#let shade = luma({}%)", 100 - shade.min(100)));
    }
    if let Some(watermark) = look.watermark {
        settings.push(format!("#let watermark = \"{}\"", watermark.label()));
    }
    for (name, families) in [("faces", &look.families), ("bold-faces", &fonts.bold_families(&look.families))] {
        if !families.is_empty() {
            let families: String = families.iter().map(|family| format!("{family:?},")).collect();
            settings.push(format!("#let {name} = ({families})"));
        }
    }
    (!settings.is_empty()).then(|| settings.join("; "))
}
