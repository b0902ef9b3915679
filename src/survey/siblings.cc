#include "survey/siblings.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <deque>
#include <set>

#include "base/hash.h"

namespace queuehound {
namespace {

constexpr std::size_t kAccountEntries = 50'000, kServerEntries = 200'000;
constexpr std::size_t kFolderEntries = 20'000;  // of one folder
constexpr std::size_t kDepth = 12;
constexpr std::size_t kWaiting = 50'000;  // folders known and not yet listed
constexpr std::size_t kEach = 20;         // siblings of one kind
constexpr std::uint64_t kLargestFile = 4u << 20, kMostBytes = 64u << 20;
constexpr seconds kMinute{60};

// Folders of a home that hold mail and logs: many files, no programs.
constexpr std::array<std::string_view, 9> kNoPrograms = {
    "mail", "Maildir", "imap", "logs", "access-logs", ".cpanel", ".trash", "etc", "ssl"};

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// Lists folders breadth first, never through a link; says what it could not finish.
class Walk {
 public:
  Walk(const RootDir& root, std::size_t entries) : root_(root), left_(entries) {}

  void add(const std::string& folder) {
    if (!folder.empty() && folder != "/" && seen_.insert(folder).second)
      waiting_.push_back({folder, 0});
  }

  // use(path, entry) for every file (or what may be one).
  template <class Use>
  void run(Use&& use) {
    while (!waiting_.empty()) {
      const Folder folder = std::move(waiting_.front());
      waiting_.pop_front();
      if (left_ == 0) {
        is_cut = true;
        return;
      }
      const std::size_t most = std::min(left_, kFolderEntries);
      const auto entries = root_.list(folder.path, RootDir::Links::refuse, most);
      if (!entries) continue;
      is_cut |= entries->size() == most;
      left_ -= entries->size();
      for (const DirectoryEntry& entry : *entries) visit(folder, entry, use);
    }
  }

  bool is_cut = false;

 private:
  struct Folder {
    std::string path;
    std::size_t depth = 0;
  };

  template <class Use>
  void visit(const Folder& folder, const DirectoryEntry& entry, Use& use) {
    std::string path = folder.path + "/" + entry.name;
    std::uint8_t type = entry.type;
    if (type == DT_UNKNOWN) {
      const auto status = root_.lstat(path);
      if (status) type = static_cast<std::uint8_t>(IFTODT(status->st_mode));
    }
    if (type == DT_REG) use(path, entry);
    if (type != DT_DIR) return;
    const bool is_skipped =
        folder.depth == 0 && std::ranges::find(kNoPrograms, entry.name) != kNoPrograms.end();
    if (is_skipped) return;
    if (folder.depth >= kDepth || waiting_.size() >= kWaiting) {
      is_cut = true;
    } else if (seen_.insert(path).second) {
      waiting_.push_back({std::move(path), folder.depth + 1});
    }
  }

  const RootDir& root_;
  std::size_t left_;
  std::deque<Folder> waiting_;
  std::set<std::string> seen_;
};

class SiblingSearch {
 public:
  SiblingSearch(const RootDir& root, const Server& server, const ScriptTarget& target,
                std::size_t targets, ScriptTrace& trace)
      : root_(root), server_(server), target_(target), targets_(targets), trace_(trace) {}

  void run() {
    if (!trace_.file.exists) return;
    remember_content();
    look_in_account();
    look_everywhere();
    put(minute_programs_, SiblingWhy::same_minute);
    put(minute_others_, SiblingWhy::same_minute);
    put(same_content_, SiblingWhy::same_content);
    put(same_name_, SiblingWhy::same_name);
    trace_.more_of_the_minute = more_of_the_minute_;
    if (minute_programs_.size() + minute_others_.size() > kEach)
      trace_.more_of_the_minute +=
          static_cast<std::uint32_t>(minute_programs_.size() + minute_others_.size() - kEach);
  }

 private:
  void remember_content() {
    if (trace_.file.bytes == 0 || trace_.file.bytes > kLargestFile) return;
    if (const auto text = root_.read_file(target_.path, kLargestFile)) {
      content_ = keyed_hash(*text);
      has_content_ = true;
    }
  }

  void look_in_account() {
    Walk walk(root_, kAccountEntries / targets_);
    std::string folder = target_.path.substr(0, target_.path.rfind('/'));
    walk.add(folder);
    bool is_in_site = false;
    for (const Site& site : server_.sites) {
      if (site.account != target_.account || site.account.empty()) continue;
      walk.add(root_of(site));
      is_in_site |= target_.path.starts_with(root_of(site) + "/");
    }
    const Account* account = server_.account(target_.account);
    if (!is_in_site && account != nullptr)
      walk.add(account->resolved_home.empty() ? account->home : account->resolved_home);
    walk.run([&](const std::string& path, const DirectoryEntry&) {
      const auto status = root_.lstat(path);
      if (!status || !S_ISREG(status->st_mode) || is_itself(path, *status)) return;
      if (status->st_uid == trace_.file.owner_uid && is_of_the_minute(*status)) {
        note_minute(path);
        return;
      }
      if (is_program_name(name_of(path))) compare_content(path, *status);
    });
    trace_.siblings_are_cut |= walk.is_cut;
  }

  // Every site in turn, folder by folder, so that a bound met halfway has seen the upper folders of
  // all of them.
  void look_everywhere() {
    Walk walk(root_, kServerEntries / targets_);
    const Site* own = server_.site_of_path(target_.path);
    const std::string below = own == nullptr || !target_.path.starts_with(root_of(*own))
                                  ? std::string{}
                                  : target_.path.substr(root_of(*own).size());
    for (const Site& site : server_.sites) {
      if (site.account == target_.account && !site.account.empty()) continue;
      const std::string folder = root_of(site);
      if (folder.empty()) continue;
      if (!below.empty()) look_at(folder + below);
      walk.add(folder);
    }
    walk.run([&](const std::string& path, const DirectoryEntry& entry) {
      if (is_program_name(entry.name)) look_at(path);
    });
    trace_.siblings_are_cut |= walk.is_cut;
  }

  void look_at(const std::string& path) {
    const auto status = root_.lstat(path);
    if (!status || !S_ISREG(status->st_mode) || is_itself(path, *status)) return;
    if (compare_content(path, *status)) return;
    if (target_.wants_same_name && name_of(path) == name_of(target_.path) &&
        same_name_.size() < kEach && std::ranges::find(same_content_, path) == same_content_.end())
      add_once(same_name_, path);
  }

  // By another spelling, where /home is a link to another disk. A second name of it is a find.
  bool is_itself(std::string_view path, const struct stat& status) const {
    return path == target_.path || (status.st_nlink == 1 && status.st_ino == trace_.file.inode &&
                                    status.st_dev == trace_.file.device);
  }

  bool compare_content(const std::string& path, const struct stat& status) {
    if (!has_content_ || static_cast<std::uint64_t>(status.st_size) != trace_.file.bytes)
      return false;
    if (std::ranges::find(same_content_, path) != same_content_.end()) return true;
    if (same_content_.size() >= kEach || bytes_read_ + trace_.file.bytes > kMostBytes / targets_) {
      trace_.siblings_are_cut = true;
      return false;
    }
    bytes_read_ += trace_.file.bytes;
    const auto text = root_.read_file(path, kLargestFile, RootDir::Links::refuse);
    if (!text || keyed_hash(*text) != content_) return false;
    same_content_.push_back(path);
    return true;
  }

  bool is_of_the_minute(const struct stat& status) const {
    const auto is_near = [](std::int64_t a, Time b) {
      return std::chrono::abs(Time(seconds(a)) - b) < kMinute;
    };
    return is_near(status.st_mtim.tv_sec, trace_.file.modified) ||
           (trace_.is_change_time_known && is_near(status.st_ctim.tv_sec, trace_.file.changed));
  }

  void note_minute(const std::string& path) {
    std::vector<std::string>& list =
        is_program_name(name_of(path)) ? minute_programs_ : minute_others_;
    if (list.size() < kEach)
      list.push_back(path);
    else
      ++more_of_the_minute_;
  }

  void put(std::vector<std::string>& paths, SiblingWhy why) {
    std::ranges::sort(paths);
    for (std::string& path : paths) {
      const auto count = std::ranges::count(trace_.siblings, why, &Sibling::why);
      if (static_cast<std::size_t>(count) < kEach) trace_.siblings.push_back({path, why});
    }
  }

  static std::string root_of(const Site& site) {
    std::string folder = site.resolved_root.empty() ? site.document_root : site.resolved_root;
    while (folder.ends_with('/')) folder.pop_back();
    return folder;
  }
  static void add_once(std::vector<std::string>& list, const std::string& path) {
    if (std::ranges::find(list, path) == list.end()) list.push_back(path);
  }

  const RootDir& root_;
  const Server& server_;
  const ScriptTarget& target_;
  std::size_t targets_;
  ScriptTrace& trace_;
  std::uint64_t content_ = 0, bytes_read_ = 0;
  bool has_content_ = false;
  std::uint32_t more_of_the_minute_ = 0;
  std::vector<std::string> minute_programs_, minute_others_, same_content_, same_name_;
};

}  // namespace

void find_siblings(const RootDir& root, const Server& server, const ScriptTarget& target,
                   std::size_t targets, ScriptTrace& trace) {
  SiblingSearch(root, server, target, std::max<std::size_t>(1, targets), trace).run();
}

}  // namespace queuehound
