#include "apply/panel_answer.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace queuehound {
namespace {

using Json = nlohmann::json;

Json parsed(std::string_view printed) {
  return Json::parse(printed.begin(), printed.end(), nullptr, /*allow_exceptions=*/false);
}

// The member `name`, or null; whatever `value` is.
const Json& member(const Json& value, std::string_view name) {
  static const Json kNull;
  if (!value.is_object()) return kNull;
  const auto found = value.find(name);
  return found == value.end() ? kNull : *found;
}

std::optional<bool> truth_of(const Json& value) {
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number()) return value.get<double>() != 0;
  if (!value.is_string()) return {};
  const auto& text = value.get_ref<const std::string&>();
  if (text == "1" || text == "yes" || text == "true") return true;
  if (text.empty() || text == "0" || text == "no" || text == "false") return false;
  return {};
}

std::string words_of(const Json& reason) {
  if (reason.is_string()) return reason.get<std::string>();
  if (reason.is_array() && !reason.empty()) return words_of(reason.front());
  return "it does not say why";
}

}  // namespace

std::string cpanel_failure(std::string_view program, std::string_view printed) {
  const Json answer = parsed(printed);
  if (answer.is_discarded()) return "its answer is no JSON";
  const bool is_whm = program == "whmapi1";
  const Json& part = member(answer, is_whm ? "metadata" : "result");
  if (truth_of(member(part, is_whm ? "result" : "status")).value_or(false)) return {};
  return to_printable(words_of(member(part, is_whm ? "reason" : "errors")));
}

std::optional<bool> panel_flag(std::string_view printed, std::string_view address,
                               std::string_view key) {
  const Json answer = parsed(printed);
  if (!answer.is_object()) return {};
  const Json& list = member(member(answer, "result"), "data");
  if (list.is_array()) {
    for (const Json& row : list)
      if (const Json& name = member(row, "email");
          name.is_string() && name.get_ref<const std::string&>() == address)
        return truth_of(member(row, key));
    return {};
  }
  return answer.size() == 1 ? truth_of(member(answer.front(), key)) : std::nullopt;
}

}  // namespace queuehound
