//! Painting in a worker of its own, which ends with the picture or when the future is dropped.

use std::{cell::RefCell, rc::Rc};

use futures::channel::oneshot;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, BlobPropertyBag, ErrorEvent, MessageEvent, Url, Worker};

use super::{Code, SIZE, WorkerTrouble};
use crate::abilities::PracticeOrder;

/// Rows per message: fine enough for a smooth bar, coarse enough not to flood the page.
const ROWS: u32 = 16;

type Outcome = Result<Vec<u8>, WorkerTrouble>;

pub(super) async fn paint(
    code: &Code,
    order: &PracticeOrder,
    progress: Rc<dyn Fn(f32)>,
) -> Outcome {
    let worker = Terminated(start(&code.glue).map_err(|_| WorkerTrouble::Refused)?);
    let (tell, told) = oneshot::channel::<Outcome>();
    let tell = Rc::new(RefCell::new(Some(tell)));
    let heard = Rc::new(RefCell::new(false));

    let on_message = {
        let (tell, heard) = (Rc::clone(&tell), Rc::clone(&heard));
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            *heard.borrow_mut() = true;
            let data = event.data();
            let field =
                |name: &str| Reflect::get(&data, &JsValue::from_str(name)).unwrap_or_default();
            if let Some(share) = field("share").as_f64() {
                progress(share as f32);
            } else if let Ok(jpeg) = field("jpeg").dyn_into::<Uint8Array>() {
                end(&tell, Ok(jpeg.to_vec()));
            } else {
                let why = field("error").as_string().unwrap_or_default();
                end(&tell, Err(WorkerTrouble::Failed(why)));
            }
        })
    };
    let on_error = {
        let tell = Rc::clone(&tell);
        Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            // A worker that failed before its first word was refused (a policy, an opaque frame).
            let trouble = if *heard.borrow() {
                WorkerTrouble::Failed(event.message())
            } else {
                WorkerTrouble::Refused
            };
            end(&tell, Err(trouble));
        })
    };
    worker
        .0
        .set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker
        .0
        .set_onerror(Some(on_error.as_ref().unchecked_ref()));
    worker
        .0
        .post_message(&message(code, order))
        .map_err(|_| WorkerTrouble::Refused)?;
    told.await.unwrap_or(Err(WorkerTrouble::Refused))
}

fn end(tell: &RefCell<Option<oneshot::Sender<Outcome>>>, outcome: Outcome) {
    if let Some(tell) = tell.borrow_mut().take() {
        // Nobody listens any more after a cancel.
        let _ = tell.send(outcome);
    }
}

fn start(glue: &str) -> Result<Worker, JsValue> {
    let parts = Array::of2(
        &JsValue::from_str(glue),
        &JsValue::from_str(include_str!("../painter-worker.js")),
    );
    let bag = BlobPropertyBag::new();
    bag.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&parts, &bag)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let worker = Worker::new(&url);
    // The worker has its own hold on the blob by now.
    let _ = Url::revoke_object_url(&url);
    worker
}

fn message(code: &Code, order: &PracticeOrder) -> JsValue {
    let message = Object::new();
    let rows: [(&str, JsValue); 7] = [
        ("module", code.module.clone().into()),
        ("prompt", JsValue::from_str(&order.prompt)),
        ("negative", JsValue::from_str(&order.negative_prompt)),
        ("seed", JsValue::from_f64(order.seed as f64)),
        ("sample", JsValue::from_f64(f64::from(order.sample))),
        ("size", JsValue::from_f64(f64::from(SIZE))),
        ("rows", JsValue::from_f64(f64::from(ROWS))),
    ];
    for (name, value) in rows {
        // Setting a plain property of a plain object does not fail.
        let _ = Reflect::set(&message, &JsValue::from_str(name), &value);
    }
    message.into()
}

/// Ends the worker when dropped, whatever it is doing.
struct Terminated(Worker);

impl Drop for Terminated {
    fn drop(&mut self) {
        self.0.set_onmessage(None);
        self.0.set_onerror(None);
        self.0.terminate();
    }
}
