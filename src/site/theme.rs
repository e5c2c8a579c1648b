//! A theme: a small file of CSS variables that go before the stylesheet's own.
//!
//! ```css
//! :root { --paper: #ffffff; --link: #7a1f1f; --column: 40rem; }
//! @media (prefers-color-scheme: dark) { :root { --paper: #101418; } }
//! ```
//!
//! Nothing else is allowed in it: rules, `@import`, `url()` would tie a site to what we may change,
//! or make it ask somebody for something. Colours are held against the contrast that text needs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What a theme may set, in the order of the stylesheet.
pub const VARIABLES: [&str; 25] = [
    "paper",
    "ink",
    "soft",
    "rule",
    "tint",
    "link",
    "mark",
    "added",
    "added-ink",
    "removed",
    "removed-ink",
    "words",
    "offers",
    "pressure",
    "answers",
    "contacts",
    "accords",
    "ruptures",
    "force",
    "alarm",
    "serif",
    "sans",
    "size",
    "column",
    "desk",
];

/// Variables that colour text on the page's ground; the others are grounds, lines or no colours.
const ON_PAPER: [&str; 14] = [
    "ink",
    "soft",
    "link",
    "added-ink",
    "removed-ink",
    "words",
    "offers",
    "pressure",
    "answers",
    "contacts",
    "accords",
    "ruptures",
    "force",
    "alarm",
];

/// What text needs. Source: WCAG 2.2, success criterion 1.4.3.
const CONTRAST: f64 = 4.5;

/// Themes that come with the program, by name.
pub const BUILT_IN: [(&str, &str); 2] = [
    ("newsprint", include_str!("../../templates/themes/newsprint.css")),
    ("slate", include_str!("../../templates/themes/slate.css")),
];

/// A theme that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Theme {
    light: BTreeMap<String, String>,
    dark: BTreeMap<String, String>,
}

/// What is wrong with a theme, and in which line, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadTheme {
    /// The line.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
}

impl Theme {
    /// Reads a theme. Fails on the first thing that is no variable of ours.
    pub fn read(css: &str) -> Result<Self, BadTheme> {
        let mut theme = Self::default();
        let clean = without_comments(css);
        let mut at = 0;
        while let Some(open) = clean[at..].find('{').map(|open| at + open) {
            let head = clean[at..open].split_whitespace().collect::<Vec<_>>().join(" ");
            let (dark, body) = match head.as_str() {
                ":root" => (false, open + 1),
                "@media (prefers-color-scheme: dark)" | "@media (prefers-color-scheme:dark)" => {
                    let Some(inner) = clean[open + 1..].find('{').map(|inner| open + 1 + inner)
                    else {
                        return Err(bad(css, open, "expected `:root {` inside".to_owned()));
                    };
                    if clean[open + 1..inner].trim() != ":root" {
                        return Err(bad(css, open + 1, "expected `:root {` inside".to_owned()));
                    }
                    (true, inner + 1)
                }
                other => {
                    let start = at + clean[at..].len() - clean[at..].trim_start().len();
                    let message =
                        format!("`{other}` cannot be set by a theme, only variables of `:root`");
                    return Err(bad(css, start, message));
                }
            };
            let Some(close) = clean[body..].find('}').map(|close| body + close) else {
                return Err(bad(css, body, "this block is not closed".to_owned()));
            };
            theme.declare(css, &clean, body, close, dark)?;
            at = close + 1;
            if dark {
                let rest = clean[at..].trim_start();
                if !rest.starts_with('}') {
                    return Err(bad(css, close, "expected `}` after the block".to_owned()));
                }
                at = clean.len() - rest.len() + 1;
            }
        }
        let rest = clean[at..].trim();
        if rest.is_empty() {
            Ok(theme)
        } else {
            let start = clean.len() - clean[at..].trim_start().len();
            Err(bad(css, start, format!("`{}` is no block", rest.lines().next().unwrap_or(rest))))
        }
    }

    fn declare(
        &mut self,
        css: &str,
        clean: &str,
        from: usize,
        to: usize,
        dark: bool,
    ) -> Result<(), BadTheme> {
        let mut at = from;
        for declaration in clean[from..to].split(';') {
            let start = at + declaration.len() - declaration.trim_start().len();
            at += declaration.len() + 1;
            let declaration = declaration.trim();
            if declaration.is_empty() {
                continue;
            }
            let Some((name, value)) = declaration.split_once(':') else {
                return Err(bad(css, start, format!("`{declaration}` has no `:`")));
            };
            let (name, value) = (name.trim(), value.trim());
            let known = name.strip_prefix("--").filter(|name| VARIABLES.contains(name));
            let Some(known) = known else {
                let near = (VARIABLES.iter())
                    .max_by(|a, b| {
                        let like =
                            |one: &str| strsim::jaro_winkler(one, name.trim_start_matches('-'));
                        like(a).total_cmp(&like(b))
                    })
                    .map_or("", |near| near);
                let message = format!("there is no variable `{name}`; did you mean `--{near}`?");
                return Err(bad(css, start, message));
            };
            let good = match known {
                "serif" | "sans" => is_fonts(value),
                "size" | "column" | "desk" => is_length(value),
                _ => colour(value).is_some(),
            };
            if !good {
                let wanted = match known {
                    "serif" | "sans" => "names of fonts",
                    "size" | "column" | "desk" => "a length in rem",
                    _ => "a colour as `#rrggbb`",
                };
                return Err(bad(css, start, format!("`{name}` wants {wanted}, not `{value}`")));
            }
            let side = if dark { &mut self.dark } else { &mut self.light };
            side.insert(known.to_owned(), value.to_owned());
        }
        Ok(())
    }

    /// What is too faint to be read, in words; empty for a theme that anybody can read.
    ///
    /// - `stylesheet`: the one the theme goes with, for what the theme leaves as it is.
    pub fn faint(&self, stylesheet: &str) -> Vec<String> {
        let Ok(own) = Self::read(&variables(stylesheet)) else { return Vec::new() };
        let mut faint = Vec::new();
        for dark in [false, true] {
            let value = |name: &str| {
                let sides = if dark { [&self.dark, &own.dark] } else { [&self.light, &own.light] };
                sides.iter().find_map(|side| side.get(name)).and_then(|value| colour(value))
            };
            let pairs = (ON_PAPER.iter())
                .flat_map(|name| [(*name, "paper"), (*name, "tint")])
                .chain([("ink", "mark"), ("added-ink", "added"), ("removed-ink", "removed")]);
            for (text, ground) in pairs {
                // Changed words stand on grounds of their own.
                if matches!(text, "added-ink" | "removed-ink") && matches!(ground, "paper" | "tint")
                {
                    continue;
                }
                let (Some(one), Some(other)) = (value(text), value(ground)) else { continue };
                let contrast = contrast(one, other);
                if contrast < CONTRAST {
                    let light = if dark { "dark" } else { "light" };
                    faint.push(format!(
                        "`--{text}` on `--{ground}` has a contrast of {contrast:.1} in the {light}; \
                         text needs {CONTRAST}"
                    ));
                }
            }
        }
        faint
    }

    /// The theme as it is put into the stylesheet: colours only in the light they are meant for.
    pub(crate) fn css(&self) -> String {
        let block = |side: &BTreeMap<String, String>, colours: bool| {
            let mut text = String::new();
            for (name, value) in side.iter().filter(|(name, _)| is_colour(name) == colours) {
                let _ = write!(text, "--{name}:{value};");
            }
            text
        };
        let mut css = String::new();
        for (light, side) in [("light", &self.light), ("dark", &self.dark)] {
            let colours = block(side, true);
            if !colours.is_empty() {
                let _ = writeln!(
                    css,
                    "@media (prefers-color-scheme: {light}) {{ :root{{{colours}}} }}"
                );
            }
        }
        let others = block(&self.light, false);
        if !others.is_empty() {
            let _ = writeln!(css, ":root{{{others}}}");
        }
        css
    }
}

fn is_colour(name: &str) -> bool {
    !matches!(name, "serif" | "sans" | "size" | "column" | "desk")
}

fn bad(css: &str, at: usize, message: String) -> BadTheme {
    BadTheme { line: css[..at.min(css.len())].matches('\n').count() + 1, message }
}

/// The text with its comments blanked, so that places stay where they are.
fn without_comments(css: &str) -> String {
    let mut clean = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        clean.push_str(before);
        let (comment, after) = after.split_once("*/").unwrap_or((after, ""));
        let blank = |c: char| if c == '\n' { '\n' } else { ' ' };
        clean.push_str("  ");
        for c in comment.chars() {
            (0..c.len_utf8()).for_each(|_| clean.push(blank(c)));
        }
        clean.push_str("  ");
        rest = after;
    }
    clean.push_str(rest);
    clean
}

/// The blocks of variables at the head of a stylesheet.
fn variables(stylesheet: &str) -> String {
    let clean = without_comments(stylesheet);
    let block = |from: &str| {
        let at = clean.find(from)?;
        let end = clean[at..].find('}')? + at + 1;
        Some(clean[at..end].to_owned())
    };
    let only_known = |text: String| {
        let (head, body) = text.split_once('{').unwrap_or((&text, ""));
        let body: Vec<&str> = (body.trim_end_matches('}').split(';'))
            .filter(|one| {
                let name = one.split(':').next().unwrap_or_default().trim();
                name.strip_prefix("--").is_some_and(|name| VARIABLES.contains(&name))
            })
            .collect();
        format!("{head}{{{}}}", body.join(";"))
    };
    let light = block(":root {").map(only_known).unwrap_or_default();
    let media = "@media (prefers-color-scheme: dark) {";
    let dark = clean.find(media).and_then(|at| {
        let inner = clean[at + media.len()..].find(":root")? + at + media.len();
        let end = clean[inner..].find('}')? + inner + 1;
        Some(format!("{media} {} }}", only_known(clean[inner..end].to_owned())))
    });
    format!("{light}\n{}", dark.unwrap_or_default())
}

fn is_fonts(value: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '-' | '"' | '\'');
    !value.is_empty()
        && value.chars().all(allowed)
        && value.matches('"').count().is_multiple_of(2)
        && value.matches('\'').count().is_multiple_of(2)
}

fn is_length(value: &str) -> bool {
    let number = value.strip_suffix("rem").unwrap_or_default();
    number.parse::<f64>().is_ok_and(|length| (0.5..=120.0).contains(&length))
        && number.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// `#rrggbb` or `#rgb` as red, green and blue.
fn colour(value: &str) -> Option<[u8; 3]> {
    let digits = value.strip_prefix('#')?;
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let digit = |at: usize, many: usize| u8::from_str_radix(&digits[at..at + many], 16).ok();
    match digits.len() {
        6 => Some([digit(0, 2)?, digit(2, 2)?, digit(4, 2)?]),
        3 => Some([digit(0, 1)? * 17, digit(1, 1)? * 17, digit(2, 1)? * 17]),
        _ => None,
    }
}

/// The contrast of two colours, from 1 to 21. Source: WCAG 2.2, "relative luminance".
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let luminance = |colour: [u8; 3]| {
        let [red, green, blue] = colour.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: &str = include_str!("../../templates/style.css");

    #[test]
    fn our_own_colours_and_themes_can_be_read() {
        assert_eq!(Theme::default().faint(STYLE), [""; 0]);
        for (name, css) in BUILT_IN {
            let theme = Theme::read(css).unwrap_or_else(|bad| panic!("{name}: {bad:?}"));
            assert_eq!(theme.faint(STYLE), [""; 0], "{name}");
            let written =
                theme.css().replace("@media (prefers-color-scheme: light) { :root{", ":root{");
            let written = written.replacen("} }", "}", 1);
            assert_eq!(Theme::read(&written), Ok(theme), "{name}: {written}");
        }
    }

    #[test]
    fn the_stylesheet_has_every_variable_and_both_lights() {
        let own = Theme::read(&variables(STYLE)).expect("our own blocks are variables");
        for name in VARIABLES {
            assert!(own.light.contains_key(name), "{name}");
            assert_eq!(own.dark.contains_key(name), is_colour(name), "{name} in the dark");
        }
    }

    #[test]
    fn what_is_no_variable_of_ours_is_told_with_its_line() {
        for (css, line, said) in [
            (":root { --paper: #fff }", 0, ""),
            (":root{--papr: #fff}", 1, "there is no variable `--papr`; did you mean `--paper`?"),
            (
                "/* a */\n:root {\n  --ink: red;\n}",
                3,
                "`--ink` wants a colour as `#rrggbb`, not `red`",
            ),
            (":root { --ink: url(https://example.org) }", 1, "wants a colour"),
            (":root { --sans: x; } body { color: red }", 1, "`body` cannot be set"),
            ("\n@import \"https://example.org\";", 2, "is no block"),
            (":root { --column: 900rem }", 1, "a length in rem"),
            (":root { --sans: a\"b }", 1, "names of fonts"),
            (":root { --ink: #000", 1, "not closed"),
            ("@media (prefers-color-scheme: dark) { body { } }", 1, "expected `:root {`"),
            (":root { --serif: \"é\u{2028}\"; }", 1, "names of fonts"),
        ] {
            match Theme::read(css) {
                Ok(_) => assert_eq!(line, 0, "{css} was read"),
                Err(bad) => {
                    assert_eq!(bad.line, line, "{css}: {}", bad.message);
                    assert!(bad.message.contains(said), "{css}: {}", bad.message);
                }
            }
        }
    }

    #[test]
    fn faint_colours_are_told() {
        let theme = Theme::read(":root { --soft: #aaaaaa; }").expect("a theme");
        let faint = theme.faint(STYLE);
        assert!(faint[0].contains("`--soft` on `--paper`"), "{faint:?}");
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
    }
}
