// The report for people: first what is wrong, then what to do, then why, strongest proof first.
// Pure: the same result and options give the same bytes.
#pragma once

#include <cstdint>
#include <string>

#include "report/style.h"
#include "verdict/incident.h"

namespace queuehound {

enum class TextDetail : std::uint8_t { brief, normal, full };

struct TextOptions {
  TextStyle style = {};
  TextDetail detail = TextDetail::normal;
};

std::string scan_text(const ScanResult& result, const TextOptions& options);

}  // namespace queuehound
