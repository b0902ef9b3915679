#include "survey/mailbox_rules.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::size_t kAliasFile = 1u << 20;
constexpr std::size_t kRules = 32;
constexpr std::size_t kFolderEntries = 256;

// {H} the account's home, {D} the domain, {L} the local part.
struct RulePlace {
  MailboxRule::Kind kind;
  std::string_view pattern;
};
constexpr std::array kRulePlaces{
    RulePlace{MailboxRule::Kind::filter, "{H}/etc/{D}/{L}/filter"},
    RulePlace{MailboxRule::Kind::filter, "{H}/etc/{D}/{L}/filter.yaml"},
    RulePlace{MailboxRule::Kind::sieve, "{H}/mail/{D}/{L}/.dovecot.sieve"},
    RulePlace{MailboxRule::Kind::sieve, "{H}/imap/{D}/{L}/.dovecot.sieve"},
    RulePlace{MailboxRule::Kind::sieve, "{H}/mail/{D}/{L}/sieve"},
    RulePlace{MailboxRule::Kind::sieve, "{H}/imap/{D}/{L}/Maildir/sieve"},
    RulePlace{MailboxRule::Kind::sieve, "{H}/.dovecot.sieve"},
    RulePlace{MailboxRule::Kind::sieve, "{H}/sieve"},
};
// Lines "NAME: targets", where NAME is the local part or the whole address.
constexpr std::array<std::string_view, 4> kAliasFiles = {
    "/etc/valiases/{D}", "/etc/virtual/{D}/aliases", "{H}/conf/mail/{D}/aliases",
    "/etc/exim4/domains/{D}/aliases"};

// Names come from logs: nothing of them may lead elsewhere.
bool is_safe_part(std::string_view part) {
  return !part.empty() && part.size() <= 255 && !part.starts_with('.') &&
         std::ranges::all_of(part, [](char c) {
           return c != '/' && static_cast<unsigned char>(c) > ' ' && c != '\x7f';
         });
}

class MailboxLook {
 public:
  MailboxLook(const RootDir& root, const MailboxTarget& target) : root_(root), target_(target) {
    std::string_view rest = target.address;
    local_ = cut(rest, '@');
    domain_ = rest;
  }

  MailboxTrace look() {
    if (!is_safe_part(local_) || !is_safe_part(domain_)) return {};
    for (const std::string_view pattern : kAliasFiles) read_aliases(filled(pattern));
    for (const RulePlace& place : kRulePlaces) add(place.kind, filled(place.pattern));
    return std::move(trace_);
  }

 private:
  // "" where the home is asked for and not known.
  std::string filled(std::string_view pattern) const {
    std::string path;
    while (!pattern.empty()) {
      const std::size_t open = std::min(pattern.find('{'), pattern.size());
      path += pattern.substr(0, open);
      pattern.remove_prefix(open);
      if (pattern.empty()) break;
      const char what = pattern[1];
      if (what == 'H' && target_.home.size() < 2) return {};
      path += what == 'H' ? target_.home : std::string(what == 'D' ? domain_ : local_);
      pattern.remove_prefix(3);
    }
    return path;
  }

  void add(MailboxRule::Kind kind, const std::string& path, std::string to = {}) {
    if (path.empty() || trace_.rules.size() >= kRules) return;
    const auto status = root_.lstat(path);
    if (!status) return;
    if (S_ISDIR(status->st_mode) && kind == MailboxRule::Kind::sieve && to.empty())
      return add_folder(path);
    if (!S_ISREG(status->st_mode) || status->st_size == 0) return;
    trace_.rules.push_back({kind, path, std::move(to), Time(seconds(status->st_mtim.tv_sec))});
  }

  void add_folder(const std::string& folder) {
    const auto entries = root_.list(folder, RootDir::Links::refuse, kFolderEntries);
    if (!entries) return;
    for (const DirectoryEntry& entry : *entries)
      if (entry.name.ends_with(".sieve") && trace_.rules.size() < kRules)
        if (const auto status = root_.lstat(folder + "/" + entry.name);
            status && S_ISREG(status->st_mode))
          trace_.rules.push_back({MailboxRule::Kind::sieve,
                                  folder + "/" + entry.name,
                                  {},
                                  Time(seconds(status->st_mtim.tv_sec))});
  }

  void read_aliases(const std::string& path) {
    if (path.empty()) return;
    // Part of the path is a customer's: a link there would have us show a file of root's.
    const auto text = root_.read_file(path, kAliasFile, RootDir::Links::refuse);
    if (!text) return;
    std::string_view rest = *text;
    while (!rest.empty()) {
      std::string_view to = cut(rest, '\n');
      const std::string name = to_lower(trim(cut(to, ':')));
      if (name != local_ && name != target_.address) continue;
      to = trim(to);
      if (!to.empty() && !is_own(to))
        add(MailboxRule::Kind::forwarder, path, std::string(to.substr(0, 300)));
    }
  }

  // "kim: kim@shop.example" and ":fail:" forward nothing.
  bool is_own(std::string_view to) const {
    return to == target_.address || to == local_ || to.starts_with(":");
  }

  const RootDir& root_;
  const MailboxTarget& target_;
  std::string_view local_, domain_;
  MailboxTrace trace_;
};

}  // namespace

MailboxTrace look_at_mailbox(const RootDir& root, const MailboxTarget& target) {
  return MailboxLook(root, target).look();
}

}  // namespace queuehound
