//! "Did you mean": the known name that is nearest to an unknown one.

/// How many comparisons a whole check may spend on guesses; beyond, it just does not guess.
const MOST: usize = 3_000_000;
/// Longer names are not compared, in bytes.
const LONGEST: usize = 80;

/// The known names of one kind.
#[derive(Debug)]
pub(super) struct Nearest<'t> {
    known: Vec<&'t str>,
    left: usize,
}

impl<'t> Nearest<'t> {
    pub(super) fn new(known: impl IntoIterator<Item = &'t str>) -> Self {
        Self { known: known.into_iter().collect(), left: MOST }
    }

    /// The known name that was probably meant: one that is a slip of the finger away, or the only
    /// one of which every part of the unknown name is a part (`putin` for `vladimir-putin`).
    pub(super) fn to(&mut self, unknown: &str) -> Option<&'t str> {
        if unknown.is_empty() || unknown.len() > LONGEST || self.left < self.known.len() {
            return None;
        }
        self.left -= self.known.len();
        let allowed = (unknown.chars().count() / 3).clamp(1, 3);
        let known = self.known.iter().filter(|known| known.len() <= LONGEST);
        let slip = known
            .clone()
            .filter(|known| known.len().abs_diff(unknown.len()) <= 2 * allowed)
            .map(|known| (strsim::osa_distance(unknown, known), *known))
            .filter(|(distance, _)| *distance <= allowed)
            .min_by_key(|(distance, _)| *distance);
        if let Some((_, known)) = slip {
            return Some(known);
        }
        let mut whole = known.filter(|known| {
            unknown.split('-').all(|part| known.split('-').any(|known| known == part))
        });
        whole.next().filter(|_| whole.next().is_none()).copied()
    }

    /// "did you mean `x`?", or what else to do.
    pub(super) fn help(&mut self, unknown: &str, otherwise: &str) -> String {
        match self.to(unknown) {
            Some(known) => format!("did you mean `{known}`?"),
            None => otherwise.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_a_slip_or_a_part_away() {
        let known = ["vladimir-putin", "volodymyr-zelensky", "france", "us", "eu", "putin-aide"];
        for (unknown, meant) in [
            ("vladimir-puttin", Some("vladimir-putin")),
            ("volodymyr-zelenskyy", Some("volodymyr-zelensky")),
            ("zelensky", Some("volodymyr-zelensky")),
            ("frnace", Some("france")),
            ("putin", None), // two of them
            ("germany", None),
            ("uk", Some("us")),
            ("", None),
        ] {
            assert_eq!(Nearest::new(known).to(unknown), meant, "{unknown}");
        }
    }
}
