//! Which of Typst's functions a template may call: all of them but those by which a few bytes become work without end.

use super::{
    annex, block_ways, cells, company, composed, divided, genogram, narrow, paging, parted, pieces, ruling, slash,
};
use comemo::Tracked;
use typst::diag::{At, SourceResult, bail};
use typst::engine::Engine;
use typst::foundations::{Args, Binding, Construct, Content, Context, Dict, Module, Resolve, Scope, Smart, dict, func};
use typst::introspection::Locator;
use typst::layout::{Abs, Axes, Length, Regions, Size};
use typst::loading::DataSource;
use typst::syntax::Span;
use typst::utils::Numeric;
use typst::visualize::ImageElem;
use typst::{Feature, Library, LibraryExt};

/// A picture is a mark of a form: more bytes than this is none.
const MAX_PICTURE: usize = 64 * 1024;

/// Parts of an SVG by which it can stand for far more than it says.
const MULTIPLYING: [&str; 5] = ["<use", "<!ENTITY", "<pattern", "<filter", "<image"];

/// Typst's own functions, with those that say what a box of a table is when it is read aloud, without `plugin`, and
/// with `image` for small drawings only.
pub(super) fn library() -> Library {
    let mut library = Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build();
    let mut scope = Scope::new();
    for (name, binding) in library.global.scope().iter().filter(|(name, _)| *name != "plugin") {
        scope.bind(name.clone(), binding.clone());
    }
    scope.define_func::<image>();
    scope.define_func::<extent>();
    scope.define_func::<annex::annexed>();
    scope.define_func::<annex::asked>();
    scope.define_func::<block_ways::block_ways>();
    scope.define_func::<cells::below_heights>();
    scope.define_func::<cells::readied>();
    scope.define_func::<cells::row_height>();
    scope.define_func::<company::accompanied>();
    scope.define_func::<composed::composed>();
    scope.define_func::<composed::settled>();
    scope.define_func::<divided::divided>();
    scope.define_func::<genogram::genogram>();
    scope.define_func::<narrow::narrowed>();
    scope.define_func::<pieces::unbroken>();
    scope.define_func::<paging::sheets>();
    scope.define_func::<parted::parted>();
    scope.define_func::<parted::running>();
    scope.define_func::<ruling::ruling>();
    scope.define_func::<slash::slash>();
    library.global = Module::new("global", scope);
    library.std = Binding::detached(library.global.clone());
    library
}

/// How wide and how high a content comes out in a box of that width, `full` being the height that its parts are a share of.
///
/// Typst's own `measure` looks up for every paragraph where it stands in the document, so that a counter in it tells the
/// number it will have. That answer is another in each layout of the same document: whatever measures is laid out again,
/// and its whole page with it. What is measured here asks nothing of its place, and is found once.
#[func(contextual)]
fn extent(
    engine: &mut Engine,
    context: Tracked<Context>,
    span: Span,
    #[named]
    #[default(Smart::Auto)]
    width: Smart<Length>,
    #[named]
    #[default(Smart::Auto)]
    full: Smart<Length>,
    content: Content,
) -> SourceResult<Dict> {
    let styles = context.styles().at(span)?;
    let width = width.resolve(styles).unwrap_or(Abs::inf());
    let full = full.resolve(styles).unwrap_or(Abs::inf());
    let regions = Regions {
        size: Size::new(width, Abs::inf()),
        expand: Axes::new(width.is_finite(), false),
        full,
        backlog: &[],
        last: None,
    };
    let fragment = typst_layout::layout_fragment(engine, &content, Locator::root(), styles, regions)?;
    let size = fragment.into_iter().next().map(|frame| frame.size()).unwrap_or_default();
    Ok(dict! { "width" => size.x, "height" => size.y })
}

/// A small drawing in SVG, given as bytes.
#[func]
fn image(engine: &mut Engine, args: &mut Args, span: Span) -> SourceResult<Content> {
    let source = args.items.iter().find(|item| item.name.is_none()).map(|item| item.value.v.clone());
    let Some(DataSource::Bytes(data)) = source.map(|value| value.cast::<DataSource>()).transpose().at(span)? else {
        bail!(span, "image には、SVG を bytes で渡してください");
    };
    let text = std::str::from_utf8(&data).unwrap_or_default();
    if !text.trim_start().starts_with('<') {
        bail!(span, "image で描けるのは SVG だけです");
    }
    if data.len() > MAX_PICTURE {
        bail!(span, "image の SVG が大きすぎます({} バイト)。{MAX_PICTURE} バイトまでです", data.len());
    }
    if let Some(part) = MULTIPLYING.iter().find(|part| text.contains(**part)) {
        bail!(span, "image の SVG には {part} を使えません");
    }
    ImageElem::construct(engine, args)
}
