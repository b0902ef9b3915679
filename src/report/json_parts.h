// What several JSON documents hold, so that one thing has one shape in all of them. Each goes into
// an object that is open.
#pragma once

#include "report/json_document.h"

namespace queuehound {

// "schema" and "generated_at", with which every document begins, and the window it is about.
void write_head(JsonDocument& out, std::string_view schema, const ScanResult& result);
void write_window(JsonDocument& out, const ScanResult& result);

void write_usual(JsonDocument& out, const UsualLevel& usual);

// Where its messages are: of an incident, or of all that somebody sent.
template <class Counts>
void write_states(JsonDocument& out, const Counts& messages) {
  out.count("queued", messages.queued);
  out.count("frozen", messages.frozen);
  out.count("delivered", messages.delivered);
  out.count("deferred", messages.deferred);
  out.count("failed", messages.failed);
}

}  // namespace queuehound
