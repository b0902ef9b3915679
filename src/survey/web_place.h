// Whose site a request was made to, as its log or its line tells.
#pragma once

#include <string>
#include <string_view>

#include "evidence/web_evidence.h"
#include "host/server.h"

namespace queuehound {

struct WebTarget {      // one suspect: whose requests are wanted
  std::string account;  // owner of the sites; empty = any
  std::string domain;   // the one site, where it is known
  MailTimes times;
  // Nobody told which sites the account has: one that nobody is known to own may be its.
  bool is_without_sites = false;
};

std::string site_name(std::string_view host);  // without "www.", in small letters

// Looked up once: a server has thousands of logs and as many suspects, and each is held against
// each. Lives as long as the server and what it was made of.
class WebPlace {
 public:
  // Either may be empty; both are where a log of all sites does not tell.
  WebPlace(const Server& server, std::string_view domain, std::string_view account);
  bool may_be_of(const WebTarget& target) const;

 private:
  std::string_view domain_, account_, owner_;
  std::string site_;
};

}  // namespace queuehound
