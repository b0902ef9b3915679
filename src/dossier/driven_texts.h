// Of the texts that a page's site mails, which are the driven page's? A shop mails its orders in
// the same seconds: one or two of them fall behind a robot's request by chance.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "evidence/ledger.h"

namespace queuehound {

class DrivenTexts {
 public:
  // `is_driven`: a driver's request started it, for all that is known.
  void add(const Message& message, bool is_driven, bool is_named);

  // PHP named the program for a letter of that text, or its letters are driven ones: half of them,
  // or half as many as of the text that is driven most (a program may work on long after each
  // request).
  bool is_own(const Message& message) const;
  // The driven page's and no other's, as far as its letters tell: most follow a driver's request.
  bool is_mostly_driven(const Message& message) const;
  // Many letters of that text, and hardly one that is driven, beside another text that is.
  bool is_anothers(const Message& message) const;

 private:
  struct Text {
    std::uint64_t letters = 0, driven = 0;
    bool is_named = false;
  };
  const Text* text_of(const Message& message) const;

  std::unordered_map<std::uint32_t, Text> texts_;  // by skeleton
  std::uint64_t most_ = 0;                         // driven letters of one text
};

}  // namespace queuehound
