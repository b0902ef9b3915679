#include "host/allow_list.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/root_dir.h"

namespace queuehound {
namespace {

namespace fs = std::filesystem;

// Logs hold either name of the domain: who is vouched for under one is vouched for under both.
TEST(AllowList, holds_for_both_names_of_an_internationalized_domain) {
  std::string pattern = (fs::temp_directory_path() / "allow_XXXXXX").string();
  const fs::path top = ::mkdtemp(pattern.data());
  fs::create_directories(top / "etc/queuehound");
  const std::string text = "mailbox:info@bücher.example  # the owner\naccount:shop\n";
  std::ofstream(top / "etc/queuehound/allow") << text;
  Config config;
  config.allow = {"mailbox:desk@xn--mnchen-3ya.example"};
  ASSERT_TRUE(honour_allow_list(*RootDir::open(top.string()), config));
  EXPECT_EQ(config.allow,
            (std::vector<std::string>{"mailbox:desk@xn--mnchen-3ya.example",
                                      "mailbox:desk@münchen.example", "mailbox:info@bücher.example",
                                      "mailbox:info@xn--bcher-kva.example", "account:shop"}));
  fs::remove_all(top);
  EXPECT_EQ(without_allowed(text, *parse_allowed("info@xn--bcher-kva.example")), "account:shop\n");
}

}  // namespace
}  // namespace queuehound
