// Whatever is typed at Roundcube's login, line feeds and all: no address but the typist's own has a
// failure that is proven, and nobody got in. Roundcube takes tags out of what is typed.
#include <algorithm>
#include <memory>
#include <string>

#include "base/ip_address.h"
#include "base/root_dir.h"
#include "inside.h"
#include "survey/log_learners.h"

namespace queuehound {
namespace {

constexpr std::size_t kLongestName = 1024;  // login_username_maxlen
constexpr std::string_view kStamp = "[23-Nov-2026 10:00:00 +0000]: ";
constexpr std::string_view kForger = "203.0.113.5", kOther = "192.0.2.9";

std::string own_line(std::string_view session, std::string_view name, std::string_view address,
                     bool is_error) {
  std::string line(kStamp);
  line.append(session).append(is_error ? "IMAP Error: Login failed for " : "Failed login for ");
  line.append(name).append(is_error ? " against mx from " : " from ").append(address);
  return line + (is_error ? ". LOGIN: no\n" : " in session x (error: 0)\n");
}

void check(std::string name, bool is_error) {
  std::erase(name, '<');
  if (name.size() > kLongestName) name.resize(kLongestName);
  const Time from{seconds(1795910400)};
  Ledger ledger(from, from + seconds(2 * 86400));
  static const Server server;
  static const RootDir root = *RootDir::open("/");
  const auto learner =
      make_log_learner(LogKind::roundcube_login, ledger, root, server, 0, from + seconds(86400));
  learner->learn_block(own_line("<1a2b> ", name, kForger, is_error) +
                           own_line("<3c4d> ", "kim@x.example", kOther, is_error),
                       0);
  learner->finish();
  for (const LoginUse& use : ledger.logins) {
    const LoginsInWindow& now = ledger.in_window_of(use);
    const std::string address = to_text(ledger.address(use.key.address));
    require(now.succeeded == 0);
    require(now.proven == 0 || address == kForger || address == kOther);
  }
}

}  // namespace
}  // namespace queuehound

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  check(std::string(text_of(data, size)), false);
  check(std::string(text_of(data, size)), true);
  return 0;
}
