#include "survey/held_failures.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kLongestName = 1024;  // login_username_maxlen, as Roundcube is shipped
constexpr std::size_t kLineKept = 4096;

}  // namespace

void HeldFailures::pass(std::uint64_t offset, std::uint64_t end, bool has_session,
                        const std::optional<IpAddress>& address) {
  while (!held_.empty() && held_.front().end + kLongestName < offset) learn_first();
  if (has_session) {
    typed_until_ = end + kLongestName;
    return finish();
  }
  for (Held& held : held_)
    if (!address || *address != held.login.address) held.login.is_proven = false;
}

void HeldFailures::hold(const Login& failure) {
  const std::uint64_t end = failure.source.offset + failure.line.size();
  held_.push_back(
      {failure, std::string(failure.user), std::string(failure.line.substr(0, kLineKept)), end});
}

void HeldFailures::finish() {
  while (!held_.empty()) learn_first();
}

void HeldFailures::learn_first() {
  Held& first = held_.front();
  first.login.user = first.user;
  first.login.line = first.line;
  ledger_.learn(first.login);
  held_.pop_front();
}

}  // namespace queuehound
