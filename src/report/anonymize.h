// Takes the names of innocent people out of texts that leave the house: each address but those of
// the culprits becomes a token, the same for the same address as long as this lives. The domain
// stays: it tells where the mail went. Pure.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace queuehound {

class Anonymizer {
 public:
  // An address that is to stay, such as the mailbox whose password was stolen.
  void keep(std::string_view address);

  // "jane@x.example" and "jane%40x.example" become "person1@x.example"; the bare local part that
  // Exim writes before "<jane@x.example>" goes with it. Any bytes.
  std::string clean(std::string_view text);
  // Of a line of Exim's also the address or file that it writes before "<jane@x.example>", whatever
  // its name, and what a server answers of "jane". Only before the line is wrapped or escaped.
  std::string clean_line(std::string_view line);

 private:
  struct Named {
    std::string name, token;
  };
  std::string token_of(std::string_view local_part, std::string_view domain);

  std::unordered_set<std::string> kept_;
  std::unordered_set<std::string> kept_names_;  // their local parts: a culprit's login may be that
  std::unordered_map<std::string, std::string> tokens_;
  std::unordered_set<std::string> issued_;  // "person1@x.example"
  std::vector<Named> named_;                // by the last clean()
};

}  // namespace queuehound
