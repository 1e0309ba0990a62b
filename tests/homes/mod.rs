//! Places where an archive may be kept, each with its own folders of articles.
#![allow(dead_code)] // Each user needs a part of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use postgres::{Client, NoTls};
use receipts::commands::Desk;
use receipts::domain::Edtf;
use receipts::ingest::{self, BuildError, Order, Summary};
use receipts::render::export::export;
use receipts::render::json;
use receipts::store::{Home, Shared, Store, StoreError};
use serde_json::Value;
use tempfile::TempDir;

/// A server for these tests, where there is one: `postgres://..`, without options. Each place makes a schema of its own in
/// that database and takes it away again.
const SERVER: &str = "RECEIPTS_TEST_POSTGRES";

/// A place of its own.
pub struct Place {
    folder: TempDir,
    /// As in `DATABASE_URL`.
    pub url: String,
    pub home: Home,
    schema: Option<Schema>,
}

/// Tables of its own in the server's database.
struct Schema {
    name: String,
    server: String,
}

impl Place {
    /// A file, in a folder of its own.
    pub fn file() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("receipts.db");
        Self { url: format!("sqlite:{}", path.display()), home: Home::File(path), folder, schema: None }
    }

    /// A server's archive; `None`, and a word about it, where no server is named.
    pub fn server() -> Option<Self> {
        let Ok(server) = std::env::var(SERVER) else {
            eprintln!("SKIPPED: the half on PostgreSQL; {SERVER}=postgres://.. names a database for it");
            return None;
        };
        let folder = tempfile::tempdir().expect("a folder");
        let unique = folder.path().file_name().expect("a name").to_string_lossy().to_lowercase();
        let name =
            format!("receipts_test_{}_{}", std::process::id(), unique.replace(|c: char| !c.is_alphanumeric(), ""));
        // Folders' names differ by case, too.
        let name = format!(
            "{name}_{:x}",
            folder.path().to_string_lossy().bytes().fold(7_u32, |h, b| h.rotate_left(5) ^ u32::from(b))
        );
        admin(&server, &format!("CREATE SCHEMA {name}"));
        let url = format!("{server}?options=-csearch_path%3D{name}&application_name={name}");
        let shared = Shared::at(&url, &folder.path().join("replica.db")).expect("an address");
        Some(Self { folder, url, home: Home::Shared(shared), schema: Some(Schema { name, server }) })
    }

    /// An archive at this address, all of a database of its own.
    pub fn at(url: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let shared = Shared::at(url, &folder.path().join("replica.db")).expect("an address");
        Self { folder, url: url.to_owned(), home: Home::Shared(shared), schema: None }
    }

    /// The same archive as another machine sees it: with a replica of its own.
    pub fn elsewhere(&self, replica: &str) -> Home {
        Home::Shared(Shared::at(&self.url, &self.path(replica)).expect("an address"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).expect("removed");
    }

    /// Builds from folders or files of this place.
    pub fn build(&self, sources: &[&str], date: Option<&str>) -> Result<Summary, BuildError> {
        let sources: Vec<PathBuf> = sources.iter().map(|name| self.path(name)).collect();
        let date = date.map(|date| Edtf::parse(date).expect(date));
        ingest::build(&Order { sources: &sources, store: &self.home, date: date.as_ref() }, |_| ())
    }

    /// Opens the archive, which must be up to date.
    pub fn open(&self) -> Option<Store> {
        let found = self.home.open().expect("opened");
        assert_eq!(found.behind.map(|why| why.0), None);
        found.store
    }

    /// All that the archive holds, as it is exported.
    pub fn export(&self) -> String {
        self.open().map(|store| exported(&store)).unwrap_or_default()
    }

    /// The program, in this place.
    pub fn program(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_receipts"));
        command.args(args).current_dir(self.folder.path()).env_clear().envs([
            ("DATABASE_URL", self.url.as_str()),
            ("HOME", "/nowhere"),
            ("REPLICA", "replica.db"),
        ]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Cuts every connection of this place to its server.
    pub fn cut(&self) {
        let name = &self.schema.as_ref().expect("a server").name;
        self.admin(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}'"
        ));
    }

    /// Says something to the server, about the tables of this place.
    pub fn admin(&self, sql: &str) {
        self.client().batch_execute(sql).expect(sql);
    }

    /// One number out of the tables of this place.
    pub fn count(&self, sql: &str) -> i64 {
        self.client().query_one(sql, &[]).expect(sql).get(0)
    }

    fn client(&self) -> Client {
        let Some(Schema { name, server }) = &self.schema else {
            return Client::connect(&self.url, NoTls).expect("a server");
        };
        let mut client = Client::connect(server, NoTls).expect("a server");
        client.batch_execute(&format!("SET search_path = {name}")).expect("set");
        client
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(Schema { name, server }) = &self.schema {
            let gone = Client::connect(server, NoTls)
                .and_then(|mut client| client.batch_execute(&format!("DROP SCHEMA {name} CASCADE")));
            if let Err(e) = gone {
                eprintln!("{name} is left behind: {e}");
            }
        }
    }
}

fn admin(server: &str, sql: &str) {
    let mut client = Client::connect(server, NoTls).expect("a server");
    client.batch_execute(sql).expect(sql);
}

pub fn exported(store: &Store) -> String {
    let mut lines = Vec::new();
    export(store, None, &mut lines).expect("exported");
    String::from_utf8(lines).expect("UTF-8")
}

/// Everything that is asked, as JSON.
pub fn answers(store: Store, questions: &[String]) -> Result<Vec<String>, StoreError> {
    let desk = Desk::open(store)?;
    let answer = |question: &String| match desk.ask(question) {
        Ok(answer) => json::answer(&Value::Null, &answer),
        Err(refused) => format!("{refused:?}"),
    };
    Ok(questions.iter().map(answer).collect())
}

/// Puts each article into a folder of this place, as a file of its name.
pub fn put(place: &Place, folder: &str, articles: &[receipts::domain::Article]) {
    for article in articles {
        place.write(&format!("{folder}/{}.txt", article.id), &article.text);
    }
}

/// Whether a file lies there.
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}
