// The life of one message, for programs.
#pragma once

#include "report/json_document.h"
#include "survey/find_lines.h"

namespace queuehound {

// Into an object that is open.
inline void write_life_fields(JsonDocument& out, const MessageLines& life) {
  out.rows("lines", life.lines, [&](const MessageLine& line) {
    out.text("kind", kind_name(line.kind));
    out.text_or_null("at", line.at ? to_rfc3339(*line.at, out.zone()) : std::string());
    out.flag("paired_by_order", line.is_by_order);
    out.line({line.path, line.offset, line.line});
  });
  out.count("left_out", life.left_out);
  out.texts("looked_at", life.looked_at);
}

}  // namespace queuehound
