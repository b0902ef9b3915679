#include "survey/queue_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "survey/addresses_in_logs.h"
#include "survey/spool_survey.h"

namespace queuehound {
namespace {

// What one thread learns of the queue, in parts: each goes when it was joined, so that a million
// messages are never there twice. Few parts, for each keeps the names of all senders.
class SpoolShare {
 public:
  // `expected`: messages in all.
  SpoolShare(const Server& server, const SurveyOptions& options, std::size_t expected)
      : server_(server), options_(options), expected_(expected) {}

  void learn(const SpoolMessage& message) {
    if (learned_ % options_.messages_in_a_part == 0) begin_part();
    ++learned_;
    parts_.back()->learner.learn(message);
  }
  LearnedParts take_parts() {
    if (parts_.size() > 1) parts_.back()->ledger.forget_finders();
    return std::move(parts_);
  }

 private:
  void begin_part() {
    if (!parts_.empty()) parts_.back()->ledger.forget_finders();
    parts_.push_back(std::make_unique<LearnedPart>(server_, options_.from, options_.to));
    const std::size_t left = expected_ > learned_ ? expected_ - learned_ : 0;
    parts_.back()->ledger.expect_queued(std::min(left, options_.messages_in_a_part));
  }

  const Server& server_;
  const SurveyOptions& options_;
  LearnedParts parts_;
  std::size_t expected_, learned_ = 0;
};

void count_queue(const LearnedParts& parts, Survey& survey) {
  for (const auto& part : parts) {
    const QueueCounts& counts = part->learner.counts();
    survey.queue.frozen += counts.frozen;
    survey.queue.bounces += counts.bounces;
    survey.queue.recipients += counts.recipients;
    survey.queue.bytes += counts.bytes;
    if (counts.oldest != Time{} &&
        (survey.queue.oldest == Time{} || counts.oldest < survey.queue.oldest))
      survey.queue.oldest = counts.oldest;
  }
}

// Where letters came in: the system told Exim that, no client says it. Asked of some of the queue,
// here and there: to look for it in each would cost a million messages an eighth more.
void see_doors(const RootDir& root, const SpoolListing& listing, QueueCounts& counts) {
  constexpr std::size_t kAsked = 256, kMostDoors = 64;
  SpoolListing some;
  some.directories = listing.directories;
  const std::size_t step = std::max<std::size_t>(1, listing.files.size() / kAsked);
  for (std::size_t i = 0; i < listing.files.size(); i += step)
    some.files.push_back(listing.files[i]);
  survey_spool(root, some, SpoolSurveyOptions{}, [&](unsigned, const SpoolMessage& message) {
    const SpoolHeader& header = *message.header;
    const IpAddress& door = header.interface_address;
    const bool is_told = header.has_host && header.has_interface && door != IpAddress{};
    if (is_told && !is_private(door) && counts.doors.size() < kMostDoors) counts.add_door(door);
  });
}

}  // namespace

LearnedParts learn_queue(const RootDir& root, const Server& server, const SurveyOptions& options,
                         Survey& survey) {
  LearnedParts parts;
  if (server.spool_directory.empty()) {
    survey.notes.push_back("no Exim queue found; tell where it is with --spool DIR");
    return parts;
  }
  auto listing = take_or_list_spool(options.listed_queue.get(), root, server.spool_directory,
                                    options.threads > 1);
  if (!listing) {
    survey.notes.push_back("queue not read: " + listing.error().text);
    return parts;
  }
  for (const std::string& note : listing->notes) survey.notes.push_back(note);
  if (knows_no_public_address(root, server)) see_doors(root, *listing, survey.queue);
  const unsigned threads = listing->files.size() < 2000 ? 1 : options.threads;
  std::vector<SpoolShare> shares;
  shares.reserve(threads);
  for (unsigned i = 0; i < threads; ++i)
    shares.emplace_back(server, options, listing->files.size() / threads);
  SpoolSurveyOptions spool;
  spool.threads = threads;
  spool.measure_data = true;
  spool.parts = SpoolParts::survey;
  spool.must_stop = options.must_stop;
  spool.passed = [&](std::size_t from, std::size_t to) { listing->files.give_back(from, to); };
  survey.extent.messages_in_all =
      static_cast<std::uint64_t>(std::ranges::count(listing->files, true, &SpoolFile::has_header));
  const SpoolOutcome outcome = survey_spool(
      root, *listing, spool,
      [&](unsigned worker, const SpoolMessage& message) { shares[worker].learn(message); });
  // A queue none of whose folders could be listed is unread, not empty.
  survey.queue_was_read = listing->notes.empty() || !listing->files.empty();
  LineTally tally;
  tally.records = outcome.messages;
  tally.unrecognised = outcome.damaged;
  if (!outcome.damage_samples.empty()) tally.sample = outcome.damage_samples.front();
  for (SpoolShare& share : shares)
    for (auto& part : share.take_parts()) parts.push_back(std::move(part));
  count_queue(parts, survey);
  survey.queue.messages = survey.extent.messages = outcome.messages;
  tally.bytes = survey.queue.bytes;
  survey.sources.push_back({server.spool_directory, "spool", tally});
  if (outcome.unreadable > 0)
    survey.notes.push_back(fmt::format(
        "{} queued messages could not be read: run as root to see them", outcome.unreadable));
  if (outcome.damaged > 0)
    survey.notes.push_back(
        fmt::format("{} queued messages are damaged, such as {}", outcome.damaged,
                    outcome.damage_samples.empty() ? "" : outcome.damage_samples.front()));
  return parts;
}

}  // namespace queuehound
