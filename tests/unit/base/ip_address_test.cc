#include "base/ip_address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <set>

namespace queuehound {
namespace {

TEST(IpAddress, TextIsReadStrictlyAndWrittenInOneWay) {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"192.0.2.1", "192.0.2.1"},
      {"0.0.0.0", "0.0.0.0"},
      {"255.255.255.255", "255.255.255.255"},
      {"::ffff:192.0.2.1", "192.0.2.1"},
      {"::FFFF:c000:201", "192.0.2.1"},
      {"2001:DB8:0:0:0:0:0:1", "2001:db8::1"},
      {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},  // one zero group is not shortened
      {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},     // of equals the first
      {"2001:db8:0:1:0:0:0:1", "2001:db8:0:1::1"},
      {"::", "::"},
      {"::1", "::1"},
      {"fe80::", "fe80::"},
      {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"},
      {"::192.0.2.1", "::c000:201"},  // not the mapped form
  };
  for (const auto& [in, out] : rows) {
    const auto address = parse_ip_address(in);
    ASSERT_TRUE(address) << in;
    EXPECT_EQ(to_text(*address), out);
    EXPECT_EQ(parse_ip_address(out), address) << out;
  }
}

TEST(IpAddress, WhatIsNoAddressIsRefused) {
  for (const std::string_view bad : {"",
                                     ".",
                                     "1.2.3",
                                     "1.2.3.4.",
                                     ".1.2.3.4",
                                     "1.2.3.4.5",
                                     "01.2.3.4",
                                     "1.2.3.256",
                                     "1.2.3.1000",
                                     "1.2.3.4 ",
                                     " 1.2.3.4",
                                     "1.2.3.-4",
                                     "1..2.3",
                                     "[::1]",
                                     "::1%eth0",
                                     "fe80::1%1",
                                     "1.2.3.4:25",
                                     ":::",
                                     "1:2:3:4:5:6:7",
                                     "1:2:3:4:5:6:7:8:9",
                                     "g::1",
                                     "::ffff:192.0.2.01",
                                     "0x7f.0.0.1",
                                     "localhost",
                                     "1:2:3:4:5:6:7:8888888888888888888888888888888888888"}) {
    EXPECT_FALSE(parse_ip_address(bad)) << bad;
  }
  EXPECT_FALSE(parse_ip_address(std::string_view("::1\0", 4)));
}

TEST(IpAddress, EveryAddressReadsBackAsInetPtonReadsIt) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20000; ++i) {
    IpAddress address;
    for (auto& byte : address.bytes) byte = static_cast<std::uint8_t>(random() % 4 ? 0 : random());
    const std::string text = to_text(address);
    EXPECT_EQ(parse_ip_address(text), address) << text;
    if (address.is_v4()) continue;
    IpAddress other;
    ASSERT_EQ(::inet_pton(AF_INET6, text.c_str(), other.bytes.data()), 1) << text;
    EXPECT_EQ(other, address);
  }
}

struct NetworkRow {
  std::string_view network, address;
  bool is_inside;
};

TEST(IpNetwork, ContainsWhatSharesItsPrefix) {
  const NetworkRow rows[] = {
      {"192.0.2.0/24", "192.0.2.255", true},
      {"192.0.2.0/24", "192.0.3.0", false},
      {"192.0.2.77/24", "192.0.2.1", true},
      {"192.0.2.1", "192.0.2.1", true},
      {"192.0.2.1", "192.0.2.2", false},
      {"0.0.0.0/0", "198.51.100.7", true},
      {"0.0.0.0/0", "2001:db8::1", false},
      {"::/0", "198.51.100.7", true},
      {"198.51.100.128/25", "198.51.100.127", false},
      {"198.51.100.128/25", "198.51.100.200", true},
      {"2001:db8::/32", "2001:db8:ffff::1", true},
      {"2001:db8::/33", "2001:db8:8000::1", false},
      {"::ffff:192.0.2.0/120", "192.0.2.9", true},
      {"192.0.2.4/31", "192.0.2.5", true},
      {"192.0.2.4/31", "192.0.2.6", false},
  };
  for (const NetworkRow& row : rows) {
    const auto network = parse_ip_network(row.network);
    ASSERT_TRUE(network) << row.network;
    EXPECT_EQ(network->contains(*parse_ip_address(row.address)), row.is_inside)
        << row.network << ' ' << row.address;
  }
  for (const std::string_view bad : {"192.0.2.0/33", "192.0.2.0/", "192.0.2.0/-1", "/24", "::/129",
                                     "192.0.2.0/24/1", "192.0.2.0/0024", "x/8"}) {
    EXPECT_FALSE(parse_ip_network(bad)) << bad;
  }
}

TEST(IpNetwork, NeighboursShareA24OrA64) {
  const auto near = neighbourhood_of(*parse_ip_address("192.0.2.200"));
  EXPECT_TRUE(near.contains(*parse_ip_address("192.0.2.1")));
  EXPECT_FALSE(near.contains(*parse_ip_address("192.0.3.200")));
  const auto near6 = neighbourhood_of(*parse_ip_address("2001:db8:1:2:3::4"));
  EXPECT_TRUE(near6.contains(*parse_ip_address("2001:db8:1:2::")));
  EXPECT_FALSE(near6.contains(*parse_ip_address("2001:db8:1:3::")));
}

TEST(IpNetwork, OneSiteHasA24OrA48) {
  EXPECT_EQ(to_text(site_network_of(*parse_ip_address("192.0.2.200"))), "192.0.2.0/24");
  EXPECT_EQ(to_text(site_network_of(*parse_ip_address("2001:db8:1:2:3::4"))), "2001:db8:1::/48");
}

TEST(IpAddress, PrivateRangesEndWhereTheyShould) {
  const std::pair<std::string_view, bool> rows[] = {
      {"10.0.0.0", true},
      {"10.255.255.255", true},
      {"11.0.0.0", false},
      {"9.255.255.255", false},
      {"172.15.255.255", false},
      {"172.16.0.0", true},
      {"172.31.255.255", true},
      {"172.32.0.0", false},
      {"192.168.255.1", true},
      {"192.169.0.0", false},
      {"100.63.255.255", false},
      {"100.64.0.0", true},
      {"100.127.255.255", true},
      {"100.128.0.0", false},
      {"169.254.1.1", true},
      {"127.1.2.3", true},
      {"192.0.2.1", false},
      {"198.51.100.1", false},
      {"203.0.113.1", false},
      {"::ffff:10.1.1.1", true},
      {"::1", true},
      {"::2", false},
      {"fc00::", true},
      {"fdff::1", true},
      {"fe00::1", false},
      {"fe80::1", true},
      {"febf::1", true},
      {"fec0::1", false},
      {"2001:db8::1", false},
      {"0.0.0.0", false},
  };
  for (const auto& [text, expected] : rows) {
    EXPECT_EQ(is_private(*parse_ip_address(text)), expected) << text;
  }
  EXPECT_TRUE(is_loopback(*parse_ip_address("127.0.0.53")));
  EXPECT_TRUE(is_loopback(*parse_ip_address("::1")));
  EXPECT_FALSE(is_loopback(*parse_ip_address("128.0.0.1")));
}

// What strangers could do to the hash that was the same in every run, and to one that keys one
// half.
TEST(IpAddressHash, NobodyChoosesAddressesOfOnePlace) {
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15, kFactor = 0xd6e8feb86659fd93;
  const auto address_of = [](std::uint64_t first, std::uint64_t second) {
    IpAddress address;
    std::memcpy(address.bytes.data(), &first, sizeof first);
    std::memcpy(address.bytes.data() + sizeof first, &second, sizeof second);
    return address;
  };
  std::set<std::size_t> products, factors;
  constexpr std::uint64_t kCount = 1000;
  for (std::uint64_t i = 0; i < kCount; ++i) {
    const std::uint64_t first = 0xb80d0120 | i << 48;  // 2001:db8:0:i
    products.insert(IpAddressHash()(address_of(first, first * kOdd)));
    factors.insert(IpAddressHash()(address_of(first, kFactor)));
  }
  EXPECT_EQ(products.size(), kCount);
  EXPECT_EQ(factors.size(), kCount);
}

}  // namespace
}  // namespace queuehound
