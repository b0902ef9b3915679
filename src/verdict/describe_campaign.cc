#include "verdict/describe_campaign.h"

#include <algorithm>
#include <unordered_set>

#include "base/keyed_rows.h"
#include "dossier/answers.h"
#include "dossier/clients.h"
#include "dossier/list_posts.h"
#include "dossier/local_recipient.h"
#include "dossier/measure.h"
#include "mail/address.h"
#include "verdict/volume_alone.h"

namespace queuehound {
namespace {

bool belongs_to_actor(const CaseFile& file, const Dossier& dossier, std::string_view sender) {
  const std::string_view domain = domain_of(sender);
  if (domain.empty() || domain == file.server.primary_hostname || domain == file.server.hostname)
    return true;
  if (!dossier.account.empty()) {
    const std::string_view own = domain_of(dossier.account);
    if (is_same_or_subdomain(domain, own) || is_same_or_subdomain(own, domain)) return true;
    const std::string_view owner = file.server.owner_of_domain(own);
    return !owner.empty() && owner == file.server.owner_of_domain(domain);
  }
  if (dossier.kind == IncidentKind::relay) return file.server.is_local_domain(domain);
  if (!dossier.domain.empty() && is_same_or_subdomain(domain, dossier.domain)) return true;
  const std::string_view owner = file.server.owner_of_domain(domain);
  if (is_of_system(file, dossier) && (file.server.is_local_domain(domain) ||
                                      is_same_or_subdomain(file.server.primary_hostname, domain)))
    return true;
  if (owner.empty()) return file.server.is_local_domain(domain) && file.server.domain_owner.empty();
  if (owner == dossier.system_user) return true;
  const Account* account = file.server.account_of_path(dossier.directory);
  return account != nullptr && owner == account->name;
}

struct SenderSeen {
  bool is_seen = false;
  bool is_of_actor = false;
};

void note_sender(const CaseFile& file, Dossier& dossier, std::uint32_t sender,
                 KeyedRows<SenderSeen>& senders, std::unordered_set<std::string_view>& domains) {
  if (sender == 0) return;  // "<>": in nobody's name
  SenderSeen& seen = senders[sender];
  const std::string_view address = file.ledger.text(sender);
  if (!seen.is_seen) {
    domains.insert(domain_of(address));  // that of a sender alone has no string id
    seen = {true, belongs_to_actor(file, dossier, address)};
  }
  if (seen.is_of_actor) return;
  ++dossier.foreign_sender;
  if (dossier.sample_foreign_sender.empty()) dossier.sample_foreign_sender = std::string(address);
}

bool is_strangers(const Dossier& dossier, std::size_t at) {
  if (at >= dossier.client_of.size() || dossier.client_of[at] == kNothing) return false;
  return !dossier.clients[dossier.client_of[at]].is_usual;
}

struct Text {
  std::uint64_t messages = 0, recipients = 0, outward = 0;
};

void note_text(const Message& message, bool is_inward, KeyedRows<Text>& texts, Dossier& dossier) {
  Text& text = texts[message.skeleton];
  ++dossier.with_subject;
  ++text.messages;
  text.outward += !is_inward;
  text.recipients += message.recipients;
  if (text.messages <= dossier.top_text) return;
  dossier.top_text = text.messages;
  dossier.top_subject = message.subject;
  dossier.top_text_recipients = text.recipients;
}

std::uint64_t sum_of_three_largest(std::vector<std::uint64_t>& counts) {
  std::ranges::sort(counts, std::greater{});
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, counts.size()); ++i) sum += counts[i];
  return sum;
}

void count_commonest(const KeyedRows<Text>& texts, Dossier& dossier) {
  std::vector<std::uint64_t> counts, outward;
  for (const Text& text : texts.rows()) {
    counts.push_back(text.messages);
    outward.push_back(text.outward);
    dossier.outward_with_subject += text.outward;
  }
  dossier.top_three_texts = sum_of_three_largest(counts);
  dossier.top_three_outward = sum_of_three_largest(outward);
}

// `at`: of a selected message that has a line in the log.
void note_first(Dossier& dossier, std::size_t at) {
  if (dossier.first_in_log == kNothing) dossier.first_in_log = dossier.messages[at];
  if (dossier.first_from_stranger == kNothing && is_strangers(dossier, at))
    dossier.first_from_stranger = dossier.messages[at];
}

}  // namespace

void reset_description(Dossier& dossier) {
  Dossier fresh;
  dossier.bulk = dossier.counted = fresh.bulk;
  dossier.proven = dossier.queued = dossier.in_spool_or_witnessed = dossier.with_subject =
      dossier.top_text = dossier.top_text_recipients = 0;
  dossier.top_three_texts = dossier.top_three_outward = dossier.outward_with_subject = 0;
  dossier.list_headers = dossier.replies = dossier.shaped = dossier.top_shape =
      dossier.correspondents = dossier.answered = dossier.own_recipients = 0;
  dossier.foreign_sender = dossier.sender_domains = 0;
  dossier.first_bulk = dossier.last_bulk = Time{};
  dossier.first_in_log = dossier.first_from_stranger = kNothing;
  dossier.stranger_clients = dossier.stranger_networks = dossier.stranger_lines =
      dossier.stranger_origins = dossier.stranger_providers = 0;
  dossier.stranger_messages = dossier.stranger_recipients = 0;
  for (Client& client : dossier.clients) client.selected = 0;
}

void describe_campaign(const CaseFile& file, Dossier& dossier) {
  constexpr std::uint64_t kStaffOfADesk = 13;  // who are told of each question, and who asked it
  const Ledger& ledger = file.ledger;
  std::vector<MessageIndex> bulk;
  bool is_all_inside = true;
  Measuring measuring(file, dossier.messages.size());
  KeyedRows<Text> texts;  // by skeleton
  KeyedRows<std::uint64_t> shapes;
  KeyedRows<SenderSeen> senders;
  std::unordered_set<std::string_view> sender_domains;
  const std::string_view own =
      dossier.account.empty() ? std::string_view(dossier.domain) : domain_of(dossier.account);
  const std::uint32_t own_domain = ledger.strings.find(own);
  const auto is_own = [&](const RecipientEntry& recipient) {
    return recipient.domain == own_domain || is_local_recipient(file, recipient);
  };
  const auto is_inward = [&](const Message& message) {
    bool is_all_own = true;
    ledger.for_each_recipient_of(
        message, [&](const RecipientEntry& recipient) { is_all_own &= is_own(recipient); });
    return is_all_own;
  };
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    if (!dossier.selected[i]) continue;
    const Message& message = ledger.messages[dossier.messages[i]];
    bulk.push_back(dossier.messages[i]);
    if (is_strangers(dossier, i)) dossier.stranger_recipients += message.recipients;
    is_all_inside &= message.in_window;
    measuring.add(message);
    if (dossier.first_bulk == Time{}) dossier.first_bulk = message.at;
    dossier.last_bulk = message.at;
    if (message.in_log) note_first(dossier, i);
    dossier.queued += message.in_spool;
    dossier.proven += message.in_log && message.is_proven;
    dossier.in_spool_or_witnessed +=
        message.in_spool || (i < dossier.web.owner.size() && dossier.web.owner[i] != 0);
    dossier.list_headers += message.has_list_headers;
    dossier.replies += message.is_reply;
    if (message.has_subject) note_text(message, is_inward(message), texts, dossier);
    if (message.in_spool) {
      ++dossier.shaped;
      dossier.top_shape = std::max(dossier.top_shape, ++shapes[ledger.shape_of(message)]);
    }
    note_sender(file, dossier, message.sender, senders, sender_domains);
    ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      measuring.add(recipient);
      dossier.correspondents += file.writers.find(recipient.hash) != FlatMap::kNone;
      dossier.own_recipients += is_own(recipient);
    });
  }
  count_commonest(texts, dossier);
  dossier.bulk = measuring.volume();
  const bool may_answer =
      dossier.correspondents > 0 && (dossier.account.empty() || dossier.kind == IncidentKind::list);
  if (may_answer && dossier.correspondents * 10 >= dossier.bulk.recipients * 9)
    dossier.answered = answered_at_once(file, bulk);
  else if (may_answer && dossier.kind == IncidentKind::script &&
           dossier.correspondents * kStaffOfADesk >= dossier.bulk.recipients)
    dossier.answered = answered_by_desk(file, bulk);
  // Old mail that still waits in the queue is of the mailing and is not counted.
  dossier.counted = is_all_inside ? dossier.bulk : measure(file, bulk);
  if (dossier.counts_posts) count_copies(file, bulk, dossier.bulk);
  dossier.sender_domains = sender_domains.size();
  count_strange_places(file, dossier);
}

}  // namespace queuehound
