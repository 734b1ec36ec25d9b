//! What goes out and what comes back, as plain data.

/// A request to send. It never holds the key: the sender adds that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// The HTTP method.
    pub method: Method,
    /// The address; relative where the endpoint is.
    pub url: String,
    /// JSON, to be sent as `application/json`.
    pub body: Option<String>,
}

/// An HTTP method of this API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Costs nothing and may always be repeated.
    Get,
    /// May cost money, and must never be repeated without asking.
    Post,
}

impl Method {
    /// As it stands in the request.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
        }
    }
}

/// An answer as it came: status, readable headers, all bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers that could be read; in a browser few of them, perhaps none.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of that name, whatever its case, without white space around it.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(header, _)| header.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim())
    }

    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}
