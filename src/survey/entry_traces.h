// What the third look at the disk wants to know and what it found: how the file of a script
// incident came to the server, and what an intruder left behind in a mailbox. Values only; verdict
// chooses among them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ip_address.h"
#include "base/time.h"
#include "survey/script_files.h"

namespace queuehound {

inline constexpr seconds kNearChange{120};  // before a change: an upload takes its time
inline constexpr seconds kNearAfter{5};     // nginx stamps a request when it ends
inline constexpr seconds kTraceHistory{30 * 86400};

enum class SiblingWhy : std::uint8_t { same_minute, same_content, same_name };
struct Sibling {
  std::string path;
  SiblingWhy why = SiblingWhy::same_minute;
  friend bool operator==(const Sibling&, const Sibling&) = default;
};

struct TraceLine {
  std::string path;  // of the log, inside the server
  std::uint64_t offset = 0;
  std::string line;
};

enum class UploadDoor : std::uint8_t { ftp, ssh, panel };
enum class PathMatch : std::uint8_t {
  none,  // a write of the account's that does not name its file
  name,  // the base name agrees, the folder is not told
  whole
};
struct UploadRecord {
  UploadDoor door = UploadDoor::ftp;
  PathMatch match = PathMatch::none;
  Time at{};
  std::optional<IpAddress> address;
  std::string user;
  TraceLine source;
};

struct RequestRecord {
  Time at{};
  IpAddress address;
  std::string url;              // host and path
  bool is_put_of_file = false;  // PUT of the very file
  TraceLine source;
  bool names_file = false;  // in its query, as an intruder's commands do
};

struct DoorUse {  // one address at the FTP, SFTP or panel door of one account
  UploadDoor door = UploadDoor::ftp;
  IpAddress address;
  Time first{}, last{};
  std::uint32_t uses = 0;
};

struct ScriptTarget {
  std::string path, account, domain;
  Time first_mail{};
  bool wants_same_name = false;  // its name is telling: not index.php, not a program of the site
};
struct ScriptTrace {
  FileLook file;
  // When the file may have come: the times the disk gives it, where they can be believed, and the
  // first request for it.
  std::vector<Time> moments;
  bool is_change_time_known = false;  // file.changed is the server's own, not that of a copy
  std::vector<UploadRecord> uploads;
  std::vector<RequestRecord> writes;  // POST and PUT of the account's sites near a moment
  std::optional<RequestRecord> first_request;
  bool is_anybodys = false;  // no site's: of all sites' logs the hours around its date were read
  std::vector<DoorUse> door_uses;
  std::vector<Sibling> siblings;
  bool siblings_are_cut = false;
  std::uint32_t more_of_the_minute = 0;       // siblings beyond those listed
  std::optional<Time> web_from, upload_from;  // the oldest record read; none: no log
};

struct MailboxTarget {
  std::string address;
  std::string home;  // of the account that owns it; "" unknown
};
struct MailboxRule {
  enum class Kind : std::uint8_t { forwarder, filter, sieve } kind = Kind::forwarder;
  std::string path;
  std::string to;  // forwarder: where to, as the file has it
  Time modified{};
};
struct MailboxTrace {
  std::vector<MailboxRule> rules;
};

struct EntryTargets {
  std::vector<ScriptTarget> scripts;
  std::vector<MailboxTarget> mailboxes;
};
struct EntryTraces {  // parallel to the targets
  std::vector<ScriptTrace> scripts;
  std::vector<MailboxTrace> mailboxes;
};

}  // namespace queuehound
