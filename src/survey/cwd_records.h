// The `cwd=` records of one log: which of them a submission can belong to, and which directory a
// local arrival gets. Two things make a record cheap, for on a server of many sites every fifth
// line is one: a script that mails again writes the same record again, and it is read once; and
// records that wait for their arrival keep their room when they are done.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "formats/exim_log.h"
#include "host/server.h"

namespace queuehound {

// What the text of a cwd= record says, whenever and by whichever process it was written.
struct CwdReading {
  const Account* home_owner = nullptr;             // whose home the directory lies in
  std::uint32_t directory_length = 0;              // behind "cwd="
  std::uint32_t sender_at = 0, sender_length = 0;  // -f, in the text; length 0: none
  bool is_complete = false;                        // EximCwd::is_complete
  bool is_submission = false;   // Exim was called to take a message; else nothing waits for it
  bool is_session = false;      // -bs, -bS: one process takes many messages by SMTP
  bool names_protocol = false;  // -oMr: a filter that hands its message back
  bool is_cron = false;

  std::string_view directory(std::string_view text) const {
    return text.substr(4, directory_length);
  }
  std::string_view sender(std::string_view text) const {
    return text.substr(sender_at, sender_length);
  }
};

// Remembers what texts were read lately. A text is known by its length and keyed hash, as in
// Interner. `server` must outlive it.
class CwdReader {
 public:
  explicit CwdReader(const Server& server) : server_(server) {}
  // `text` starts with "cwd=". nullptr: not even that. Valid until the next call.
  const CwdReading* read(std::string_view text);

 private:
  struct Known {
    std::uint64_t hash = 0;
    std::size_t length = 0;  // 0: nothing is known here
    CwdReading reading;
  };
  static constexpr std::size_t kKnown = 8192;

  const Server& server_;
  std::vector<Known> known_ = std::vector<Known>(kKnown);
};

// Those that no piece of a log uses at the moment: what one piece's records said is known when the
// next is read. Asked by several threads.
class CwdReaders {
 public:
  explicit CwdReaders(const Server& server) : server_(server) {}
  std::unique_ptr<CwdReader> take();
  void give_back(std::unique_ptr<CwdReader> reader);

 private:
  const Server& server_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<CwdReader>> idle_;
};

// Records of submissions whose arrival was not seen yet, oldest first.
class PendingCwds {
 public:
  struct Record {
    Time at{};
    std::uint64_t pid = 0;  // 0: not logged
    std::uint64_t offset = 0;
    std::string directory, sender;
    const Account* home_owner = nullptr;
    bool is_cron = false, is_session = false, names_protocol = false;
  };
  // What a local arrival is asked with, and what it gets.
  struct Wanted {
    Time at{};
    std::uint64_t pid = 0;
    std::uint64_t process = 0;  // MessageId::pid(): known where no pid is logged, too
    std::string_view account, sender, protocol;
  };
  struct Pair {
    const Record* record = nullptr;  // nullptr: none fits. Valid until the next add()
    bool is_certain = false;         // equal pids, or the only one that fits
  };

  explicit PendingCwds(const Server& server) : server_(server) {}
  void add(const CwdReading& reading, std::string_view text, Time at, std::uint64_t pid,
           std::uint64_t offset);
  // The record is not pending any more; that of a session holds for its process's next messages.
  Pair take(const Wanted& wanted);
  // Those that stand between these offsets were forged.
  void forget(std::uint64_t from, std::uint64_t to);

 private:
  struct KnownAccount {  // by length and keyed hash of its name
    std::uint64_t hash = 0;
    std::size_t length = 0;
    const Account* account = nullptr;
  };
  static constexpr std::size_t kKnownAccounts = 4096;
  struct Session {
    std::uint64_t process = 0;
    Record record;  // `at`: of its last message
    std::string account;
    bool is_certain = false;
  };

  Pair of_session(const Wanted& wanted);
  Pair begin_session(const Wanted& wanted, const Pair& pair);
  const Account* account_of(std::string_view name);
  void drop(std::size_t place);  // in order_

  const Server& server_;
  std::vector<KnownAccount> accounts_ = std::vector<KnownAccount>(kKnownAccounts);
  std::vector<Record> records_;
  std::vector<std::uint16_t> order_, free_;  // places in records_
  std::vector<Session> sessions_;            // the latest of kMostSessions, oldest first
};

}  // namespace queuehound
