#include "dossier/list_posts.h"

#include <algorithm>
#include <unordered_map>

#include "base/hash.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kPostsOfAnAddress = 5;  // of a stranger within the window
constexpr std::uint64_t kPostsOfAText = 3;      // by strangers
constexpr std::size_t kPrefixedText =
    8;  // "[News] " stands before the text; shorter ones say little

// From a host that never wrote to this server before, and without a login.
bool is_stranger_post(const CaseFile& file, const Message& post) {
  const ActorRecord& poster = file.ledger.actors[post.actor];
  return poster.submission == SubmissionClass::remote && post.sender != 0 &&
         !file.ledger.wrote_before_window(poster);
}

bool is_to(const CaseFile& file, const Message& message, std::uint64_t recipient_hash) {
  bool found = false;
  file.ledger.for_each_recipient_of(
      message, [&](const RecipientEntry& recipient) { found |= recipient.hash == recipient_hash; });
  return found;
}

// Whom the list sends its copies to. A thread has one subject and comes from wherever its members
// are today; a flood under their names is told by how many a host sends.
std::unordered_set<std::uint64_t> members_of(const CaseFile& file, const Dossier& dossier) {
  std::unordered_set<std::uint64_t> members;
  if (dossier.counts_posts) return members;
  for (const MessageIndex copy : dossier.messages)
    file.ledger.for_each_recipient_of(
        file.ledger.messages[copy],
        [&](const RecipientEntry& recipient) { members.insert(recipient.hash); });
  return members;
}

// A list manager puts its name before the subject.
bool is_text_of_post(const Ledger& ledger, std::uint32_t copy, std::uint32_t post) {
  const std::string_view original = ledger.text(post);
  return copy == post ||
         (original.size() >= kPrefixedText && ledger.text(copy).ends_with(original));
}

}  // namespace

void find_posts(const CaseFile& file, Dossier& dossier) {
  const std::uint64_t list = keyed_hash_folded(dossier.account);
  const std::unordered_set<std::uint64_t> members = members_of(file, dossier);
  std::vector<MessageIndex> strange;
  std::unordered_map<std::uint32_t, std::uint64_t> of_address, of_text;
  for (MessageIndex i = 0; i < file.ledger.messages.size(); ++i) {
    const Message& message = file.ledger.messages[i];
    if (!message.is_counted() || !message.in_window || !is_to(file, message, list)) continue;
    dossier.posts.push_back(i);
    if (!is_stranger_post(file, message)) continue;
    strange.push_back(i);
    ++of_address[message.address];
    const bool is_member = members.contains(keyed_hash_folded(file.ledger.text(message.sender)));
    if (message.has_subject && !is_member) ++of_text[message.skeleton];
  }
  std::ranges::copy_if(strange, std::back_inserter(dossier.flood_posts), [&](MessageIndex i) {
    const Message& post = file.ledger.messages[i];
    return of_address[post.address] >= kPostsOfAnAddress ||
           (post.has_subject && of_text[post.skeleton] >= kPostsOfAText);
  });
}

FloodCopies::FloodCopies(const CaseFile& file, const Dossier& dossier,
                         const std::vector<MessageIndex>& flood)
    : file_(file), counts_posts_(dossier.counts_posts) {
  for (const MessageIndex index : dossier.posts) {
    const Message& post = file.ledger.messages[index];
    const bool is_flood = std::ranges::binary_search(flood, index);
    if (is_flood) flood_messages_.insert(post.id);
    if (const std::uint64_t header_id = file.ledger.header_id_of(post); header_id != 0)
      (is_flood ? flood_ids_ : other_ids_).insert(header_id);
    if (post.has_subject) (is_flood ? flood_texts_ : other_texts_).insert(post.skeleton);
  }
}

bool FloodCopies::is_copy(const Message& message) const {
  if (counts_posts_) return flood_messages_.contains(message.id);
  // A forged Message-ID can imitate an honest post's: its copy is then spared, never the reverse.
  const std::uint64_t header_id = file_.ledger.header_id_of(message);
  if (header_id != 0 && other_ids_.contains(header_id)) return false;
  if (header_id != 0 && flood_ids_.contains(header_id)) return true;
  return message.has_subject && !other_texts_.contains(message.skeleton) &&
         carries_flood_text(message);
}

bool FloodCopies::carries_flood_text(const Message& message) const {
  return flood_texts_.contains(message.skeleton) ||
         std::ranges::any_of(flood_texts_, [&](std::uint32_t posted) {
           return is_text_of_post(file_.ledger, message.skeleton, posted);
         });
}

std::vector<MessageIndex> posts_that_were_copied(const CaseFile& file, const Dossier& dossier) {
  const Ledger& ledger = file.ledger;
  std::unordered_set<std::uint64_t> ids;
  std::unordered_set<std::uint32_t> texts;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    if (!dossier.selected[i]) continue;
    const Message& copy = ledger.messages[dossier.messages[i]];
    if (const std::uint64_t id = ledger.header_id_of(copy); id != 0) ids.insert(id);
    if (copy.has_subject) texts.insert(copy.skeleton);
  }
  std::vector<MessageIndex> copied;
  std::ranges::copy_if(dossier.posts, std::back_inserter(copied), [&](MessageIndex index) {
    const Message& post = ledger.messages[index];
    if (ledger.actors[post.actor].submission != SubmissionClass::remote) return false;
    return ids.contains(ledger.header_id_of(post)) ||
           (post.has_subject && std::ranges::any_of(texts, [&](std::uint32_t copy) {
              return is_text_of_post(ledger, copy, post.skeleton);
            }));
  });
  return copied;
}

bool leave_out_members_posts(const CaseFile& file, Dossier& dossier) {
  if (dossier.kind != IncidentKind::list || !dossier.flood_posts.empty() || dossier.counts_posts)
    return false;
  std::vector<MessageIndex> strange;
  std::ranges::copy_if(dossier.posts, std::back_inserter(strange), [&](MessageIndex i) {
    return is_stranger_post(file, file.ledger.messages[i]);
  });
  const FloodCopies copies(file, dossier, strange);
  std::vector<char> selected = dossier.selected;
  std::uint64_t all = 0, kept = 0;
  for (std::size_t i = 0; i < selected.size(); ++i) {
    if (!selected[i]) continue;
    const Message& copy = file.ledger.messages[dossier.messages[i]];
    selected[i] = copies.is_copy(copy);
    all += copy.recipients;
    if (selected[i]) kept += copy.recipients;
  }
  if (kept == all || kept * 2 < all) return false;
  dossier.selected = std::move(selected);
  return true;
}

void count_copies(const CaseFile& file, const std::vector<MessageIndex>& messages, Volume& volume) {
  for (const MessageIndex index : messages)
    file.ledger.for_each_recipient_of(
        file.ledger.messages[index], [&](const RecipientEntry& recipient) {
          if (recipient.copies < 2) return;
          volume.recipients += recipient.copies - 1;
          volume.distinct_recipients =
              std::max<std::uint64_t>(volume.distinct_recipients, recipient.copies);
        });
}

}  // namespace queuehound
