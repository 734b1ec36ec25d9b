//! `size`: how much a first visit loads, and whether that is still within the budget.

use std::path::{Path, PathBuf};

use crate::{Outcome, app, node, place, stamp, step};

/// What the first load may weigh, brotli 11. Each KiB costs a slow phone 6 ms to the first paint.
const BUDGET_KIB: u64 = 250;

/// Prints one line per file: raw, gzip at 9 and brotli at 11, which is what a good static host sends.
const MEASURE: &str = "\
const { readFileSync } = require('fs'), zlib = require('zlib');
for (const file of process.argv.slice(1)) {
  const raw = readFileSync(file);
  console.log(raw.length, zlib.gzipSync(raw, { level: 9 }).length, zlib.brotliCompressSync(raw).length);
}";

pub(crate) fn size() -> Outcome {
    // Sizes of an app without wasm-opt would say nothing about what people load.
    node::wasm_opt()?;
    app::app()?;
    let site = place::site();
    let files =
        stamp::files(&site).map_err(|error| format!("dist/site could not be read: {error}."))?;
    let node = node::node()
        .map_err(|reason| format!("the sizes are measured with Node's compressors. {reason}"))?;
    let sizes = step::output(step::command(node).args(["-e", MEASURE]).args(&files))?;
    let sizes: Vec<Size> = sizes.lines().filter_map(Size::parse).collect();
    if sizes.len() != files.len() {
        return Err("Node measured fewer files than there are: is another build running?".into());
    }

    println!("{:>9} {:>9} {:>9}", "raw", "gzip", "brotli");
    let mut first = Size::default();
    for (file, size) in files.iter().zip(&sizes) {
        let file = file.strip_prefix(&site).unwrap_or(file);
        let counts = is_first_load(file);
        if counts {
            first.add(size);
        }
        println!(
            "{size} {} {}",
            if counts { '•' } else { ' ' },
            file.display()
        );
    }
    println!("{first} • the first load; the budget is {BUDGET_KIB} KiB of brotli");
    judge(first.brotli)
}

fn judge(brotli: u64) -> Outcome {
    let budget = BUDGET_KIB * 1024;
    if brotli <= budget {
        Ok(())
    } else {
        Err(format!(
            "the first load is {} over its budget: find out what grew, or say in the change why it had to.",
            kib(brotli - budget)
        ))
    }
}

/// Whether a file of the built app is loaded by a first visit: page, styles, scripts and wasm, but not what comes with a later
/// step (the practice engine's worker) or is a picture.
fn is_first_load(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let kind = file.extension().unwrap_or_default().to_string_lossy();
    let worker = file.parent() == Some(Path::new(""))
        && (name.starts_with("painter.") || name.starts_with("painter_bg."));
    matches!(kind.as_ref(), "html" | "css" | "js" | "wasm")
        && !worker
        && !file.starts_with(PathBuf::from("examples"))
}

/// One file in bytes, as it is and as it travels.
#[derive(Debug, Default, PartialEq)]
struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Size {
    fn parse(line: &str) -> Option<Size> {
        let mut numbers = line.split_whitespace().map_while(|word| word.parse().ok());
        Some(Size {
            raw: numbers.next()?,
            gzip: numbers.next()?,
            brotli: numbers.next()?,
        })
    }

    fn add(&mut self, other: &Size) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{:>9} {:>9} {:>9}",
            kib(self.raw),
            kib(self.gzip),
            kib(self.brotli)
        )
    }
}

fn kib(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{} KiB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[track_caller]
    fn check(file: &str, expect: bool) {
        assert_eq!(is_first_load(Path::new(file)), expect, "{file}");
    }

    #[test]
    fn what_a_first_visit_loads() {
        check("index.html", true);
        check("tokens-506c779f0413672f.css", true);
        check("ssd1b-studio-edc580a8fe25eadf.js", true);
        check("ssd1b-studio-edc580a8fe25eadf_bg.wasm", true);
        check("snippets/idb-0123/inline0.js", true);
        check("painter.js", false);
        check("painter_bg.wasm", false);
        check("painter-like-7fa5fb74fb1d0d74.css", true);
        check("icon-81f81302e5406338.svg", false);
        check("examples/city.jpg", false);
        check("examples/index.html", false);
    }

    #[test]
    fn the_budget() {
        assert_eq!(judge(BUDGET_KIB * 1024), Ok(()));
        assert_eq!(
            judge(BUDGET_KIB * 1024 + 1536).unwrap_err(),
            "the first load is 1.5 KiB over its budget: find out what grew, or say in the change why it had to."
        );
    }

    #[test]
    fn sizes() {
        assert_eq!(
            Size::parse("3000 200 10"),
            Some(Size {
                raw: 3000,
                gzip: 200,
                brotli: 10
            })
        );
        assert_eq!(Size::parse("3000 200"), None);
        assert_eq!(kib(0), "0.0 KiB");
        assert_eq!(kib(1), "0.1 KiB");
        assert_eq!(kib(1024), "1.0 KiB");
    }
}
