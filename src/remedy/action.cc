#include "remedy/action.h"

#include <algorithm>
#include <array>

namespace queuehound {
namespace {

struct Row {
  ActionKind kind;
  std::string_view name;
};

constexpr std::array<Row, 12> kActions{{
    {ActionKind::seal_script, "seal_script"},
    {ActionKind::stop_process, "stop_process"},
    {ActionKind::disable_cron, "disable_cron"},
    {ActionKind::hold_account, "hold_account"},
    {ActionKind::reset_password, "reset_password"},
    {ActionKind::suspend_login, "suspend_login"},
    {ActionKind::suspend_account, "suspend_account"},
    {ActionKind::disable_list, "disable_list"},
    {ActionKind::block_address, "block_address"},
    {ActionKind::freeze_messages, "freeze_messages"},
    {ActionKind::quarantine_messages, "quarantine_messages"},
    {ActionKind::advise, "advise"},
}};

}  // namespace

std::string_view action_name(ActionKind kind) {
  const auto* row = std::ranges::find(kActions, kind, &Row::kind);
  return row == kActions.end() ? "" : row->name;
}

std::optional<ActionKind> parse_action_name(std::string_view name) {
  const auto* row = std::ranges::find(kActions, name, &Row::name);
  if (row == kActions.end()) return std::nullopt;
  return row->kind;
}

}  // namespace queuehound
