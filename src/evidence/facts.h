// One thing that happened on the server, whoever wrote it down. Views live only during learn().
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/ip_address.h"
#include "base/time.h"
#include "mail/message_id.h"

namespace queuehound {

// Where a fact was read: a file of Ledger::files and the byte its line starts at.
struct SourceRef {
  static constexpr std::uint32_t kNoFile = 0xFFFFFFFFu;
  std::uint32_t file = kNoFile;
  std::uint64_t offset = 0;
};

// How a message came in, by what Exim itself wrote (design: who to believe).
enum class SubmissionClass : std::uint8_t {
  mailbox,  // SMTP AUTH; `name` = the login
  local,    // a program under a system account; `name` = the account, `place` = its directory
  remote,   // SMTP without login; `name` = the client's address
  bounce,   // made by this Exim
};

struct Arrival {
  MessageId id;
  Time at{};
  SubmissionClass submission = SubmissionClass::remote;
  std::string_view name;              // folded login, account or ""
  std::string_view directory;         // local: cwd of the caller; empty where unknown
  bool directory_is_certain = false;  // joined by pid, not by order
  bool is_cron = false;               // cron's own mail of a job's output
  bool has_address = false;
  IpAddress address;        // client; loopback for webmail
  std::string_view sender;  // bare; empty = bounce
  bool has_subject = false;
  std::string_view subject;    // raw header or unescaped T=, not yet decoded
  std::string_view helo;       // hostile
  bool has_login = false;      // it logged in, whether or not anything tells as whom
  std::string_view host_name;  // the client's, as DNS gives it both ways; empty where it does not
  bool is_named_ours = false;  // it is this server's own name, on a line that is proven
  std::string_view
      header_id;  // Message-ID as the log gives it (id=): a list's copy keeps its post's
  std::span<const std::string_view> recipients;  // may be empty (not logged) or cut at 8 KiB
  SourceRef source;
  bool is_proven = false;  // the line cannot have been forged by a local user
};

enum class Outcome : std::uint8_t { unknown, delivered, deferred, failed, discarded };

struct RecipientOutcome {
  MessageId id;
  Time at{};
  std::string_view recipient;  // envelope recipient (top address)
  std::string_view final_address;
  std::uint32_t domain = 0;  // of the recipient: Ledger::domain_id
  Outcome outcome = Outcome::unknown;
  bool is_remote = false;                   // handed to another host
  bool is_to_loopback = false;              // to a program of this server that listens there
  std::optional<MessageId> handed_back_as;  // which that program says this server made of it
  bool is_unknown_recipient = false;        // refused because there is no such recipient
  bool is_spam_refusal = false;             // refused as spam, bad reputation, rate
  bool is_quota = false;                    // full mailbox
  bool is_greylisting = false;
};

// A queued message as the spool tells it: the strongest witness there is.
struct QueuedMessage {
  Arrival arrival;             // recipients = all of the envelope
  std::span<const bool> done;  // parallel to recipients
  bool is_frozen = false;
  std::uint32_t shape = 0;        // keyed hash of header names in order, mailer and content type
  bool has_list_headers = false;  // List-Id, List-Unsubscribe, Precedence: list|bulk
  std::string_view list_id;
  // What the message says of itself: hints (class 3).
  std::string_view php_script;        // X-PHP-Script: "host/path for ip"
  std::string_view php_originating;   // X-PHP-Originating-Script: "uid:file.php"
  std::string_view source_directory;  // X-Source-Dir
  std::string_view source_arguments;  // X-Source-Args
  std::string_view board_origin;      // X-phpBB-Origin
  std::string_view board_user_ip;     // X-AntiAbuse: User IP - 192.0.2.1
  std::string_view mailer;            // X-Mailer or User-Agent
  std::string_view from_header;
  bool is_reply = false;  // In-Reply-To or References
};

struct Login {
  Time at{};
  std::string_view user;  // folded mailbox
  IpAddress address;
  enum class Door : std::uint8_t { smtp_auth, imap, pop3, webmail, other } door = Door::imap;
  bool succeeded = true;
  bool is_unknown_user = false;
  std::uint32_t attempts = 1;
  bool is_proven = true;  // false: a line that a local user, or a guesser, can have written
  SourceRef source;
  std::string_view line;
};

// What a webmail did for a person, or a witness of it.
enum class WebmailDeed : std::uint8_t {
  poll,  // by a page that is open, whether or not anybody is there
  request,
  send,         // its record of a letter: Exim saw the login, this tells who sat before it
  telling,      // the same of a letter that Exim saw no login of: this tells whose it is, too
  telling_open  // and its program keeps mailboxes open for longer than a request
};

// The webmail did something for a person: joins submissions of this server's to the real client.
struct WebmailAct {
  Time at{};
  std::string_view user;
  IpAddress address;
  WebmailDeed deed = WebmailDeed::request;
  bool has_address = true;
  std::string_view recipient = {};  // of a telling one: the first, where it names them
};

// A mailbox was opened from this server itself: what a webmail does for who has the password.
struct MailboxOpened {
  Time at{};
  std::string_view user;
};

// Dovecot's own submission service: who logged in there, which letters it handed to Exim for him
// and when he left. Exim sees the service alone, which connects from this server.
struct SubmissionStep {
  enum class What : std::uint8_t { login, relayed, end } what = What::login;
  Time at{};
  std::string_view user;
  std::string_view session;         // empty: not told
  IpAddress address;                // of a login
  std::optional<MessageId> letter;  // of a relayed one, where the line tells it
};

// A remote host was refused.
struct Refusal {
  Time at{};
  IpAddress address;
  enum class What : std::uint8_t {
    unknown_recipient,
    relay,
    spam,
    protocol,
    listed,
    other
  } what = What::other;
  bool is_temporary = false;
  bool is_bounce = false;      // F=<>
  std::string_view host_name;  // verified
  std::string_view recipient;
  bool is_proven = true;
  SourceRef source;
  std::string_view line;
};

struct PhpMail {  // PHP itself says which file called mail()
  Time at{};
  std::string_view script;
  std::string_view to;
  SourceRef source;
};

struct PipedLetter {  // Exim handed a letter to a program; the time is when that ended
  MessageId id;
  Time at{};
  std::string_view command;    // "|/home/u/bin/x 3" without its mark
  std::string_view recipient;  // to whom the letter was written
  SourceRef source;
};

}  // namespace queuehound
