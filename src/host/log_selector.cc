#include "host/log_selector.h"

#include <algorithm>

namespace queuehound {
namespace {

struct Item {
  char sign;
  std::string_view name;
};

// Exim needs no blanks between items: "+subject+pid" is two.
std::vector<Item> items_of(std::string_view text) {
  std::vector<Item> items;
  while (!text.empty()) {
    const std::size_t start = std::min(text.find_first_of("+-"), text.size());
    text.remove_prefix(start);
    if (text.empty()) break;
    const char sign = text.front();
    text.remove_prefix(1);
    const std::size_t end = std::min(text.find_first_of("+- \t"), text.size());
    if (end > 0) items.push_back({sign, text.substr(0, end)});
    text.remove_prefix(end);
  }
  return items;
}

}  // namespace

bool selects(std::string_view log_selector, std::string_view name) {
  bool is_on = false;
  for (const Item& item : items_of(log_selector))
    if (item.name == name || item.name == "all") is_on = item.sign == '+';
  return is_on;
}

std::string merged_log_selector(std::string_view present,
                                const std::vector<std::string_view>& wanted) {
  std::string out;
  const auto add = [&out](char sign, std::string_view name) {
    if (!out.empty()) out += ' ';
    out += sign;
    out += name;
  };
  for (const Item& item : items_of(present)) {
    const bool is_wanted = std::ranges::find(wanted, item.name) != wanted.end();
    if (!is_wanted || selects(present, item.name)) add(item.sign, item.name);
  }
  for (const std::string_view name : wanted)
    if (!selects(present, name)) add('+', name);
  return out;
}

}  // namespace queuehound
