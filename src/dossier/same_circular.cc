#include "dossier/same_circular.h"

#include <algorithm>
#include <unordered_map>

#include "dossier/homes.h"

namespace queuehound {
namespace {

struct Text {
  std::vector<Time> owners, here;  // letters, in order
  std::uint64_t owners_people = 0, people_here = 0;

  bool is_owners() const {
    constexpr seconds kAtOnce{3600};
    if (owners.size() < 2 || people_here > owners_people) return false;
    if (std::max(owners.back(), here.back()) - std::min(owners.front(), here.front()) > kAtOnce)
      return false;
    const auto between = std::ranges::count_if(
        here, [&](Time at) { return owners.front() <= at && at <= owners.back(); });
    return between * 2 >= std::ssize(here);
  }
};

}  // namespace

bool goes_on_with_owners_circular(const CaseFile& file, const Likeness& likeness,
                                  const Dossier& dossier, const Client& client) {
  constexpr std::uint64_t kAFew = 5;  // people, whom the client writes to otherwise
  const IpAddress place = near(file, client.address);
  std::unordered_map<const Alike*, Text> texts;
  std::uint64_t otherwise = 0;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    if (dossier.client_of[i] == kNothing) continue;
    const Client& from = dossier.clients[dossier.client_of[i]];
    const Message& message = file.ledger.messages[dossier.messages[i]];
    const Alike* const text = message.has_subject ? likeness.text_of(i) : nullptr;
    const IpAddress base = near(file, from.address);
    if (base == place) {
      if (text == nullptr) {
        otherwise += message.recipients;
        continue;
      }
      texts[text].here.push_back(message.at);
      texts[text].people_here += message.recipients;
    } else if (from.is_usual && text != nullptr && base.is_v4() != place.is_v4()) {
      texts[text].owners.push_back(message.at);
      texts[text].owners_people += message.recipients;
    }
  }
  bool any = false;
  for (const auto& [text, letters] : texts) {
    if (letters.here.empty()) continue;
    const bool is_owners = letters.is_owners();
    any |= is_owners;
    otherwise += is_owners ? 0 : letters.people_here;
  }
  return any && otherwise <= kAFew;
}

}  // namespace queuehound
