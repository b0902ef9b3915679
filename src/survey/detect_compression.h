// What a log file is packed with, by its first bytes: names lie (a .gz may hold plain text).
#pragma once

#include "base/fd.h"
#include "survey/log_segments.h"

namespace queuehound {

Compression detect_compression(const Fd& file);

}  // namespace queuehound
