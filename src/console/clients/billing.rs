//! The products that events of clients may count towards. A client says them
//! in words, and they leave; so they come from the application's own list.

/// A product and a category of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Billing {
    product: String,
    category: String,
}

impl Billing {
    /// This product and this category, which are sent as they stand here: at
    /// most 128 of `a-z A-Z 0-9 . _ -` each. Others are refused with the event.
    #[must_use]
    pub fn new(product: &'static str, category: &'static str) -> Self {
        Self { product: product.to_owned(), category: category.to_owned() }
    }

    pub(super) fn is(&self, (product, category): &(String, String)) -> bool {
        self.product == *product && self.category == *category
    }
}
