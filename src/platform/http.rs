//! HTTP through gloo-net. Fails without detail: a browser hides why a fetch failed, so the facts that can
//! be known (online, how long, whether this host ever answered) go with the failure.

use std::{cell::RefCell, rc::Rc};

use gloo_net::http::{RequestBuilder, Response};
use js_sys::Date;
use ssd1b::wire::{Answer, KEY_HEADER, Method, Outgoing};
use ssd1b::{ApiKey, NetworkFacts};
use web_sys::{AbortController, RequestRedirect};

use crate::abilities::{Http, LocalFuture};

/// The browser's fetch.
#[derive(Default)]
pub struct BrowserHttp {
    answered: Rc<RefCell<Vec<String>>>,
}

impl Http for BrowserHttp {
    fn send(
        &self,
        outgoing: Outgoing,
        key: Option<ApiKey>,
    ) -> LocalFuture<Result<Answer, NetworkFacts>> {
        let answered = Rc::clone(&self.answered);
        Box::pin(async move {
            let place = place(&outgoing.url).to_owned();
            let mut facts = NetworkFacts {
                online: super::page::is_online(),
                elapsed_ms: 0,
                host_answered_before: answered.borrow().contains(&place),
                post: matches!(outgoing.method, Method::Post),
                cut_mid_body: false,
            };
            let started = Date::now();
            let failed = |mut facts: NetworkFacts| {
                facts.elapsed_ms = (Date::now() - started).max(0.0) as u64;
                facts.online = super::page::is_online();
                facts
            };
            let guard = AbortOnDrop(AbortController::new().ok());
            let Ok(response) = fetch(&outgoing, key.as_ref(), &guard).await else {
                return Err(failed(facts));
            };
            if !facts.host_answered_before {
                answered.borrow_mut().push(place);
                facts.host_answered_before = true;
            }
            let status = response.status();
            let headers = response.headers().entries().collect();
            match response.binary().await {
                Ok(body) => Ok(Answer {
                    status,
                    headers,
                    body,
                }),
                Err(_) => {
                    facts.cut_mid_body = true;
                    Err(failed(facts))
                }
            }
        })
    }
}

async fn fetch(
    outgoing: &Outgoing,
    key: Option<&ApiKey>,
    guard: &AbortOnDrop,
) -> Result<Response, gloo_net::Error> {
    let method = match outgoing.method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Post => gloo_net::http::Method::POST,
    };
    let signal = guard.0.as_ref().map(AbortController::signal);
    let mut builder = RequestBuilder::new(&outgoing.url)
        .method(method)
        .abort_signal(signal.as_ref());
    if let Some(key) = key {
        // A redirect would carry the key on to wherever it points.
        builder = builder
            .header(KEY_HEADER, key.header_value())
            .redirect(RequestRedirect::Error);
    }
    match &outgoing.body {
        Some(body) => {
            builder
                .header("content-type", "application/json")
                .body(body.as_str())?
                .send()
                .await
        }
        None => builder.send().await,
    }
}

/// Scheme, host and port of an address; the whole of a relative one.
fn place(url: &str) -> &str {
    match url.find("://") {
        Some(at) => url[at + 3..]
            .find('/')
            .map_or(url, |end| &url[..at + 3 + end]),
        None => "",
    }
}

/// Aborts the fetch when its future is dropped. Without a reason: gloo-net takes only real errors.
struct AbortOnDrop(Option<AbortController>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}
