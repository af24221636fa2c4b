//! `impl Coded` for an enum used as a value: its code table, and the code of
//! each variant.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{ast::ValueEnum, record::code_table, tokens::generated};

pub(crate) fn expand(value: &ValueEnum<'_>) -> TokenStream {
    let codes: Vec<i64> = value.codes.iter().filter_map(|code| code.code).collect();
    let arms = value.codes.iter().map(|code| {
        let variant = &code.variant.ident;
        let number = Literal::i64_unsuffixed(code.code.unwrap_or_default());
        quote!(Self::#variant => #number,)
    });
    implementation(value, &code_table(value), &codes, quote!(match self { #(#arms)* }))
}

/// The same with no codes, for a declaration with mistakes.
pub(crate) fn expand_fallback(value: &ValueEnum<'_>) -> TokenStream {
    implementation(value, &[], &[], quote!(1))
}

fn implementation(
    value: &ValueEnum<'_>,
    table: &[u8],
    codes: &[i64],
    code: TokenStream,
) -> TokenStream {
    let krate = &value.krate;
    let name = generated(&value.input.ident);
    let codes = codes.iter().copied().map(Literal::i64_unsuffixed);
    let (generics, arguments, bounds) = value.input.generics.split_for_impl();
    let table = Literal::byte_string(table);
    quote! {
        const _: () = {
            use #krate::__private;
            #[automatically_derived]
            unsafe impl #generics __private::Coded for #name #arguments #bounds {
                const TABLE: __private::CodeTable =
                    __private::CodeTable::declare(#table, &[#(#codes),*]);
                fn code(&self) -> __private::i32 {
                    #code
                }
            }
        };
    }
}
