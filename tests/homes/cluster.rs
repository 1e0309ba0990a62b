//! A `PostgreSQL` server of a test's own, which may be stopped, and is reached with a password and over TLS.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What nothing must ever print.
pub const PASSWORD: &str = "hunter2-of-the-tests";

/// The server's programs and its folder; it ends with this.
pub struct Cluster {
    programs: PathBuf,
    folder: TempDir,
    port: u16,
    /// Debian's server refuses to run as root.
    root: bool,
}

impl Cluster {
    /// Started, with a certificate for `localhost`; `None`, and a word about it, where there is no server to start.
    pub fn start() -> Option<Self> {
        let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let Some(programs) = versions.map(|version| version.path().join("bin")).max() else {
            eprintln!("SKIPPED: a PostgreSQL server of one's own; install Debian's package postgresql");
            return None;
        };
        let folder = tempfile::tempdir().expect("a folder");
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let id = Command::new("id").arg("-u").output().expect("asked").stdout;
        let cluster = Self { programs, folder, port, root: id.starts_with(b"0\n") };
        let issued = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
        for (name, text) in [
            ("password", PASSWORD.to_owned()),
            ("server.crt", pem("CERTIFICATE", issued.cert.der())),
            ("server.key", pem("PRIVATE KEY", &issued.signing_key.serialize_der())),
        ] {
            fs::write(cluster.path(name), text).expect("written");
        }
        cluster.run(Command::new("chmod").args(["600", "server.key"]));
        if cluster.root {
            let mut all = Command::new("chown");
            cluster.run(all.args(["-R", "postgres", "."]));
        }
        let make = "--auth-local trust --auth-host scram-sha-256 --username receipts --encoding UTF8 --locale C.UTF-8";
        cluster.program("initdb", &format!("--pgdata data --pwfile password --no-sync {make}"));
        cluster.go();
        cluster.program("createdb", &format!("--host {} --port {port} -U receipts news", cluster.path("").display()));
        Some(cluster)
    }

    /// Starts it.
    pub fn go(&self) {
        let folder = self.path("");
        let tls = "-c ssl=on -c ssl_cert_file=../server.crt -c ssl_key_file=../server.key";
        let port = self.port;
        let options =
            format!("-c listen_addresses=localhost -p {port} -c unix_socket_directories={}", folder.display());
        let mut start = self.command("pg_ctl");
        self.run(
            start
                .args(["--pgdata", "data", "--log", "log", "--wait", "start", "--options"])
                .arg(format!("{options} {tls}")),
        );
    }

    /// Stops it as a power cut would: what was not on its disk is lost.
    pub fn fall(&self) {
        self.program("pg_ctl", "--pgdata data --mode immediate --wait stop");
    }

    /// Its address with this password, for this database, with these options.
    pub fn url(&self, password: &str, database: &str, options: &str) -> String {
        format!("postgres://receipts:{password}@localhost:{}/{database}{options}", self.port)
    }

    /// The certificate that it shows.
    pub fn certificate(&self) -> PathBuf {
        self.path("server.crt")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn program(&self, name: &str, args: &str) {
        self.run(self.command(name).args(args.split(' ')));
    }

    fn command(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        if self.root {
            let mut command = Command::new("runuser");
            command.args(["--user", "postgres", "--"]).arg(program);
            return command;
        }
        Command::new(program)
    }

    fn run(&self, command: &mut Command) {
        let log = self.path("said");
        let said = || fs::File::options().create(true).append(true).open(&log).expect("a log");
        let ran = command.current_dir(self.folder.path()).stdin(Stdio::null()).stdout(said()).stderr(said()).status();
        assert!(ran.expect("started").success(), "{command:?}: {}", text(&log));
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.command("pg_ctl");
        stop.current_dir(self.folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
        // It may be stopped already.
        let _ = stop.args(["--pgdata", "data", "--mode", "immediate", "stop"]).status();
    }
}

/// Bytes as servers read them: in base64, between two lines.
fn pem(what: &str, bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut written = String::new();
    for three in bytes.chunks(3) {
        let number = (0..3).fold(0, |number, at| (number << 8) | usize::from(three.get(at).copied().unwrap_or(0)));
        for digit in 0..4 {
            let sixth = DIGITS[(number >> (18 - 6 * digit)) & 63];
            written.push(if digit <= three.len() { char::from(sixth) } else { '=' });
        }
    }
    let lines: Vec<&str> = (0..written.len()).step_by(64).map(|at| &written[at..written.len().min(at + 64)]).collect();
    format!("-----BEGIN {what}-----\n{}\n-----END {what}-----\n", lines.join("\n"))
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}
