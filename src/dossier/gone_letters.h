// A flood that makes a subject a letter is known by its headers, and a letter that leaves the queue
// takes these with it: which of the letters that only the log tells of are of it? What became of
// these tells a bought list from a customer's.
#pragma once

#include <cstdint>

#include "base/keyed_rows.h"
#include "dossier/dossier.h"
#include "dossier/likeness.h"

namespace queuehound {

class GoneLetters {
 public:
  // By whom letters are told apart: a program's by the envelope's sender, a mailbox's by the client
  // that sent them.
  enum class By : std::uint8_t { sender, client };
  GoneLetters(const CaseFile& file, const Dossier& dossier, const Likeness& likeness, By by);

  // The dossier's i-th letter has left the queue, and no other is known to be like it; it came
  // while the flood went on, by one whose letters that wait are of the flood, or under a name that
  // nobody else has where the flood bears another each time. Who writes under the same name is
  // counted in, and loses nothing by it: none of these letters is there to be taken.
  bool is_of(std::size_t i, const Message& message) const;

 private:
  struct Waiting {
    std::uint64_t of_flood = 0, others = 0;
  };
  std::uint32_t carrier_of(std::size_t i, const Message& message) const;
  bool may_be_of(std::size_t i, const Message& message) const;
  bool has_ever_other_names() const;

  const Dossier& dossier_;
  const Likeness& likeness_;
  By by_;
  KeyedRows<Waiting> waiting_;  // by carrier
  std::uint64_t of_flood_ = 0, names_ = 0;
  Time first_ = Time::max(), last_ = Time::min();
};

}  // namespace queuehound
