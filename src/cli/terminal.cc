#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::size_t kNarrowest = 40, kWidest = 1000, kUnknownWidth = 80, kEndless = 1'000'000;
// Leaves at once where it all fits, keeps colours, and leaves the text on the screen.
constexpr std::string_view kDefaultPager = "less -FRX";

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

bool wants_colour(ColourWhen when, const Environment& environment) {
  if (when != ColourWhen::automatic) return when == ColourWhen::always;
  if (!environment.no_color.empty()) return false;
  if (!environment.clicolor_force.empty() && environment.clicolor_force != "0") return true;
  return environment.stdout_is_terminal && !environment.term.empty() && environment.term != "dumb";
}

// The first of the three that is set decides, as POSIX says.
bool is_utf8_locale(const Environment& environment) {
  const std::string& locale = !environment.lc_all.empty()     ? environment.lc_all
                              : !environment.lc_ctype.empty() ? environment.lc_ctype
                                                              : environment.lang;
  const std::string lower = to_lower(locale);
  return lower.find("utf-8") != std::string::npos || lower.find("utf8") != std::string::npos;
}

// What somebody asked for; 0: nobody did.
std::size_t wanted_width(const DisplayOptions& options, const Environment& environment) {
  return options.width != 0 ? options.width
                            : parse_number<std::size_t>(environment.columns).value_or(0);
}

std::string pager_of(const DisplayOptions& options, const Environment& environment) {
  const bool is_smart = !environment.term.empty() && environment.term != "dumb";
  if (options.no_pager || !environment.stdout_is_terminal || !is_smart) return {};
  const std::string pager(trim(environment.pager.value_or(std::string(kDefaultPager))));
  return pager == "cat" ? std::string{} : pager;
}

}  // namespace

Environment read_environment() {
  Environment environment{.no_color = variable("NO_COLOR"),
                          .clicolor_force = variable("CLICOLOR_FORCE"),
                          .term = variable("TERM"),
                          .columns = variable("COLUMNS"),
                          .lc_all = variable("LC_ALL"),
                          .lc_ctype = variable("LC_CTYPE"),
                          .lang = variable("LANG"),
                          .stdout_is_terminal = ::isatty(STDOUT_FILENO) == 1,
                          .stderr_is_terminal = ::isatty(STDERR_FILENO) == 1};
  winsize size{};
  if (environment.stdout_is_terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
    environment.terminal_columns = size.ws_col, environment.terminal_rows = size.ws_row;
  if (const char* pager = std::getenv("PAGER")) environment.pager = pager;
  return environment;
}

Terminal decide_display(const DisplayOptions& options, const Environment& environment) {
  const std::size_t wanted = wanted_width(options, environment);
  const std::size_t known = environment.terminal_columns;
  const std::size_t width = std::clamp(wanted != 0  ? wanted
                                       : known != 0 ? known
                                                    : kUnknownWidth,
                                       kNarrowest, kWidest);
  return {.width = width,
          .table_width = wanted != 0 || environment.stdout_is_terminal ? width : kEndless,
          .utf8 = !options.ascii && is_utf8_locale(environment),
          .colour = wants_colour(options.colour, environment),
          .may_show_progress = environment.stderr_is_terminal && environment.term != "dumb",
          .height = environment.terminal_rows,
          .pager = pager_of(options, environment)};
}

}  // namespace queuehound
