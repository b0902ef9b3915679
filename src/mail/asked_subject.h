// What a person asks about: an incident, a mailbox, a script, an address ... One grammar for every
// command that takes a subject: with its prefix ("mailbox:a@b") or, where it is plain, without.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/ip_address.h"
#include "base/result.h"
#include "mail/message_id.h"

namespace queuehound {

struct AskedSubject {
  enum class Kind : std::uint8_t {
    incident,   // I-3f9a2c
    mailbox,    // a@b, lower case
    account,    // a system account, as written
    script,     // an absolute path inside the server
    directory,  // the same, without the '/' at its end
    list,       // a mailing list's address, lower case
    network,    // an address is a network of one
    domain,     // lower case, without a dot at its end
    message,    // an Exim message id
  };
  Kind kind = Kind::account;
  std::string
      name;  // without the prefix; network: RFC 5952 text, with /N where it is more than one
  IpNetwork network;       // network only
  MessageId message;       // message only
  std::string other_name;  // an internationalized domain's other form (xn--, UTF-8), of a mailbox
                           // and a list too; empty where there is none: logs hold either

  std::string text()
      const;  // with the prefix, as every command takes it again; incidents have none
  std::string other_text() const;              // the same of other_name; empty where that is
  bool is_named(std::string_view text) const;  // without the prefix
  bool is_text(std::string_view asked) const;  // with it
};

// Without prefix: an incident's id, a message id, an address or network, a path (a '/' at its end:
// a directory), a@b (a mailbox), a name with a dot (a domain), any other name (an account). Errors
// say what would have been right. Holds for any bytes: what is no subject is an error.
Result<AskedSubject> parse_asked_subject(std::string_view typed);

}  // namespace queuehound
