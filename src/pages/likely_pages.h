// Which pages of a site explain an actor's mail, and how well.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dossier/dossier.h"
#include "pages/driven_page.h"

namespace queuehound {

// A page that was asked for shortly before mail.
struct LikelyPage {
  PageId id;
  std::uint64_t requests = 0, posts = 0, joined = 0, joined_posts = 0;
  Seconds times, machine_times;  // of joined requests, and of those of machines; sorted
  std::string url;
  double explained = 0, precision = 0, fit = 0, lift = 0;
  bool is_by_post() const { return joined_posts * 2 >= joined; }
  double likeness() const { return explained * (0.3 + 0.7 * precision) * fit; }
  double score() const { return likeness() * (is_by_post() ? 1.5 : 1); }
};

// Messages that a request started: within reach of it, or in the unbroken run behind one that is.
// Only a run's first message counts for the run; else one visitor in the middle would explain all
// that follows.
std::uint64_t explained_by(const CaseFile& file, const Dossier& dossier, const Seconds& times);

// The share of all seconds that are within reach of the suspect's mail: what chance would join.
double coverage_of(const WebEvidence& web, std::uint32_t suspect);

// All pages with a joined request, not yet weighed.
std::vector<LikelyPage> pages_of(const WebEvidence& web, std::uint32_t suspect);
void weigh_page(const CaseFile& file, const WebEvidence& web, const Dossier& dossier,
                double coverage, LikelyPage& page);

// What each page explains of the mail; those that explain nothing are left out, the likeliest is
// first.
std::vector<LikelyPage> likely_pages(const CaseFile& file, const WebEvidence& web,
                                     std::uint32_t suspect, const Dossier& dossier);

}  // namespace queuehound
