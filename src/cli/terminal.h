// Where the output goes: how wide, which characters, with colour or not. The only place that looks
// at the terminal and at the environment's wishes about it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace queuehound {

enum class ColourWhen : std::uint8_t { automatic, always, never };

struct DisplayOptions {  // from the command line
  ColourWhen colour = ColourWhen::automatic;
  std::size_t width = 0;  // 0: the terminal's
  bool ascii = false;
  bool no_pager = false;
};

struct Environment {  // what the decision rests on; "" where a variable is not set
  std::string no_color = {}, clicolor_force = {}, term = {}, columns = {};
  std::string lc_all = {}, lc_ctype = {}, lang = {};
  bool stdout_is_terminal = false, stderr_is_terminal = false;
  std::size_t terminal_columns = 0;       // 0 unknown
  std::size_t terminal_rows = 0;          // of standard output; 0 unknown
  std::optional<std::string> pager = {};  // PAGER; nothing where it is not set
};
Environment read_environment();

struct Terminal {
  std::size_t width = 80;
  // Of tables, a row a line: `width`, but whole lines where a program reads them and nobody asked
  // for a width: grep finds no address that was cut.
  std::size_t table_width = 80;
  bool utf8 = false;
  bool colour = false;
  bool may_show_progress = false;
  std::size_t height = 0;  // rows; text of fewer lines needs no pager. 0: unknown
  std::string pager = {};  // the program that shows longer text, with its arguments; "" none
};

// Pager: only for a terminal. Colour: the flag wins over NO_COLOR, that over CLICOLOR_FORCE, that
// over being a terminal.
Terminal decide_display(const DisplayOptions& options, const Environment& environment);

}  // namespace queuehound
