// How a log file lies on disk, by its first bytes: names lie (a .gz may hold plain text).
#pragma once

#include "base/fd.h"
#include "survey/log_segments.h"

namespace queuehound {

LogForm detect_form(const Fd& file);

}  // namespace queuehound
