//! Build script: a form added to `templates/` is embedded by the next build, without touching any Rust.

fn main() {
    println!("cargo::rerun-if-changed=templates");
}
