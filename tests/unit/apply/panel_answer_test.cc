#include "apply/panel_answer.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

TEST(PanelAnswer, OnlyAClearYesIsSuccess) {
  const struct {
    std::string_view program, printed;
    bool succeeded;
  } rows[] = {
      {"uapi", R"({"result":{"status":1,"errors":null}})", true},
      {"uapi", R"({"result":{"status":0,"errors":["no\u001b[2J such"]}})", false},
      {"uapi", R"({"result":{"errors":null}})", false},
      {"uapi", R"({"metadata":{"result":1}})", false},
      {"whmapi1", R"({"metadata":{"result":1,"reason":"OK"}})", true},
      {"whmapi1", R"({"metadata":{"result":0,"reason":"no"}})", false},
      {"uapi", "", false},
      {"uapi", "[1]", false},
      {"uapi", "{\"result\":", false},
      {"uapi", R"({"result":[{"status":1}]})", false},
  };
  for (const auto& row : rows) {
    const std::string failure = cpanel_failure(row.program, row.printed);
    EXPECT_EQ(failure.empty(), row.succeeded) << row.printed << " " << failure;
    EXPECT_FALSE(failure.contains('\x1b'));
  }
}

TEST(PanelAnswer, AFlagIsTheMailboxsOwn) {
  constexpr std::string_view kList =
      R"({"result":{"data":[{"email":"a@b.example","hold_outgoing":"0"},)"
      R"({"email":"c@b.example","hold_outgoing":1},{"email":5},7]}})";
  EXPECT_EQ(panel_flag(kList, "a@b.example", "hold_outgoing"), false);
  EXPECT_EQ(panel_flag(kList, "c@b.example", "hold_outgoing"), true);
  EXPECT_EQ(panel_flag(kList, "x@b.example", "hold_outgoing"), std::nullopt);
  EXPECT_EQ(panel_flag(kList, "c@b.example", "suspended_login"), std::nullopt);
  EXPECT_EQ(panel_flag(R"({"kim":{"SUSPENDED":"yes"}})", "kim@b", "SUSPENDED"), true);
  EXPECT_EQ(panel_flag(R"({"kim":{"SUSPENDED":"no"}})", "kim@b", "SUSPENDED"), false);
  EXPECT_EQ(panel_flag(R"({"kim":{"SUSPENDED":[]}})", "kim@b", "SUSPENDED"), std::nullopt);
  EXPECT_EQ(panel_flag("no", "kim@b", "SUSPENDED"), std::nullopt);
}

}  // namespace
}  // namespace queuehound
