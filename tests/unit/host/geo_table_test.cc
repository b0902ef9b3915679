#include "host/geo_table.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

TEST(GeoTable, FindsTheRangeThatHoldsAnAddress) {
  const GeoTable table{
      "# made up\n# of documentation ranges\n3221225984,3221226239,DE\n"
      "3325256704,3325256959,NL\n3405803776,3405804031,FR\n",
      "2001:db8::,2001:db8:0:ffff:ffff:ffff:ffff:ffff,SE\n2001:db8:2::,2001:db8:2::ff,PL\n"};
  struct {
    std::string_view address, country;
  } rows[] = {{"192.0.2.0", "DE"},      {"192.0.2.255", "DE"},  {"192.0.3.0", ""},
              {"198.51.100.77", "NL"},  {"203.0.113.9", "FR"},  {"203.0.114.0", ""},
              {"0.0.0.0", ""},          {"2001:db8::5", "SE"},  {"2001:db8:1::", ""},
              {"2001:db8:2::ff", "PL"}, {"2001:db8:2::100", ""}};
  for (const auto& row : rows)
    EXPECT_EQ(country_of(table, *parse_ip_address(row.address)), row.country) << row.address;
}

TEST(GeoTable, AnswersNothingWhereThereIsNothing) {
  const IpAddress address = *parse_ip_address("192.0.2.1");
  for (const std::string text :
       {"", "\n\n", "#", "1,2", "0,4294967295,de", "0,4294967296,DE", ",,DE"})
    EXPECT_EQ(country_of({text, text}, address), "") << text;
  EXPECT_EQ(country_of({std::string(100'000, 'x'), ""}, address), "");
}

}  // namespace
}  // namespace queuehound
