// Who posts to a mailing list, and which of its copies come from the posts that strangers flood it
// with. A newcomer's first letter is no flood: it takes several posts of one address, or one text
// over and over under names that are no members'.
#pragma once

#include <unordered_set>
#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

// Fills posts and flood_posts: messages addressed to the list, not its own copies.
void find_posts(const CaseFile& file, Dossier& dossier);

// Tells copies of flood posts from the list's other copies. A list manager keeps the Message-ID of
// the post, which joins the two; the subject serves where no Message-ID was logged.
class FloodCopies {
 public:
  // `flood`: of the dossier's posts, in their order. All outlive this.
  FloodCopies(const CaseFile& file, const Dossier& dossier, const std::vector<MessageIndex>& flood);
  bool is_copy(const Message& message) const;

 private:
  bool carries_flood_text(const Message& message) const;

  const CaseFile& file_;
  bool counts_posts_;
  std::unordered_set<MessageId, MessageIdHash> flood_messages_;
  std::unordered_set<std::uint64_t> flood_ids_, other_ids_;      // hashes of Message-IDs
  std::unordered_set<std::uint32_t> flood_texts_, other_texts_;  // subject skeletons
};

// What hosts posted without a login and the mailing's copies carry, in order of time: where nothing
// tells strangers' posts from members', both.
std::vector<MessageIndex> posts_that_were_copied(const CaseFile& file, const Dossier& dossier);

// Once the list's copies are judged where nothing tells strangers' posts from members': takes what
// the list was sent by hosts that wrote to this server before out of `selected`, if half of it and
// more came from others. False where nothing changed.
bool leave_out_members_posts(const CaseFile& file, Dossier& dossier);

// Adds what a list that Exim expands really sent: one envelope recipient stands for all members.
void count_copies(const CaseFile& file, const std::vector<MessageIndex>& messages, Volume& volume);

}  // namespace queuehound
