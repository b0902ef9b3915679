// What an -H file holds, as a value.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/ip_address.h"
#include "base/time.h"
#include "mail/message_id.h"

namespace queuehound {

struct SpoolRecipient {
  std::string_view address;
  std::string_view errors_to;  // empty: bounces go to the sender
  std::string_view raw;        // the whole line without its LF, for write-back
  bool is_done = false;        // in the tree of non-recipients, or said by mark_done()
};

struct SpoolHeaderLine {
  char flag = ' ';                // ' ' P F T C B I R S and '*' (no longer sent)
  std::uint8_t count_digits = 3;  // how many digits the length was written with
  std::string_view name;   // up to the ':' exclusive, blanks before it dropped; empty without ':'
  std::string_view value;  // after the ':' and blanks; folded lines and the last LF as they are
  std::string_view raw;    // exactly the counted bytes
};

struct SpoolVariable {    // an ACL variable: -aclm NAME LEN, value on the following lines
  char kind = 'm';        // 'c' or 'm'
  std::string_view name;  // what follows acl_c / acl_m
  std::string_view value;
  std::string_view line;            // "--aclm _note 9" as it stands, for write-back
  std::uint32_t before_option = 0;  // it stands before options[before_option]
};

struct SpoolOption {  // any other -name value line, in file order, for lossless write-back
  std::string_view name;
  std::string_view value;   // verbatim; empty for flags
  std::string_view quoter;  // "mysql" of --(mysql)name
  bool is_tainted = false;
  bool has_value = false;  // a blank follows the name, even if nothing follows the blank
};

// What stopped the parser, in Exim's own order of reading. `none`: all of it was understood.
// A damage in the headers leaves the envelope and recipients usable (Exim -bp shows them too).
enum class SpoolDamage {
  none,
  empty,
  first_line,  // not "<id>-H" of this file
  login_line,
  sender_line,
  time_line,
  option,  // an ACL variable without a length or longer than the file, a line cut short
  tree,
  recipient_count,
  recipients,
  no_blank_line,
  headers,
};
std::string_view damage_text(SpoolDamage damage);  // for the administrator
// Otherwise sender and recipients are unknown, not empty: no bounce, for one. Exim shows both
// although the headers are damaged.
constexpr bool envelope_was_read(SpoolDamage damage) {
  return damage == SpoolDamage::none || damage == SpoolDamage::no_blank_line ||
         damage == SpoolDamage::headers;
}

struct SpoolHeader {
  SpoolDamage damage = SpoolDamage::none;
  // Of a damaged file: what was not read. The line before it was refused; where no line ends in it,
  // and among the headers, it was refused itself.
  std::string_view unread;

  MessageId id;
  std::string_view login;  // who ran Exim: "Debian-exim" for SMTP mail, the account for local mail
  std::int64_t uid = -1;
  std::int64_t gid = -1;
  std::string_view sender;  // without the angle brackets; empty = a bounce
  Time received_at{};       // start of reception
  std::int32_t received_microseconds = 0;
  int warnings = 0;  // delay warnings sent so far

  // The options that answer "who": Exim's own words, except helo_name and (with a host) ident,
  // which are the client's (design: who to believe).
  // has_host also holds for an address we cannot read (it is "::" then): the submission was remote.
  bool has_host = false;
  IpAddress host_address;
  std::uint16_t host_port = 0;
  std::string_view host_name, helo_name, host_auth, ident, received_protocol, auth_id, auth_sender;
  bool has_interface = false;
  IpAddress interface_address;
  std::uint16_t interface_port = 0;
  bool is_local = false;        // -local
  bool is_local_error = false;  // -localerror: a bounce made here
  bool is_frozen = false;
  Time frozen_at{};
  bool is_manually_thawed = false;
  bool sender_set_untrusted = false;
  bool is_wire_format = false;  // -D has CRLF
  std::int64_t body_lines = -1;
  std::int64_t spam_score_int = -1;  // -spam_score_int, only where has_spam_score
  bool has_spam_score = false;

  // Lines kept as they stand for write-back: they may be spaced in ways Exim reads but never
  // writes.
  std::string_view login_line, time_line, count_line;
  std::string_view tree_lines;  // with their LFs; "XX\n" for the empty tree

  std::vector<SpoolOption> options;  // every option line but ACL variables, as it stands
  std::vector<SpoolVariable> variables;
  std::vector<std::string_view> non_recipients;  // the tree, in file order
  std::vector<SpoolRecipient> recipients;
  std::vector<SpoolHeaderLine> headers;
  std::vector<std::string_view> live_headers;  // raw ones with flag != '*': those that are sent
  std::uint64_t live_header_bytes = 0;  // sum of raw sizes with flag != '*' (exim -bp's size)
  // What the first header that is not whole announces: exim -bp counts that too, though it stops.
  std::uint64_t broken_header_bytes = 0;

  // First live header of this name (case-insensitive); nullptr where there is none.
  const SpoolHeaderLine* header(std::string_view name) const;

  // Working memory of parse_spool_header and mark_done, kept between calls like the other vectors:
  // a hash table with open addressing, an empty slot has no name.data().
  struct DoneName {
    std::uint64_t hash;
    std::string_view name;
  };
  std::vector<DoneName> done_index;
};

// How much of a file is wanted. `survey`: what a scan learns from, in less than half the time:
// damage, id, login, uid, gid, sender, received_at, has_host, host_address, host_port, helo_name,
// host_auth, ident, auth_id, is_frozen, non_recipients, recipients, live_headers and
// live_header_bytes. What else there is may be left as it is in an empty value; a fuzzer holds the
// two against each other.
enum class SpoolParts { all, survey };

}  // namespace queuehound
