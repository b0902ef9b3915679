// Messages counted, with their recipients: how many, how different, how fast, and how they fared.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/flat_map.h"
#include "base/hash.h"
#include "base/keyed_rows.h"
#include "dossier/dossier.h"

namespace queuehound {

// Counts different numbers below `all`. A bit for each of these is cheap to ask, but has to be
// cleared first: where few are to be `asked`, they are told by a table of their own.
class Different {
 public:
  Different(std::size_t all, std::size_t asked)
      : is_seen_(asked * kWorthBits < all ? 0 : all / 64 + 1) {}

  void see(std::uint32_t number) {
    if (is_seen_.empty()) return see_hash(mix(number, 1));
    std::uint64_t& word = is_seen_[number / 64];
    const std::uint64_t bit = std::uint64_t{1} << (number % 64);
    count_ += (word & bit) == 0;
    word |= bit;
  }
  void see_hash(std::uint64_t hash) { few_.insert(hash, 0); }
  std::size_t count() const { return count_ + few_.size(); }

 private:
  static constexpr std::size_t kWorthBits = 64;

  std::vector<std::uint64_t> is_seen_;
  std::size_t count_ = 0;
  FlatMap few_;
};

// For whoever goes through messages and their recipients anyway: give each of both.
class Measuring {
 public:
  Measuring(const CaseFile& file, std::size_t messages)
      : file_(file),
        people_(file.people, messages),
        domains_(file.ledger.strings.size(), messages) {}

  void add(const Message& message) {
    ++volume_.messages;
    volume_.recipients += message.recipients;
    const std::int64_t hour = (file_.ledger.to() - message.at).count() / 3600;
    Hour& counted = hours_[static_cast<std::uint64_t>(hour)];
    counted.at = hour;
    counted.recipients += message.recipients;
  }
  void add(const RecipientEntry& recipient) {
    if (file_.person_of.empty())
      people_.see_hash(recipient.hash);
    else
      people_.see(
          file_.person_of[static_cast<std::size_t>(&recipient - file_.ledger.recipients.data())]);
    domains_.see(recipient.domain);
    ++outcomes_[static_cast<std::size_t>(recipient.outcome)];
    volume_.unknown_recipients += recipient.is_unknown_recipient;
    if (recipient.is_spam_refusal) add_refusal(recipient.domain);
  }
  Volume volume() const;

 private:
  struct Hour {
    std::int64_t at = 0;  // back from the window's end
    std::uint64_t recipients = 0;
  };

  void add_refusal(std::uint32_t domain) {
    if (volume_.spam_refusals++ == 0) refusing_ = domain;
    volume_.is_refused_by_one_domain = refusing_ == domain && !is_refused_by_more_;
    is_refused_by_more_ = !volume_.is_refused_by_one_domain;
  }

  const CaseFile& file_;
  Volume volume_;
  std::uint32_t refusing_ = 0;
  bool is_refused_by_more_ = false;
  std::array<std::uint64_t, 5> outcomes_{};  // by Outcome
  Different people_, domains_;
  KeyedRows<Hour> hours_;
};

// Of those of `messages` (indexes) that lie inside the window.
Volume measure(const CaseFile& file, const std::vector<MessageIndex>& messages);

}  // namespace queuehound
