// Any bytes as a subject: no crash, no unbounded growth, and a skeleton is its own skeleton.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "mail/subject.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string decoded = queuehound::decode_subject(input);
  if (decoded.size() > 4 * size + 16) std::abort();
  if (queuehound::trim(decoded) != decoded) std::abort();
  const std::string skeleton = queuehound::subject_skeleton(decoded);
  if (skeleton.size() > decoded.size()) std::abort();
  if (queuehound::subject_skeleton(skeleton) != skeleton) std::abort();
  const std::string printable = queuehound::to_printable(decoded);
  if (queuehound::to_valid_utf8(printable) != printable) std::abort();
  if (queuehound::to_printable(printable) != printable) std::abort();
  return 0;
}
