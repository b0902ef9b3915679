#pragma once

#include "base/time.h"

namespace queuehound {

Time clock_now();  // the real one; --now is for judging only

}  // namespace queuehound
