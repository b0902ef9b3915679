// Any bytes as a compressed log: no crash, no hang, and the result does not depend on how the
// input happens to be cut into pieces.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "survey/decompress.h"

using queuehound::DecompressedFile;
using queuehound::Fd;
using queuehound::LogForm;

namespace {

constexpr std::size_t kEnough = 1u << 20;  // a bomb may unfold for ever; we only stream

struct Outcome {
  std::string text;
  bool is_cut_short = false;
};

Outcome unpack(const Fd& file, LogForm form, std::size_t input, std::size_t output) {
  Outcome outcome;
  DecompressedFile source(file, form, input);
  std::string room(output, '\0');
  while (outcome.text.size() < kEnough) {
    const std::size_t got = source.read(room.data(), room.size());
    if (got > room.size()) std::abort();
    if (got == 0) break;
    outcome.text.append(room, 0, got);
  }
  outcome.is_cut_short = source.is_cut_short();
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const LogForm form = queuehound::form_of({reinterpret_cast<const char*>(data), size});
  if (form == LogForm::text || form == LogForm::journal || size > 65536) return 0;
  const Fd file(::memfd_create("fuzz", MFD_CLOEXEC));
  if (::write(file.get(), data, size) != static_cast<ssize_t>(size)) return 0;
  const Outcome large = unpack(file, form, 1 << 18, 1 << 18);
  const Outcome small = unpack(file, form, 32, 1000);
  if (large.text.size() >= kEnough || small.text.size() >= kEnough) return 0;
  if (!large.is_cut_short && (small.is_cut_short || small.text != large.text)) std::abort();
  return 0;
}
