// Prints a queue as `exim -bp`, `-bpu` or `-bpc` (4.96) would, from our own survey; queue_list.py
// compares the two byte for byte.
//
//   oracle_print_queue SPOOL_DIRECTORY bp|bpu|bpc [QUEUE]
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iterator>
#include <string>
#include <vector>

#include "base/root_dir.h"
#include "survey/spool_survey.h"

namespace {

using namespace queuehound;

constexpr std::uint64_t kDataFirstLine = 19;  // "<id>-D" and its LF; 26 for long ids

struct Row {
  std::string key;  // Exim sorts by the second of arrival and its fraction, not by the pid between
  std::string text;
};

std::string age_text(Time received, Time now) {
  const auto minutes = (now - received).count() / 60;
  if (minutes <= 90) return fmt::format("{:2}m ", minutes);
  const auto hours = (minutes + 30) / 60;
  if (hours <= 72) return fmt::format("{:2}h ", hours);
  return fmt::format("{:2}d ", (hours + 12) / 24);
}

std::string size_text(std::uint64_t size) {
  constexpr std::uint64_t kKilo = 1024;
  constexpr std::uint64_t kMega = kKilo * kKilo;
  if (size == 0) return "     ";
  if (size < kKilo) return fmt::format("{:5}", size);
  if (size < 10 * kKilo) return fmt::format("{:4.1f}K", static_cast<double>(size) / 1024.0);
  if (size < kMega) return fmt::format("{:4}K", (size + kKilo / 2) / kKilo);
  if (size < 10 * kMega) {
    return fmt::format("{:4.1f}M", static_cast<double>(size) / (1024.0 * 1024.0));
  }
  return fmt::format("{:4}M", (size + kMega / 2) / kMega);
}

// Exim shows sender and recipients although the headers are damaged.
bool envelope_was_read(SpoolDamage damage) {
  return damage == SpoolDamage::none || damage == SpoolDamage::no_blank_line ||
         damage == SpoolDamage::headers;
}

class QueuePrinter {
 public:
  QueuePrinter(const SpoolListing& listing, bool only_undelivered)
      : listing_(listing),
        only_undelivered_(only_undelivered),
        now_(std::chrono::floor<seconds>(std::chrono::system_clock::now())) {}

  Row row(const SpoolMessage& message) const {
    const std::string_view id = message.file->id.text();
    Row row{std::string(id.substr(0, 6)).append(id.substr(id.rfind('-'))), {}};
    const SpoolHeader& header = *message.header;
    const bool has_envelope = envelope_was_read(header.damage);
    std::string& out = row.text;
    if (has_envelope) out += age_text(header.received_at, now_);
    out += size_text(has_envelope ? message_size(message) : 0) + " " + std::string(id);
    if (has_envelope) add_sender(header, out);
    if (header.damage != SpoolDamage::none) {
      out += fmt::format("\n    *** spool format error: size={} ***", file_size(message));
    }
    if (has_envelope && header.is_frozen) out += " *** frozen ***";
    out += "\n";
    if (has_envelope) add_recipients(header, out);
    out += "\n";
    return row;
  }

 private:
  static std::uint64_t message_size(const SpoolMessage& message) {
    if (!message.has_data_size) return 0;
    const std::uint64_t first_line = kDataFirstLine + message.file->id.length - 16u;
    return message.header->live_header_bytes + message.data_bytes - first_line + 1;
  }

  static void add_sender(const SpoolHeader& header, std::string& out) {
    out.append(" <").append(header.sender).append(">");
    if (header.sender_set_untrusted) out.append(" (").append(header.login).append(")");
  }

  void add_recipients(const SpoolHeader& header, std::string& out) const {
    for (const SpoolRecipient& recipient : header.recipients) {
      if (recipient.is_done && only_undelivered_) continue;
      out.append("        ").append(recipient.is_done ? "D " : "  ");
      out.append(recipient.address).append("\n");
    }
  }

  std::uint64_t file_size(const SpoolMessage& message) const {
    const std::string path = listing_.directories[message.file->directory].path + "/" +
                             std::string(message.file->id.text()) + "-H";
    struct stat status;
    return ::stat(path.c_str(), &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
  }

  const SpoolListing& listing_;
  bool only_undelivered_;
  Time now_;
};

void print(std::vector<Row> rows) {
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.key < b.key; });
  for (const Row& row : rows) std::fwrite(row.text.data(), 1, row.text.size(), stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() < 2) return 2;
  const std::string queue = arguments.size() > 2 ? arguments[2] : "";
  const auto root = RootDir::open("/");
  auto listing = root ? list_spool(*root, arguments[0]) : std::unexpected(root.error());
  if (!listing) {
    std::fputs((listing.error().text + "\n").c_str(), stderr);
    return 2;
  }
  std::erase_if(listing->files, [&](const SpoolFile& file) {
    return listing->directories[file.directory].queue != queue;
  });
  const QueuePrinter printer(*listing, arguments[1] == "bpu");
  std::vector<std::vector<Row>> rows(2);
  const SpoolOutcome outcome = survey_spool(*root, *listing, {.threads = 2, .measure_data = true},
                                            [&](unsigned worker, const SpoolMessage& message) {
                                              rows[worker].push_back(printer.row(message));
                                            });
  if (arguments[1] == "bpc") {
    std::puts(std::to_string(outcome.messages).c_str());
    return 0;
  }
  std::move(rows[1].begin(), rows[1].end(), std::back_inserter(rows[0]));
  print(std::move(rows[0]));
  return 0;
}
