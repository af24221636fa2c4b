//! `impl Coded` for an enum used as a value: its code table, and the code of
//! each variant.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::ext::IdentExt as _;
use telemetry_schema::compare::fingerprint;

use crate::{ast::ValueEnum, record::code_table, tokens::generated};

pub(crate) fn expand(value: &ValueEnum<'_>) -> TokenStream {
    let codes: Vec<i64> = value.codes.iter().filter_map(|code| code.code).collect();
    let arms = value.codes.iter().map(|code| {
        let variant = &code.variant.ident;
        let number = Literal::i64_unsuffixed(code.code.unwrap_or_default());
        quote!(Self::#variant => #number,)
    });
    let names: Vec<String> =
        value.codes.iter().map(|it| it.variant.ident.unraw().to_string()).collect();
    let named = names
        .iter()
        .zip(&codes)
        .filter_map(|(name, code)| Some(((*code).try_into().ok()?, name.as_str())));
    let table = quote_table(&code_table(value), &codes, fingerprint(named));
    implementation(value, &table, quote!(match self { #(#arms)* }))
}

/// The same with no codes, for a declaration with mistakes.
pub(crate) fn expand_fallback(value: &ValueEnum<'_>) -> TokenStream {
    implementation(value, &quote_table(&[], &[], 0), quote!(1))
}

fn quote_table(encoded: &[u8], codes: &[i64], fingerprint: u64) -> TokenStream {
    let encoded = Literal::byte_string(encoded);
    let codes = codes.iter().copied().map(Literal::i64_unsuffixed);
    let fingerprint = Literal::u64_unsuffixed(fingerprint);
    quote!(__private::CodeTable::declare(#encoded, &[#(#codes),*], #fingerprint))
}

fn implementation(value: &ValueEnum<'_>, table: &TokenStream, code: TokenStream) -> TokenStream {
    let krate = &value.krate;
    let name = generated(&value.input.ident);
    let (generics, arguments, bounds) = value.input.generics.split_for_impl();
    quote! {
        const _: () = {
            use #krate::__private;
            #[automatically_derived]
            unsafe impl #generics __private::Coded for #name #arguments #bounds {
                const TABLE: __private::CodeTable = #table;
                fn code(&self) -> __private::i32 {
                    #code
                }
            }
        };
    }
}
