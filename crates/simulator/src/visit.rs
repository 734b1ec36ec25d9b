//! What a request asks of the simulator itself: its faults, taken off the address before the API sees it.

use crate::fault::Fault;
use crate::faults::{Faults, UnknownFault};
use crate::limits::Limits;
use crate::text::percent_decoded;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, Method, Uri, header};

/// The simulator's view of one request.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) faults: Faults,
    /// The path without the faults in front.
    pub(crate) path: String,
    /// The number of the request in the ledger, if it is there.
    pub(crate) entry: Option<u64>,
    /// The host that was asked, with its port.
    pub(crate) host: String,
    /// The faults that the addresses of pictures carry in front.
    picture_faults: String,
}

/// Header that carries faults.
const HEADER: &str = "x-sim-fault";

impl Visit {
    /// Reads the faults of path, query and header, and takes the first two off the address.
    pub(crate) fn read(
        uri: &mut Uri,
        headers: &HeaderMap,
        defaults: &Faults,
    ) -> (Visit, Result<(), UnknownFault>) {
        let (in_path, path) = split_path(uri.path());
        let (in_query, query) = split_query(uri.query().unwrap_or_default());
        let in_header = headers
            .get(HEADER)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let faults = read_all([&in_path, &in_query, in_header]);

        let path = path.to_owned();
        let address = if query.is_empty() {
            path.clone()
        } else {
            format!("{path}?{query}")
        };
        // Parts of a good address make a good address.
        if let Ok(address) = address.parse::<PathAndQuery>() {
            *uri = Uri::from(address);
        }
        let (faults, problem) = match faults {
            Ok(faults) => (faults.or(defaults), Ok(())),
            Err(problem) => (Faults::default(), Err(problem)),
        };
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .unwrap_or("127.0.0.1");
        let picture_faults = faults.of_pictures();
        (
            Visit {
                faults,
                path,
                entry: None,
                host: host.into(),
                picture_faults,
            },
            problem,
        )
    }

    /// Drops the faults that `on` keeps for other requests, or that `first` has spent on earlier ones.
    pub(crate) fn narrow(&mut self, method: &Method, limits: &Limits) {
        let other = self
            .faults
            .word(Fault::On)
            .is_some_and(|role| role != self.role(method));
        let spent = || {
            let first = self.faults.number(Fault::First);
            first.is_some_and(|first| !limits.is_early(format!("first {}", self.counter()), first))
        };
        if other || spent() {
            self.faults = self.faults.without_obstacles();
        }
    }

    /// What the request is to a client, in the words of the fault `on`.
    fn role(&self, method: &Method) -> &'static str {
        let path = self.path.as_str();
        if path.starts_with("/pictures/") {
            "picture"
        } else if path.starts_with("/v2/requests/") {
            if path.ends_with("/status") {
                "poll"
            } else {
                "result"
            }
        } else if method == Method::POST {
            "submit"
        } else {
            "balance"
        }
    }

    /// Where this server's own pictures are, under their faults; by another host name where that is asked for.
    pub(crate) fn pictures(&self) -> String {
        let host = if self.faults.word(Fault::ImageUrl) == Some("other") {
            self.other_host("images")
        } else {
            self.host.clone()
        };
        let faults = match &*self.picture_faults {
            "" => String::new(),
            faults => format!("/sim/{faults}"),
        };
        format!("http://{host}{faults}/pictures/")
    }

    /// This server under another name, which browsers take for another origin and still find here.
    pub(crate) fn other_host(&self, name: &str) -> String {
        let port = self.host.rsplit_once(':').map(|(_, port)| port);
        match port.filter(|port| port.bytes().all(|b| b.is_ascii_digit())) {
            Some(port) => format!("{name}.localhost:{port}"),
            None => format!("{name}.localhost"),
        }
    }

    /// The name of a counter that only requests with the same faults, the same case above all, share.
    pub(crate) fn counter(&self) -> String {
        format!("{} {}", self.path, self.faults)
    }

    /// The name that the test gave the request.
    pub(crate) fn case(&self) -> Option<&str> {
        self.faults.word(Fault::Case)
    }
}

fn read_all(texts: [&str; 3]) -> Result<Faults, UnknownFault> {
    let mut all = Faults::default();
    for text in texts {
        all = all.and(text.parse()?);
    }
    Ok(all)
}

/// `/sim/FAULTS/rest` → the faults and `/rest`. The ledger's own address is left alone.
fn split_path(path: &str) -> (String, &str) {
    let split = path
        .strip_prefix("/sim/")
        .and_then(|rest| rest.find('/').map(|at| rest.split_at(at)));
    match split {
        Some((faults, rest)) if faults != "ledger" => (percent_decoded(faults), rest),
        _ => (String::new(), path),
    }
}

/// Takes `sim=FAULTS` out of a query.
fn split_query(query: &str) -> (String, String) {
    let (ours, others): (Vec<&str>, Vec<&str>) =
        query.split('&').partition(|part| part.starts_with("sim="));
    let faults: Vec<String> = ours
        .iter()
        .map(|part| percent_decoded(&part["sim=".len()..]))
        .collect();
    (faults.join(";"), others.join("&"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn faults_come_off_the_address() {
        let check = |address: &str, faults: &str, rest: &str| {
            let mut uri: Uri = address.parse().unwrap();
            let (visit, problem) = Visit::read(&mut uri, &HeaderMap::new(), &Faults::default());
            problem.unwrap();
            assert_eq!(
                (visit.faults.to_string().as_str(), uri.to_string().as_str()),
                (faults, rest),
                "{address}"
            );
        };
        check("/v1/ssd-1b", "", "/v1/ssd-1b");
        check("/sim/cut/v1/ssd-1b", "cut", "/v1/ssd-1b");
        check(
            "/sim/cut;delay=5/v1/ssd-1b?a=1",
            "cut;delay=5",
            "/v1/ssd-1b?a=1",
        );
        check("/sim/gateway%3D504/", "gateway=504", "/");
        check(
            "/v1/ssd-1b?sim=case=a;cut&x=2",
            "case=a;cut",
            "/v1/ssd-1b?x=2",
        );
        check("/sim/cut/v1/ssd-1b?sim=proxy", "cut;proxy", "/v1/ssd-1b");
        check("/sim/ledger", "", "/sim/ledger");
        check("/sim/ledger/clear", "", "/sim/ledger/clear");
    }

    #[test]
    fn pictures_have_the_faults_that_are_meant_for_them() {
        let check = |faults: &str, expect: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, "localhost:8000".parse().unwrap());
            let mut uri: Uri = format!("/sim/{faults}/v1/ssd-1b").parse().unwrap();
            let (visit, _) = Visit::read(&mut uri, &headers, &Faults::default());
            assert_eq!(visit.pictures(), format!("http://{expect}/pictures/"));
        };
        check("ok", "localhost:8000");
        check("url;cors=off", "localhost:8000/sim/cors=off");
        check("image-cors=off", "localhost:8000/sim/cors=off");
        check("cors=all;image-cors", "localhost:8000/sim/cors=hidden");
        check("drop;on=picture", "localhost:8000/sim/drop;on=picture");
        check("drop;on=poll", "localhost:8000");
        check("image-url=other", "images.localhost:8000");
    }

    #[test]
    fn obstacles_are_narrowed_down() {
        let limits = Limits::default();
        let check = |method: Method, address: &str, expect: &str| {
            let mut uri: Uri = address.parse().unwrap();
            let (mut visit, _) = Visit::read(&mut uri, &HeaderMap::new(), &Faults::default());
            visit.narrow(&method, &limits);
            assert_eq!(visit.faults.to_string(), expect, "{address}");
        };
        let (post, get) = (Method::POST, Method::GET);
        check(
            post.clone(),
            "/sim/gateway;on=submit/v1/ssd-1b",
            "gateway;on=submit",
        );
        check(
            post,
            "/sim/gateway;queue=5;on=poll/v2/ssd-1b",
            "queue=5;on=poll",
        );
        let poll = "/sim/gateway;on=poll;first=2/v2/requests/a/status";
        check(get.clone(), poll, "gateway;on=poll;first=2");
        check(
            get.clone(),
            "/sim/gateway;on=poll;first=2/v2/requests/a",
            "on=poll;first=2",
        );
        check(get.clone(), poll, "gateway;on=poll;first=2");
        check(get.clone(), poll, "on=poll;first=2");
        check(
            get.clone(),
            "/sim/drop;on=picture/pictures/a.jpg",
            "drop;on=picture",
        );
        check(
            get,
            "/sim/drop;on=balance/v1/get-user-credits",
            "drop;on=balance",
        );
    }
}
