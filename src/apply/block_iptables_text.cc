// What iptables-save and ipset print, and what is told to them.
#include <fmt/format.h>

#include <algorithm>

#include "apply/block_iptables.h"
#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::string_view kChain = "QUEUEHOUND";
constexpr std::string_view kJump = "-A INPUT -j QUEUEHOUND";
constexpr std::string_view kChainLine = ":QUEUEHOUND - [0:0]";
constexpr std::string_view kOurRule = "-A QUEUEHOUND ";

std::string rule_of(const BlockedAddress& blocked) {
  const std::string tag =
      blocked.tag.empty() ? "" : fmt::format(" -m comment --comment {}", blocked.tag);
  return fmt::format("{} -s {}{} -j DROP", kChain, to_text(blocked.network), tag);
}

std::string set_rule(std::string_view set) {
  return fmt::format("{} -m set --match-set {} src -j DROP", kChain, set);
}

std::string_view unquoted(std::string_view word) {
  if (word.size() >= 2 && word.starts_with('"') && word.ends_with('"'))
    return word.substr(1, word.size() - 2);
  return word;
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for_each_word(line, [&](std::string_view word) { words.push_back(word); });
  return words;
}

std::string_view word_behind(const std::vector<std::string_view>& words, std::string_view name) {
  const auto found = std::ranges::find(words, name);
  return found == words.end() || found + 1 == words.end() ? std::string_view() : *(found + 1);
}

// "[2:120] -A QUEUEHOUND -s 198.51.100.7/32 -m comment --comment queuehound-3f9a2c41 -j DROP"
void learn_rule(std::string_view line, std::string_view counters, OurChain& chain) {
  const auto words = words_of(line);
  if (!word_behind(words, "--match-set").empty()) {
    chain.has_set = true;
    return;
  }
  const auto network = parse_ip_network(word_behind(words, "-s"));
  if (!network || word_behind(words, "-j") != "DROP") return;
  BlockedAddress blocked{*network, std::string(unquoted(word_behind(words, "--comment")))};
  blocked.hits = parse_number<std::uint64_t>(counters.substr(0, counters.find(':')));
  chain.rules.push_back(std::move(blocked));
}

bool is_ours(std::string_view line) {
  if (line.starts_with('[')) cut(line, ' ');  // counters: iptables-save -c
  line = trim(line);
  return line == kJump || line.starts_with(":QUEUEHOUND ") || line.starts_with(kOurRule);
}

// What stands in the file for us: behind the declarations, before the rules of others.
void append_ours(std::string& file, const std::vector<BlockedAddress>& blocked) {
  file += std::string(kJump) + "\n";
  for (const BlockedAddress& one : blocked) file += "-A " + rule_of(one) + "\n";
}

}  // namespace

OurChain parse_iptables_save(std::string_view saved) {
  OurChain chain;
  for_each_line(saved, [&](std::string_view line) {
    std::string_view counters;
    if (line.starts_with('[')) {
      counters = cut(line, ' ');
      counters.remove_prefix(1);
    }
    line = trim(line);
    if (line.starts_with(":QUEUEHOUND ")) chain.is_there = true;
    if (line == kJump) chain.is_used = true;
    if (line.starts_with(kOurRule)) learn_rule(line, counters, chain);
  });
  return chain;
}

// add queuehound4 198.51.100.7 timeout 86399 packets 0 bytes 0 comment "queuehound-3f9a2c41"
std::vector<BlockedAddress> parse_ipset_save(std::string_view saved, Time now) {
  std::vector<BlockedAddress> blocked;
  for_each_line(saved, [&](std::string_view line) {
    const auto words = words_of(line);
    if (words.size() < 3 || words[0] != "add") return;
    const auto network = parse_ip_network(words[2]);
    if (!network) return;
    BlockedAddress one{*network, std::string(unquoted(word_behind(words, "comment")))};
    const auto left = parse_number<std::int64_t>(word_behind(words, "timeout"));
    if (left && *left > 0) one.until = now + seconds(*left);
    one.hits = parse_number<std::uint64_t>(word_behind(words, "packets"));
    blocked.push_back(std::move(one));
  });
  return blocked;
}

std::string iptables_add(const OurChain& chain, std::string_view set, const BlockOrder& order) {
  std::string rules;
  // Declared where it is not there only: to declare a chain again is to flush it.
  if (!chain.is_there) rules += std::string(kChainLine) + "\n";
  if (!chain.is_used) rules += "-I INPUT 1 -j QUEUEHOUND\n";
  if (!set.empty() && !chain.has_set) rules += "-A " + set_rule(set) + "\n";
  if (set.empty())
    for (const IpNetwork& network : order.networks) {
      const BlockedAddress wanted{network, order.tag};
      const bool is_there = std::ranges::any_of(chain.rules, [&](const BlockedAddress& rule) {
        return rule.network == network && rule.tag == order.tag;
      });
      if (!is_there) rules += "-A " + rule_of(wanted) + "\n";
    }
  return rules.empty() ? "" : "*filter\n" + rules + "COMMIT\n";
}

std::string iptables_delete(const OurChain& chain, const std::vector<BlockedAddress>& gone,
                            bool rest, std::string_view set) {
  std::string rules;
  if (!rest && chain.is_used) rules += "-D INPUT -j QUEUEHOUND\n";
  for (const BlockedAddress& one : gone) rules += "-D " + rule_of(one) + "\n";
  if (!rest && chain.has_set) rules += "-D " + set_rule(set) + "\n";
  if (!rest && chain.is_there) rules += "-X QUEUEHOUND\n";
  return rules.empty() ? "" : "*filter\n" + rules + "COMMIT\n";
}

std::string ipset_add(std::string_view set, IpFamily family, const BlockOrder& order, Time now) {
  std::string lines =
      fmt::format("create {} hash:net family {} timeout 0 counters comment maxelem 1048576\n", set,
                  family == IpFamily::v4 ? "inet" : "inet6");
  const std::int64_t left =
      order.until ? std::max<std::int64_t>(1, (*order.until - now).count()) : 0;
  for (const IpNetwork& network : order.networks)
    lines += fmt::format("add {} {} timeout {} comment \"{}\"\n", set, to_text(network), left,
                         order.tag);
  return lines;
}

std::string ipset_delete(std::string_view set, const std::vector<BlockedAddress>& gone) {
  std::string lines;
  for (const BlockedAddress& one : gone)
    lines += fmt::format("del {} {}\n", set, to_text(one.network));
  return lines;
}

std::string with_our_rules(std::string_view file, const std::vector<BlockedAddress>& blocked) {
  std::string text;
  bool in_filter = false, is_declared = false, is_written = blocked.empty();
  for_each_line(file, [&](std::string_view line) {
    if (is_ours(line)) return;
    if (line.starts_with('*')) in_filter = trim(line) == "*filter";
    const bool is_declaration = line.starts_with(':') || line.starts_with('*');
    if (in_filter && !is_written && !is_declaration) {
      if (!is_declared) text += std::string(kChainLine) + "\n";
      is_declared = true;
      append_ours(text, blocked);
      is_written = true;
    }
    text += std::string(line) + "\n";
  });
  if (!is_written) {
    text += "*filter\n" + std::string(kChainLine) + "\n";
    append_ours(text, blocked);
    text += "COMMIT\n";
  }
  if (blocked.empty() && !file.ends_with('\n') && text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace queuehound
