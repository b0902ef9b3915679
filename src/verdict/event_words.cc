#include "verdict/event_words.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace queuehound {

std::string_view event_word(const Incident& incident, const Origin& origin) {
  constexpr std::pair<std::string_view, std::string_view> kAttacks[] = {
      {"password_guessing", "failed login"},
      {"recipient_probing", "refused recipient"},
      {"inbound_flood", "message"},
      {"mail_bomb", "message"}};
  constexpr std::string_view kByDoor[] = {"message",         "IMAP session", "POP3 session",
                                          "webmail session", "request",      "command"};
  for (const auto& [signal, event] : kAttacks)
    if (std::ranges::find(incident.evidence, signal, &Evidence::signal) != incident.evidence.end())
      return event;
  return kByDoor[origin.counts_messages ? 0 : static_cast<std::size_t>(origin.via)];
}

}  // namespace queuehound
