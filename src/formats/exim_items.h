// The small pieces that Exim's log lines are made of. Internal to the exim_*.cc parsers: every
// function looks only at the start of the text it is given, none searches for a field.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "formats/exim_log.h"

namespace queuehound::exim {

constexpr std::size_t kNone = std::string_view::npos;

// An item that the line has, maybe with an empty value, differs from one that it has not.
inline bool is_present(std::string_view value) { return value.data() != nullptr; }

inline bool skip(std::string_view& rest, std::string_view lead) {
  if (!rest.starts_with(lead)) return false;
  rest.remove_prefix(lead.size());
  return true;
}

inline std::string_view take(std::string_view& rest, std::size_t length) {
  const std::string_view head = rest.substr(0, length);
  rest.remove_prefix(head.size());
  return head;
}

inline bool is_at_blank(std::string_view rest) { return rest.empty() || rest.front() == ' '; }

// Up to the next blank.
inline std::string_view take_word(std::string_view& rest) { return take(rest, rest.find(' ')); }

// " lead" + word, e.g. " P=esmtp".
inline bool take_item(std::string_view& rest, std::string_view lead, std::string_view& value) {
  if (rest.size() < lead.size() || rest[1] != lead[1] || !skip(rest, lead)) return false;
  value = take_word(rest);
  return true;
}

// The name behind Q=, which may hold blanks; a word with one of these marks, or what opens a list
// of addresses, belongs to the items behind it. So no Q= that a client wrote can swallow a genuine
// item.
std::string_view take_queue(std::string_view& rest);

// A bare flag, or one with "=value": " ARC", " DMARC=pass". `value` keeps the tag.
bool take_flag(std::string_view& rest, std::string_view lead, std::string_view& value);

// One of a few bare marks, the longest first: " L.-", " TFO*". `value` is without the blank. The
// colon that opens a delivery's message may touch it.
bool take_mark(std::string_view& rest, std::initializer_list<std::string_view> marks,
               std::string_view& value);

// Decimal as Exim prints it: no sign, no leading zeros. False, and `rest` untouched, otherwise.
bool take_number(std::string_view& rest, std::uint64_t& value);

// "[address]" or "[address]:port" at the start of `rest`. Only the shape of the address is looked
// at; what it names is the caller's question.
bool take_bracket(std::string_view& rest, std::string_view& ip, std::uint16_t& port);

// Length of one address in Exim's own grammar (parse_extract_address): words of atoms, quoted
// strings and backslash pairs, then maybe @domain. It ends before a blank, '>' , ',' or ':' or at
// the end. kNone if the text is no such address. Because blanks and brackets occur only inside
// quotes or behind backslashes, no client can make Exim log an address that looks like items.
std::size_t address_length(std::string_view text);
bool is_address(std::string_view text);

// `"..."` whose inner quotes are escaped with a backslash. The value is what stands between.
bool take_quoted(std::string_view& rest, std::string_view& value);

// lead + address + ">", e.g. " F=<a@b.example>".
bool take_angled(std::string_view& rest, std::string_view lead, std::string_view& value);

// "0s", "1w2d3h4m5s", "0.204s".
bool take_duration(std::string_view& rest, std::string_view& value);

struct CountedTries {
  // Every field that may hold anything can be tried at several ends. 32 tries of a line bound the
  // work for hostile ones to a small multiple of their length; real lines need one.
  static constexpr unsigned kMost = 32;
  unsigned count = 0;
  bool is_exhausted() const { return count > kMost; }
  bool next() { return ++count <= kMost; }
  void give_up() { count = kMost + 1; }
};

// Items of an arrival that no one asks for; kept so that the line can be written back.
struct ArrivalExtras {
  std::string_view fast_open, pipelining, spf, proxy, chunking, prdr, m8s, dkim, arc, dmarc,
      receive_time;
  bool has_dnssec = false;
  bool is_own_message_id = false;  // id*=
  bool is_fake_reject = false;
  bool has_quoted_sni = false;
  bool has_overflowed = false;
};
struct DeliveryExtras {
  std::string_view forward_srs, interface_text, early_interface_text, fast_open, proxy, shadow, ps,
      certificate_verified, certificate_name, pipelining, prdr, chunking, dkim, queue_time,
      delivery_time, separator, defer_lead, bare, behind_bare;
  bool has_dnssec = false;
  bool has_no_port = false;
  bool is_reused = false;
  bool has_reason = false;
  bool has_host = false;
  bool has_size = false;
};
struct RejectExtras {
  std::string_view head;  // what stands before the host, in the forms that have it there
  std::string_view host_lead, interface_text, cipher, certificate_verified, certificate_name, sni,
      from_lead, spf, dmarc, phrase, reason_lead;
};
struct AuthFailureExtras {
  std::string_view host_lead, interface_text, after_set_id;
};

// The parsers proper; the public functions drop the extras.
std::optional<EximArrival> parse_arrival(std::string_view text, ArrivalExtras& extras);
std::optional<EximDelivery> parse_delivery(EximLineKind kind, std::string_view text,
                                           DeliveryExtras& extras);
std::optional<EximReject> parse_reject(std::string_view text, RejectExtras& extras);
std::optional<EximAuthFailure> parse_auth_failure(std::string_view text, AuthFailureExtras& extras);

}  // namespace queuehound::exim
