//! The saved form of a recipe: one line of JSON with short keys, since a search reads ten thousand of them.

use serde::{Deserialize, Serialize};
use ssd1b::{Draft, Field, ImageKind, RemoteUrl, Request};

use super::{ContentHash, Kept, Origin, Paid, Recipe, RecipeKey};
use crate::journal::Maker;
use crate::money::Micros;

/// The version this build writes. Readers take any: unknown fields are ignored, missing ones filled in.
const VERSION: u32 = 1;

/// Stands for a prompt that a damaged row no longer has.
const NO_PROMPT: &str = "(the prompt was not kept)";

const KINDS: [ImageKind; 4] = [
    ImageKind::Jpeg,
    ImageKind::Png,
    ImageKind::Webp,
    ImageKind::Gif,
];

const MAKERS: [Maker; 3] = [Maker::Practice, Maker::Simulator, Maker::Service];

impl Recipe {
    /// The recipe as text for the database and for archives.
    pub fn save(&self) -> String {
        // Exhaustive on purpose: a new field must be given a place here before this compiles again.
        let Recipe {
            key,
            kept,
            size,
            origin:
                Origin {
                    maker,
                    name,
                    endpoint,
                },
            request,
            saved_ms,
            paid: Paid { micros, exact },
            favourite,
            tags,
        } = self;
        let mut saved = Saved {
            v: VERSION,
            id: Some(key.text()),
            px: *size,
            maker: Some(maker_name(*maker).to_owned()),
            from: Some(name.clone()),
            at: Some(endpoint.clone()).filter(|at| !at.is_empty()),
            prompt: Some(request.prompt().to_owned()),
            not: Some(request.negative_prompt().to_owned()),
            n: Some(request.samples().into()),
            sched: Some(request.scheduler().name().to_owned()),
            steps: Some(request.steps().into()),
            cfg: Some(request.guidance()),
            seed: Some(request.seed().get()),
            wh: Some((request.width().into(), request.height().into())),
            b64: Some(request.base64()),
            saved: Some(*saved_ms),
            micros: micros.map(|Micros(amount)| amount),
            exact: *exact,
            fav: *favourite,
            tags: tags.iter().map(str::to_owned).collect(),
            ..Saved::default()
        };
        match kept {
            Kept::Bytes { hash, kind, len } => {
                saved.hash = Some(hash.text());
                saved.kind = Some(kind.extension().to_owned());
                saved.len = Some(*len);
            }
            Kept::Address { url, until_ms } => {
                saved.url = Some(url.as_str().to_owned());
                saved.until = Some(*until_ms);
            }
        }
        serde_json::to_string(&saved).unwrap_or_default()
    }

    /// Reads what [`save`](Self::save) wrote, or a later version of it. What is missing or out of bounds becomes the
    /// documented default, what is unknown is ignored: a recipe stands for an image that was paid for.
    ///
    /// # Errors
    /// A sentence where the text is no recipe, or doesn't say which image it is or where that image is.
    pub fn restore(text: &str) -> Result<Recipe, &'static str> {
        let mut saved: Saved =
            serde_json::from_str(text).map_err(|_| "An image's recipe could not be read.")?;
        let key = saved
            .id
            .as_deref()
            .and_then(RecipeKey::parse)
            .ok_or("An image's recipe doesn't say which image it is.")?;
        let kept = saved
            .kept(&key)
            .ok_or("An image's recipe doesn't say where the image is.")?;
        Ok(Recipe {
            kept,
            size: saved.px.filter(|(width, height)| *width > 0 && *height > 0),
            request: saved.request(),
            origin: Origin {
                // Unknown makers count as paid: that way their images are handled with the most care.
                maker: MAKERS
                    .into_iter()
                    .find(|maker| saved.maker.as_deref() == Some(maker_name(*maker)))
                    .unwrap_or(Maker::Service),
                name: saved.from.unwrap_or_default(),
                endpoint: saved.at.unwrap_or_default(),
            },
            saved_ms: saved.saved.unwrap_or(key.asked_ms()),
            paid: Paid {
                micros: saved.micros.map(Micros),
                exact: saved.exact,
            },
            favourite: saved.fav,
            tags: saved.tags.iter().collect(),
            key,
        })
    }
}

/// The row. Each key is a short word: `not` is the negative prompt, `n` the samples, `cfg` the guidance scale, `px` the
/// size of the file and `wh` the size that was asked for, `at` the endpoint, `until` the end of an address.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Saved {
    v: u32,
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    len: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    px: Option<(u32, u32)>,
    maker: Option<String>,
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    prompt: Option<String>,
    not: Option<String>,
    n: Option<i64>,
    sched: Option<String>,
    steps: Option<i64>,
    cfg: Option<f64>,
    seed: Option<i64>,
    wh: Option<(i64, i64)>,
    b64: Option<bool>,
    saved: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    micros: Option<u64>,
    #[serde(skip_serializing_if = "is_false")]
    exact: bool,
    #[serde(skip_serializing_if = "is_false")]
    fav: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
}

impl Saved {
    fn kept(&self, key: &RecipeKey) -> Option<Kept> {
        if let Some(hash) = self.hash.as_deref() {
            let named = |kind: &&ImageKind| self.kind.as_deref() == Some(kind.extension());
            return Some(Kept::Bytes {
                hash: ContentHash::parse(hash)?,
                // What the service sends; a wrong guess costs no more than a wrong extension.
                kind: KINDS.iter().find(named).copied().unwrap_or(ImageKind::Jpeg),
                len: self.len.unwrap_or(0),
            });
        }
        Some(Kept::Address {
            url: RemoteUrl::parse(self.url.as_deref()?)?,
            until_ms: self.until.unwrap_or(key.asked_ms()),
        })
    }

    fn request(&mut self) -> Request {
        let first = Draft::default();
        let text = |number: Option<i64>, or: &str| {
            number.map_or_else(|| or.to_owned(), |number| number.to_string())
        };
        let mut draft = Draft {
            prompt: self.prompt.take().unwrap_or_default(),
            negative_prompt: self.not.take().unwrap_or(first.negative_prompt),
            samples: text(self.n, &first.samples),
            scheduler: self.sched.take().unwrap_or_default(),
            steps: text(self.steps, &first.steps),
            guidance: self
                .cfg
                .and_then(|cfg| serde_json::to_string(&cfg).ok())
                .unwrap_or_default(),
            seed: text(self.seed, &first.seed),
            width: text(self.wh.map(|wh| wh.0), &first.width),
            height: text(self.wh.map(|wh| wh.1), &first.height),
            base64: self.b64.unwrap_or(first.base64),
        };
        loop {
            let problem = match draft.check() {
                Ok(request) => return request,
                Err(problems) => problems.first().field,
            };
            // Each round mends one field for good: none of these values is refused.
            let first = Draft::default();
            match problem {
                Field::Prompt => draft.prompt = NO_PROMPT.to_owned(),
                Field::NegativePrompt => draft.negative_prompt = first.negative_prompt,
                Field::Samples => draft.samples = first.samples,
                Field::Scheduler => draft.scheduler = first.scheduler,
                Field::Steps => draft.steps = first.steps,
                Field::Guidance => draft.guidance = first.guidance,
                Field::Seed => draft.seed = first.seed,
                Field::Width => draft.width = first.width,
                Field::Height => draft.height = first.height,
                Field::Base64 => draft.base64 = first.base64,
            }
        }
    }
}

const fn maker_name(maker: Maker) -> &'static str {
    match maker {
        Maker::Practice => "practice",
        Maker::Simulator => "simulator",
        Maker::Service => "service",
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}
