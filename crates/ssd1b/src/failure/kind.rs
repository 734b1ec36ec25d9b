//! The rows of the error table, and the two questions each row answers: what of the money, and what next.

use crate::Field;

/// What went wrong: one value per row of the service's error table, and per way a good status can bring no image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 400: malformed, or a field is missing.
    BadRequest,
    /// 401: no key came with the request.
    NoKey,
    /// 401: the key is invalid or expired.
    BadKey,
    /// 403: the account may not use this model.
    Forbidden,
    /// 404: no such model or address.
    NotFound,
    /// 405: the address takes no such request.
    WrongMethod,
    /// 406: the balance is below the estimated cost of this call.
    InsufficientCredits,
    /// 406: the content type was lost on the way.
    WrongContentType,
    /// 406: a value was refused up front.
    RefusedValue,
    /// 406: a team's limit is reached.
    SpendLimit,
    /// 410: the model is no longer served.
    ModelRetired,
    /// 422: the values were refused.
    Invalid,
    /// 429: too many requests.
    RateLimited,
    /// 500 and other server errors that the service reported itself.
    ServerError,
    /// 502, 504 and other server errors that came from something in front of the service.
    Gateway,
    /// A sign-in page, probably of a proxy.
    LoginPage,
    /// Some other web page under a good status.
    HtmlPage,
    /// A good status and nothing with it.
    EmptyBody,
    /// An answer that stops before its end.
    TruncatedBody,
    /// An answer that is neither an image nor JSON, or JSON whose image is none.
    NotAnImage,
    /// JSON without an image.
    NoImage,
    /// A zip file.
    Archive,
    /// Only addresses that are unsafe to open: neither https, nor http on this machine.
    UnsafeUrl,
    /// An answer to the balance query that holds no balance.
    NoBalance,
    /// v2: the service took the request and did not say under which id.
    NoRequestId,
    /// v2: an answer that does not say how the job stands.
    NoStatus,
    /// v2: the job ended as `FAILED`.
    JobFailed,
    /// v2: the service has forgotten the job, as it does about an hour after it was sent.
    JobGone,
    /// No answer, or an answer cut short by the network.
    Network,
    /// Cancelled by the person.
    Cancelled,
    /// Not sent: a key is needed and there is none.
    MissingKey,
    /// Any other status.
    OtherStatus,
}

/// What the failed request was about, which decides what its failure means for money and images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// It would have made images: the one kind of request that costs money.
    Images,
    /// It asked about a job of v2, which lives on whatever becomes of the question.
    Job,
    /// It asked for the balance.
    Balance,
}

/// Whether money may have been spent. Only an answer of status 200 is billed, but what the service answered is hidden
/// where something in between speaks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Charge {
    /// Nothing was charged.
    None,
    /// Nobody can tell from here.
    Unknown,
    /// Nobody can tell, and browsers may have sent the request two or three times.
    UnknownMaybeTwice,
    /// The service answered 200: probably charged.
    Likely,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Next {
    /// Change this field.
    EditField(Field),
    /// Look at the connection settings.
    OpenConnection,
    /// Wait, then send the same again. It is safe to do so by itself.
    Wait {
        /// When the limit resets, in milliseconds since 1970 (UTC); unknown in most browsers, and then 60 s is the
        /// documented wait.
        until_ms: Option<u64>,
    },
    /// Add credits.
    TopUp,
    /// Send the same again only after the person agreed that it may cost twice.
    AskBeforeRepeating,
    /// Send the same again if wished: nothing was charged.
    TryAgain,
    /// Open the address in a tab, where a sign-in page can work.
    OpenInTab,
    /// Nothing that a program could offer.
    Nothing,
}
