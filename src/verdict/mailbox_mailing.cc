#include "verdict/mailbox_mailing.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "dossier/gone_letters.h"
#include "dossier/largest_text.h"
#include "dossier/regular_writers.h"
#include "verdict/programs_letters.h"
#include "verdict/strangers_letters.h"

namespace queuehound {
namespace {

// Beside a flood from a login's usual place, where many programs and people write (a reseller's
// relay, a shop's office): what went out for hours before it, and no more of it than the login
// sends on its busy days, are orders and invoices that go on. Who starts another text early keeps
// that one in the queue, and neither the verdict nor his flood.
bool went_on_before(const Alike& flood, const Dossier& dossier, const Alike& text) {
  constexpr seconds kLongBefore{7200};
  return text.first + kLongBefore < flood.first && is_of_busy_day(text, dossier);
}

// Where the log names no subjects, a letter that waits shows its own only because it waits: what a
// stranger sent is then judged by its number, and of the same hours are those of his that wait.
void select_what_waits(const CaseFile& file, const Likeness& likeness, Dossier& dossier) {
  constexpr seconds kNear{3600};
  struct Stranger {
    std::uint64_t untitled = 0;
    bool is_told_of = false;  // the log named subjects of his
    Time first = Time::max(), last{};
  };
  std::vector<Stranger> strangers(dossier.clients.size());
  const auto for_each_of_client = [&](auto&& use) {
    for (std::size_t i = 0; i < dossier.messages.size(); ++i)
      if (const std::uint32_t client = dossier.client_of[i];
          client != kNothing && !dossier.clients[client].is_usual)
        use(i, file.ledger.messages[dossier.messages[i]], strangers[client]);
  };
  for_each_of_client([&](std::size_t i, const Message& message, Stranger& stranger) {
    stranger.is_told_of |= message.has_subject && !message.in_spool;
    if (!dossier.selected[i] || message.has_subject) return;
    ++stranger.untitled;
    stranger.first = std::min<Time>(stranger.first, message.at);
    stranger.last = std::max<Time>(stranger.last, message.at);
  });
  for_each_of_client([&](std::size_t i, const Message& message, const Stranger& stranger) {
    const bool is_of_its_hours =
        message.at + kNear >= stranger.first && message.at <= stranger.last + kNear;
    const bool a_letter = message.is_reply && likeness.is_personal(i, message);
    if (message.in_spool && stranger.untitled > 0 && !stranger.is_told_of && is_of_its_hours &&
        !a_letter)
      dossier.selected[i] = 1;
  });
}

// Each text's one client; kNothing where several send it.
std::unordered_map<const Alike*, std::uint32_t> only_senders(const Likeness& likeness,
                                                             const Dossier& dossier) {
  std::unordered_map<const Alike*, std::uint32_t> senders;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    if (!likeness.is_bulk_text(i)) continue;
    const auto [sender, is_new] = senders.try_emplace(likeness.text_of(i), dossier.client_of[i]);
    if (!is_new && sender->second != dossier.client_of[i]) sender->second = kNothing;
  }
  return senders;
}

// Somebody who reads the mail there as often as he writes.
bool is_reader(const Dossier& dossier, const Client& client) {
  return client.near_reads >= client.near_messages && !dossier.is_scattered;
}

// In logs that know nobody's places a reader's "Offer 17", "Offer 18" repeat themselves, too: a
// fifth of the flood at most, and by nobody else. A thief who sends a little of another text, and
// reads for each letter of it, loses his flood and the password all the same.
void note_bulk(const Likeness& likeness, std::uint64_t largest, Dossier& dossier) {
  const auto senders = only_senders(likeness, dossier);
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    if (dossier.client_of[i] == kNothing || !likeness.is_bulk_text(i)) continue;
    Client& client = dossier.clients[dossier.client_of[i]];
    const Alike* const text = likeness.text_of(i);
    const bool is_his_own = senders.at(text) != kNothing && text->recipients * 5 < largest;
    client.has_bulk |= !is_his_own || !is_reader(dossier, client);
  }
}

}  // namespace

void select_for_mailbox(const CaseFile& file, const Likeness& likeness, Dossier& dossier) {
  const Ledger& ledger = file.ledger;
  const Alike* const flood = largest_text(likeness);
  const std::uint64_t largest = flood == nullptr ? 0 : flood->recipients;
  note_bulk(likeness, largest, dossier);
  const RegularWriters regular(file, dossier);
  const GoneLetters gone(file, dossier, likeness, GoneLetters::By::client);
  const ProgramsLetters programs(file, likeness, dossier);
  const std::vector<char> has_mailing = strangers_with_mailing(file, dossier);
  const bool is_from_desk = is_mailing_from_desk(file, dossier);
  bool strangers = false;
  std::vector<char> by_owner(dossier.messages.size(), 0);
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = ledger.messages[dossier.messages[i]];
    const bool text = likeness.is_bulk_text(i);
    const bool is_of_shape = !text && message.has_subject && likeness.is_personal(i, message) &&
                             likeness.is_shape_bulk(ledger.shape_of(message));
    const bool in_burst = likeness.is_untitled_burst(message);
    if (dossier.client_of[i] == kNothing) {
      dossier.selected[i] = ((text && !is_small_beside(largest, dossier, likeness.text_of(i))) ||
                             is_of_shape || in_burst) &&
                            !regular.wrote(i) && !programs.are_of(i);
      continue;
    }
    const Client& client = dossier.clients[dossier.client_of[i]];
    // The burst is the mailbox's; who sent two letters in the midst of it may be its owner.
    const bool unlike_but_bulk =
        is_of_shape || (in_burst && (client.near_messages >= kAlike || client.is_usual));
    if (client.is_usual) {
      by_owner[i] = text || unlike_but_bulk || gone.is_of(i, message) ||
                    (is_from_desk && !message.is_reply &&
                     (!message.in_spool || likeness.is_shape_repeated(ledger.shape_of(message))));
      continue;
    }
    // No mailing of his is seen.
    if (is_reader(dossier, client) && !client.has_bulk && !message.has_subject) continue;
    const bool with_its_sender =
        client.has_bulk || dossier.is_scattered || has_mailing[dossier.client_of[i]] ||
        client.near_messages >= kManyAtOnce ||
        (!message.has_subject && client.near_messages >= kAlike) || unlike_but_bulk;
    const bool a_letter = message.is_reply && likeness.is_personal(i, message);
    dossier.selected[i] = (text && client.has_bulk) || (with_its_sender && !a_letter);
    strangers |= dossier.selected[i] != 0;
  }
  // What the owner's own addresses sent is the owner's.
  if (strangers) return select_what_waits(file, likeness, dossier);
  // From the owner's own addresses (an infected computer, a newsletter) only what outweighs his
  // letters by far is a mailing: "Offer 17", "Offer 18" repeat themselves too.
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Alike* text = likeness.text_of(i);
    const bool is_small =
        text != nullptr && likeness.is_bulk(*text) &&
        (text->recipients * 5 < largest || went_on_before(*flood, dossier, *text));
    if (by_owner[i] && !is_small && !regular.wrote(i)) dossier.selected[i] = 1;
  }
}

}  // namespace queuehound
