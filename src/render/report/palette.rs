//! The colours of the report in light and dark, each with enough contrast to its ground: 4.5 for text, 3 for marks (WCAG 2.2, 1.4.3
//! and 1.4.11). The test computes them.

/// Name of a colour in the style, its value in light and in dark.
pub(super) const COLOURS: [(&str, &str, &str); 11] = [
    ("ground", "#ffffff", "#15181c"),
    ("text", "#1a1d21", "#e8eaed"),
    ("quiet", "#4d545c", "#b4bac2"),
    ("rule", "#767d86", "#8b939d"),
    ("band", "#e4e8ee", "#2c333b"),
    ("s0", "#1f5fa8", "#6aaef0"),
    ("s1", "#b4530a", "#f0a050"),
    ("s2", "#2f7d4f", "#62c08a"),
    ("low", "#a23b72", "#e58bb9"),
    ("middle", "#767d86", "#8b939d"),
    ("high", "#1f5fa8", "#6aaef0"),
];

/// The rules that define the colours for both schemes.
pub(super) fn variables() -> String {
    let set = |dark: bool| -> String {
        let lines = COLOURS.iter().map(|(name, light, night)| format!("--{name}:{};", if dark { night } else { light }));
        lines.collect::<Vec<_>>().concat()
    };
    format!(
        ":root{{color-scheme:light dark;{}}}@media (prefers-color-scheme:dark){{:root{{{}}}}}@media print{{:root{{{}}}}}",
        set(false),
        set(true),
        set(false)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of `#rrggbb`.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_colour_stands_out_from_its_ground_in_both_schemes() {
        let of = |name: &str| COLOURS.iter().find(|(known, ..)| *known == name).unwrap();
        for is_dark in [false, true] {
            let value = |name: &str| if is_dark { of(name).2 } else { of(name).1 };
            for ground in ["ground", "band"] {
                for text in ["text", "quiet"] {
                    assert!(contrast(value(text), value(ground)) >= 4.5, "{text} on {ground}, dark {is_dark}");
                }
                for mark in ["s0", "s1", "s2", "low", "middle", "high", "rule"] {
                    assert!(contrast(value(mark), value(ground)) >= 3.0, "{mark} on {ground}, dark {is_dark}");
                }
            }
            assert!(contrast(value("s0"), value("ground")) >= 4.5, "links, dark {is_dark}");
        }
    }
}
