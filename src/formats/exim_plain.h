// The commonest arrivals and deliveries, read in one pass: lines in which no field needs a second
// thought. Whatever is out of the ordinary (a quote, a backslash, an item that is rare, a HELO that
// could end at two places) is left to the parsers of exim_log.h, which take ten times as long. What
// is read here is what they read: tests and a fuzzer hold the two against each other.
//
// Internal to whoever reads whole logs; pure, views point into the line.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "formats/exim_log.h"

namespace queuehound {

struct PlainClient {
  std::string_view name, helo, ip;
};

struct PlainArrival {
  std::string_view sender;      // empty = bounce
  std::string_view bounced_id;  // R=
  PlainClient client;
  std::string_view user;      // U= of a local submission
  std::string_view protocol;  // P=
  std::string_view auth_id;   // of A=
  std::string_view message_id, subject;
  std::uint64_t size = 0;
  bool has_host = false;
  bool has_subject = false;
  bool has_login = false;  // A= is there, with or without an id
};
// `text` starts right after "<= ". `recipients` is filled anew, as for_each_recipient would. False:
// not plain.
bool read_plain_arrival(std::string_view text, PlainArrival& arrival,
                        std::vector<std::string_view>& recipients);

struct PlainDelivery {
  std::string_view final_address;
  std::string_view recipient;     // EximDelivery::recipient()
  std::string_view domain;        // domain_of(recipient)
  std::string_view reason;        // of a failure or deferral
  std::string_view host_ip;       // of H=
  std::string_view confirmation;  // inside C="..."
  bool has_host = false;
};
// `text` starts right after the two marks and their blank. False: not plain. What is plain is no
// discard.
bool read_plain_delivery(EximLineKind kind, std::string_view text, PlainDelivery& delivery);

// "H=.. F=<..> [temporarily ]rejected RCPT <..>: ..." of a client that did not log in.
struct PlainReject {
  PlainClient client;
  std::string_view sender, recipient, reason;
  bool is_temporary = false;
};
bool read_plain_reject(std::string_view text, PlainReject& reject);

// "NAME authenticator failed for ..: 535 Incorrect authentication data (set_id=..)".
struct PlainAuthFailure {
  PlainClient client;
  std::string_view set_id;
  std::uint16_t code = 0;
};
// `text` is that of a line without a message id.
bool read_plain_auth_failure(std::string_view text, PlainAuthFailure& failure);

// "cwd=DIR N args: ...": DIR where the arguments are plain words, N of them. Else empty.
std::string_view read_plain_cwd(std::string_view text);

}  // namespace queuehound
