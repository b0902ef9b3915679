#include <algorithm>
#include <array>

#include "base/ip_address.h"
#include "base/text.h"
#include "cli/command_row.h"
#include "remedy/action.h"

namespace queuehound {
namespace {

using Complaint = std::optional<std::string>;
constexpr std::string_view kSteps = "Which steps";

// "password" is how people say it.
std::optional<ActionKind> kind_named(std::string_view name) {
  if (name == "password") return ActionKind::reset_password;
  if (name == "seal") return ActionKind::seal_script;
  if (name == "block") return ActionKind::block_address;
  if (name == "hold") return ActionKind::hold_account;
  if (name == "quarantine") return ActionKind::quarantine_messages;
  if (name == "freeze") return ActionKind::freeze_messages;
  return parse_action_name(name);
}

// An empty value is a shell's variable that was not set: taken as "all steps" it would do what
// nobody asked for, or block an address that was to stay open.
constexpr std::string_view kOfKinds =
    "wants kinds of steps, such as reset_password, suspend_login or freeze";
constexpr std::string_view kOfAny =
    "wants kinds of steps, their numbers or addresses, such as block_address, 2 or 192.0.2.7";
constexpr std::string_view kOfNumbers = "wants numbers of steps, such as 1,2";

Complaint set_with(Options& options, std::string_view value) {
  if (value.empty()) return std::string(kOfKinds);
  while (!value.empty()) {
    const auto kind = kind_named(cut(value, ','));
    if (!kind) return std::string(kOfKinds);
    options.plan.with.emplace_back(action_name(*kind));
  }
  return {};
}

Complaint set_without(Options& options, std::string_view value) {
  if (value.empty()) return std::string(kOfAny);
  while (!value.empty()) {
    const std::string_view word = cut(value, ',');
    const auto kind = kind_named(word);
    if (const auto address = parse_ip_address(word)) {
      options.plan.open.push_back(to_text(*address));
      continue;
    }
    if (!kind && !parse_number<std::size_t>(word)) return std::string(kOfAny);
    options.plan.without.emplace_back(kind ? action_name(*kind) : word);
  }
  return {};
}

Complaint set_only(Options& options, std::string_view value) {
  if (value.empty()) return std::string(kOfNumbers);
  while (!value.empty()) {
    const auto number = parse_number<std::size_t>(cut(value, ','));
    if (!number || *number == 0) return std::string(kOfNumbers);
    options.plan.only.push_back(*number);
  }
  return {};
}

constexpr std::array<OptionRow, 4> kRows{{
    {"--with", "", "KIND", kSteps,
     "a step that the plan leaves out, such as reset_password (or password), suspend_login, "
     "suspend_account, freeze; several with commas",
     set_with},
    {"--without", "", "KIND|N|ADDRESS", kSteps,
     "leave out these: kinds or numbers of steps, or addresses not to be blocked; several with "
     "commas",
     set_without},
    {"--only", "", "N,N", kSteps, "these alone, by the numbers that plan shows", set_only},
    {"--shell", "", "", kSteps, "the nearest lines for a shell, to do it by hand",
     [](Options& options, std::string_view) {
       options.plan.shell = true;
       return Complaint{};
     }},
}};

}  // namespace

OptionRows plan_option_rows() { return kRows; }

OptionRows plan_choice_rows() { return OptionRows(kRows).first(3); }

}  // namespace queuehound
