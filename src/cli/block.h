// queuehound block and allow: who is kept out, and who never is.
#pragma once

#include "cli/options.h"

namespace queuehound {

// add, rm, expire: 0 done, 1 not all of it, 2 failed or wrong usage. list: 0. test: 0 blocked, 1
// not.
int run_block(const Options& options);

// 0 done, 1 it was so already, 2 failed or wrong usage.
int run_allow(const Options& options);

}  // namespace queuehound
