#include "mail/host_family.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

struct Row {
  const char* name;
  const char* address;
  const char* family;
};

class HostFamilyOf : public testing::TestWithParam<Row> {};

TEST_P(HostFamilyOf, IsTheDomainThatTheOwnerOfANameBears) {
  const auto& [name, address, family] = GetParam();
  EXPECT_EQ(family_of_host(name, *parse_ip_address(address)), family);
}

INSTANTIATE_TEST_SUITE_P(
    Names, HostFamilyOf,
    testing::Values(Row{"out-6.bigmail.example", "198.51.100.66", "bigmail.example"},
                    Row{"mail-05on2131.outbound.bigmail.example", "198.51.100.66",
                        "outbound.bigmail.example"},
                    Row{"o66.letters.example", "198.51.100.66", "letters.example"},
                    Row{"harbor.example", "198.51.100.66", "harbor.example"},
                    Row{"harbor.co.uk", "198.51.100.66", "harbor.co.uk"},
                    Row{"mx.harbor.co.uk", "198.51.100.66", "harbor.co.uk"},
                    Row{"66-100-51-198.dyn.example", "198.51.100.66", ""},
                    Row{"ec2-198-51-100-66.cloud.example", "198.51.100.66", ""},
                    Row{"host-051-100-066.dyn.example", "198.51.100.66", ""},
                    Row{"mx6.harbor.example", "2001:db8::6", "harbor.example"},
                    Row{"localhost", "198.51.100.66", ""}, Row{"", "198.51.100.66", ""},
                    Row{"99999999999999999999.a.example", "198.51.100.66", "a.example"},
                    Row{"o4294967362-51-100.a.example", "198.51.100.66", "a.example"}));

TEST(HostFamily, AMailHostSaysSo) {
  for (const char* name : {"mail-wm1-f41.bigmail.example", "o12.SMTP-out.letters.example",
                           "mout.post.example", "s302-21.consmr.mail.ir2.bigmail.example",
                           "sender4-op-o12.office.example", "mx.harbor.example"})
    EXPECT_TRUE(is_mail_hosts_name(name)) << name;
  for (const char* name : {"cpe-a81f.cable.isp.example", "vps80.hoster.example",
                           "dsl-a7.isp.com.mx", "webmaster.harbor.example", "12.34", "", "."})
    EXPECT_FALSE(is_mail_hosts_name(name)) << name;
}

}  // namespace
}  // namespace queuehound
