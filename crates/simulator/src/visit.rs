//! What a request asks of the simulator itself: its faults, taken off the address before the API sees it.

use crate::fault::Fault;
use crate::faults::{Faults, UnknownFault};
use crate::text::percent_decoded;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, Uri, header};

/// The simulator's view of one request.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) faults: Faults,
    /// The path without the faults in front.
    pub(crate) path: String,
    /// The number of the request in the ledger, if it is there.
    pub(crate) entry: Option<u64>,
    /// Where this server's own pictures are, with the CORS mode of the request.
    pub(crate) pictures: String,
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
        let base = match faults.cors() {
            Some(cors) => format!("http://{host}/sim/cors={cors}"),
            None => format!("http://{host}"),
        };
        (
            Visit {
                faults,
                path,
                entry: None,
                pictures: format!("{base}/pictures/"),
            },
            problem,
        )
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
    fn pictures_keep_the_cors_mode() {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "localhost:8000".parse().unwrap());
        let mut uri: Uri = "/sim/url;cors=off/v1/ssd-1b".parse().unwrap();
        let (visit, _) = Visit::read(&mut uri, &headers, &Faults::default());
        assert_eq!(
            visit.pictures,
            "http://localhost:8000/sim/cors=off/pictures/"
        );
    }
}
