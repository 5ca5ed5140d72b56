//! What it costs to hold every value against what is generated and what is laid out, against making the document (from
//! its tree to the bytes of its PDF) and against its layout alone.

use crate::{Extent, cases, milliseconds};
use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Settings};
use shien::rules::changed_texts;
use shien::template::content;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// Times work in the midst of a run, with all that the typesetter remembers, as in a build.
fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

pub(crate) fn run(samples: &Path, extent: Extent) {
    let mut totals = [Duration::ZERO; 4];
    let mut documents = 0_u32;
    for round in 0..=extent.rounds {
        // New texts each round: nothing that Typst remembers of the last one may help.
        let files = cases::generate(samples, extent.children.min(8), round + 100);
        let project = Project::from_files(&|| Box::new(files.clone()), Fonts::embedded()).expect("it opens");
        let mut printer = Printer::new(&project, None);
        for child in project.select(&Settings::default()).expect("all children") {
            let (case, _) = project.load(&child, &Settings::default());
            for document in &case.documents {
                let mut rendering = None;
                let made =
                    timed(|| rendering = Some(printer.rendering(&case, document).expect("the forms have no error")));
                let rendering = rendering.expect("rendered");
                let mut layout = None;
                let layout_time = timed(|| layout = Some(printer.layout_of(&rendering).expect("it lays out")));
                let layout = layout.expect("laid out");
                // As in a print: behind the layout and before the export.
                let held = timed(|| drop(black_box(printer.guard(&rendering, &layout))));
                let exported =
                    timed(|| drop(black_box(printer.pdf(&case, document, &layout).expect("it is exported"))));
                let read_back = timed(|| drop(black_box(changed_texts(&document.source, &document.tree, &content))));
                if round > 0 {
                    documents += 1;
                    for (total, own) in
                        totals.iter_mut().zip([layout_time, made + layout_time + exported, read_back, held])
                    {
                        *total += own;
                    }
                }
            }
        }
    }
    let [layout, made, read_back, held] = totals;
    let part = |own: Duration, of: Duration| 100.0 * own.as_secs_f64() / of.as_secs_f64();
    let each = |own: Duration| milliseconds(Some(own)) / f64::from(documents);
    println!(
        "the guard over {documents} documents, against making them ({:.2} ms each; target 2 %) and their layout ({:.2} ms)",
        each(made),
        each(layout)
    );
    for (what, own) in [
        ("texts read back from what is generated", read_back),
        ("values held against the pages", held),
        ("both", read_back + held),
    ] {
        println!("  {what:40} {:7.3} ms  {:5.2} %  {:5.2} %", each(own), part(own, made), part(own, layout));
    }
}
