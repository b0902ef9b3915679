#include "apply/journal_schema.h"

#include <fmt/format.h>

#include <array>

namespace queuehound {
namespace {

// What takes a file from version n to n + 1, statement by statement. A row once released is never
// changed; a change is a new row.
struct Migration {
  std::array<std::string_view, 4> statements;
};

constexpr std::array<Migration, 1> kMigrations{{
    {{"CREATE TABLE plans (number INTEGER PRIMARY KEY AUTOINCREMENT, incident BLOB NOT NULL, "
      "subject BLOB NOT NULL, facts BLOB NOT NULL, created INTEGER NOT NULL, "
      "valid_until INTEGER NOT NULL, applied INTEGER NOT NULL DEFAULT 0, "
      "confirm_until INTEGER NOT NULL DEFAULT 0, confirmed INTEGER NOT NULL DEFAULT 0)",
      "CREATE TABLE actions (number INTEGER PRIMARY KEY AUTOINCREMENT, plan INTEGER NOT NULL, "
      "kind BLOB NOT NULL, target BLOB NOT NULL, incident BLOB NOT NULL, reason BLOB NOT NULL, "
      "effect BLOB NOT NULL, details BLOB NOT NULL, messages BLOB NOT NULL, state BLOB NOT NULL, "
      "before BLOB NOT NULL, after BLOB NOT NULL, text BLOB NOT NULL, who BLOB NOT NULL, "
      "undone_by BLOB NOT NULL, begun INTEGER NOT NULL DEFAULT 0, "
      "ended INTEGER NOT NULL DEFAULT 0, undone INTEGER NOT NULL DEFAULT 0)",
      "CREATE TABLE progress (number INTEGER PRIMARY KEY AUTOINCREMENT, "
      "action INTEGER NOT NULL, at INTEGER NOT NULL, record BLOB NOT NULL)",
      "CREATE INDEX progress_of_action ON progress (action, number)"}},
}};

Result<std::int64_t> version_of(const Database& database) {
  Statement statement = TRY(database.prepare("PRAGMA user_version"));
  (void)TRY(statement.step());
  return statement.number(0);
}

std::unexpected<Error> too_new() {
  return fail(Error::Kind::refused,
              "the journal was written by a newer queuehound: use that one, or --state DIR");
}

}  // namespace

Result<> check_schema(const Database& database) {
  const auto version = TRY(version_of(database));
  if (version > std::ssize(kMigrations)) return too_new();
  if (version == 0) return fail(Error::Kind::gone, "nothing was journalled here yet");
  if (version < std::ssize(kMigrations))
    return fail(Error::Kind::refused,
                "the journal is an older version's: the next plan or apply brings it up to date");
  return {};
}

Result<> prepare_schema(const Database& database) {
  {  // answers with a row
    Statement mode = TRY(database.prepare("PRAGMA journal_mode = WAL"));
    (void)TRY(mode.step());
  }
  TRY(database.run("PRAGMA synchronous = FULL"));
  if (TRY(version_of(database)) == std::ssize(kMigrations)) return {};
  Transaction transaction = TRY(Transaction::begin(database));
  const std::int64_t version = TRY(version_of(database));
  if (version > std::ssize(kMigrations)) return too_new();
  for (auto at = static_cast<std::size_t>(version); at < kMigrations.size(); ++at)
    for (const std::string_view statement : kMigrations[at].statements)
      TRY(database.run(statement));
  TRY(database.run(fmt::format("PRAGMA user_version = {}", kMigrations.size())));
  return transaction.commit();
}

}  // namespace queuehound
