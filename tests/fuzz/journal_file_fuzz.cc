// Any bytes as a file of systemd's journal: no crash, no hang, and whatever a message holds, it
// begins no line of its own. The seeds are made by journal_seeds.py.
#include <sys/mman.h>
#include <unistd.h>

#include <cctype>
#include <cstdint>
#include <string>
#include <string_view>

#include "inside.h"
#include "survey/journal_text.h"
#include "survey/line_reader.h"

namespace queuehound {
namespace {

constexpr std::size_t kEnough = 1u << 20;

std::string text_of(const Fd& file, std::size_t room) {
  JournalText source(file);
  std::string text, part(room, '\0');
  while (text.size() < kEnough) {
    const std::size_t got = source.read(part.data(), part.size());
    require(got <= part.size());
    text.append(part, 0, got);
    if (got < part.size()) break;
  }
  return text;
}

bool is_stamp(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00T00:00:00.000000+00:00 ";
  if (text.size() < kShape.size()) return false;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const bool is_digit = std::isdigit(static_cast<unsigned char>(text[i])) != 0;
    if (kShape[i] == '0' ? !is_digit : text[i] != kShape[i]) return false;
  }
  return true;
}

}  // namespace
}  // namespace queuehound

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  if (size > 65536) return 0;
  const Fd file(::memfd_create("fuzz", MFD_CLOEXEC));
  if (::write(file.get(), data, size) != static_cast<ssize_t>(size)) return 0;
  const std::string text = text_of(file, 1 << 18);
  if (text.size() >= kEnough) return 0;
  require(text == text_of(file, 777));
  require(text.empty() || text.ends_with('\n'));
  for_each_line(text, [](std::string_view line) {
    require(is_stamp(line));
    for (const char c : line) require(static_cast<unsigned char>(c) >= 32 && c != 127);
  });
  return 0;
}
