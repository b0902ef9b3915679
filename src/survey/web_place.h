// Whose site a request was made to, as its log or its line tells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/web_evidence.h"
#include "host/server.h"

namespace queuehound {

struct WebTarget {      // one suspect: whose requests are wanted
  std::string account;  // owner of the sites; empty = any
  std::string domain;   // the one site, where it is known
  MailTimes times;
  // Nobody told which sites the account has: one that nobody is known to own may be its.
  bool is_without_sites = false;
  // Of requests that may be any suspect's it is told nothing (spare_unknown_sites).
  bool is_spared_unknown_sites = false;
  std::optional<IpNetwork> only = {};  // requests of others are passed over
  bool is_only_near_mail = false;      // and those that no message follows

  bool asks_for(const WebEvidence::Request& request) const {
    return (!only || only->contains(request.address)) &&
           (!is_only_near_mail || times.follows(request.at));
  }
};

// A request to a site whose owner nobody told is held against every suspect that may own it, and
// what is kept grows with both: 2,000 suspects on one server took 9.8 GB. Only of those that mailed
// most it is kept: so many of all, and so many of those without sites.
inline constexpr std::size_t kMostOfUnknownSites = 16;
void spare_unknown_sites(std::vector<WebTarget>& targets);

std::string site_name(std::string_view host);  // without "www.", in small letters

// Looked up once: a server has thousands of logs and as many suspects, and each is held against
// each. Lives as long as the server.
class WebPlace {
 public:
  // Either may be empty; both are where a log of all sites does not tell.
  WebPlace(const Server& server, std::string_view domain, std::string_view account);
  enum class Of : std::uint8_t { no, anybody, target };
  Of held_against(const WebTarget& target) const;
  bool may_be_of(const WebTarget& target) const { return held_against(target) != Of::no; }

 private:
  std::string domain_, account_, site_;
  std::string_view owner_;  // the server's
};

}  // namespace queuehound
