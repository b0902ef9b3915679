#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::size_t kNarrowest = 40, kWidest = 1000, kUnknownWidth = 80;

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

std::size_t width_of(const DisplayOptions& options, const Environment& environment) {
  if (options.width != 0) return options.width;
  if (const auto columns = parse_number<std::size_t>(environment.columns); columns && *columns > 0)
    return *columns;
  return environment.terminal_columns != 0 ? environment.terminal_columns : kUnknownWidth;
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
    environment.terminal_columns = size.ws_col;
  return environment;
}

Terminal decide_display(const DisplayOptions& options, const Environment& environment) {
  return {.width = std::clamp(width_of(options, environment), kNarrowest, kWidest),
          .utf8 = !options.ascii && is_utf8_locale(environment),
          .colour = wants_colour(options.colour, environment),
          .may_show_progress = environment.stderr_is_terminal && environment.term != "dumb"};
}

}  // namespace queuehound
