// Any lines below a refusal: each is taken or changes nothing, and nothing is there that no line
// said.
#include "report/rejected_message.h"

#include "base/text.h"
#include "inside.h"

namespace {

std::string told_by(const queuehound::RejectedMessage& message) {
  queuehound::LogRecord record;
  message.add_to(record);
  std::string told;
  for (const queuehound::RecordField& field : record.fields) {
    told += field.name + "=" + field.text + std::to_string(field.number) + "\n";
    for (const std::string& entry : field.list) told += entry + "\n";
  }
  return told;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string_view text = text_of(data, size);
  RejectedMessage message;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string before = size < 2000 ? told_by(message) : "";
    if (message.take(cut(rest, '\n'))) continue;
    require(size >= 2000 || told_by(message) == before);
    break;
  }
  LogRecord record;
  message.add_to(record);
  for (const RecordField& field : record.fields)
    if (field.name == "headers")
      for (const std::string& header : field.list) require(text.contains(header));
  return 0;
}
