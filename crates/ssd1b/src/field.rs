//! The ten parameters of a request, as one closed list: problems, sentences and forms all name fields through it.

/// One parameter of a generation request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What the picture should show. The only required parameter.
    Prompt,
    /// What to keep out of the picture.
    NegativePrompt,
    /// How many images one request makes.
    Samples,
    /// The denoising pattern.
    Scheduler,
    /// The number of denoising steps.
    Steps,
    /// How closely the picture follows the prompt.
    Guidance,
    /// The number that the picture's noise grows from.
    Seed,
    /// Width of the picture in pixels.
    Width,
    /// Height of the picture in pixels.
    Height,
    /// Whether images come as text inside JSON.
    Base64,
}

impl Field {
    /// All fields, in the order of a form.
    pub const ALL: [Field; 10] = [
        Field::Prompt,
        Field::NegativePrompt,
        Field::Samples,
        Field::Scheduler,
        Field::Steps,
        Field::Guidance,
        Field::Seed,
        Field::Width,
        Field::Height,
        Field::Base64,
    ];

    /// The parameter's name in the JSON body, exactly as the service documents it.
    #[must_use]
    pub const fn wire_name(self) -> &'static str {
        match self {
            Field::Prompt => "prompt",
            Field::NegativePrompt => "negative_prompt",
            Field::Samples => "samples",
            Field::Scheduler => "scheduler",
            Field::Steps => "num_inference_steps",
            Field::Guidance => "guidance_scale",
            Field::Seed => "seed",
            Field::Width => "img_width",
            Field::Height => "img_height",
            Field::Base64 => "base64",
        }
    }

    /// The name people read, as it stands at the start of a sentence.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Field::Prompt => "Prompt",
            Field::NegativePrompt => "Negative prompt",
            Field::Samples => "Images",
            Field::Scheduler => "Scheduler",
            Field::Steps => "Steps",
            Field::Guidance => "Guidance",
            Field::Seed => "Seed",
            Field::Width => "Width",
            Field::Height => "Height",
            Field::Base64 => "Base64",
        }
    }

    /// One plain line on what the parameter does.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Field::Prompt => {
                "What the picture should show. Vivid, detailed descriptions work best."
            }
            Field::NegativePrompt => "What to keep out of the picture.",
            Field::Samples => "How many images one request makes. More cost more.",
            Field::Scheduler => {
                "The pattern in which noise is taken away. DPM Multi is balanced, Euler is sharper."
            }
            Field::Steps => {
                "How often the picture is refined. More steps give finer texture, take longer and cost more."
            }
            Field::Guidance => {
                "How closely the picture follows the prompt. Low leaves freedom, high follows every word."
            }
            Field::Seed => {
                "The number the noise grows from. The same seed and settings give the same picture."
            }
            Field::Width => "Fixed at 1024 pixels, the size the model was made for.",
            Field::Height => "Fixed at 1024 pixels, the size the model was made for.",
            Field::Base64 => {
                "Images come as text inside JSON instead of raw bytes, so that several fit into one answer."
            }
        }
    }
}
