//! The practice engine: a wasm module of its own, loaded on first use. It runs in a worker; where workers
//! are refused (some frames, some policies) on the page, in slices that yield. Fails when its two files
//! cannot be loaded.

use std::{cell::RefCell, rc::Rc};

use js_sys::WebAssembly::Module;

use crate::abilities::{Engine, LocalFuture, PracticeOrder};

mod load;
mod on_page;
mod worker;

/// The edge of a picture in pixels.
const SIZE: u32 = 1024;

/// The painter's code, fetched and compiled once for all workers.
#[derive(Clone)]
struct Code {
    glue: String,
    module: Module,
}

/// The practice engine of this browser.
#[derive(Default)]
pub struct BrowserEngine {
    code: Rc<RefCell<Option<Code>>>,
}

/// Why a worker did not paint.
enum WorkerTrouble {
    /// The browser makes no worker here: paint on the page instead.
    Refused,
    /// It ran and failed.
    Failed(String),
}

impl Engine for BrowserEngine {
    fn paint(
        &self,
        order: PracticeOrder,
        progress: Rc<dyn Fn(f32)>,
    ) -> LocalFuture<Result<Vec<u8>, String>> {
        let cell = Rc::clone(&self.code);
        Box::pin(async move {
            let code = cell.borrow().clone();
            let code = match code {
                Some(code) => code,
                None => {
                    let code = load::load().await?;
                    *cell.borrow_mut() = Some(code.clone());
                    code
                }
            };
            match worker::paint(&code, &order, Rc::clone(&progress)).await {
                Ok(jpeg) => Ok(jpeg),
                Err(WorkerTrouble::Failed(why)) => Err(why),
                Err(WorkerTrouble::Refused) => on_page::paint(&code, &order, progress).await,
            }
        })
    }
}
