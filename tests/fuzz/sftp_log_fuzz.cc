#include "formats/sftp_log.h"

#include <string>

#include "inside.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string_view text = text_of(data, size);
  if (const auto event = parse_sftp_text(text))
    for (const auto part : {event->user, event->client, event->path}) require_inside(text, part);
  // Whatever the file is called, it was opened for reading only.
  const std::string line = "open \"" + std::string(text.substr(0, 200)) + "\" flags READ mode 0644";
  const auto event = parse_sftp_text(line);
  require(event && event->kind == SftpEvent::Kind::other && event->path == text.substr(0, 200));
  return 0;
}
