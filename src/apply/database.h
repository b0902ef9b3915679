// One SQLite file, as far as the journal needs it: statements with bound values, no SQL made of
// values. Values are bytes; whatever a path holds comes back as it was.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace queuehound {

class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // In the order of the question marks.
  Statement& bind(std::int64_t value);
  Statement& bind(std::string_view bytes);

  Result<bool> step();  // whether there is a row
  Result<> run();       // for statements that give no rows

  std::int64_t number(int column) const;
  std::string bytes(int column) const;

 private:
  friend class Database;
  Statement(sqlite3* database, sqlite3_stmt* statement)
      : database_(database), statement_(statement) {}
  sqlite3* database_;
  sqlite3_stmt* statement_;
  int bound_ = 0;
};

class Database {
 public:
  enum class Access : std::uint8_t { read, write };
  // `read`: also where nothing may be written, as long as no writer's log waits there.
  static Result<Database> open(const std::string& path, Access access);

  Database(Database&& other) noexcept;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  Database& operator=(Database&&) = delete;
  ~Database();

  Result<Statement> prepare(std::string_view sql) const;
  Result<> run(std::string_view sql) const;  // one statement without values and without rows
  std::int64_t last_number() const;          // of the row inserted last

 private:
  explicit Database(sqlite3* database) : database_(database) {}
  sqlite3* database_;
};

// BEGIN IMMEDIATE … COMMIT; rolled back where commit was not reached.
class Transaction {
 public:
  static Result<Transaction> begin(const Database& database);
  Transaction(Transaction&& other) noexcept;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<> commit();  // durable when it returns

 private:
  explicit Transaction(const Database* database) : database_(database) {}
  const Database* database_;
};

}  // namespace queuehound
