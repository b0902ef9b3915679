#include "dossier/likeness.h"

#include <algorithm>

namespace queuehound {
namespace {

constexpr std::size_t kUntitledBurst = 20;  // messages an hour, where no subject is known

}  // namespace

Likeness::Likeness(const CaseFile& file, const Dossier& dossier) : ledger_(file.ledger) {
  text_of_.reserve(dossier.messages.size());
  std::vector<Time> untitled;
  for (const MessageIndex index : dossier.messages) {
    const Message& message = ledger_.messages[index];
    if (message.has_subject) {
      Alike& text = texts_[message.skeleton];
      add(index, text);
      ++texts_seen_;
      text_of_.push_back(static_cast<std::uint32_t>(&text - texts_.rows().data()));
    } else {
      untitled.push_back(message.at);
      text_of_.push_back(kNothing);
    }
  }
  std::ranges::sort(untitled);
  untitled_bursts_ = bursts_of(untitled, kUntitledBurst);
  has_untitled_ = !untitled.empty();
  // The shape matters only among messages whose texts differ: a flood that repeats its text is
  // known by that, and its sender's letters may well come from the same program.
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Alike* text = text_of(i);
    if (text == nullptr || is_bulk(*text)) continue;
    const Message& message = ledger_.messages[dossier.messages[i]];
    if (const std::uint32_t shape = ledger_.shape_of(message); message.in_spool && shape != 0)
      add(dossier.messages[i], shapes_[shape]);
  }
}

void Likeness::add(MessageIndex index, Alike& alike) {
  const Message& message = ledger_.messages[index];
  if (alike.messages++ == 0) {
    alike.first = message.at;
    alike.first_message = index;
  }
  alike.recipients += message.recipients;
  if (message.in_window) alike.recent += message.recipients;
  add_day(message, alike);
  if (alike.people == kNothing) {
    if (alike.messages == 1 && alike.recipients < kAlike) return;
    alike.people = static_cast<std::uint32_t>(people_.size());
    add_people(alike.first_message, people_.emplace_back());
  }
  add_people(index, people_[alike.people]);
}

// Messages come in order of time.
void Likeness::add_day(const Message& message, Alike& alike) const {
  const std::int64_t day = (ledger_.to() - message.at).count() / 86400;
  if (day != alike.day) alike.of_day = 0;
  alike.day = day;
  alike.of_day += message.recipients;
  alike.most_in_a_day = std::max(alike.most_in_a_day, alike.of_day);
}

void Likeness::add_people(MessageIndex index, People& people) const {
  if (people.is_full()) return;
  ledger_.for_each_recipient_of(ledger_.messages[index], [&](const RecipientEntry& recipient) {
    people.insert(recipient.hash);
  });
}

std::size_t Likeness::people_of(const Alike& alike) const {
  return alike.people == kNothing ? 0 : people_[alike.people].size();
}

bool Likeness::is_bulk(const Alike& alike) const {
  return (alike.messages >= kAlike || alike.recipients >= kManyAtOnce) &&
         people_of(alike) >= kAlike;
}

bool Likeness::is_bulk_text(std::size_t i) const {
  const Alike* text = text_of(i);
  if (text == nullptr) return false;
  if (is_bulk(*text)) return true;
  // The log named few subjects: what the queue shows of a text is a sample of it.
  return has_untitled_ && text->messages >= 2 && people_of(*text) >= 2 && texts_seen_ < kManyAtOnce;
}

// Its text does not repeat as a mailing's does.
bool Likeness::is_personal(std::size_t i, const Message& message) const {
  const Alike* text = text_of(i);
  return text != nullptr && message.recipients <= 3 && text->messages < kAlike;
}

bool Likeness::is_untitled_burst(const Message& message) const {
  return !message.has_subject && is_in(untitled_bursts_, message.at);
}

// An unlikely number of different subjects in one shape: a tool that makes a subject a copy.
bool Likeness::is_shape_bulk(std::uint32_t shape) const {
  const Alike* alike = shapes_.find(shape);
  return alike != nullptr && alike->messages >= kManyAtOnce && people_of(*alike) >= kManyAtOnce;
}

// Beside a program that makes such letters by the hundred few of them wait: what tells these from a
// person's.
bool Likeness::is_shape_repeated(std::uint32_t shape) const {
  const Alike* alike = shapes_.find(shape);
  return alike != nullptr && alike->messages >= kAlike && people_of(*alike) >= kAlike;
}

}  // namespace queuehound
