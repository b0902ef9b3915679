// The invented server that the benchmark reads: its domains, mailboxes and correspondents, and the
// dice. Everything follows from a seed, so that two machines measure the same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

// The last second of the logs: 2026-11-23 20:00:00 UTC. All stamps are UTC.
inline constexpr std::int64_t kEnd = 1795464000;
inline constexpr std::int64_t kDay = 86400;
inline constexpr std::int64_t kStart = kEnd - 30 * kDay;
inline constexpr std::int64_t kAttack = kEnd - 20 * 3600;

inline constexpr unsigned kDomains = 2000;
inline constexpr unsigned kMailboxes = 20000;  // ten a domain
inline constexpr unsigned kVictim = 423;       // the mailbox whose password is known to somebody
inline constexpr unsigned kScriptDomain = 77;  // the site that holds the uploaded mailer
inline constexpr unsigned kVictimAddresses = 40;
inline constexpr unsigned kScriptVisitors = 200;

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  std::uint32_t below(std::uint32_t limit) {
    return static_cast<std::uint32_t>((next() >> 32) * limit >> 32);
  }
  bool percent(std::uint32_t chance) { return below(100) < chance; }
  // Small numbers far more often than large ones, as with busy and quiet mailboxes.
  std::uint32_t skewed(std::uint32_t limit);

 private:
  std::uint64_t state_;
};

struct World {
  World();
  std::string remote_address(Dice& dice) const;  // somebody elsewhere
  std::string victim_subject(Dice& dice) const;
  std::string script_subject(Dice& dice) const;
  std::string plain_subject(Dice& dice) const;
  std::string directory(unsigned domain, unsigned variant) const;
  std::string culprit_directory() const;

  std::vector<std::string> domains;    // ours
  std::vector<std::string> accounts;   // the system user of each
  std::vector<std::string> mailboxes;  // full addresses
  std::vector<std::string> remote_domains;
  std::string hostname = "server.hosting.example";
};

// 198.18.0.0/15 is set aside for benchmarks and holds enough addresses for all of them.
std::string remote_ip(std::uint32_t number);
std::string attacker_ip(std::uint32_t number);  // 203.0.113.0/24
std::string visitor_ip(std::uint32_t number);   // 198.51.100.0/24

void append_number(std::string& out, std::uint64_t number);
std::string message_id(std::int64_t at, std::uint64_t process, std::uint32_t fraction);
// "2026-11-23 20:00:00"
std::string exim_stamp(std::int64_t at);
// "Nov 23 20:00:00"
std::string syslog_stamp(std::int64_t at);
// "23/Nov/2026:20:00:00 +0000"
std::string web_stamp(std::int64_t at);

}  // namespace bench
