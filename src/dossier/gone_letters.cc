#include "dossier/gone_letters.h"

#include <algorithm>

namespace queuehound {
namespace {

constexpr seconds kNear{3600};  // of a slow flood one letter an hour may wait

}  // namespace

GoneLetters::GoneLetters(const CaseFile& file, const Dossier& dossier, const Likeness& likeness,
                         By by)
    : dossier_(dossier), likeness_(likeness), by_(by) {
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    if (!message.in_spool) continue;
    Waiting& waiting = waiting_[carrier_of(i, message)];
    if (!likeness.is_personal(i, message) ||
        !likeness.is_shape_bulk(file.ledger.shape_of(message))) {
      ++waiting.others;
      continue;
    }
    names_ += waiting.of_flood++ == 0;
    ++of_flood_;
    first_ = std::min<Time>(first_, message.at);
    last_ = std::max<Time>(last_, message.at);
  }
}

std::uint32_t GoneLetters::carrier_of(std::size_t i, const Message& message) const {
  return by_ == By::sender ? message.sender : dossier_.client_of[i];
}

// A program's letters without logged subjects are told by their number.
bool GoneLetters::may_be_of(std::size_t i, const Message& message) const {
  if (of_flood_ == 0 || message.in_spool) return false;
  if (message.at + kNear < first_ || message.at > last_ + kNear) return false;
  return message.has_subject ? likeness_.is_personal(i, message) : by_ == By::client;
}

bool GoneLetters::has_ever_other_names() const {
  return by_ == By::sender && names_ * 2 > of_flood_ && names_ >= kAlike;
}

bool GoneLetters::is_of(std::size_t i, const Message& message) const {
  if (!may_be_of(i, message)) return false;
  const Waiting* const waiting = waiting_.find(carrier_of(i, message));
  if (waiting == nullptr) return has_ever_other_names();
  return waiting->of_flood > 0 && waiting->others * 10 <= waiting->of_flood;
}

}  // namespace queuehound
