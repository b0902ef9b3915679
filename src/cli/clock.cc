#include "cli/clock.h"

#include <chrono>

namespace queuehound {

Time clock_now() { return std::chrono::floor<seconds>(std::chrono::system_clock::now()); }

}  // namespace queuehound
