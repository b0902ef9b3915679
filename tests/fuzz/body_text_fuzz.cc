// Any bytes as a body, its form in the first two lines: no crash, no unbounded growth.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "mail/body_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view body(reinterpret_cast<const char*>(data), size);
  const std::string_view type = queuehound::cut(body, '\n');
  const std::string_view encoding = queuehound::cut(body, '\n');
  const auto text = queuehound::readable_text({type, encoding}, body);
  if (text && text->size() > 4 * size + 16) std::abort();
  if (text && body.contains(*text)) std::abort();
  return 0;
}
