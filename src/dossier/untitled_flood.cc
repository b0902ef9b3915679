#include "dossier/untitled_flood.h"

#include <algorithm>
#include <cstddef>

namespace queuehound {

UntitledFlood::UntitledFlood(const CaseFile& file, const Dossier& dossier, const Likeness& likeness)
    : ledger_(file.ledger) {
  std::unordered_map<std::uint32_t, std::uint64_t> shapes;
  std::uint64_t waiting = 0;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = ledger_.messages[dossier.messages[i]];
    if (!message.has_subject) {
      ++senders_[message.sender];
      first_ = std::min<Time>(first_, message.at);
      last_ = std::max<Time>(last_, message.at);
    } else if (message.in_spool && likeness.is_personal(i, message)) {
      ++waiting;
      ++shapes[ledger_.shape_of(message)];
    }
  }
  for (const auto& [shape, letters] : shapes)
    if (shape != 0 && letters * 2 > waiting && likeness.is_shape_repeated(shape)) shape_ = shape;
}

bool UntitledFlood::is_of(const Message& message) const {
  if (shape_ == 0 || !message.in_spool || ledger_.shape_of(message) != shape_) return false;
  const auto sender = senders_.find(message.sender);
  return sender != senders_.end() && sender->second >= kAlike && message.at >= first_ &&
         message.at <= last_;
}

}  // namespace queuehound
