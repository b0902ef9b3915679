#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#ifdef QUEUEHOUND_HAVE_RAPIDCHECK
#include <rapidcheck/gtest.h>
#endif

#include "apply/block_backend.h"
#include "apply/block_firewalld.h"
#include "apply/block_heirs.h"
#include "apply/block_hosts_file.h"
#include "apply/block_iptables.h"
#include "apply/block_nftables.h"
#include "apply/block_wish.h"
#include "apply/blocked_now.h"

namespace queuehound {
namespace {

constexpr Time kNow{seconds(1'795'441'173)};
constexpr std::string_view kTagOne = "queuehound-3f9a2c41";

IpNetwork net(std::string_view text) {
  const auto network = parse_ip_network(text);
  EXPECT_TRUE(network) << text;
  return network.value_or(IpNetwork{});
}
std::vector<IpNetwork> nets(std::initializer_list<std::string_view> texts) {
  std::vector<IpNetwork> networks;
  for (const std::string_view text : texts) networks.push_back(net(text));
  std::ranges::sort(networks);
  return networks;
}
BlockedAddress blocked(std::string_view text, std::string_view tag = kTagOne) {
  return {net(text), std::string(tag)};
}

TEST(BlockWish, IsReadFromAnAction) {
  Action action{ActionKind::block_address, "198.51.100.7", {}, {}, {}, {}, {}};
  EXPECT_EQ(parse_block_wish(action)->networks, nets({"198.51.100.7"}));
  EXPECT_EQ(parse_block_wish(action)->ttl, 86400);
  action.details = {{"addresses", "203.0.113.0/24 2001:db8::7  203.0.113.9 203.0.113.0/24"},
                    {"ttl", "0"},
                    {"force", "1"}};
  const auto wish = parse_block_wish(action);
  ASSERT_TRUE(wish);
  EXPECT_EQ(wish->networks, nets({"203.0.113.0/24", "2001:db8::7"}))
      << "one within another is left out";
  EXPECT_EQ(wish->ttl, 0);
  EXPECT_TRUE(wish->force);
}

TEST(BlockWish, WhatIsNoneIsRefused) {
  for (const std::string_view target : {"", "host.example", "198.51.100.7; reboot", "-D", "1.2.3",
                                        "198.51.100.7/33", "all", "198.51.100.7\n-j ACCEPT"}) {
    const Action action{ActionKind::block_address, std::string(target), {}, {}, {}, {}, {}};
    const auto wish = parse_block_wish(action);
    ASSERT_FALSE(wish) << target;
    EXPECT_EQ(wish.error().kind, Error::Kind::refused);
  }
  for (const std::string_view ttl : {"-1", "x", "1 2", "99999999999999"}) {
    Action action{ActionKind::block_address, "198.51.100.7", {}, {}, {}, {}, {}};
    action.details["ttl"] = ttl;
    EXPECT_FALSE(parse_block_wish(action)) << ttl;
  }
}

JournalledAction journalled(std::int64_t number, ActionState state, Record before, Record after) {
  JournalledAction row;
  row.number = number;
  row.action.kind = ActionKind::block_address;
  row.state = state;
  row.before = std::move(before);
  row.after = std::move(after);
  return row;
}

TEST(OurBlocks, TheJournalTellsWhatIsStillBlocked) {
  const Record two{{"addresses", "198.51.100.7 198.51.100.8"}, {"until", "1795441100"}};
  std::vector<JournalledAction> rows{
      journalled(1, ActionState::done, two, {{"blocked", "198.51.100.7 198.51.100.8"}}),
      journalled(2, ActionState::undone, {{"addresses", "203.0.113.1"}}, {}),
      journalled(3, ActionState::planned, {{"addresses", "203.0.113.2"}}, {}),
      journalled(4, ActionState::begun, {{"addresses", "203.0.113.3"}}, {}),
      journalled(5, ActionState::done, {{"addresses", "198.51.100.7"}, {"change", "unblock"}}, {})};
  std::vector<IpNetwork> ours;
  for (const OurBlock& block : our_blocks(rows)) ours.push_back(block.network);
  EXPECT_EQ(ours, nets({"198.51.100.8", "203.0.113.3"})) << "what was cut off may be blocked";
  ASSERT_EQ(overdue_blocks(rows, kNow).size(), 1u);
  EXPECT_EQ(overdue_blocks(rows, kNow).front().number, 1);
  EXPECT_TRUE(has_timed_blocks(rows));
  rows.front().state = ActionState::undone;
  EXPECT_FALSE(has_timed_blocks(rows));
}

TEST(OurBlocks, WhatTwoWantIsBothTheirs) {
  const Record first{{"addresses", "198.51.100.7"}};
  const Record second{{"addresses", "203.0.113.1"}, {"shared", "198.51.100.7"}};
  std::vector<JournalledAction> rows{journalled(1, ActionState::done, first, {}),
                                     journalled(2, ActionState::done, second, {})};
  const auto rows_of = [&](std::string_view address) {
    std::vector<std::size_t> found;
    for (const OurBlock& block : our_blocks(rows))
      if (block.network == net(address)) found.push_back(block.row);
    return found;
  };
  EXPECT_EQ(rows_of("198.51.100.7"), (std::vector<std::size_t>{1, 0}));
  rows[0].state = ActionState::undone;
  EXPECT_EQ(rows_of("198.51.100.7"), (std::vector<std::size_t>{1}));
  rows.push_back(
      journalled(3, ActionState::done, {{"addresses", "198.51.100.7"}, {"change", "unblock"}}, {}));
  EXPECT_TRUE(rows_of("198.51.100.7").empty()) << "let in by hand";
}

StandingAction standing(std::string id, Record before) {
  return {std::move(id), "", std::move(before), {}};
}

TEST(BlockHeirs, WhoWantsAnAddressLongestGetsIt) {
  const std::vector<StandingAction> all{
      standing("A-1", {{"addresses", "198.51.100.7"}, {"until", "1795441100"}}),  // over
      standing("A-2", {{"shared", "198.51.100.7"}, {"until", "1795442000"}}),
      standing("A-3", {{"addresses", "203.0.113.1"}, {"shared", "198.51.100.7 198.51.100.9"}}),
      standing("A-4", {{"addresses", "203.0.113.9"}, {"change", "unblock"}}),
      standing("A-5", {{"shared", "198.51.100.7 192.0.2.9"}, {"until", "1795443000"}})};
  const auto heirs = heirs_of(all, nets({"198.51.100.7", "192.0.2.0/24"}), kNow);
  ASSERT_EQ(heirs.size(), 2u);
  EXPECT_EQ(heirs[0].id, "A-3");
  EXPECT_EQ(heirs[0].wish.networks, nets({"198.51.100.7"})) << "for ever, and only what is free";
  EXPECT_EQ(heirs[1].wish.networks, nets({"192.0.2.9"})) << "within a network that is given up";
  EXPECT_TRUE(heirs_of(all, nets({"203.0.113.9"}), kNow).empty());
}

TEST(BlockHeirs, WhoWantsTheNetworkHasTheAddressBlockedToo) {
  const std::vector<StandingAction> all{
      standing("A-2", {{"shared", "192.0.2.0/25"}}),
      standing("A-3", {{"shared", "192.0.2.9 192.0.2.64/26 192.0.2.200"}})};
  const auto heirs = heirs_of(all, nets({"192.0.2.0/24"}), kNow);
  ASSERT_EQ(heirs.size(), 2u);
  EXPECT_EQ(heirs[0].wish.networks, nets({"192.0.2.0/25"}));
  EXPECT_EQ(heirs[1].wish.networks, nets({"192.0.2.200"})) << "a firewall takes no overlap";
}

TEST(PlainWords, HoldNothingThatAShellAParserOrALogCouldTakeForMore) {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"spam run", "spam run"},
      {"-D INPUT 1", "D INPUT 1"},
      {"--", ""},
      {"$(touch /x) `id`", "touch /x id"},
      {"a\nb\r\t c", "a b c"},
      {"* ? [a-z] {x,y}", "a-z x,y"},
      {"\"quoted' | ; # end", "quoted end"},
      {"x -p 25", "x p 25"},
      {"\xc3\xbcml \x1b[2J", "ml 2J"},
      {"", ""}};
  for (const auto& [in, out] : rows) EXPECT_EQ(plain_words(in), out) << in;
  EXPECT_EQ(plain_words(std::string(500, 'x')).size(), 60u);
}

#ifdef QUEUEHOUND_HAVE_RAPIDCHECK
RC_GTEST_PROP(PlainWords, OfAnyBytesArePlain, (const std::string& text)) {
  const std::string plain = plain_words(text);
  RC_ASSERT(plain.size() <= 60);
  RC_ASSERT(!plain.starts_with('-') && !plain.contains(" -") && !plain.contains("  "));
  RC_ASSERT(plain.find_first_of("\n\r\t\"'$`*?[]{}();|&<>\\#!~") == std::string::npos);
}
#endif

// --- nftables

TEST(Nftables, AnswersInJsonAreReadAndStrangeOnesAreNothing) {
  const auto rows = parse_nftables_table(R"({"nftables": [{"metainfo": {"version": "1.0.6"}},
    {"set": {"name": "blocked4", "elem": [
      {"elem": {"val": "198.51.100.7", "timeout": 86400, "expires": 86399,
                "comment": "queuehound-3f9a2c41", "counter": {"packets": 12, "bytes": 720}}},
      "198.51.100.8"]}},
    {"set": {"name": "networks6", "elem": [
      {"elem": {"val": {"prefix": {"addr": "2001:db8::", "len": 48}}, "comment": "queuehound-1"}}]}},
    {"set": {"name": "blocked6"}}, {"rule": {}}]})",
                                         kNow);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].network, net("198.51.100.7"));
  EXPECT_EQ(rows[0].tag, kTagOne);
  EXPECT_EQ(rows[0].until, kNow + seconds(86399));
  EXPECT_EQ(rows[0].hits, 12u);
  EXPECT_EQ(rows[1].network, net("198.51.100.8"));
  EXPECT_EQ(rows[2].network, net("2001:db8::/48"));
  for (
      const std::string_view strange :
      {"", "[]", "{", "null", R"({"nftables": 1})",
       R"({"nftables": [1, {"set": 2}, {"set": {"elem": 3}}]})",
       R"({"nftables": [{"set": {"elem": [null, {"elem": 1}, {"elem": {}}, {"elem": {"val": {"prefix": 1}}}]}}]})"})
    EXPECT_TRUE(parse_nftables_table(strange, kNow).empty()) << strange;
}

TEST(Nftables, SinglesAndNetworksGoToSetsOfTheirOwn) {
  const BlockOrder order{nets({"198.51.100.7", "203.0.113.0/24", "2001:db8::7", "2001:db8:1::/48"}),
                         std::string(kTagOne), "any reason\n", kNow + seconds(60)};
  EXPECT_EQ(nftables_add(order, kNow),
            "add element inet queuehound blocked4 { 198.51.100.7 timeout 60s comment "
            "\"queuehound-3f9a2c41\" }\n"
            "add element inet queuehound blocked6 { 2001:db8::7 timeout 60s comment "
            "\"queuehound-3f9a2c41\" }\n"
            "add element inet queuehound networks4 { 203.0.113.0/24 timeout 60s comment "
            "\"queuehound-3f9a2c41\" }\n"
            "add element inet queuehound networks6 { 2001:db8:1::/48 timeout 60s comment "
            "\"queuehound-3f9a2c41\" }\n");
  EXPECT_EQ(nftables_delete({blocked("198.51.100.7")}),
            "add element inet queuehound blocked4 { 198.51.100.7 }\n"
            "delete element inet queuehound blocked4 { 198.51.100.7 }\n")
      << "one that expired meanwhile must not stop the rest";
}

TEST(Nftables, TheIncludeIsAPatternAndGoesAsItCame) {
  const std::string before = "flush ruleset\ntable inet filter {}\n";
  const std::string with = with_include(before, "/etc/nftables.d/queuehound.nft");
  EXPECT_TRUE(with.contains("include \"/etc/nftables.d/queuehound.nf[t]\"")) << with;
  EXPECT_EQ(with_include(with, "/etc/nftables.d/queuehound.nft"), with);
  EXPECT_EQ(without_include(with, "/etc/nftables.d/queuehound.nft"), before);
  EXPECT_EQ(without_include(before, "/etc/nftables.d/queuehound.nft"), before);
}

// --- iptables

constexpr std::string_view kSavedRules =
    "# Generated by iptables-save\n*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n"
    ":OUTPUT ACCEPT [0:0]\n-A INPUT -s 192.0.2.77/32 -j DROP\nCOMMIT\n*nat\n"
    ":PREROUTING ACCEPT [0:0]\nCOMMIT\n";

TEST(Iptables, OurChainIsToldFromOthers) {
  const OurChain chain = parse_iptables_save(
      "*filter\n:INPUT ACCEPT [9:540]\n:QUEUEHOUND - [0:0]\n[2:120] -A INPUT -j QUEUEHOUND\n"
      "[1:60] -A INPUT -s 198.51.100.7/32 -j DROP\n"
      "[3:180] -A QUEUEHOUND -s 198.51.100.7/32 -m comment --comment queuehound-3f9a2c41 -j DROP\n"
      "[0:0] -A QUEUEHOUND -m set --match-set queuehound4 src -j DROP\nCOMMIT\n");
  EXPECT_TRUE(chain.is_there && chain.is_used && chain.has_set);
  ASSERT_EQ(chain.rules.size(), 1u);
  EXPECT_EQ(chain.rules[0].network, net("198.51.100.7"));
  EXPECT_EQ(chain.rules[0].tag, kTagOne);
  EXPECT_EQ(chain.rules[0].hits, 3u);
}

TEST(Iptables, WhatIsThereIsNotMadeAgain) {
  const BlockOrder order{nets({"198.51.100.7"}), std::string(kTagOne), {}, {}};
  EXPECT_EQ(iptables_add({}, "", order),
            "*filter\n:QUEUEHOUND - [0:0]\n-I INPUT 1 -j QUEUEHOUND\n-A QUEUEHOUND -s 198.51.100.7 "
            "-m comment --comment queuehound-3f9a2c41 -j DROP\nCOMMIT\n");
  const OurChain full{true, true, false, {blocked("198.51.100.7")}};
  EXPECT_EQ(iptables_add(full, "", order), "");
  EXPECT_EQ(iptables_delete(full, {blocked("198.51.100.7")}, false, "queuehound4"),
            "*filter\n-D INPUT -j QUEUEHOUND\n-D QUEUEHOUND -s 198.51.100.7 -m comment --comment "
            "queuehound-3f9a2c41 -j DROP\n-X QUEUEHOUND\nCOMMIT\n");
  EXPECT_EQ(iptables_delete({}, {}, false, "queuehound4"), "");
}

TEST(Iptables, TheFileOfBootTakesOurLinesAndGivesThemBack) {
  const std::string with = with_our_rules(kSavedRules, {blocked("198.51.100.7")});
  EXPECT_TRUE(
      with.contains(":OUTPUT ACCEPT [0:0]\n:QUEUEHOUND - [0:0]\n-A INPUT -j QUEUEHOUND\n"
                    "-A QUEUEHOUND -s 198.51.100.7 -m comment --comment "
                    "queuehound-3f9a2c41 -j DROP\n-A INPUT -s 192.0.2.77/32 -j DROP\n"))
      << with;
  EXPECT_EQ(with_our_rules(with, {blocked("198.51.100.7")}), with);
  EXPECT_EQ(with_our_rules(with, {}), kSavedRules);
  EXPECT_EQ(with_our_rules("*nat\nCOMMIT", {}), "*nat\nCOMMIT");
  EXPECT_TRUE(with_our_rules("", {blocked("198.51.100.7")}).starts_with("*filter\n:QUEUEHOUND"));
  EXPECT_EQ(
      with_our_rules(
          "*filter\n[0:0] -A QUEUEHOUND -m set --match-set queuehound4 src -j DROP\nCOMMIT\n", {}),
      "*filter\nCOMMIT\n")
      << "a rule whose set is not there at boot would keep the whole file from loading";
}

TEST(Ipset, MembersAreReadWithTheirTime) {
  const auto rows = parse_ipset_save(
      "create queuehound4 hash:net family inet hashsize 1024 maxelem 1048576 timeout 0 counters "
      "comment\n"
      "add queuehound4 198.51.100.7 timeout 99 packets 4 bytes 240 comment "
      "\"queuehound-3f9a2c41\"\n"
      "add queuehound4 203.0.113.0/24 timeout 0 packets 0 bytes 0 comment "
      "\"queuehound-3f9a2c41\"\n",
      kNow);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].until, kNow + seconds(99));
  EXPECT_EQ(rows[0].hits, 4u);
  EXPECT_EQ(rows[0].tag, kTagOne);
  EXPECT_FALSE(rows[1].until);
}

// --- csf, apf, firewalld

TEST(Csf, ItsFilesTellWhoIsOurs) {
  const auto deny = parse_csf_deny(
      "# csf.deny\n192.0.2.77 # theirs - Mon Nov 23\n198.51.100.7 # queuehound-3f9a2c41 spam - "
      "Thu\n"
      "tcp|in|d=25|s=192.0.2.9\nInclude /etc/csf/more\n2001:db8::/32\n");
  ASSERT_EQ(deny.size(), 3u);
  EXPECT_EQ(deny[0].tag, "");
  EXPECT_EQ(deny[1].tag, kTagOne);
  const auto temporary = parse_csf_tempban(
      "1795441100|198.51.100.7||in|86400|queuehound-3f9a2c41 "
      "spam\n1795441100|192.0.2.9|25|in|60|x\nbad\n");
  ASSERT_EQ(temporary.size(), 1u) << "one port is not the whole address";
  EXPECT_EQ(temporary[0].until, Time(seconds(1795441100 + 86400)));
}

TEST(Apf, OnlyTheTwoLinesOfOurOwnGo) {
  constexpr std::string_view kFile =
      "##\n# added 198.51.100.20 on 11/23/26 13:50:38 with comment: a neighbour\n198.51.100.20\n"
      "# added 198.51.100.2 on 11/23/26 13:50:38 with comment: queuehound-3f9a2c41 "
      "spam\n198.51.100.2\n"
      "198.51.100.2/25\n";
  const auto rows = parse_apf_deny(kFile);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].tag, "");
  EXPECT_EQ(rows[1].tag, kTagOne);
  EXPECT_EQ(
      without_apf_lines(kFile, kTagOne, nets({"198.51.100.2"})),
      "##\n# added 198.51.100.20 on 11/23/26 13:50:38 with comment: a neighbour\n198.51.100.20\n"
      "198.51.100.2/25\n");
  EXPECT_EQ(without_apf_lines(kFile, "queuehound-00000000", nets({"198.51.100.2"})), kFile);
  EXPECT_EQ(without_apf_lines("# added", kTagOne, nets({"198.51.100.2"})), "# added");
  EXPECT_EQ(without_apf_lines("", kTagOne, {}), "");
}

TEST(ShellSetting, TheLastOneHolds) {
  constexpr std::string_view kConfig =
      "# TESTING = \"2\"\nTESTING = \"1\"\nTESTING=\"0\" # live\nX='a b'\nY=7\n";
  EXPECT_EQ(shell_setting(kConfig, "TESTING"), "0");
  EXPECT_EQ(shell_setting(kConfig, "X"), "a b");
  EXPECT_EQ(shell_setting(kConfig, "Y"), "7");
  EXPECT_EQ(shell_setting(kConfig, "Z"), "");
}

TEST(Firewalld, OurRulesAreToldByTheirPriority) {
  const auto rules = parse_all_zones(
      "drop\n  target: DROP\n  rich rules: \n\npublic (default, active)\n  target: default\n  rich "
      "rules: \n"
      "\trule priority=\"-7326\" family=\"ipv4\" source address=\"198.51.100.7\" drop\n"
      "\trule family=\"ipv4\" source address=\"192.0.2.77\" drop\n"
      "\trule priority=\"-7326\" family=\"ipv6\" source address=\"2001:db8::/32\" drop\n"
      "\trule priority=\"-7326\" family=\"ipv4\" source address=\"192.0.2.78\" accept\n");
  ASSERT_EQ(rules.size(), 2u);
  EXPECT_EQ(rules[0].zone, "public");
  EXPECT_EQ(rules[0].network, net("198.51.100.7"));
  EXPECT_EQ(rules[1].network, net("2001:db8::/32"));
  EXPECT_EQ(
      parse_active_zones("public (default)\n  interfaces: eth0\nwork\n  sources: 192.0.2.0/24\n"),
      (std::vector<std::string>{"public", "work"}));
}

}  // namespace
}  // namespace queuehound
