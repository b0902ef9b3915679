// parse_spool_header on arbitrary bytes. What must hold: every view lies inside the input, a file
// without damage is written back byte for byte, and what a scan asks for is the same as in the
// whole.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string_view>

#include "formats/spool_header.h"
#include "fuzz/spool_parts_agree.h"

namespace {

using namespace queuehound;

void require(bool holds) {
  if (!holds) std::abort();
}

void require_inside(std::string_view whole, std::string_view part) {
  if (part.data() == nullptr) return;
  const std::less_equal<> not_after;
  require(not_after(whole.data(), part.data()));
  require(not_after(part.data() + part.size(), whole.data() + whole.size()));
}

void require_views_inside(std::string_view whole, const SpoolHeader& header) {
  for (const std::string_view text :
       {header.login, header.sender, header.host_name, header.helo_name, header.host_auth,
        header.ident, header.received_protocol, header.auth_id, header.auth_sender,
        header.login_line, header.time_line, header.count_line, header.tree_lines}) {
    require_inside(whole, text);
  }
  for (const SpoolOption& option : header.options) {
    require_inside(whole, option.name);
    require_inside(whole, option.value);
    require_inside(whole, option.quoter);
  }
  for (const SpoolVariable& variable : header.variables) {
    require_inside(whole, variable.name);
    require_inside(whole, variable.value);
    require_inside(whole, variable.line);
    require(variable.before_option <= header.options.size());
  }
  for (const std::string_view name : header.non_recipients) require_inside(whole, name);
  for (const std::string_view line : header.live_headers) require_inside(whole, line);
  for (const SpoolRecipient& recipient : header.recipients) {
    require_inside(recipient.raw, recipient.address);
    require_inside(recipient.raw, recipient.errors_to);
    require_inside(whole, recipient.raw);
  }
  for (const SpoolHeaderLine& line : header.headers) {
    require_inside(line.raw, line.name);
    require_inside(line.raw, line.value);
    require_inside(whole, line.raw);
  }
}

// The tree says who is done; comparing each with each is slow and surely right.
void require_right_marks(const SpoolHeader& header) {
  if (header.recipients.size() * header.non_recipients.size() > 4096) return;
  for (const SpoolRecipient& recipient : header.recipients) {
    bool found = false;
    for (const std::string_view name : header.non_recipients) {
      found = found || name == recipient.address;
    }
    require(found == recipient.is_done);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string_view first_line = bytes.substr(0, bytes.find('\n'));
  const std::string_view file_name = first_line.ends_with("-H") ? first_line : "1vTest-0004Bc-7Q-H";
  static SpoolHeader header;  // used again, as the survey does
  parse_spool_header(bytes, file_name, header);
  require_views_inside(bytes, header);
  require_right_marks(header);
  if (header.damage == SpoolDamage::none) require(write_spool_header(header) == bytes);
  static SpoolHeader survey;
  parse_spool_header(bytes, file_name, survey, SpoolParts::survey);
  require_views_inside(bytes, survey);
  if (!survey_parts_differ(header, survey).empty()) std::abort();
  return 0;
}
