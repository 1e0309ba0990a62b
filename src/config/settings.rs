//! Which settings are there, for whoever writes them down?
//!
//! Read off the command line's own definition, so that no list of them can be out of date.

use clap::{Arg, CommandFactory};

use super::Config;

/// One setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// In the environment or in `.env`; `None` where there is only an option.
    pub variable: Option<String>,
    /// On the command line, with what it takes; `None` where there is only a variable.
    pub option: Option<String>,
    /// What counts when it is not set.
    pub default: Option<String>,
    /// What it does, in a sentence or two.
    pub what: String,
}

/// All that can be set, in the order of the help: what counts for every command, then what `run` takes besides.
pub fn settings() -> Vec<Setting> {
    let config = Config::command();
    let everywhere = config.get_arguments().filter(|arg| arg.get_env().is_some()).map(|arg| setting(arg, ""));
    let run = config.find_subcommand("run").into_iter().flat_map(clap::Command::get_arguments);
    let log = Setting {
        variable: Some("RUST_LOG".to_owned()),
        option: None,
        default: Some("warn,receipts=info".to_owned()),
        what: "How much is logged to stderr: error, warn, info, debug or trace, also by module.".to_owned(),
    };
    everywhere.chain([log]).chain(run.map(|arg| setting(arg, "run "))).collect()
}

fn setting(arg: &Arg, command: &str) -> Setting {
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    // A default that depends on more than the command line stands in the help.
    let (what, told) = help.split_once(" [default: ").unwrap_or((&help, ""));
    let default = arg.get_default_values().first().map(|value| value.to_string_lossy().into_owned());
    let takes = arg.get_value_names().and_then(<[_]>::first).map(|name| format!(" {name}")).unwrap_or_default();
    Setting {
        variable: arg.get_env().map(|name| name.to_string_lossy().into_owned()),
        option: arg.get_long().filter(|_| !arg.is_hide_set()).map(|long| format!("{command}--{long}{takes}")),
        default: default.or_else(|| Some(told.trim_end_matches(']').to_owned()).filter(|told| !told.is_empty())),
        what: format!("{}.", what.trim_end_matches('.')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_told_whole() {
        let all = settings();
        for setting in &all {
            assert!(setting.variable.is_some() || setting.option.is_some(), "{setting:?}");
            assert!(setting.what.len() > 10, "{setting:?}");
        }
        let find = |name: &str| all.iter().find(|s| s.variable.as_deref() == Some(name)).expect(name);
        assert_eq!(find("DATABASE_URL").default.as_deref(), Some("sqlite:data/receipts.db"));
        assert_eq!(find("RATE_LIMIT_USER").default.as_deref(), Some("60"));
        assert_eq!(find("DISCORD_TOKEN").option, None, "a secret is no argument that others can read");
        assert!(all.iter().any(|s| s.option.as_deref() == Some("run --status ADDR")));
    }
}
