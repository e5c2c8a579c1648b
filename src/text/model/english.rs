//! The model of English inside the program. Its file has a licence of its own: see `english/`.

use std::sync::LazyLock;

use super::Model;

static MODEL: LazyLock<Model<'static>> = LazyLock::new(|| {
    Model::new(include_bytes!("english/model.bin")).expect("it is tested that our model is whole")
});

/// Our model of English, ready in a millisecond.
pub fn english() -> &'static Model<'static> {
    &MODEL
}
