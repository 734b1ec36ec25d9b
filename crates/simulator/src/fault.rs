//! The table of faults: one row per switch, with its name, what it does, and where the contract speaks of it.

/// One switch. What each does stands in [`FAULTS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // The rows of the table say it, once.
pub enum Fault {
    Ok,
    ImageList,
    OneString,
    BytesUrls,
    BytesZip,
    OctetStream,
    TextJson,
    Mislabelled,
    Png,
    Webp,
    DataPrefix,
    ImageUrl,
    Url,
    Output,
    Images,
    Empty,
    Truncated,
    NotBase64,
    NotImage,
    LoginPage,
    HtmlPage,
    NoKey,
    BadKey,
    Forbidden,
    WrongType,
    NoCredits,
    SpendLimit,
    RefusedValue,
    Unknown,
    Retired,
    WrongVerb,
    Invalid,
    Field,
    RateLimit,
    RateLimitReset,
    ResetFormat,
    Traceback,
    Unavailable,
    Gateway,
    GatewayCors,
    ErrorShape,
    Queue,
    Work,
    Bill,
    Result,
    Fewer,
    Numbers,
    ExtraKeys,
    ImageCors,
    Failed,
    Expired,
    NoRequestId,
    On,
    First,
    ForeignUrls,
    NoRecord,
    Cors,
    Proxy,
    Delay,
    ColdStart,
    Drop,
    Cut,
    Drip,
    Hang,
    Billed,
    KeepAlive,
    Case,
}

/// What may stand behind a fault's `=`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arg {
    /// Nothing.
    None,
    /// A number from 0 up: what it counts, and its default.
    Number(&'static str, f64),
    /// One of these words; the first is the default.
    Choice(&'static [&'static str]),
    /// Any word.
    Word,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Which fault it is.
    pub fault: Fault,
    /// How it is written.
    pub name: &'static str,
    /// What may follow it.
    pub arg: Arg,
    /// What it does, in one line.
    pub what: &'static str,
    /// The row of the contract's list of what a client must survive, or the section that speaks of it ("§4").
    pub contract: &'static str,
}

const fn row(
    fault: Fault,
    name: &'static str,
    arg: Arg,
    contract: &'static str,
    what: &'static str,
) -> Row {
    Row {
        fault,
        name,
        arg,
        what,
        contract,
    }
}

const INVALID: Arg = Arg::Choice(&["400", "406", "422", "500"]);
const GATEWAY: Arg = Arg::Choice(&["502", "504"]);
const RESULTS: Arg = Arg::Choice(&[
    "full",
    "output",
    "output-list",
    "images",
    "image",
    "base64",
    "bytes",
    "none",
]);
const ROLES: Arg = Arg::Choice(&["submit", "poll", "result", "picture", "balance"]);
const SHAPES: Arg = Arg::Choice(&["error", "message", "detail", "description"]);
const FIELDS: Arg = Arg::Choice(&[
    "num_inference_steps",
    "guidance_scale",
    "samples",
    "scheduler",
    "seed",
    "prompt",
    "negative_prompt",
    "img_width",
    "img_height",
]);

/// All faults, in the order of the contract. Where several of them would refuse a request, the first here wins.
#[rustfmt::skip]
pub const FAULTS: &[Row] = &[
    row(Fault::Ok, "ok", Arg::None, "1, 2, 28, 29", "no fault: the documented answer, also where --fault says otherwise"),
    row(Fault::ImageList, "image-list", Arg::None, "3", "base64: `image` is a list even for one image"),
    row(Fault::OneString, "one-string", Arg::None, "3", "base64, several images: `image` is one string, the first"),
    row(Fault::BytesUrls, "bytes-urls", Arg::None, "4", "bytes: a JSON list of addresses instead (else several become one image)"),
    row(Fault::BytesZip, "bytes-zip", Arg::None, "4", "bytes: a zip file instead"),
    row(Fault::OctetStream, "octet-stream", Arg::None, "5", "image bytes are labelled application/octet-stream"),
    row(Fault::TextJson, "text-json", Arg::None, "5", "JSON is labelled text/plain"),
    row(Fault::Mislabelled, "mislabelled", Arg::None, "5", "a JPEG is labelled image/png, anything else image/jpeg"),
    row(Fault::Png, "png", Arg::None, "§2", "the image is a PNG (a small test card)"),
    row(Fault::Webp, "webp", Arg::None, "§2", "the image is a WebP (of one pixel)"),
    row(Fault::DataPrefix, "data-prefix", Arg::None, "6", "base64 carries a data: prefix"),
    row(Fault::ImageUrl, "image-url", Arg::Choice(&["own", "other", "https", "plain", "script"]), "6", "an address leads here, here by another name, https or http elsewhere, to javascript:"),
    row(Fault::Url, "url", Arg::None, "6", "{\"url\": address}"),
    row(Fault::Output, "output", Arg::None, "6", "{\"output\": address}, a list for several"),
    row(Fault::Images, "images", Arg::None, "6", "{\"images\": [base64]}, or addresses with image-url"),
    row(Fault::Empty, "empty", Arg::None, "7", "200 with an empty body"),
    row(Fault::Truncated, "truncated", Arg::None, "7", "200 with the first half of the body, as if it were all"),
    row(Fault::NotBase64, "not-base64", Arg::None, "7", "base64: `image` is no base64; bytes: text labelled as JPEG"),
    row(Fault::NotImage, "not-image", Arg::None, "7", "base64 of a text, or that text, in the image's place"),
    row(Fault::LoginPage, "login-page", Arg::None, "§4", "200 with the sign-in page of a proxy"),
    row(Fault::HtmlPage, "html-page", Arg::None, "§4", "200 with some other web page"),
    row(Fault::NoKey, "no-key", Arg::None, "8", "401 as if no key had come"),
    row(Fault::BadKey, "bad-key", Arg::None, "9", "401 as if the key were bad or expired"),
    row(Fault::Forbidden, "forbidden", Arg::None, "§4", "403"),
    row(Fault::WrongType, "wrong-type", Arg::None, "10", "406, content type"),
    row(Fault::NoCredits, "no-credits", Arg::None, "11", "406, credits"),
    row(Fault::SpendLimit, "spend-limit", Arg::None, "11", "406, a team's spend limit"),
    row(Fault::RefusedValue, "refused-value", Arg::None, "14", "406, a value refused up front (see field)"),
    row(Fault::Unknown, "unknown", Arg::None, "12", "404, unknown model"),
    row(Fault::Retired, "retired", Arg::None, "12", "410, retired model"),
    row(Fault::WrongVerb, "wrong-verb", Arg::None, "13", "405, an HTML page"),
    row(Fault::Invalid, "invalid", INVALID, "14", "this status, with a message that names a field (see field)"),
    row(Fault::Field, "field", FIELDS, "14", "the field that invalid and refused-value name"),
    row(Fault::RateLimit, "rate-limit", Arg::Number("requests", 1.0), "15", "429 for the first so many requests of this case, no reset header"),
    row(Fault::RateLimitReset, "rate-limit-reset", Arg::Number("requests", 1.0), "15", "the same with x-rate-limit-reset-at-utc, a simulated minute ahead"),
    row(Fault::ResetFormat, "reset-format", Arg::Choice(&["iso", "seconds", "ms", "http"]), "15", "how that header writes its time"),
    row(Fault::Traceback, "traceback", Arg::None, "16", "500 with a Python traceback"),
    row(Fault::Unavailable, "unavailable", Arg::None, "§3", "503 with the service's own JSON error"),
    row(Fault::Gateway, "gateway", GATEWAY, "17", "a gateway's HTML page without CORS headers (see delay, cold-start, billed)"),
    row(Fault::GatewayCors, "gateway-cors", GATEWAY, "17", "the same with CORS headers"),
    row(Fault::ErrorShape, "error-shape", SHAPES, "§4", "the name under which errors carry their text; description: error_description too"),
    row(Fault::Queue, "queue", Arg::Number("s", 60.0), "18", "v2: the job is QUEUED for so many simulated seconds (else 1)"),
    row(Fault::Work, "work", Arg::Number("s", 60.0), "18", "v2: then PROCESSING for so many (else about 3 per image)"),
    row(Fault::Bill, "bill", Arg::Choice(crate::config::BILLINGS), "§4", "v2: when the job is billed (else as --bill says)"),
    row(Fault::Result, "result", RESULTS, "19", "v2: what the result holds: images and output, or one of them, or none"),
    row(Fault::Fewer, "fewer", Arg::None, "20", "v2: one image fewer than asked for"),
    row(Fault::Numbers, "numbers", Arg::Choice(&["text", "plain"]), "20", "v2: all numbers as text, or none (else the seed alone is text)"),
    row(Fault::ExtraKeys, "extra-keys", Arg::None, "20", "v2: names that nobody knows, with values of every kind"),
    row(Fault::ImageCors, "image-cors", Arg::Choice(crate::cors::NAMES), "§3", "CORS mode of the pictures whose addresses this answer gives"),
    row(Fault::Failed, "failed", Arg::Choice(&["422", "200"]), "21", "v2: the job fails; FAILED comes under this status"),
    row(Fault::Expired, "expired", Arg::Number("s", 0.0), "22", "v2: 404 so many simulated seconds after the submit (else 3600)"),
    row(Fault::NoRequestId, "no-request-id", Arg::Choice(&["absent", "path", "number"]), "23", "v2: the submit answers 200 without a request_id, with a path or a number as one"),
    row(Fault::On, "on", ROLES, "24", "what refuses, waits or breaks does so for these requests alone"),
    row(Fault::First, "first", Arg::Number("requests", 1.0), "24", "and only for the first so many of this case and address"),
    row(Fault::ForeignUrls, "foreign-urls", Arg::None, "25", "v2: status_url and its like are on another host (see /sim/strays)"),
    row(Fault::NoRecord, "no-record", Arg::None, "26", "credits: 404, the key is good and has no balance record"),
    row(Fault::Cors, "cors", Arg::Choice(crate::cors::NAMES), "27", "CORS mode of this request and its preflight"),
    row(Fault::Proxy, "proxy", Arg::None, "§1", "a team's proxy that holds the key: none is needed"),
    row(Fault::Delay, "delay", Arg::Number("ms", 1000.0), "30", "waits so many real milliseconds before it answers"),
    row(Fault::ColdStart, "cold-start", Arg::Number("s", 180.0), "30", "waits so many simulated seconds before it answers"),
    row(Fault::Drop, "drop", Arg::None, "30", "closes the connection instead of an answer (see billed)"),
    row(Fault::Cut, "cut", Arg::None, "30", "announces the whole body, sends half, closes the connection"),
    row(Fault::Drip, "drip", Arg::Number("s", 60.0), "30", "sends the body in 100 pieces over so many simulated seconds"),
    row(Fault::Hang, "hang", Arg::None, "30", "never answers (see billed)"),
    row(Fault::Billed, "billed", Arg::None, "§4", "with an error, drop or hang: the service behind it has answered 200, and billed"),
    row(Fault::KeepAlive, "keep-alive", Arg::None, "§3", "the answer leaves the connection open (all others close it)"),
    row(Fault::Case, "case", Arg::Word, "-", "a name of your own for the ledger, with counters of its own"),
];

impl Fault {
    /// Whether it stands in an answer's way, rather than shaping one: what `on` and `first` narrow down.
    pub(crate) fn is_obstacle(self) -> bool {
        let refuses = (Fault::LoginPage as usize..=Fault::GatewayCors as usize)
            .contains(&(self as usize))
            && !matches!(self, Fault::Field | Fault::ResetFormat);
        refuses
            || matches!(
                self,
                Fault::Empty
                    | Fault::Truncated
                    | Fault::Delay
                    | Fault::ColdStart
                    | Fault::Drop
                    | Fault::Cut
                    | Fault::Drip
                    | Fault::Hang
            )
    }

    /// The fault's row in [`FAULTS`].
    pub(crate) fn row(self) -> &'static Row {
        // The table lists the faults in the order of the enum; a test holds them to it.
        &FAULTS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum_and_names_are_unique() {
        for (i, row) in FAULTS.iter().enumerate() {
            assert_eq!(row.fault as usize, i, "{}", row.name);
            let same = FAULTS.iter().filter(|other| other.name == row.name).count();
            assert_eq!(same, 1, "{}", row.name);
        }
        assert_eq!(FAULTS.len(), Fault::Case as usize + 1);
    }
}
