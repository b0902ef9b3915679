#include "host/mmdb.h"

#include <gtest/gtest.h>

#include <vector>

#include "host/geo_table.h"
#include "tree_on_disk.h"

namespace queuehound {
namespace {

std::string bytes_of(std::uint64_t number, std::size_t size) {
  std::string out(size, '\0');
  for (std::size_t i = size; i-- > 0; number >>= 8) out[i] = static_cast<char>(number & 0xff);
  return out;
}
std::string text(std::string_view value) {
  return std::string(1, static_cast<char>(2 << 5 | value.size())) + std::string(value);
}
std::string number(std::uint64_t value, std::size_t size = 4) {
  return std::string(1, static_cast<char>(6 << 5 | size)) + bytes_of(value, size);
}
std::string map(std::size_t entries) { return std::string(1, static_cast<char>(7 << 5 | entries)); }

// A tree of one path: the bits of one IPv4 /8 below ::/96, each other side empty.
std::string database(std::uint64_t record_bits, unsigned char net, const std::string& data,
                     std::uint64_t at = 0) {
  std::vector<bool> bits(96, false);
  for (int i = 7; i >= 0; --i) bits.push_back((net >> i & 1) != 0);
  const std::uint64_t nodes = bits.size();
  std::string tree;
  for (std::uint64_t i = 0; i < nodes; ++i) {
    const std::uint64_t next = i + 1 < nodes ? i + 1 : nodes + 16 + at;
    const std::uint64_t left = bits[i] ? nodes : next, right = bits[i] ? next : nodes;
    if (record_bits == 28)
      tree += bytes_of(left & 0xffffff, 3) +
              std::string(1, static_cast<char>((left >> 24) << 4 | right >> 24)) +
              bytes_of(right & 0xffffff, 3);
    else
      tree += bytes_of(left, record_bits / 8) + bytes_of(right, record_bits / 8);
  }
  return tree + std::string(16, '\0') + data + "\xab\xcd\xefMaxMind.com" + map(3) +
         text("node_count") + number(nodes) + text("record_size") + number(record_bits, 2) +
         text("ip_version") + number(6, 2);
}

const std::string kCountry = map(2) + text("continent") + map(1) + text("code") + text("EU") +
                             text("country") + map(1) + text("iso_code") + text("DE");
const std::string kNetwork = map(1) + text("autonomous_system_number") + number(64500);

TEST(Mmdb, TellsCountryAndNetworkInEveryWidthOfRecords) {
  for (const std::uint64_t bits : {24u, 28u, 32u}) {
    const auto country = Mmdb::parse(database(bits, 203, kCountry));
    const auto network = Mmdb::parse(database(bits, 203, kNetwork));
    ASSERT_TRUE(country && network) << bits;
    EXPECT_EQ(country->find(*parse_ip_address("203.0.113.9")).country, "DE") << bits;
    EXPECT_EQ(network->find(*parse_ip_address("203.0.113.9")).asn, "AS64500") << bits;
    EXPECT_EQ(country->find(*parse_ip_address("198.51.100.1")).country, "") << bits;
    EXPECT_EQ(country->find(*parse_ip_address("2001:db8::1")).country, "") << bits;
  }
}

TEST(Mmdb, FollowsPointers) {
  const std::string shared = text("DE");
  const std::string pointer = std::string(1, static_cast<char>(1 << 5)) + std::string(1, '\0');
  const std::string row = map(1) + text("country") + map(1) + text("iso_code") + pointer;
  const auto file = Mmdb::parse(database(24, 203, shared + row, shared.size()));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->find(*parse_ip_address("203.0.113.9")).country, "DE");
}

TEST(Mmdb, OtherMakersWriteTexts) {
  const auto file = Mmdb::parse(
      database(24, 203, map(2) + text("country") + text("NL") + text("asn") + text("AS64501")));
  ASSERT_TRUE(file);
  const MmdbAnswer answer = file->find(*parse_ip_address("203.0.113.9"));
  EXPECT_EQ(answer.country, "NL");
  EXPECT_EQ(answer.asn, "AS64501");
}

TEST(Mmdb, DamageIsNoAnswer) {
  EXPECT_FALSE(Mmdb::parse(""));
  EXPECT_FALSE(Mmdb::parse("\xab\xcd\xefMaxMind.com"));
  const std::string whole = database(24, 203, kCountry);
  const std::string end = whole.substr(whole.rfind("\xab\xcd\xefMaxMind"));
  const IpAddress address = *parse_ip_address("203.0.113.9");
  for (std::size_t cut = 0; cut < whole.size(); cut += 7) {
    if (const auto file = Mmdb::parse(whole.substr(0, cut) + end)) (void)file->find(address);
    std::string turned = whole;
    turned[cut] = static_cast<char>(~turned[cut]);
    if (const auto file = Mmdb::parse(turned)) (void)file->find(address);
  }
  // A pointer to itself.
  const std::string loop = std::string(1, static_cast<char>(1 << 5)) + std::string(1, '\0');
  const auto file = Mmdb::parse(database(24, 203, loop));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->find(address).country, "");
}

TEST(GeoTable, AsksDatabasesFirst) {
  TreeOnDisk tree;
  tree.file("/usr/share/GeoIP/GeoLite2-Country.mmdb", database(24, 203, kCountry));
  tree.file("/var/lib/GeoIP/dbip-asn-lite.mmdb", database(28, 203, kNetwork));
  tree.file("/usr/share/tor/geoip", "3405803776,3405804031,FR\n3325256704,3325256959,NL\n");
  const RootDir root = tree.root();
  const GeoTable table = read_geo_table(root);
  const MmdbAnswer known = geo_of(table, *parse_ip_address("203.0.113.9"));
  EXPECT_EQ(known.country, "DE");
  EXPECT_EQ(known.asn, "AS64500");
}

}  // namespace
}  // namespace queuehound
