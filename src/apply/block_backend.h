// One way to block addresses on this server: csf, apf, firewalld, nftables or iptables, each a row
// of functions. Exactly one is used for an address: csf and firewalld flush what others put into
// the kernel, so a rule beside theirs would vanish without a word.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "apply/doing.h"
#include "base/ip_address.h"

namespace queuehound {

enum class IpFamily : std::uint8_t { v4, v6 };
inline IpFamily family_of(const IpNetwork& network) {
  return network.is_v4() ? IpFamily::v4 : IpFamily::v6;
}

// What a back-end shows of an address that it blocks.
struct BlockedAddress {
  IpNetwork network;
  std::string tag;                         // "queuehound-3f9a2c41"; "": not ours
  std::optional<Time> until = {};          // where it unblocks by itself
  std::optional<std::uint64_t> hits = {};  // packets dropped, where it counts them
};

// What is to be blocked. All of it is done in as few transactions as the back-end allows.
struct BlockOrder {
  std::vector<IpNetwork> networks;  // sorted, as everywhere here
  std::string tag;                  // marks what is ours, where the back-end can keep a mark
  std::string reason;           // any bytes; each back-end takes of them what it can show safely
  std::optional<Time> until{};  // nothing: until somebody takes it away
};

struct BlockBackend {
  std::string_view name;      // "nftables"
  std::string_view programs;  // "nft": what is missing where it is not installed
  bool is_marked;             // what it blocks for us carries our tag; else only the address tells
  bool keeps_time;            // it unblocks by itself when the time is over, while the server is up

  bool (*is_installed)() = nullptr;
  // "" where it is in use for this family, else why it is not: "in testing mode: ...".
  std::string (*why_not)(const LiveServer& live, IpFamily family) = nullptr;
  // What it blocks now: ours, and where it can tell others' as well.
  Result<std::vector<BlockedAddress>> (*list)(const LiveServer& live) = nullptr;
  // Idempotent. The text is what to know about surviving a reboot: "saved in ...".
  Result<std::string> (*add)(const LiveServer& live, const BlockOrder& order) = nullptr;
  // Removes what carries the tag (or, unmarked, was made as ours are) among these addresses, and
  // nothing else; with the last of ours everything that was made for them goes. Idempotent.
  Result<> (*remove)(const LiveServer& live, std::string_view tag,
                     const std::vector<IpNetwork>& networks) = nullptr;
};

// In the order in which they are looked for.
std::span<const BlockBackend> block_backends();
const BlockBackend* find_block_backend(std::string_view name);  // nullptr: none is called so

// The one to use for a family. `wanted`: by name, though another may be in use. Kind::refused:
// none.
Result<const BlockBackend*> choose_block_backend(const LiveServer& live, std::string_view wanted,
                                                 IpFamily family);

// Rows, each in its own source file.
BlockBackend csf_backend();
BlockBackend apf_backend();
BlockBackend firewalld_backend();
BlockBackend nftables_backend();
BlockBackend iptables_backend();

// --- what they share

constexpr std::string_view kBlockTag = "queuehound-";

// `networks` is sorted.
bool is_one_of(const std::vector<IpNetwork>& networks, const IpNetwork& network);

// Seconds that are left; nothing where there is no end. At least 1: 0 means "for ever" to all.
std::optional<std::int64_t> seconds_left(const LiveServer& live, const std::optional<Time>& until);

// What to say where the kernel blocks already, but the file for the next boot could not be written.
std::string saved_or_why_not(const Result<std::string>& saved);

// Let in by the kernel, but the file for the next boot could not be written: half-way, and said so.
Result<> let_in_for_good(const Result<std::string>& saved);

// Words that no shell, parser or log takes for anything else: letters, digits and .,:@/_ with one
// blank between, at most `most` bytes; no word begins with a dash.
std::string plain_words(std::string_view text, std::size_t most = 60);

}  // namespace queuehound
