#include "formats/spool_options.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.h"
#include "formats/spool_host.h"

namespace queuehound {
namespace {

void set_time(Time& to, std::string_view value) {
  if (const auto number = number_of<std::int64_t>(value)) to = Time(seconds(*number));
}

void set_number(std::int64_t& to, std::string_view value) {
  to = number_of<std::int64_t>(value).value_or(-1);
}

void set_microseconds(SpoolHeader& out, std::string_view value) {
  if (!value.starts_with('.')) return;
  const auto number = number_of<std::int32_t>(value.substr(1));
  if (number && *number >= 0 && *number < 1'000'000) out.received_microseconds = *number;
}

void set_host(SpoolHeader& out, std::string_view value) {
  const HostAndPort host = parse_spool_host(value).value_or(HostAndPort{});
  out.has_host = true;
  out.host_address = host.address;
  out.host_port = host.port;
}

void set_interface(SpoolHeader& out, std::string_view value) {
  const HostAndPort host = parse_spool_host(value).value_or(HostAndPort{});
  out.has_interface = true;
  out.interface_address = host.address;
  out.interface_port = host.port;
}

void set_spam_score(SpoolHeader& out, std::string_view value) {
  const auto number = number_of<std::int64_t>(trim(value));
  out.has_spam_score = number.has_value();
  out.spam_score_int = number.value_or(-1);
}

struct OptionRule {
  std::string_view name;
  void (*set)(SpoolHeader& out, std::string_view value);
  bool is_for_survey = false;
};

// Names are compared whole: -local, -localerror and -local_scan are three options, so are
// -host_auth and -host_auth_pubname.
constexpr OptionRule kOptionRules[] = {
    {"received_time_usec", set_microseconds},
    {"helo_name", [](SpoolHeader& out, std::string_view value) { out.helo_name = value; }, true},
    {"host_address", set_host, true},
    {"host_name", [](SpoolHeader& out, std::string_view value) { out.host_name = value; }},
    {"host_auth", [](SpoolHeader& out, std::string_view value) { out.host_auth = value; }, true},
    {"interface_address", set_interface},
    {"ident", [](SpoolHeader& out, std::string_view value) { out.ident = value; }, true},
    {"received_protocol",
     [](SpoolHeader& out, std::string_view value) { out.received_protocol = value; }},
    {"auth_id", [](SpoolHeader& out, std::string_view value) { out.auth_id = value; }, true},
    {"auth_sender", [](SpoolHeader& out, std::string_view value) { out.auth_sender = value; }},
    {"local", [](SpoolHeader& out, std::string_view) { out.is_local = true; }},
    {"localerror", [](SpoolHeader& out, std::string_view) { out.is_local_error = true; }},
    {"frozen",
     [](SpoolHeader& out, std::string_view value) {
       out.is_frozen = true;
       set_time(out.frozen_at, value);
     },
     true},
    {"manual_thaw", [](SpoolHeader& out, std::string_view) { out.is_manually_thawed = true; }},
    {"sender_set_untrusted",
     [](SpoolHeader& out, std::string_view) { out.sender_set_untrusted = true; }},
    {"spool_file_wireformat",
     [](SpoolHeader& out, std::string_view) { out.is_wire_format = true; }},
    {"body_linecount",
     [](SpoolHeader& out, std::string_view value) { set_number(out.body_lines, value); }},
    {"spam_score_int", set_spam_score},
};

// A perfect hash over the table above, checked by the compiler: a message has some 15 options, and
// comparing each with 18 names was a third of the parser's time.
constexpr std::size_t kOptionSlots = 64;

constexpr std::size_t option_slot(std::string_view name) {
  if (name.size() < 3) return 0;
  const auto letter = [&](std::size_t i) { return static_cast<unsigned char>(name[i]); };
  return (name.size() + letter(0) + letter(2) * 4u + letter(name.size() - 1) * 3u) % kOptionSlots;
}

struct OptionTable {
  std::array<std::int8_t, kOptionSlots> rule_at{};
  bool collides = false;
};

constexpr OptionTable make_option_table() {
  OptionTable table;
  table.rule_at.fill(-1);
  for (std::size_t i = 0; i < std::size(kOptionRules); ++i) {
    auto& slot = table.rule_at[option_slot(kOptionRules[i].name)];
    table.collides = table.collides || slot >= 0;
    slot = static_cast<std::int8_t>(i);
  }
  return table;
}

constexpr OptionTable kOptionTable = make_option_table();
static_assert(!kOptionTable.collides);

template <SpoolParts parts>
void apply_option(const SpoolOption& option, SpoolHeader& out) {
  const int rule = kOptionTable.rule_at[option_slot(option.name)];
  if (rule < 0) return;
  const OptionRule& found = kOptionRules[static_cast<std::size_t>(rule)];
  if (parts == SpoolParts::survey && !found.is_for_survey) return;
  if (found.name == option.name) found.set(out, option.value);
}

// Most options tell a scan nothing, and their first two letters say so already: a message has some
// fifteen of them. One bit a sum of two letters; what else has the same sum is compared whole.
constexpr std::uint64_t lead_bit(char first, char second) {
  const unsigned sum = static_cast<unsigned char>(first) * 3u + static_cast<unsigned char>(second);
  return std::uint64_t{1} << (sum % 64);
}

constexpr std::uint64_t kSurveyLeads = [] {
  std::uint64_t leads = lead_bit('a', 'c');  // an ACL variable's bytes must be passed over
  for (const OptionRule& rule : kOptionRules)
    if (rule.is_for_survey) leads |= lead_bit(rule.name[0], rule.name[1]);
  return leads;
}();

// Whether a scan need not look at this line again. "--(lookup)name" is looked at.
bool is_idle(std::string_view line) {
  if (line.size() < 4) return false;
  const char* const name = line.data() + (line[1] == '-' ? 2 : 1);
  return *name != '(' && (kSurveyLeads & lead_bit(name[0], name[1])) == 0;
}

// "-name", "-name value", "--name value" (tainted), "--(lookup)name value" (tainted and quoted).
SpoolOption split_option(std::string_view line) {
  SpoolOption option;
  line.remove_prefix(1);
  if (line.starts_with('-')) {
    option.is_tainted = true;
    line.remove_prefix(1);
    const auto close = line.starts_with('(') ? line.find(')') : std::string_view::npos;
    if (close != std::string_view::npos && close > 1) {
      option.quoter = line.substr(1, close - 1);
      line.remove_prefix(close + 1);
    }
  }
  const std::size_t end = std::min(line.find(' '), line.size());
  option.name = line.substr(0, end);
  option.has_value = end < line.size();
  if (option.has_value) option.value = line.substr(end + 1);
  return option;
}

bool is_variable(const SpoolOption& option) {
  return option.has_value && option.name.starts_with("acl") &&
         (option.name.size() == 3 || option.name == "aclm" || option.name == "aclc");
}

// Before 4.61 the variables had numbers: 0 to 9 were acl_c0 to acl_c9, 10 to 19 acl_m0 to acl_m9.
bool name_numbered_variable(std::string_view number, SpoolVariable& variable) {
  const auto index = number_of<unsigned>(number);
  if (!index || *index > 19) return false;
  variable.kind = *index < 10 ? 'c' : 'm';
  variable.name = number.substr(number.size() - 1);
  return true;
}

// "-aclm NAME LEN": exactly LEN bytes follow, whatever they are, and one LF.
bool read_variable(SpoolReader& reader, const SpoolOption& option, SpoolVariable& variable) {
  std::string_view rest = option.value;
  variable.name = cut(rest, ' ');
  const auto length = number_of<std::size_t>(trim(rest));
  if (!length) return false;
  if (option.name.size() == 4) {
    variable.kind = option.name.back();
  } else if (!name_numbered_variable(variable.name, variable)) {
    return false;
  }
  const std::string_view left = reader.rest();
  if (*length >= left.size() || left[*length] != '\n') return false;
  variable.value = left.substr(0, *length);
  reader.skip(*length + 1);
  return true;
}

}  // namespace

template <SpoolParts parts>
bool read_spool_options(SpoolReader& reader, SpoolHeader& out) {
  constexpr bool keeps_all = parts == SpoolParts::all;
  while (reader.at('-')) {
    const auto line = reader.line();
    if (!line) return false;
    if (!keeps_all && is_idle(*line)) continue;
    const SpoolOption option = split_option(*line);
    if (!is_variable(option)) {
      if (keeps_all) out.options.push_back(option);
      apply_option<parts>(option, out);
      continue;
    }
    SpoolVariable variable;
    variable.line = *line;
    variable.before_option = static_cast<std::uint32_t>(out.options.size());
    if (!read_variable(reader, option, variable)) return false;
    if (keeps_all) out.variables.push_back(variable);
  }
  return true;
}

template bool read_spool_options<SpoolParts::all>(SpoolReader&, SpoolHeader&);
template bool read_spool_options<SpoolParts::survey>(SpoolReader&, SpoolHeader&);

}  // namespace queuehound
