//! The sentences: what happened, what it means for money and images, what to do now.

use super::{About, Charge, Failure, Kind, NetworkFacts, Next};

/// After this long without an answer a gateway's time limit is the likeliest cause.
const LONG_MS: u64 = 30_000;

pub(super) fn title(failure: &Failure) -> &'static str {
    match failure.kind {
        Kind::BadRequest => "The service could not read the request.",
        Kind::NoKey => "The request arrived without an API key.",
        Kind::BadKey => "The service does not accept this API key.",
        Kind::Forbidden => "This account may not use SSD-1B.",
        Kind::NotFound => "There is nothing at this address.",
        Kind::WrongMethod => "The address does not take this kind of request.",
        Kind::InsufficientCredits => "The balance is too low for this request.",
        Kind::WrongContentType => "The request arrived without its content type.",
        Kind::RefusedValue => "The service refused one of the values.",
        Kind::SpendLimit => "A spending limit is reached.",
        Kind::ModelRetired => "The service no longer offers this model.",
        Kind::Invalid => "The service refused the settings.",
        Kind::RateLimited => "The service asks to wait: too many requests.",
        Kind::ServerError => "The service had an error of its own.",
        Kind::Gateway => "A gateway in front of the service gave up.",
        Kind::LoginPage => "A sign-in page came back instead of an answer.",
        Kind::HtmlPage if failure.about == About::Images => {
            "A web page came back instead of an image."
        }
        Kind::HtmlPage => "A web page came back instead of an answer.",
        Kind::EmptyBody => "The answer is empty.",
        Kind::TruncatedBody => "The answer stops before its end.",
        Kind::NotAnImage => "The answer holds something that is not an image.",
        Kind::NoImage => "The answer holds no image.",
        Kind::Archive => "The answer is a zip file instead of an image.",
        Kind::UnsafeUrl => "The answer names an address that is not safe to open.",
        Kind::NoBalance => "The answer holds no balance.",
        Kind::NoRequestId => "The service took the request but did not name its job.",
        Kind::NoStatus => "The answer does not say how the job stands.",
        Kind::JobFailed => "The service could not make this.",
        Kind::JobGone => "The service no longer knows this job.",
        Kind::Network => match failure.network {
            Some(NetworkFacts {
                online: Some(false),
                ..
            }) => "This device is offline.",
            Some(NetworkFacts {
                cut_mid_body: true, ..
            }) => "The connection broke in the middle of the answer.",
            _ => "No answer came back.",
        },
        Kind::Cancelled => "Cancelled.",
        Kind::MissingKey => "This connection needs an API key.",
        Kind::OtherStatus => "The service answered with an unexpected status.",
    }
}

pub(super) fn meaning(failure: &Failure) -> String {
    let sentence = match (failure.kind, failure.charge) {
        (Kind::MissingKey, _) => "Nothing was sent, and nothing was charged.",
        (Kind::Cancelled, Charge::None) => "Nothing was charged.",
        (Kind::Cancelled, _) => {
            "The service cannot be told to stop: it may still finish and charge for images that cannot be fetched."
        }
        (_, Charge::None) if failure.about == About::Images => {
            "Nothing was charged, and no image was made."
        }
        (_, Charge::None) if failure.about == About::Job => {
            "The job itself goes on: the service keeps it for about an hour, and asking about it costs nothing."
        }
        (_, Charge::None) => "Nothing was charged.",
        (Kind::NoRequestId, _) => {
            "It may be made and charged all the same; without a name its images cannot be fetched."
        }
        (Kind::JobFailed, _) => {
            "The service reports a cost for it, so this was probably charged; no image was made."
        }
        (Kind::JobGone, _) => {
            "It may have been made and charged; its images can no longer be fetched."
        }
        (Kind::LoginPage, _) => {
            "The request probably never reached the service, so probably nothing was charged."
        }
        (Kind::HtmlPage, _) => {
            "Whether the request reached the service is unknown, so it may have been charged; its images cannot be fetched."
        }
        (Kind::Gateway, _) => {
            "The service behind it may have finished, so this may have been charged; its images cannot be fetched."
        }
        (_, Charge::UnknownMaybeTwice) => {
            "This may have been charged, perhaps more than once: browsers repeat a request by themselves when a \
             connection breaks, and no page can see or prevent it. Any images of it cannot be fetched."
        }
        (_, Charge::Unknown) => "This may have been charged; its images cannot be fetched.",
        (Kind::Network, Charge::Likely) => {
            "The service had begun to answer, so this was probably charged; its images are lost."
        }
        (_, Charge::Likely) if failure.received.is_some() => {
            "The service reported success, so this was probably charged. What came is kept."
        }
        (_, Charge::Likely) => "The service reported success, so this was probably charged.",
    };
    sentence.into()
}

pub(super) fn advice(failure: &Failure) -> String {
    if let Next::EditField(field) = failure.next {
        return format!("Change “{}”, then send it again.", field.label());
    }
    if failure.about == About::Job
        && let Some(sentence) = job_advice(failure)
    {
        return sentence.into();
    }
    let sentence = match failure.kind {
        Kind::BadRequest | Kind::RefusedValue | Kind::Invalid => {
            "Read what the service said, change the settings, then send it again."
        }
        Kind::NoKey | Kind::MissingKey => "Enter the key in the connection settings.",
        Kind::BadKey => "Check the key in the connection settings; it may have expired.",
        Kind::Forbidden => "Use a key of an account that may; sending it again will not help.",
        Kind::NotFound => "Check the base URL in the connection settings.",
        Kind::WrongMethod => "Check the base URL; a proxy on the way may have changed the request.",
        Kind::InsufficientCredits if failure.about == About::Images => {
            "Add credits, or ask for fewer images or steps."
        }
        Kind::InsufficientCredits => "Add credits to the account.",
        Kind::WrongContentType => {
            "Check the proxy on the way; it must pass the Content-Type header on."
        }
        Kind::SpendLimit => "Ask whoever manages the limit, or wait until it renews.",
        Kind::ModelRetired => {
            "Connect to an endpoint that still serves it; sending it again will not help."
        }
        Kind::RateLimited => match failure.next {
            Next::Wait { until_ms: Some(_) } => "Wait until the limit resets, then send it again.",
            _ => "Wait a minute, then send it again.",
        },
        Kind::JobFailed if failure.next == Next::TryAgain => {
            "Read what the service said, then send it again if you like."
        }
        Kind::ServerError if failure.about == About::Images && failure.charge == Charge::None => {
            "Often a setting is the cause: change one, or try again later."
        }
        Kind::LoginPage => "Open the address in a tab, sign in there, then send it again.",
        Kind::HtmlPage => "Open the address in a tab to see the page, and check the base URL.",
        Kind::TruncatedBody
        | Kind::NotAnImage
        | Kind::NoImage
        | Kind::Archive
        | Kind::UnsafeUrl
        | Kind::NoRequestId
            if failure.received.is_some() =>
        {
            "Save what came, and look at it before you pay for another try."
        }
        Kind::NoBalance => "Check the base URL in the connection settings.",
        Kind::Network => return network_advice(failure),
        Kind::Cancelled if failure.charge == Charge::None => "Generate again whenever you like.",
        Kind::OtherStatus if failure.next == Next::Nothing => {
            "Read what the server said, and check the base URL."
        }
        _ if failure.next == Next::AskBeforeRepeating => {
            "Look at your balance before you send it again; that may cost a second time."
        }
        _ => "Try again in a while.",
    };
    sentence.into()
}

/// Where a question about a job needs other advice than a request for images: nothing has to be sent again.
fn job_advice(failure: &Failure) -> Option<&'static str> {
    Some(match failure.kind {
        Kind::NoKey | Kind::BadKey | Kind::Forbidden => {
            "Enter the key it was sent with in the connection settings."
        }
        Kind::LoginPage => "Open the address in a tab and sign in there.",
        Kind::RateLimited => match failure.next {
            Next::Wait { until_ms: Some(_) } => "Ask again when the limit resets.",
            _ => "Ask again in a minute.",
        },
        Kind::NotFound | Kind::WrongMethod | Kind::HtmlPage | Kind::Network => return None,
        _ => "Ask again in a while.",
    })
}

fn network_advice(failure: &Failure) -> String {
    let Some(facts) = failure.network else {
        return String::new();
    };
    let cause = if facts.online == Some(false) {
        "Connect this device to the network."
    } else if facts.cut_mid_body {
        "Check the network, which seems unsteady."
    } else if facts.elapsed_ms >= LONG_MS {
        "A gateway on the way probably ran out of patience; fewer images or steps take less time."
    } else if !facts.host_answered_before {
        "Check the base URL; if it is right, the host may refuse calls from web pages, and a proxy helps."
    } else {
        "Check the network; the host has answered before."
    };
    let balance = "Look at your balance before you send it again.";
    if facts.post {
        [cause, " ", balance].concat()
    } else {
        cause.into()
    }
}
