#include "survey/piece_key.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "survey/line_reader.h"

namespace queuehound {
namespace {

// Raised when a kept ledger means something else than before.
constexpr std::uint64_t kFormat = 22;
constexpr std::size_t kSample = 4096;

class Fingerprint {
 public:
  void add(std::uint64_t number) { sum_ = mix(sum_ ^ number, 0x5bd1e995); }
  void add(std::string_view text) {
    add(text.size());
    add(stable_hash(text));
  }
  void add(const std::vector<std::string>& texts) {
    add(texts.size());
    for (const std::string& text : texts) add(text);
  }
  std::uint64_t sum() const { return sum_; }

 private:
  std::uint64_t sum_ = kFormat;
};

// A zone by what it says of forty years: each day's offset, and the second of each change.
std::uint64_t fingerprint_of(const TimeZone& zone) {
  constexpr seconds kDay{86400};
  const Time first{days_from_civil(2000, 1, 1) * kDay}, last{days_from_civil(2040, 1, 1) * kDay};
  Fingerprint all;
  seconds offset = zone.offset_at(first);
  all.add(static_cast<std::uint64_t>(offset.count()));
  for (Time at = first; at < last; at += kDay) {
    if (zone.offset_at(at + kDay) == offset) continue;
    Time before = at, after = at + kDay;
    while (after - before > seconds(1)) {
      const Time middle = before + (after - before) / 2;
      (zone.offset_at(middle) == offset ? before : after) = middle;
    }
    offset = zone.offset_at(at + kDay);
    all.add(static_cast<std::uint64_t>(after.time_since_epoch().count()));
    all.add(static_cast<std::uint64_t>(offset.count()));
  }
  return all.sum();
}

// A build from other sources has another file, whatever version both say they are.
std::uint64_t fingerprint_of_program() {
  static const std::uint64_t sum = [] {
    Fingerprint all;
    struct stat self{};
    if (::stat("/proc/self/exe", &self) == 0) {
      all.add(static_cast<std::uint64_t>(self.st_size));
      all.add(static_cast<std::uint64_t>(self.st_mtim.tv_sec));
      all.add(static_cast<std::uint64_t>(self.st_mtim.tv_nsec));
    }
    return all.sum();
  }();
  return sum;
}

std::optional<std::uint64_t> hash_at(const Fd& file, std::uint64_t from, std::uint64_t to) {
  std::array<char, kSample> bytes;
  const std::size_t count = std::min<std::uint64_t>(kSample, to - from);
  const ssize_t got = ::pread(file.get(), bytes.data(), count, static_cast<off_t>(from));
  if (got < 0 || static_cast<std::size_t>(got) != count) return {};
  return stable_hash({bytes.data(), count});
}

}  // namespace

std::uint64_t fingerprint_of(const Server& server, const TimeZone& exim_zone) {
  Fingerprint all;
  all.add(static_cast<std::uint64_t>(server.profile));
  for (const std::string* text :
       {&server.hostname, &server.primary_hostname, &server.qualify_domain, &server.spool_directory,
        &server.zone_name})
    all.add(*text);
  all.add(static_cast<std::uint64_t>(server.doubles_in_syslog));
  all.add(server.exim_syslog_name);
  all.add(fingerprint_of(server.zone));
  all.add(fingerprint_of(exim_zone));
  all.add(server.accounts.size());
  for (const Account& account : server.accounts) {
    all.add(account.uid);
    for (const std::string* text : {&account.name, &account.home, &account.resolved_home})
      all.add(*text);
  }
  // Whether the mailboxes that were opened from here are kept, and what is here.
  all.add(static_cast<std::uint64_t>(server.keeps_mailboxes_opened()));
  all.add(server.own_addresses.size());
  for (const IpAddress& address : server.own_addresses) all.add(to_text(address));
  for (const auto* texts : {&server.local_domains, &server.web_server_users, &server.exim_users})
    all.add(*texts);
  return all.sum();
}

std::string PieceKey::name() const {
  return fmt::format("piece-{:x}-{:x}-{:x}-{:x}", kind, device, inode, from);
}

std::optional<PieceKey> key_of(const Fd& file, const PieceRange& range, std::uint64_t server) {
  struct stat status{};
  if (::fstat(file.get(), &status) != 0 || status.st_size <= 0) return {};
  // A journal is written to in its middle, through a mapping that may leave its times as they were.
  if (range.form == LogForm::journal) return {};
  const auto size = static_cast<std::uint64_t>(status.st_size);
  const bool is_whole = range.form != LogForm::text || range.to >= size;
  // The line that goes over the end of the stretch belongs to it, and must be all there.
  if (!is_whole && size - range.to < kMaxLine) return {};
  PieceKey key;
  key.to = is_whole ? size : range.to;
  if (range.from >= key.to) return {};
  key.from = range.from;
  key.program = fingerprint_of_program();
  key.server = server;
  key.kind = static_cast<std::uint64_t>(range.kind);
  key.form = static_cast<std::uint64_t>(range.form);
  key.device = status.st_dev;
  key.inode = status.st_ino;
  key.modified = range.generation;
  if (range.form != LogForm::text)
    key.modified = static_cast<std::uint64_t>(status.st_mtim.tv_sec) * 1'000'000'000u +
                   static_cast<std::uint64_t>(status.st_mtim.tv_nsec);
  const std::uint64_t sample_from = key.to - std::min<std::uint64_t>(kSample, key.to - key.from);
  const auto head = hash_at(file, key.from, key.to);
  const auto tail = hash_at(file, sample_from, key.to);
  if (!head || !tail) return {};
  key.head = *head;
  key.tail = *tail;
  return key;
}

}  // namespace queuehound
