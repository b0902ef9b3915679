// The table of back-ends, which of them is in use, and what they share.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "apply/block_backend.h"

namespace queuehound {
namespace {

constexpr std::string_view kPlain =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:@/_-";

std::string_view family_name(IpFamily family) { return family == IpFamily::v4 ? "IPv4" : "IPv6"; }

Error no_backend(const LiveServer& live, IpFamily family) {
  std::string text = fmt::format("no firewall here can block an {} address:", family_name(family));
  for (const BlockBackend& backend : block_backends())
    text += fmt::format("\n  {}: {}", backend.name,
                        backend.is_installed() ? backend.why_not(live, family) : "not installed");
  return {Error::Kind::refused, text + "\n  apt-get install nftables (or dnf) is enough"};
}

}  // namespace

std::span<const BlockBackend> block_backends() {
  static const std::array<BlockBackend, 5> rows{csf_backend(), apf_backend(), firewalld_backend(),
                                                nftables_backend(), iptables_backend()};
  return rows;
}

const BlockBackend* find_block_backend(std::string_view name) {
  const auto rows = block_backends();
  const auto row = std::ranges::find(rows, name, &BlockBackend::name);
  return row == rows.end() ? nullptr : &*row;
}

Result<const BlockBackend*> choose_block_backend(const LiveServer& live, std::string_view wanted,
                                                 IpFamily family) {
  if (!wanted.empty()) {
    const BlockBackend* backend = find_block_backend(wanted);
    if (backend == nullptr)
      return fail(
          Error::Kind::refused,
          fmt::format("no firewall is called {}: csf, apf, firewalld, nftables, iptables", wanted));
    if (!backend->is_installed())
      return fail(Error::Kind::refused, fmt::format("{} is not installed: {} was not found",
                                                    backend->name, backend->programs));
    return backend;
  }
  for (const BlockBackend& backend : block_backends())
    if (backend.is_installed() && backend.why_not(live, family).empty()) return &backend;
  return std::unexpected(no_backend(live, family));
}

bool is_one_of(const std::vector<IpNetwork>& networks, const IpNetwork& network) {
  return std::ranges::binary_search(networks, network);
}

std::optional<std::int64_t> seconds_left(const LiveServer& live, const std::optional<Time>& until) {
  if (!until) return {};
  return std::max<std::int64_t>(1, (*until - live.now).count());
}

std::string saved_or_why_not(const Result<std::string>& saved) {
  return saved ? *saved : "not kept over a reboot: " + saved.error().text;
}

Result<> let_in_for_good(const Result<std::string>& saved) {
  if (saved) return {};
  return fail(Error::Kind::failed, "let in now, but a reboot would keep it out again: " +
                                       saved.error().text + "; the same again finishes it");
}

std::string plain_words(std::string_view text, std::size_t most) {
  std::string plain;
  for (const char c : text) {
    const bool is_plain =
        kPlain.contains(c) && (c != '-' || (!plain.empty() && plain.back() != ' '));
    if (is_plain) plain += c;
    if (!is_plain && !plain.empty() && plain.back() != ' ') plain += ' ';
    if (plain.size() == most) break;
  }
  while (plain.ends_with(' ')) plain.pop_back();
  return plain;
}

}  // namespace queuehound
