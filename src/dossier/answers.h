// Mail from many strangers at once that somebody here asked for: answers to a circular of his.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/flat_map.h"
#include "dossier/dossier.h"

namespace queuehound {

class Answers {
 public:
  explicit Answers(const CaseFile& file) : file_(file) {}

  // `copies`: messages of one text from hosts that never wrote before. True where most come from
  // people this server wrote to, or go to mailboxes, a few, that wrote to as many people lately and
  // bear the prefix of an answer ("Re: ...", "Automatic reply: ..." in any language). Nobody gets
  // more answers than he wrote letters: texts that are asked about later find fewer left to answer,
  // or a storm of "Re: " in a thousand texts would be answers all of it.
  bool are(const std::vector<MessageIndex>& copies);

 private:
  bool come_from_people_written_to(const std::vector<MessageIndex>& copies);
  bool go_to_those_who_wrote_to_many(const std::vector<MessageIndex>& copies);
  std::uint64_t& unanswered(std::uint32_t mailbox);

  const CaseFile& file_;
  std::optional<FlatMap> written_to_;  // hashes of addresses; found when it is asked for first
  std::unordered_map<std::uint32_t, std::uint64_t> unanswered_;  // letters, by string id of mailbox
};

// Recipients of these messages who had written here themselves a quarter of an hour before, at
// most: who answers at once, as tickets and notes of absence do, does not choose whom he writes to.
std::uint64_t answered_at_once(const CaseFile& file, const std::vector<MessageIndex>& messages);

// The same of a ticket desk, and its staff's notices: letters to people who are answered at once,
// later ones too, three for each question, and to a dozen others at most, each of whom is told of a
// fourth of the questions and more, and not oftener than thrice of each. A flood beside them goes
// to others, and a bomb to a few who get more: one letter in a victim's name does not make all that
// he gets an answer.
std::uint64_t answered_by_desk(const CaseFile& file, const std::vector<MessageIndex>& messages);

// It goes only to people who wrote here in the day before: what a filter, a vacation script or a
// mail store sends back to where a letter came from. A filter that was down tells of a letter hours
// late.
bool is_sent_back(const CaseFile& file, const Message& message);

// Whoever writes here under ten people's names and more from a network that hardly ever wrote
// before, and gets a third of these answers, has made the questions himself. A filter service or a
// page that brings many people's letters has done so on the days before; where logs tell of none,
// nobody knows.
bool are_askers_invented(const CaseFile& file, const std::vector<MessageIndex>& answers);

// People the mailbox wrote to with its login in the last `days`, each as often as it did.
std::uint64_t written_lately(const CaseFile& file, std::string_view mailbox, int days);

}  // namespace queuehound
