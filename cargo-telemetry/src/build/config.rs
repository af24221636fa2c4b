//! The one setting of cargo that this command takes the place of.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use toml::de::DeTable;

use crate::wrapper::WRAPPER;

/// The wrapper that cargo would run for the crates of the workspace: that of
/// the environment, or of the nearest file of settings that has one.
pub(super) fn wrapper_of_the_user() -> Option<OsString> {
    let set = [WRAPPER, "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER"].into_iter().find_map(env::var_os);
    set.or_else(|| settings().iter().find_map(|file| wrapper_in(file)))
        .filter(|wrapper| !wrapper.is_empty())
}

/// The files of settings, the nearest first. Cargo begins in the current
/// directory, whatever the manifest is.
fn settings() -> Vec<PathBuf> {
    let directory = env::current_dir().unwrap_or_default();
    let above = directory.ancestors().map(|it| it.join(".cargo"));
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    above
        .chain(home)
        .flat_map(|folder| [folder.join("config"), folder.join("config.toml")])
        .collect()
}

/// Nothing also if the file has mistakes: those cargo tells.
fn wrapper_in(file: &Path) -> Option<OsString> {
    let text = fs::read_to_string(file).ok()?;
    let settings = DeTable::parse(&text).ok()?;
    let build = settings.get_ref().get("build")?.get_ref().as_table()?;
    let wrapper = build.get("rustc-workspace-wrapper")?.get_ref().as_str()?;
    // A name is looked for where programs are; a path begins where `.cargo` is.
    if !wrapper.contains(std::path::is_separator) {
        return Some(wrapper.into());
    }
    Some(file.parent()?.parent()?.join(wrapper).into())
}
