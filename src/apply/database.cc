#include "apply/database.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <utility>

namespace queuehound {
namespace {

constexpr int kPatienceMs = 10'000;  // readers and the one writer wait for one another

// Out of a damaged journal nothing can be undone, but what it told of is still there to be put
// back.
constexpr std::string_view kDamaged =
    "; it is damaged: move it away to begin a new one (queuehound queue quarantine list and "
    "release "
    "need none; blocks and holds stay as they are)";

std::string_view hint_at(int code) {
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return kDamaged;
    case SQLITE_FULL:
    case SQLITE_IOERR:
      return "; is its disk full (df -h)? With --state DIR a new plan is journalled elsewhere";
    default:
      return {};
  }
}

std::unexpected<Error> failure(sqlite3* database, std::string_view what,
                               const std::string& opened = {}) {
  const int code = sqlite3_errcode(database);
  const bool is_denied = code == SQLITE_PERM || code == SQLITE_READONLY || code == SQLITE_AUTH;
  const char* const name = sqlite3_db_filename(database, "main");
  const std::string path = opened.empty() && name != nullptr ? name : opened;
  return fail(
      is_denied ? Error::Kind::denied : Error::Kind::failed,
      fmt::format("{} the journal {}: {}{}", what, path, sqlite3_errmsg(database), hint_at(code)));
}

// A name of a file within a URI: SQLite's own way to say that nobody will write it meanwhile.
std::string immutable_uri(std::string_view path) {
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '?' || c == '#' || c == '%')
      uri += fmt::format("%{:02x}", static_cast<unsigned char>(c));
    else
      uri += c;
  }
  return uri + "?immutable=1";
}

// On a read-only file system SQLite cannot make the shared memory that its log wants. Where no log
// waits to be read, the file alone is all there is.
bool is_file_alone(const std::string& path) {
  struct stat found{};
  return ::stat((path + "-wal").c_str(), &found) != 0 || found.st_size == 0;
}

bool can_be_read(sqlite3* database) {
  return sqlite3_exec(database, "SELECT count(*) FROM sqlite_master", nullptr, nullptr, nullptr) ==
         SQLITE_OK;
}

}  // namespace

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      statement_(std::exchange(other.statement_, nullptr)),
      bound_(other.bound_) {}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::bind(std::int64_t value) {
  sqlite3_bind_int64(statement_, ++bound_, value);
  return *this;
}

Statement& Statement::bind(std::string_view bytes) {
  // A null pointer would be NULL, not an empty value.
  const char* data = bytes.empty() ? "" : bytes.data();
  sqlite3_bind_blob64(statement_, ++bound_, data, bytes.size(), SQLITE_TRANSIENT);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return failure(database_, sqlite3_stmt_readonly(statement_) != 0 ? "read" : "write");
}

Result<> Statement::run() {
  (void)TRY(step());
  return {};
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string Statement::bytes(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return data == nullptr
             ? std::string()
             : std::string(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

Result<Database> Database::open(const std::string& path, Access access) {
  const int flags =
      access == Access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  sqlite3* raw = nullptr;
  int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
  if (code == SQLITE_OK) sqlite3_busy_timeout(raw, kPatienceMs);
  if (access == Access::read && (code != SQLITE_OK || !can_be_read(raw)) && is_file_alone(path)) {
    sqlite3_close(raw);
    raw = nullptr;
    code = sqlite3_open_v2(immutable_uri(path).c_str(), &raw,
                           SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
  }
  Database database(raw);
  if (code != SQLITE_OK) return failure(raw, "open", path);
  return database;
}

Database::Database(Database&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Database::~Database() { sqlite3_close(database_); }

Result<Statement> Database::prepare(std::string_view sql) const {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database_, sql.data(), static_cast<int>(sql.size()), &statement,
                         nullptr) != SQLITE_OK)
    return failure(database_, "read");
  return Statement(database_, statement);
}

Result<> Database::run(std::string_view sql) const {
  Statement statement = TRY(prepare(sql));
  return statement.run();
}

std::int64_t Database::last_number() const { return sqlite3_last_insert_rowid(database_); }

Result<Transaction> Transaction::begin(const Database& database) {
  TRY(database.run("BEGIN IMMEDIATE"));
  return Transaction(&database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  if (database_ != nullptr) (void)database_->run("ROLLBACK");
}

Result<> Transaction::commit() {
  TRY(database_->run("COMMIT"));
  database_ = nullptr;
  return {};
}

}  // namespace queuehound
