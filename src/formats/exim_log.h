// One line of Exim's main or reject log as a value. Fields are taken left to right in Exim's fixed
// order and never found by searching: HELO, sender, subject, set_id and every other quoted thing is
// the client's text and may imitate any field. Sources: Exim log.c, receive.c, deliver.c,
// smtp_in.c.
//
// Pure, no allocation on the hot path; views point into the line.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ip_address.h"
#include "base/time.h"
#include "mail/message_id.h"

namespace queuehound {

enum class EximLineKind : std::uint8_t {
  arrival,      // <=
  fake_reject,  // (=  accepted, but the client was told no
  delivery,     // =>
  additional,   // ->
  cutthrough,   // >>
  suppressed,   // *>
  failure,      // **
  deferral,     // ==
  completed,
  reject,        // ... rejected / temporarily rejected / discarded by ACL / sender verify fail ...
  auth_failure,  // NAME authenticator failed for ...
  connection,    // SMTP connection / lost / closed / unexpected disconnection / timeouts / no MAIL
                 // ...
  cwd,           // cwd=DIR N args: ...
  queue_run,     // Start/End/Abandon queue run
  frozen,        // Frozen, frozen by, Message is frozen
  removed,       // removed by, cancelled by, Message removed because older than
  other,         // a well-framed line of no kind above
  continuation,  // no stamp at column 0: belongs to the record before
};
std::string_view kind_name(
    EximLineKind kind);  // "arrival", "auth_failure", ... (parse --kind's words)

// Date, time and what may stand between them and the text. Wall time as written: the caller knows
// the server's zone unless the line carries its own.
struct EximFrame {
  WallClock wall;
  std::int16_t millisecond = -1;  // -1: not logged
  bool has_zone = false;
  std::int32_t zone_seconds = 0;  // east of UTC
  std::uint64_t pid = 0;          // 0: not logged
  std::string_view id;            // empty: not about a message
  std::string_view text;          // the rest, without the line end
};
// nullopt: the line does not start with a full stamp (a continuation, or not Exim's).
// Syslog forms are unwrapped first by unwrap_syslog below.
std::optional<EximFrame> parse_exim_frame(std::string_view line);

// The same, faster for a reader of whole logs: most lines have the minute of the line before.
class EximFrameReader {
 public:
  bool read(std::string_view line, EximFrame& frame) {  // false: as nullopt above
    return read_usual(line, frame) || read_any(line, frame);
  }

 private:
  // What nearly every line begins with: the minute of the line before, a second, a blank, then text
  // or an id of the old form.
  bool read_usual(std::string_view line, EximFrame& frame);
  bool read_any(std::string_view line, EximFrame& frame);

  char minute_[17] = {};            // "2026-11-23 13:40:"
  std::int64_t minute_starts_ = 0;  // in seconds on the wall
};

// What the two marks and the blank behind an id say; `other` where none are there.
inline EximLineKind kind_of_marks(std::string_view text);

// Cheap dispatch on the text after the frame; a kind is only a claim until its parser agrees.
EximLineKind classify_exim_text(const EximFrame& frame);

struct EximHost {         // H=: `name (helo) [ip]:port` in any of its forms
  std::string_view name;  // verified reverse name; empty if none
  std::string_view helo;  // what the client said; empty where equal to name
  std::string_view ip;    // text inside the genuine brackets
  std::uint16_t port = 0;
  bool present = false;
};

struct EximInterface {  // I=[ip]:port: this server's own side
  std::string_view ip;
  std::uint16_t port = 0;
  bool operator==(const EximInterface&) const = default;
};

struct EximArrival {
  std::string_view sender;      // bare, quotes kept; empty = bounce (<>)
  std::string_view bounced_id;  // R=: the message this bounces
  EximHost host;
  std::string_view interface_address;  // I=[ip]:port, as written inside the brackets
  std::uint16_t interface_port = 0;
  std::string_view user;           // U=: local login; with a host it is the client's own text
  std::string_view connection_id;  // Ci=
  std::string_view protocol;       // P=
  std::string_view cipher;         // X=
  std::string_view certificate_verified, certificate_name, sni;  // CV= DN= SNI=
  std::string_view auth;                                         // A=: authenticator
  std::string_view auth_id;                                      // after its first ':'
  std::string_view auth_sender;  // +smtp_mailauth; empty where it cannot be told from the id
  std::uint64_t size = 0;        // S=
  std::string_view queue;        // Q=
  std::string_view message_id;   // id= (or id*=)
  std::string_view subject;      // inside T="...", still escaped; see unescape_exim_subject
  bool has_subject = false;
  std::string_view raw_sender;  // from <...>
  std::string_view recipients;  // the list after " for ", blanks between, as written
  std::string_view unparsed;    // where parsing stopped; empty when all was understood
  bool is_cut = false;          // the line did not fit in Exim's buffer: recipients are missing
  // The line can be read in two ways, because a client's HELO, ident or certificate imitates Exim's
  // fields. What the readings do not agree on (host.ip, auth, auth_id ...) is empty: never a guess.
  bool is_ambiguous = false;
};
// `text` starts right after "<= " or "(= ".
std::optional<EximArrival> parse_exim_arrival(std::string_view text);

// Calls with each address of a " for " list; local parts may hold quoted or escaped blanks.
template <class Use>
void for_each_recipient(std::string_view list, Use&& use);

struct EximDelivery {  // => -> >> *> ** ==
  std::string_view
      final_address;  // what was delivered to: address, local part, |pipe, /file, :blackhole:
  std::string_view parents;      // inside ( )
  std::string_view top_address;  // the envelope recipient inside < >; empty = same as final_address
  std::string_view sender;       // F=< >
  std::string_view return_path;  // P=< >
  bool has_return_path = false;
  std::string_view queue, router, transport;  // Q= R= T=
  EximHost host;                              // H=
  std::string_view interface_address;         // I=[ip]:port
  std::uint16_t interface_port = 0;
  std::string_view cipher, auth, auth_id;  // X= A=
  std::string_view confirmation;           // inside C="..."
  std::string_view error;                  // of a deferral: what the system calls error_number
  std::string_view reason;        // of a failure or deferral: the message; without one the error
  std::int32_t error_number = 0;  // defer (N)
  std::uint64_t size = 0;
  bool is_discard = false;    // blackhole, discarded, /dev/null: nothing went anywhere
  bool is_ambiguous = false;  // as in EximArrival: an address imitates items, or an answer does
  std::string_view unparsed;

  std::string_view recipient() const { return top_address.empty() ? final_address : top_address; }
};
std::optional<EximDelivery> parse_exim_delivery(EximLineKind kind, std::string_view text);

struct EximReject {
  enum class What : std::uint8_t {
    rcpt,
    mail,
    helo,
    connect,
    auth,
    starttls,
    data,
    mime,
    predata,
    verify,
    non_smtp,
    too_big,
    sender_verify,
    discarded,
    synchronization,
    etrn,
    quit,
    relay_or_other
  };
  EximHost host;
  EximInterface interface_address;
  std::string_view user;           // U= (local) or ident
  std::string_view connection_id;  // Ci=
  std::string_view sender;         // F=< >
  std::string_view auth, auth_id;
  std::string_view protocol;  // P=, in the one form that tells it, which tells no A=
  What what = What::relay_or_other;
  std::string_view argument;  // RCPT <argument> as typed
  std::string_view reason;    // after the colon
  bool is_temporary = false;
  bool is_ambiguous = false;  // as in EximArrival

  bool has_login() const { return !auth.empty() || protocol.ends_with('a'); }  // esmtpa, esmtpsa
};
std::optional<EximReject> parse_exim_reject(std::string_view text);

// What such a line tells besides, which no scan asks for; all empty where it can be read in two
// ways. Reads the line once more.
struct EximLineDetails {
  std::string_view cipher, certificate_verified, certificate_name, sni;  // X= CV= DN= SNI=
  std::string_view queue_time, delivery_time;                            // QT= DT=
};
EximLineDetails details_of_delivery(EximLineKind kind, std::string_view text);
EximLineDetails details_of_reject(std::string_view text);

struct EximAuthFailure {
  std::string_view authenticator;
  EximHost host;
  EximInterface interface_address;
  std::string_view user;           // U=: the client's own text
  std::string_view connection_id;  // Ci=
  std::uint16_t code = 0;          // 535, 435 ...
  std::string_view set_id;         // the client's own words; empty where not logged
  std::string_view message;        // between the code and set_id
  bool is_ambiguous = false;       // as in EximArrival: set_id imitates a host, or HELO a set_id
};
std::optional<EximAuthFailure> parse_exim_auth_failure(std::string_view text);

struct EximConnection {
  EximHost host;
  EximInterface interface_address;
  std::string_view user;
  std::string_view connection_id;
  std::string_view sender;  // F=<...>, of a letter that broke off
  enum class What : std::uint8_t {
    opened,
    closed,
    lost,
    timeout,
    no_mail,
    protocol_error,
    refused,
    tls_error,
    incomplete,  // +smtp_incomplete_transaction: given up behind MAIL or RCPT
    other
  };
  What what = What::other;
  bool is_ambiguous = false;  // as in EximArrival
};
std::optional<EximConnection> parse_exim_connection(std::string_view text);

// cwd=DIR N args: ARG ARG ... (+arguments). DIR is raw and may hold blanks, " 3 args: " and even a
// newline: a record without its ` N args: `, or whose count disagrees, is a sign of tampering.
struct EximCwd {
  std::string_view directory;
  std::uint32_t argument_count = 0;
  std::string_view arguments;  // after "args: ", as written
  bool is_complete = false;  // ` N args: ` found and the count fits (or the list was split " ...")
};
std::optional<EximCwd> parse_exim_cwd(std::string_view text);
// Splits `arguments`; quoted ones (they hold a blank) without their quotes.
std::vector<std::string_view> split_exim_arguments(std::string_view arguments);

// What a line says when no structured parser above is asked: who removed or froze what.
struct EximRemoval {
  std::string_view by;  // login, "timeout_frozen_after", ...
  bool was_cancelled = false;
  bool was_too_old = false;  // "Message removed because older than 4d": `by` is the age
};
std::optional<EximRemoval> parse_exim_removal(std::string_view text);

std::string unescape_exim_subject(
    std::string_view escaped);  // \" \\ \n \ooo in one pass; bytes out

// "Nov 23 13:40:01 host exim[123]: [1\2] 2026-11-23 ..." → the Exim line inside it. `name` is what
// syslog_processname calls Exim besides its own name; lines of other programs hold strangers'
// words.
struct SyslogEximLine {
  std::string_view line;          // may lack Exim's own stamp (syslog_timestamp = no)
  std::string_view syslog_stamp;  // as written, RFC 3164 or RFC 3339
  std::uint64_t pid = 0;
  unsigned part = 0, parts = 0;  // [part/parts] or [part\parts]; 0 = whole
  bool ends_line = false;        // [part\parts]: a line of the record ends with this part
};
std::optional<SyslogEximLine> unwrap_syslog(std::string_view line, std::string_view name = {});

// The frame of such a line without Exim's own stamp: "[pid] id text", the pid with +pid only.
EximFrame parse_unstamped_exim_frame(std::string_view text, std::uint64_t syslog_pid);

// A whole line, parsed by the parser of its kind, and written back in canonical field order.
// Equal to the input line for everything Exim itself writes (property test: parsing loses nothing).
// nullopt: the line is of a kind that has no structured form, or something in it was not
// understood.
std::optional<std::string> rewrite_exim_line(std::string_view line);

// ---- inline ----

inline bool EximFrameReader::read_usual(std::string_view line, EximFrame& frame) {
  constexpr std::size_t kText = 20, kOldId = 16;
  if (line.size() < kText + kOldId + 1 || line.back() == '\n' || line.back() == '\r') return false;
  const char* at = line.data();
  if (std::memcmp(at, minute_, 8) != 0 || std::memcmp(at + 8, minute_ + 8, 8) != 0 ||
      at[16] != minute_[16])
    return false;
  const unsigned ten = static_cast<unsigned char>(at[17]) - unsigned{'0'};
  const unsigned one = static_cast<unsigned char>(at[18]) - unsigned{'0'};
  const char first = at[kText];
  if (ten > 5 || one > 9 || at[19] != ' ' || first == '+' || first == '-' || first == '[')
    return false;
  if (at[kText + 6] == '-') {
    if (at[kText + kOldId] != ' ' || !is_old_message_id(at + kText)) return false;
    frame.id = line.substr(kText, kOldId);
    frame.text = line.substr(kText + kOldId + 1);
  } else {
    frame.text = line.substr(kText);
  }
  frame.wall.seconds = minute_starts_ + ten * 10 + one;
  return true;
}

inline EximLineKind kind_of_marks(std::string_view text) {
  if (text.size() < 3 || text[2] != ' ') return EximLineKind::other;
  const auto pair = [](char a, char b) {
    return static_cast<unsigned>(a) << 8 | static_cast<unsigned char>(b);
  };
  switch (pair(text[0], text[1])) {
    case pair('<', '='):
      return EximLineKind::arrival;
    case pair('(', '='):
      return EximLineKind::fake_reject;
    case pair('=', '>'):
      return EximLineKind::delivery;
    case pair('-', '>'):
      return EximLineKind::additional;
    case pair('>', '>'):
      return EximLineKind::cutthrough;
    case pair('*', '>'):
      return EximLineKind::suppressed;
    case pair('*', '*'):
      return EximLineKind::failure;
    case pair('=', '='):
      return EximLineKind::deferral;
    default:
      return EximLineKind::other;
  }
}

template <class Use>
void for_each_recipient(std::string_view list, Use&& use) {
  constexpr std::string_view kCut = "<trunc>";  // 4.98: the list did not fit
  if (list == kCut || list.ends_with(" <trunc>")) list.remove_suffix(kCut.size());
  std::size_t at = 0;
  while (at < list.size()) {
    std::size_t end = at;
    bool in_quotes = false;
    while (end < list.size() && (in_quotes || list[end] != ' ')) {
      if (list[end] == '\\' && end + 1 < list.size())
        ++end;
      else if (list[end] == '"')
        in_quotes = !in_quotes;
      ++end;
    }
    if (end > list.size()) end = list.size();
    if (end > at) use(list.substr(at, end - at));
    at = end + 1;
  }
}

}  // namespace queuehound
