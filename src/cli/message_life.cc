#include "cli/message_life.h"
#include "survey/log_end.h"

#include <algorithm>

namespace queuehound {

const Message* find_message(const Ledger& ledger, const MessageId& id) {
  const auto found = std::ranges::find(ledger.messages, id, &Message::id);
  return found == ledger.messages.end() ? nullptr : &*found;
}

MessageLines life_of(const Reading& reading, const MessageId& id) {
  std::vector<std::string> notes;  // said by the survey already
  const ServerView& view = *reading.view;
  const Ledger& ledger = reading.survey.ledger;
  const TimeZone zone = main_log_zone(view.root, view.server, notes);
  const Message* message = find_message(ledger, id);
  const std::string directory =
      message ? std::string(ledger.text(ledger.actors[message->actor].place)) : std::string();
  return find_lines(view.root, view.server, zone, id, directory);
}

}  // namespace queuehound
