// A program's flood whose log lines tell no subjects: which of the letters that wait are of it?
#pragma once

#include <cstdint>
#include <unordered_map>

#include "dossier/likeness.h"

namespace queuehound {

class UntitledFlood {
 public:
  UntitledFlood(const CaseFile& file, const Dossier& dossier, const Likeness& likeness);

  // A letter in the queue whose text is like no other's: it came while the flood went on, under a
  // name that the flood writes under, and half of all such letters have its headers' order. Letters
  // of the same account's pages are made by another program: their headers tell.
  bool is_of(const Message& message) const;

 private:
  const Ledger& ledger_;
  std::unordered_map<std::uint32_t, std::uint64_t> senders_;  // of untitled letters
  std::uint32_t shape_ = 0;                                   // 0: no headers prevail
  Time first_ = Time::max(), last_ = Time::min();
};

}  // namespace queuehound
