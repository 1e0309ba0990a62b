//! `receipts check`, the real program, asks the stand-in: it is green when the bot would run, and names what is in the way.

use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::task::spawn_blocking;

use crate::place::{Place, Ran, ran};
use crate::standin::{APPLICATION, Fault, GUILD, PUBLIC_KEY, Seen, Standin, TOKEN, archive};
use crate::talk;

/// What it says with these settings, and an archive of hand-written articles.
async fn checked(settings: &[(&str, String)]) -> Ran {
    let settings: Vec<(String, String)> =
        settings.iter().map(|(name, value)| ((*name).into(), value.clone())).collect();
    let check = move || {
        let place = Place::new();
        place.write("data/keep", "");
        archive::build(&place.path("data/receipts.db"), 2);
        ran(&place.command(&["check"]).envs(settings).output().expect("ended"))
    };
    spawn_blocking(check).await.expect("no panic")
}

fn with_token(standin: &Standin, more: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let mut settings = vec![("DISCORD_TOKEN", TOKEN.to_owned()), ("DISCORD_PROXY", standin.url())];
    settings.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
    settings
}

#[tokio::test]
async fn all_is_well() {
    let mut standin = Standin::start().await;
    let before = checked(&with_token(&standin, &[])).await;
    assert_eq!(before.code, 0, "{}{}", before.out, before.err);
    assert!(before.out.contains("to be registered at the next start"), "{}", before.out);
    assert!(!standin.rest().iter().any(|seen| matches!(seen, Seen::Registered { .. } | Seen::Connected)));

    let bot = talk::Bot::start(&mut standin, archive::office()).await;
    let guild = GUILD.to_string();
    let settings = with_token(&standin, &[("DISCORD_PUBLIC_KEY", PUBLIC_KEY), ("RUST_LOG", "info")]);
    let after = checked(&settings).await;
    assert_eq!((after.code, after.err.as_str()), (0, ""), "{}", after.out);
    for line in [
        "ok        token: Discord knows it, application receipts (600000000000000001)",
        "ok        endpoint key: the application's",
        "ok        gateway: 1 shard advised, 1000 of 1000 starts left; no privileged intent is asked for",
        "registered, as they are here",
        "ok        servers: may answer mentions in 1 server",
        "data/receipts.db, whole, 4 articles",
    ] {
        assert!(after.out.contains(line), "{line}: {}", after.out);
    }
    assert!(after.out.lines().all(|line| line.starts_with("ok ")), "{}", after.out);
    let in_guild = checked(&with_token(&standin, &[("DISCORD_GUILD_ID", guild.as_str())])).await;
    assert!(in_guild.code == 0 && in_guild.out.contains(&format!("registered in guild {GUILD}")), "{}", in_guild.out);
    bot.stop().await;
}

#[tokio::test]
async fn what_is_wrong_is_named_with_its_remedy() {
    let standin = Standin::start().await;
    let other = "1".repeat(64);
    for (settings, says) in [
        (&[("DISCORD_TOKEN", "not.the.one")][..], "Discord refuses DISCORD_TOKEN, it is mistyped or was reset: copy"),
        (&[("DISCORD_TOKEN", "hunter2")], "does not look like a bot's token"),
        (&[("DISCORD_TOKEN", "")], "DISCORD_TOKEN is empty: create a bot"),
        (&[("DISCORD_TOKEN", ""), ("DISCORD_TOKEN_FILE", "absent")], "DISCORD_TOKEN_FILE absent"),
        (&[("DISCORD_APPLICATION_ID", "17")], "application 17 (DISCORD_APPLICATION_ID) is not this token's: unset it"),
        (&[("DISCORD_PUBLIC_KEY", "abc")], "DISCORD_PUBLIC_KEY is not 64 hexadecimal digits: copy"),
        (&[("DISCORD_PUBLIC_KEY", &other)], "DISCORD_PUBLIC_KEY is "),
        (&[("DISCORD_GUILD_ID", "18")], "commands can't be registered in guild 18 (DISCORD_GUILD_ID): invite the bot"),
        (&[("DISCORD_PROXY", "localhost")], "is no web address: write it like"),
        (&[("DATABASE_URL", "postgres://ann:hunter2@127.0.0.1:1/x")], "postgres://ann@127.0.0.1:1/x: "),
        (&[("DATABASE_URL", "sqlite:data/keep")], "data/keep: empty; the store is damaged: delete it and run"),
    ] {
        let ran = checked(&with_token(&standin, settings)).await;
        assert_eq!(ran.code, 1, "{settings:?}: {}", ran.out);
        assert!(ran.err.contains("problem"), "{settings:?}: {}", ran.err);
        let named = ran.out.lines().any(|line| line.starts_with("problem ") && line.contains(says));
        assert!(named && !ran.out.contains("hunter2") && !ran.out.contains(TOKEN), "{settings:?}: {}", ran.out);
    }
}

#[tokio::test]
async fn what_is_odd_is_a_warning_and_no_problem() {
    let standin = Standin::start().await;
    // View Channels and Read Message History.
    standin.permit(1 << 10 | 1 << 16);
    standin.advise(|advice| advice.remaining = 0);
    let ran = checked(&with_token(&standin, &[("RUST_LOG", "receipts=loud")])).await;
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    for line in [
        "warning   RUST_LOG=receipts=loud: ",
        "warning   gateway: no start is left of today's 1000",
        "warning   permissions: in The Reel mentions can't be answered, commands can; give the bot's role there: Send ",
    ] {
        assert!(ran.out.contains(line), "{line}: {}", ran.out);
    }
}

#[tokio::test]
async fn what_cannot_be_asked_is_said_soon() {
    let closed = TcpListener::bind("127.0.0.1:0").await.expect("a free port").local_addr().expect("an address");
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let silent_at = silent.local_addr().expect("an address");
    for address in [closed, silent_at] {
        let began = Instant::now();
        let proxy = format!("http://{address}");
        let ran = checked(&[("DISCORD_TOKEN", TOKEN.to_owned()), ("DISCORD_PROXY", proxy)]).await;
        assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
        assert_eq!(ran.code, 1);
        assert!(ran.out.contains("problem   Discord can't be reached: "), "{}", ran.out);
        assert!(ran.out.contains("unchecked Discord was not asked about application, key, gateway"), "{}", ran.out);
        assert!(ran.out.contains("receipts.db, whole"), "{}", ran.out);
    }
    let standin = Standin::start().await;
    standin.spoil("gateway", Fault::Status(503));
    let ran = checked(&with_token(&standin, &[("DISCORD_APPLICATION_ID", &APPLICATION.to_string())])).await;
    assert!(ran.code == 0 && ran.out.contains("unchecked gateway: status 503"), "{}", ran.out);
}
