#include "report/json_parts.h"

namespace queuehound {

void write_head(JsonDocument& out, std::string_view schema, const ScanResult& result) {
  out.text("schema", schema);
  out.time("generated_at", result.generated_at);
}

void write_window(JsonDocument& out, const ScanResult& result) {
  out.object("window", [&] {
    out.time("from", result.from);
    out.time("to", result.to);
  });
}

void write_usual(JsonDocument& out, const UsualLevel& usual) {
  if (!usual.is_known) {
    out.writer().key("usual");
    return out.writer().null();
  }
  out.object("usual", [&] {
    out.fraction("messages_per_day", usual.messages_per_day);
    out.fraction("busiest_day", usual.busiest_day);
    out.fraction("busiest_hour", usual.busiest_hour);
    out.count("days", usual.days);
  });
}

}  // namespace queuehound
