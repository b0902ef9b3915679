#include "verdict/campaign_summary.h"

#include <algorithm>
#include <utility>

#include "base/keyed_rows.h"

namespace queuehound {
namespace {

// The `most` first rows of `rows` by `count`, of equals the one with the smaller `id`.
template <class Row>
std::vector<Row> largest(std::vector<Row> rows, std::size_t most) {
  const std::size_t kept = std::min(most, rows.size());
  std::ranges::partial_sort(rows, rows.begin() + static_cast<std::ptrdiff_t>(kept),
                            [](const Row& a, const Row& b) {
                              return a.count != b.count ? a.count > b.count : a.id < b.id;
                            });
  rows.resize(kept);
  return rows;
}

}  // namespace

std::vector<CampaignSummary> summarize_campaigns(const CaseFile& file, const Dossier& dossier) {
  struct Campaign {
    std::uint64_t count = 0;
    std::uint32_t id = 0, subject = 0;  // of the text, of the first message's subject
    Time first{}, last{};
  };
  KeyedRows<Campaign> by_text;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    if (!dossier.selected[i] || !message.has_subject) continue;
    Campaign& campaign = by_text[message.skeleton];
    if (campaign.count++ == 0) {
      campaign.id = message.skeleton;
      campaign.subject = message.subject;
      campaign.first = message.at;
    }
    campaign.last = message.at;
  }
  std::vector<CampaignSummary> campaigns;
  for (const Campaign& campaign : largest(std::move(by_text.rows()), 20)) {
    CampaignSummary& summary = campaigns.emplace_back();
    summary.subject = std::string(file.ledger.text(campaign.subject));
    summary.messages = campaign.count;
    summary.first_seen = campaign.first;
    summary.last_seen = campaign.last;
  }
  return campaigns;
}

std::vector<SubjectCount> count_subjects(const CaseFile& file, const Dossier& dossier) {
  struct Seen {
    std::uint64_t count = 0;
    std::uint32_t id = 0;
  };
  KeyedRows<Seen> counts;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    if (!dossier.selected[i] || !message.has_subject) continue;
    Seen& seen = counts[message.subject];
    seen.id = message.subject;
    ++seen.count;
  }
  std::vector<SubjectCount> subjects;
  for (const Seen& seen : largest(std::move(counts.rows()), 10))
    subjects.push_back({std::string(file.ledger.text(seen.id)), seen.count});
  return subjects;
}

}  // namespace queuehound
