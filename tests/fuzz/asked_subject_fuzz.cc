#include "mail/asked_subject.h"

#include "inside.h"

// Whatever is typed: what is taken for a subject is taken for the same one when written back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const auto subject = parse_asked_subject(text_of(data, size));
  if (!subject) {
    require(!subject.error().text.empty());
    return 0;
  }
  const auto again = parse_asked_subject(subject->text());
  require(again && again->kind == subject->kind && again->name == subject->name);
  return 0;
}
