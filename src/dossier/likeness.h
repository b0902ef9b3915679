// How alike an actor's messages are: what one mailing is told by.
#pragma once

#include <cstdint>
#include <vector>

#include "base/busy_hours.h"
#include "base/keyed_rows.h"
#include "dossier/dossier.h"
#include "dossier/people.h"

namespace queuehound {

constexpr std::uint64_t kAlike = 5;  // copies of one text, to as many people, make a mailing
constexpr std::uint64_t kManyAtOnce = People::kMost;  // recipients of one message

struct Alike {  // messages that are
  std::uint64_t messages = 0, recipients = 0;
  std::uint64_t recent = 0;         // recipients inside the window; the rest waits since before
  std::uint64_t most_in_a_day = 0;  // recipients, in 24 h counted back from the window's end
  std::int64_t day = -1;            // of the last one added, and what that day has
  std::uint64_t of_day = 0;
  Time first{};
  MessageIndex first_message = 0;
  std::uint32_t people = kNothing;  // row of Likeness's people
};

class Likeness {
 public:
  Likeness(const CaseFile& file, const Dossier& dossier);

  const std::vector<Alike>& texts() const { return texts_.rows(); }  // in order of their first
  // All of the dossier's i-th message. Null without a subject.
  const Alike* text_of(std::size_t i) const {
    return text_of_[i] == kNothing ? nullptr : &texts_.rows()[text_of_[i]];
  }
  bool is_bulk(const Alike& alike) const;
  bool is_bulk_text(std::size_t i) const;
  bool is_personal(std::size_t i, const Message& message) const;

  bool is_untitled_burst(const Message& message) const;
  bool is_shape_bulk(std::uint32_t shape) const;
  bool is_shape_repeated(std::uint32_t shape) const;

 private:
  void add(MessageIndex index, Alike& alike);
  void add_day(const Message& message, Alike& alike) const;
  void add_people(MessageIndex index, People& people) const;
  std::size_t people_of(const Alike& alike) const;

  const Ledger& ledger_;
  KeyedRows<Alike> texts_;              // by subject skeleton
  std::vector<std::uint32_t> text_of_;  // parallel to the dossier's messages: row of texts_
  KeyedRows<Alike> shapes_;             // by header shape
  // Of those alike that repeat or have many recipients. Most texts are letters: an attacker who
  // writes a million of them gets a small row for each.
  std::vector<People> people_;
  std::vector<Burst> untitled_bursts_;
  bool has_untitled_ = false;
  std::uint64_t texts_seen_ = 0;
};

}  // namespace queuehound
