// Reads every queued message of a spool. Nothing but -H is read on the way (no stat, no -D, no -J
// unless asked), 32 of them with one call of the kernel where it can (survey/file_batch.h).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/root_dir.h"
#include "formats/spool_header.h"
#include "survey/spool_listing.h"

namespace queuehound {

// One message as read: `header` is reused between calls and valid only during the call.
struct SpoolMessage {
  const SpoolFile* file = nullptr;
  const SpoolHeader* header = nullptr;
  std::uint64_t data_bytes = 0;  // size of -D, only with measure_data
  bool has_data_size = false;
  // Addresses of -J where there is one; recipients among them have is_done set in `header`.
  std::vector<std::string_view> journal;
};

struct SpoolOutcome {
  std::uint64_t messages = 0;  // names ending in -H, as exim -bpc counts them
  std::uint64_t vanished = 0;  // gone between listing and opening: normal
  std::uint64_t unreadable = 0;
  std::uint64_t damaged = 0;                    // header.damage != none; still handed out
  std::vector<std::string> damage_samples;      // up to 8: "<path>: <damage text>"
  std::vector<std::string> unreadable_samples;  // up to 8: "<path>: <what the system says>"
};

struct SpoolSurveyOptions {
  unsigned threads = 1;
  bool measure_data = false;  // one fstatat a message
  SpoolParts parts = SpoolParts::all;
  bool is_cold = false;  // reads ahead from the start, not only where reading is seen to wait
  // Asked before each message, from any thread: true ends the survey there.
  std::function<bool()> must_stop = nullptr;
  // Told now and then, by any thread, that rows [from, to) of SpoolListing::files were read: nobody
  // asks for them again, and threads that read ahead take a row that is gone for no message.
  std::function<void(std::size_t from, std::size_t to)> passed = nullptr;
};

// `use(worker, message)` is called from `threads` threads at once, worker in [0, threads): each
// worker needs its own place to write. Order is by directory and id within a worker's share; shares
// are contiguous and in order.
SpoolOutcome survey_spool(const RootDir& root, const SpoolListing& listing,
                          const SpoolSurveyOptions& options,
                          const std::function<void(unsigned worker, const SpoolMessage&)>& use);

}  // namespace queuehound
