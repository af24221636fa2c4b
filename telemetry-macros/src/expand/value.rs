//! `impl Coded` for an enum used as a value: its code table, and the code of
//! each variant.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{ast::ValueEnum, record::code_table};

pub(crate) fn expand(value: &ValueEnum<'_>) -> TokenStream {
    let arms = value.codes.iter().map(|code| {
        let variant = &code.variant.ident;
        let number = Literal::i64_unsuffixed(code.code.unwrap_or_default());
        quote!(Self::#variant => #number,)
    });
    implementation(value, &code_table(value), quote!(match self { #(#arms)* }))
}

/// The same with no codes, for a declaration with mistakes.
pub(crate) fn expand_fallback(value: &ValueEnum<'_>) -> TokenStream {
    implementation(value, &[], quote!(1))
}

fn implementation(value: &ValueEnum<'_>, table: &[u8], code: TokenStream) -> TokenStream {
    let krate = &value.krate;
    let name = &value.input.ident;
    let (generics, arguments, bounds) = value.input.generics.split_for_impl();
    let table = Literal::byte_string(table);
    quote! {
        const _: () = {
            use #krate::__private;
            #[automatically_derived]
            impl #generics __private::Coded for #name #arguments #bounds {
                const TABLE: __private::CodeTable = __private::CodeTable::declare(#table);
                fn code(&self) -> __private::i32 {
                    #code
                }
            }
        };
    }
}
