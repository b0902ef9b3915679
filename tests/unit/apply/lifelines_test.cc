#include "apply/lifelines.h"

#include <gtest/gtest.h>

#include <array>

#include "host/allow_list.h"

namespace queuehound {
namespace {

TEST(Lifelines, PeersOfSshAreReadFromTheKernelsTable) {
  constexpr std::string_view kTcp =
      "  sl  local_address rem_address   st tx_queue rx_queue\n"
      "   0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000\n"
      "   1: 016433C6:0016 036433C6:C350 01 00000000:00000000 00:00000000\n"   // 198.51.100.3
      "   2: 016433C6:0019 046433C6:C350 01 00000000:00000000 00:00000000\n"   // SMTP
      "   3: 016433C6:0016 056433C6:C350 06 00000000:00000000 00:00000000\n";  // over
  constexpr std::string_view kTcp6 =
      "   0: 0000000000000000FFFF0000016433C6:08AE 0000000000000000FFFF0000066433C6:C350 01 0\n"
      "   1: B80D0120000000000000000001000000:0016 B80D0120000000000000000007000000:C350 01 0\n"
      "   2: broken\n   3: XYZ:0016 1:2 01\n";
  const std::array<std::uint16_t, 2> ports{22, 2222};
  const auto peers = parse_peers(kTcp, ports);
  ASSERT_EQ(peers.size(), 1u);
  EXPECT_EQ(to_text(peers[0]), "198.51.100.3");
  const auto peers6 = parse_peers(kTcp6, ports);
  ASSERT_EQ(peers6.size(), 2u);
  EXPECT_EQ(to_text(peers6[0]), "198.51.100.6");
  EXPECT_EQ(to_text(peers6[1]), "2001:db8::7");
}

TEST(Lifelines, AllowListsOfOthersAreReadLoosely) {
  const auto open = parse_open_hosts(
      "192.0.2.1 # office\n#192.0.2.2\ntcp|in|d=22|s=192.0.2.3\nd=22:s=192.0.2.4\n2001:db8::/32\n"
      "host.example\nnameserver 192.0.2.5\n");
  std::string texts;
  for (const IpNetwork& network : open) texts += to_text(network) + " ";
  EXPECT_EQ(texts, "192.0.2.1 192.0.2.3 192.0.2.4 2001:db8::/32 192.0.2.5 ");
  const auto sources = parse_zone_sources(
      "<zone target=\"ACCEPT\"><source address=\"192.0.2.0/24\"/>\n<source "
      "mac=\"00:11:22:33:44:55\"/>"
      "<source address=\"2001:db8::1\"/><source ");
  ASSERT_EQ(sources.size(), 2u);
  EXPECT_EQ(to_text(sources[0]), "192.0.2.0/24");
  EXPECT_EQ(parse_ssh_ports("#Port 1\nPort 2222\n  port\t22\nPortX 3\nPort=2200\nPort many\n"),
            (std::vector<std::uint16_t>{2222, 22, 2200}));
}

TEST(Lifelines, ANetworkThatHoldsOneIsKeptOpenToo) {
  const std::vector<Lifeline> lines{{*parse_ip_network("198.51.100.3"), "your SSH session", true}};
  EXPECT_EQ(why_keep_open(lines, *parse_ip_network("198.51.100.3")), "your SSH session");
  EXPECT_EQ(why_keep_open(lines, *parse_ip_network("198.51.100.0/24")),
            "it holds 198.51.100.3: your SSH session");
  EXPECT_EQ(why_keep_open(lines, *parse_ip_network("198.51.100.4")), "");
  EXPECT_NE(why_keep_open(lines, *parse_ip_network("20.0.0.0/8")), "");
  EXPECT_EQ(why_keep_open(lines, *parse_ip_network("20.0.0.0/16")), "");
  EXPECT_NE(why_keep_open(lines, *parse_ip_network("2a00::/12")), "");
}

TEST(Lifelines, WhoWouldShutOutEverybodyIsToldSo) {
  const std::vector<Lifeline> lines{{*parse_ip_network("127.0.0.0/8"), "loopback", true}};
  const struct {
    std::string_view network, wide;
  } rows[] = {{"0.0.0.0/0", "every IPv4 address: everybody is shut out"},
              {"::/0", "every IPv6 address: everybody is shut out"},
              {"0.0.0.0/1", "one in 2 of all IPv4 addresses"},
              {"2000::/3", "one in 8 of all IPv6 addresses"},
              {"20.0.0.0/8", "one in 256 of all IPv4 addresses"},
              {"20.0.0.0/16", ""}};
  for (const auto& row : rows) {
    const std::string wide = how_wide(*parse_ip_network(row.network));
    EXPECT_TRUE(wide.starts_with(row.wide) && wide.empty() == row.wide.empty()) << row.network;
  }
  EXPECT_TRUE(why_keep_open(lines, *parse_ip_network("0.0.0.0/0")).starts_with("every IPv4"));
}

TEST(AllowList, LinesComeAndGoAndTheRestStays) {
  const std::string before =
      "# ours\nip:192.0.2.7  # 2026 alice: office\n\nmailbox:News@a.example\n";
  const auto list = parse_allow_list(before);
  ASSERT_TRUE(list) << list.error().text;
  ASSERT_EQ(list->size(), 2u);
  EXPECT_EQ((*list)[0].note, "2026 alice: office");
  EXPECT_EQ((*list)[1].subject.text(), "mailbox:news@a.example");
  const auto subject = parse_allowed("192.0.2.0/24");
  ASSERT_TRUE(subject);
  const std::string with = with_allowed(before, {*subject, "two\nlines\r# x"});
  EXPECT_EQ(with, before + subject->text() + "  # two lines # x\n");
  EXPECT_EQ(without_allowed(with, *subject), before);
}

TEST(AllowList, WhatIsWiderThanAnyCustomerIsSaid) {
  for (const std::string_view typed :
       {"0.0.0.0/0", "::/0", "128.0.0.0/1", "20.0.0.0/8", "203.0.0.0/15", "2000::/3",
        "2001:db8::/31", "10.0.0.0/7", "::ffff:0.0.0.0/96"})
    EXPECT_NE(why_too_wide(*parse_allowed(typed)), "") << typed;
  for (const std::string_view typed :
       {"192.0.2.7", "203.0.0.0/16", "10.0.0.0/8", "172.16.0.0/12", "fc00::/7", "2001:db8::/32",
        "mailbox:a@b.example", "account:shop"})
    EXPECT_EQ(why_too_wide(*parse_allowed(typed)), "") << typed;
}

TEST(AllowList, WhatCannotStandThereIsSaidWithItsLine) {
  for (const std::string_view typed : {"I-3f9a2c", "domain:a.example", "", "mailbox:nobody"})
    EXPECT_FALSE(parse_allowed(typed)) << typed;
  const auto wrong = parse_allow_list("ip:192.0.2.7\nip:192.0.2.777\n");
  ASSERT_FALSE(wrong);
  EXPECT_TRUE(wrong.error().text.starts_with("/etc/queuehound/allow:2:")) << wrong.error().text;
}

}  // namespace
}  // namespace queuehound
