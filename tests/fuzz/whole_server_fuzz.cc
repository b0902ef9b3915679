// A whole small server, and all that a scan says of it: whatever its files hold, the scan ends, and
// what it says is JSON of valid UTF-8. Lines of hostile text meet here what no parser's own fuzzer
// has: the learners, the ledger, the verdict, plans, letters and the report.
//
// The input is a tree in one text: the first line is "NOW COPIES" (seconds since 1970; how often
// the main log is repeated, each time with other ids: volume without a long input), then each file
// is a line "@ PATH" and its bytes. server_seeds.py makes such texts of the cases.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/fd.h"
#include "base/text.h"
#include "cli/letter.h"
#include "cli/read_server.h"
#include "formats/exim_log.h"
#include "inside.h"
#include "report/explanation.h"
#include "report/json.h"
#include "report/text.h"
#include "survey/unread_lines.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostFiles = 120, kMostCopies = 40;
constexpr std::int64_t kFirstNow = 1'700'000'000, kLastNow = 1'900'000'000;

bool is_safe_path(std::string_view path) {
  if (path.empty() || path.size() > 160 || path.contains("..") || path.starts_with('/'))
    return false;
  return std::ranges::all_of(
      path, [](char c) { return is_alphanumeric(c) || std::string_view("._/-@+").contains(c); });
}

// As if the lines of other messages stood there: of each id one digit is another.
std::string with_other_ids(std::string_view log, std::size_t copy) {
  constexpr std::string_view kDigits =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  constexpr std::size_t kIdAt = 20, kDigitAt = kIdAt + 9;
  std::string copied(log);
  for (std::size_t line = 0; line < copied.size();) {
    const std::size_t end = std::min(copied.find('\n', line), copied.size());
    if (end - line > kDigitAt && copied[line + kIdAt + 6] == '-')
      copied[line + kDigitAt] = kDigits[copy % kDigits.size()];
    line = end + 1;
  }
  return copied;
}

class Tree {
 public:
  Tree() {
    const std::filesystem::path memory = "/dev/shm";
    std::string name =
        (std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path()) /
        "whole-server-XXXXXX";
    require(::mkdtemp(name.data()) != nullptr);
    root_ = name;
  }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;
  ~Tree() { std::filesystem::remove_all(root_); }

  std::string path() const { return root_.string(); }

  void write(std::string_view path, std::string_view bytes, std::int64_t modified) const {
    const std::filesystem::path whole = root_ / path;
    std::error_code failed;
    std::filesystem::create_directories(whole.parent_path(), failed);
    const Fd file(::open(whole.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (!file) return;  // a folder is in the way
    require(::write(file.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    const timespec times[2] = {{modified, 0}, {modified, 0}};
    (void)::futimens(file.get(), times);
  }

 private:
  std::filesystem::path root_;
};

// Its "now", 0 where the text is none of a tree.
std::int64_t write_tree(std::string_view text, const Tree& tree) {
  std::string_view head = cut(text, '\n');
  const auto now = parse_number<std::int64_t>(cut(head, ' '));
  const auto copies = parse_number<std::size_t>(head);
  if (!now || *now < kFirstNow || *now > kLastNow || !copies || *copies > kMostCopies) return 0;
  std::size_t files = 0;
  while (text.starts_with("@ ") && ++files <= kMostFiles) {
    text.remove_prefix(2);
    const std::string_view path = cut(text, '\n');
    const std::size_t end = std::min(text.find("\n@ "), text.size() - 1) + 1;
    std::string bytes(text.substr(0, end));
    text.remove_prefix(std::min(end, text.size()));
    if (!is_safe_path(path)) continue;
    const std::string once = bytes;
    if (path.contains("mainlog"))
      for (std::size_t copy = 1; copy < *copies; ++copy) bytes += with_other_ids(once, copy);
    tree.write(path, bytes, path.starts_with("home/") ? *now - 86400 : *now);
  }
  return *now;
}

std::string collected;
bool collect(std::string_view text) {
  collected += text;
  return true;
}
void check_json() {
  require(!collected.empty() && to_valid_utf8(collected) == collected);
  collected.clear();
}

void explain(const Incident& incident, const ScanResult& result, const Reading& reading) {
  const Server& server = reading.view->server;
  const Explanation all{result,
                        incident,
                        chain_of(incident, result),
                        what_would_change(incident),
                        after_stop(incident, server),
                        commands_by_hand(incident, result, server, MainLog::by_syslog),
                        {},
                        {},
                        {}};
  require(!explain_text(all, TextOptions{}).empty());
  require(write_explain_json(all, collect));
  check_json();
  for (const Audience audience : {Audience::owner, Audience::administrator})
    require(!letter_about(incident, *reading.view, audience, "").body.empty());
}

}  // namespace
}  // namespace queuehound

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const Tree tree;
  const std::int64_t now = write_tree(text_of(data, size), tree);
  if (now == 0) return 0;
  ScanOptions options;
  options.root = tree.path();
  options.now = "@" + std::to_string(now);
  options.no_cache = true;
  options.threads = 1;
  Progress progress(false, 80);
  auto reading = read_server(options, progress);
  if (!reading) return 0;
  const ScanResult result = judge_server(options, **reading);
  require(write_scan_json(result, collect));
  check_json();
  require(!scan_text(result, TextOptions{}).empty());
  for (const std::string& note : result.notes) require(!note.contains(kBugWords));
  for (const Incident& incident : result.incidents) explain(incident, result, **reading);
  return 0;
}
