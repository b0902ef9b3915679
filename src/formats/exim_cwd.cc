// "cwd=DIR N args: ARG ARG ...": who called exim from where.
#include <algorithm>

#include "base/text.h"
#include "formats/exim_items.h"
#include "formats/exim_log.h"

namespace queuehound {
namespace {

using exim::kNone;

// Exim quotes an argument that is empty or holds white space, and does not escape quotes inside;
// one without white space stands as it is, a leading quote included.
class ArgumentReader {
 public:
  explicit ArgumentReader(std::string_view arguments)
      : rest_(arguments), is_done_(arguments.empty()) {}

  bool next();
  std::string_view argument() const { return argument_; }

 private:
  bool take_quoted();

  std::string_view rest_, argument_;
  bool is_done_;
  bool has_close_ = true;  // once no `" ` is left there is none later either
};

bool ArgumentReader::take_quoted() {
  std::size_t close = has_close_ ? rest_.find("\" ", 1) : kNone;
  has_close_ = close != kNone;
  if (!has_close_ && rest_.size() > 1 && rest_.back() == '"') close = rest_.size() - 1;
  if (close == kNone) return false;
  const std::string_view inside = rest_.substr(1, close - 1);
  if (!inside.empty() && inside.find_first_of(" \t\\") == kNone) return false;
  argument_ = inside;
  rest_.remove_prefix(close + 1);
  return true;
}

bool ArgumentReader::next() {
  if (is_done_) return false;
  if (!rest_.starts_with('"') || !take_quoted()) argument_ = exim::take_word(rest_);
  is_done_ = !exim::skip(rest_, " ");
  return true;
}

std::size_t count_arguments(std::string_view arguments) {
  std::size_t count = 0;
  for (ArgumentReader reader(arguments); reader.next();) ++count;
  return count;
}

// An argument such as `"John "Jo" Doe"` reads as several: then any count will do between the one
// that takes all from the first quote to the last as one argument, and the one that was counted.
bool may_be(std::size_t wanted, std::size_t counted, std::string_view arguments) {
  if (counted == wanted) return true;
  if (arguments.ends_with(" ...")) return counted - 1 <= wanted;  // went on in the next record
  const std::size_t first = arguments.find(" \"");
  const std::size_t last = arguments.rfind('"');
  if (counted < wanted || first == kNone || last <= first + 1) return false;
  const auto blanks_before =
      std::count(arguments.begin(), arguments.begin() + static_cast<std::ptrdiff_t>(first), ' ');
  const auto blanks_after =
      std::count(arguments.begin() + static_cast<std::ptrdiff_t>(last), arguments.end(), ' ');
  return wanted >= static_cast<std::size_t>(blanks_before + blanks_after) + 2;
}

// " N args: " in front of `words`; N's place, or kNone.
std::size_t count_before(std::string_view text, std::size_t words, std::uint64_t& count) {
  std::size_t digits = words;
  while (digits > 0 && words - digits < 7 && is_digit(text[digits - 1])) --digits;
  std::string_view number = text.substr(digits, words - digits);
  if (digits == 0 || text[digits - 1] != ' ' || !exim::take_number(number, count)) return kNone;
  return number.empty() ? digits : kNone;
}

}  // namespace

// The directory and the arguments are both the caller's text and may hold " 3 args: ". The first
// place whose count fits is taken: a later one could be an argument. Two that fit are a forgery.
std::optional<EximCwd> parse_exim_cwd(std::string_view text) {
  constexpr std::string_view kWords = " args:";
  constexpr unsigned kMostTries = 8;
  if (!exim::skip(text, "cwd=")) return {};
  EximCwd found{text, 0, {}, false};
  bool is_any = false;
  unsigned fitting = 0, tries = 0;
  for (std::size_t at = text.find(kWords); at != kNone; at = text.find(kWords, at + 1)) {
    std::string_view arguments = text.substr(at + kWords.size());
    std::uint64_t count = 0;
    const std::size_t digits = count_before(text, at, count);
    if (digits == kNone || (!exim::skip(arguments, " ") && !arguments.empty())) continue;
    if (++tries > kMostTries) break;
    // No program is called without its own name: a count of 0 is nothing Exim writes.
    const bool is_fit = count > 0 && may_be(count, count_arguments(arguments), arguments);
    fitting += is_fit;
    if (is_any && (!is_fit || fitting > 1)) continue;
    if (is_fit || !is_any) {
      found = {text.substr(0, digits - 1), static_cast<std::uint32_t>(count), arguments, is_fit};
    }
    is_any = is_any || is_fit;
  }
  found.is_complete = fitting == 1 && tries <= kMostTries;
  return found;
}

std::vector<std::string_view> split_exim_arguments(std::string_view arguments) {
  std::vector<std::string_view> out;
  for (ArgumentReader reader(arguments); reader.next();) out.push_back(reader.argument());
  return out;
}

}  // namespace queuehound
