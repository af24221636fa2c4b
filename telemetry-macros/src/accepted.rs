//! Embeds what the application's workspace has decided into the application.
//!
//! Depends on [`telemetry_schema::reviews`] for where the decisions are and
//! how they are read. It judges no event: that happens when the program
//! starts, where the events of all its libraries are known.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use telemetry_schema::{
    reviews::{self, Located, Reviews},
    rules,
};

use crate::package::Package;

/// The value that holds the reviews, or everything that is wrong with them.
/// `krate` is the path of `telemetry-sdk`.
pub(crate) fn expand(krate: &TokenStream, package: &Package) -> TokenStream {
    match embedded(krate, package) {
        Ok(reviews) => quote!(#krate::Accepted::embedded(#reviews)),
        Err(message) => syn::Error::new(Span::call_site(), rules::AUDITED_TEXT.message(message))
            .to_compile_error(),
    }
}

/// The text of the reviews, included by the compiler, which thereby builds
/// again when they change.
fn embedded(krate: &TokenStream, package: &Package) -> Result<TokenStream, String> {
    let Located { path, text, .. } =
        reviews::locate(&package.manifest_dir).map_err(|error| error.to_string())?;
    let Some(text) = text else { return Ok(quote!(#krate::__private::None)) };
    Reviews::parse(&text).map_err(|error| error.to_string())?;
    // A path that is no text is one that the compiler would not find.
    let path = path.to_string_lossy();
    Ok(quote!(#krate::__private::Some(#krate::__private::include_str!(#path))))
}
