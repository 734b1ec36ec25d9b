//! Host and port of an address: shared by endpoints, which people type, and by URLs that come in answers.

use std::net::{Ipv4Addr, Ipv6Addr};

/// A host in normal form, and its port unless that is the scheme's own.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Authority {
    pub(crate) host: String,
    pub(crate) port: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HostProblem {
    UserInfo,
    Missing,
    Malformed,
    Port,
}

/// Reads what stands between `://` and the first slash. `usual` is the scheme's own port.
pub(crate) fn parse(text: &str, usual: u16) -> Result<Authority, HostProblem> {
    if text.contains('@') {
        return Err(HostProblem::UserInfo);
    }
    let (host, port) = if let Some(rest) = text.strip_prefix('[') {
        let (address, port) = rest.split_once(']').ok_or(HostProblem::Malformed)?;
        let address: Ipv6Addr = address.parse().map_err(|_| HostProblem::Malformed)?;
        (format!("[{address}]"), port)
    } else {
        let (host, port) = text.split_at(text.find(':').unwrap_or(text.len()));
        (name(host)?, port)
    };
    let port = match port.strip_prefix(':') {
        None if port.is_empty() => None,
        None => return Err(HostProblem::Malformed),
        Some(digits) => Some(port_number(digits)?).filter(|&port| port != usual),
    };
    Ok(Authority { host, port })
}

/// Whether the host, in normal form, is this very machine.
pub(crate) fn is_local(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || host
            .parse::<Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback())
}

fn name(host: &str) -> Result<String, HostProblem> {
    if host.is_empty() {
        return Err(HostProblem::Missing);
    }
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    let label = |label: &str| !label.is_empty() && label.len() <= 63 && label.bytes().all(allowed);
    if host.len() > 253 || !host.split('.').all(label) {
        return Err(HostProblem::Malformed);
    }
    // Browsers read any host whose last label is a number as an IPv4 address, in several old notations ("127.1",
    // "0x7f.1"). Only the plain one means the same everywhere.
    let last = host.rsplit('.').next().unwrap_or(host);
    let hexadecimal = last.len() > 1
        && last.as_bytes()[0] == b'0'
        && last.as_bytes()[1].eq_ignore_ascii_case(&b'x');
    let number = hexadecimal || last.bytes().all(|b| b.is_ascii_digit());
    if number && host.parse::<Ipv4Addr>().is_err() {
        return Err(HostProblem::Malformed);
    }
    Ok(host.to_ascii_lowercase())
}

fn port_number(digits: &str) -> Result<u16, HostProblem> {
    // `parse` alone would let "+80" pass.
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(HostProblem::Port);
    }
    digits
        .parse()
        .ok()
        .filter(|&port| port > 0)
        .ok_or(HostProblem::Port)
}
