//! What whoever publishes a site decides about it.

/// How a site is to be published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Where it will stand on the web, with `/` at the end: `https://example.org/talks/`. Pages then
    /// carry whole addresses for themselves, and there is a map of the site.
    pub url: Option<String>,
    /// The language of the site's own pages (`de`); that of the timelines where it is not given.
    pub lang: Option<String>,
    /// Under which terms what is ours may be used, in a sentence.
    pub licence: Option<String>,
    /// The files that lie in each timeline's `data` folder besides the feeds: what they are
    /// called, and by which name the texts of a language know them. Whoever builds writes them.
    pub downloads: Vec<(String, &'static str)>,
}

impl Settings {
    /// The address of a page by its path: whole where it is known where the site stands, else the
    /// page's own name.
    pub(crate) fn canonical(&self, path: &str) -> String {
        match &self.url {
            Some(url) => format!("{url}{}", path.strip_suffix("index.html").unwrap_or(path)),
            None => path.rsplit('/').next().unwrap_or(path).to_owned(),
        }
    }

    /// A name that stands for something for ever, wherever the site stands.
    pub(crate) fn name(&self, path: &str) -> String {
        match &self.url {
            Some(_) => self.canonical(path),
            None => format!("urn:x-demarche:{}", path.replace('/', ":")),
        }
    }
}
