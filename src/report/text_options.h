// How a report for people is to look.
#pragma once

#include <cstdint>

#include "report/style.h"

namespace queuehound {

enum class TextDetail : std::uint8_t { brief, normal, full };

struct TextOptions {
  TextStyle style = {};
  TextDetail detail = TextDetail::normal;
};

}  // namespace queuehound
