//! From text to dials: splits a prompt into words, finds each in the vocabulary, and adds up what they ask for.

use crate::math::Bound;
use crate::vocabulary::THINGS;
use crate::vocabulary_mood::MOODS;

/// What words can turn up or down. Presences run from 0 to 1, grades from -1 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Dial {
    City,
    Street,
    Future,
    Neon,
    Windows,
    Tall,
    Lake,
    Sea,
    Mirror,
    Waves,
    Ice,
    Mountains,
    Hills,
    Dunes,
    Snow,
    Beach,
    Trees,
    Forest,
    Conifer,
    Palms,
    Autumn,
    Blossom,
    Flowers,
    Dry,
    Red,
    Path,
    Cottage,
    Birch,
    Harbour,
    Boats,
    Masts,
    Lighthouse,
    Pier,
    Fox,
    Wolf,
    Cat,
    Deer,
    Bear,
    Clouds,
    Heaps,
    Storm,
    Stars,
    Galaxy,
    Moon,
    BigMoon,
    Aurora,
    Lightning,
    Rainbow,
    Fog,
    Haze,
    Rain,
    Snowfall,
    Beams,
    Sparks,
    LongExposure,
    Warm,
    Saturation,
    Contrast,
    Exposure,
    Mono,
    Vintage,
    Watercolor,
    Oil,
    Pastel,
    Grain,
    Bloom,
    Vignette,
    TintRed,
    TintGreen,
    TintBlue,
    Wide,
    Clear,
    High,
}

impl Dial {
    pub(crate) const COUNT: usize = Dial::High as usize + 1;

    /// Grades swing both ways; a negative word turns them the other way instead of taking them out.
    fn is_grade(self) -> bool {
        use Dial::*;
        matches!(
            self,
            Warm | Saturation
                | Contrast
                | Exposure
                | Mono
                | Vintage
                | Watercolor
                | Oil
                | Pastel
                | Grain
                | Bloom
                | Vignette
                | TintRed
                | TintGreen
                | TintBlue
                | Wide
                | High
                | Dry
                | Tall
                | Waves
        )
    }
}

/// One thing a word says.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fact {
    /// Turns a dial.
    Turn(Dial, f32),
    /// Names a time of day by the height of the sun in degrees.
    At(f32),
}

/// What a prompt and a negative prompt ask for, added up.
#[derive(Clone, Debug)]
pub(crate) struct Wishes {
    dials: [f32; Dial::COUNT],
    taken: [bool; Dial::COUNT],
    hours: Vec<f32>,
    shunned: Vec<f32>,
}

impl Wishes {
    pub(crate) fn read(prompt: &str, negative: &str) -> Wishes {
        let mut wishes = Wishes {
            dials: [0.0; Dial::COUNT],
            taken: [false; Dial::COUNT],
            hours: Vec::new(),
            shunned: Vec::new(),
        };
        let words = split(prompt);
        let mut i = 0;
        while i < words.len() {
            // "no clouds" and "without people" take away; in the prompt itself they reach one word or pair.
            let denied = matches!(
                words[i].as_str(),
                "no" | "without" | "not" | "never" | "minus"
            ) && i + 1 < words.len();
            let from = if denied { i + 1 } else { i };
            let (facts, used) = longest(&words[from..]);
            wishes.hear(facts, denied);
            i = from + used;
        }
        let words = split(negative);
        let mut i = 0;
        while i < words.len() {
            let (facts, used) = longest(&words[i..]);
            wishes.hear(facts, true);
            i += used;
        }
        wishes
    }

    fn hear(&mut self, facts: &[Fact], denied: bool) {
        for fact in facts {
            match *fact {
                Fact::At(hour) if denied => self.shunned.push(hour),
                Fact::At(hour) => self.hours.push(hour),
                Fact::Turn(dial, by) if !denied => self.dials[dial as usize] += by,
                Fact::Turn(dial, by) if dial.is_grade() => self.dials[dial as usize] -= by * 0.8,
                // A word's own things go; what it only hints at (below one half) stays.
                Fact::Turn(dial, by) if by >= 0.5 => self.taken[dial as usize] = true,
                Fact::Turn(..) => {}
            }
        }
    }

    /// How much of a thing is wanted, 0..1; 0 for what was taken away.
    pub(crate) fn want(&self, dial: Dial) -> f32 {
        if self.taken[dial as usize] {
            0.0
        } else {
            self.dials[dial as usize].bound(0.0, 1.0)
        }
    }

    /// A grade, -1..1.
    pub(crate) fn grade(&self, dial: Dial) -> f32 {
        self.dials[dial as usize].bound(-1.0, 1.0)
    }

    /// `value`, or 0 where negative words took the thing away: for what a scene would have by itself.
    pub(crate) fn unless_taken(&self, dial: Dial, value: f32) -> f32 {
        if self.taken[dial as usize] {
            0.0
        } else {
            value
        }
    }

    /// Height of the sun that the words ask for, if they do.
    pub(crate) fn hour(&self) -> Option<f32> {
        let kept: Vec<f32> = self
            .hours
            .iter()
            .copied()
            .filter(|h| !self.shuns(*h))
            .collect();
        if kept.is_empty() {
            return None;
        }
        Some(kept.iter().sum::<f32>() / kept.len() as f32)
    }

    /// Whether a time of day was asked to be avoided.
    pub(crate) fn shuns(&self, hour: f32) -> bool {
        self.shunned
            .iter()
            .any(|s| (s - hour).abs() < 8.0 || (*s < -8.0 && hour < -2.0))
    }
}

/// Words in lower case, without punctuation. Letters beyond ASCII are kept as they are: no word of the vocabulary has any.
fn split(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_ascii_lowercase)
        .collect()
}

/// Facts of the longest entry (three words at most) that starts here, and how many words it took (at least one).
fn longest(words: &[String]) -> (&'static [Fact], usize) {
    for n in (1..=3.at_most(words.len())).rev() {
        let joined = words[..n].join("-");
        if let Some(facts) = find(&joined) {
            return (facts, n);
        }
    }
    (&[], 1)
}

/// Looks a word up as it is, then without its endings.
fn find(word: &str) -> Option<&'static [Fact]> {
    let exact = |w: &str| {
        THINGS
            .iter()
            .chain(MOODS)
            .find(|(names, _)| names.split(' ').any(|n| n == w))
            .map(|(_, facts)| *facts)
    };
    if let Some(facts) = exact(word) {
        return Some(facts);
    }
    for (ending, instead) in [
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
        ("ing", ""),
        ("ed", ""),
        ("y", ""),
        ("ish", ""),
        ("en", ""),
        ("ing", "e"),
        ("y", "e"),
    ] {
        let Some(stem) = word.strip_suffix(ending) else {
            continue;
        };
        if stem.chars().count() < 3 {
            continue;
        }
        let stem = format!("{stem}{instead}");
        if let Some(facts) = exact(&stem) {
            return Some(facts);
        }
        // foggy, sunny: the doubled letter goes too.
        let mut letters: Vec<char> = stem.chars().collect();
        if letters.len() > 3 && letters[letters.len() - 1] == letters[letters.len() - 2] {
            letters.pop();
            let single: String = letters.into_iter().collect();
            if let Some(facts) = exact(&single) {
                return Some(facts);
            }
        }
    }
    None
}
