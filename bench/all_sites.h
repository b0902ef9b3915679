#pragma once

#include <string>

#include "world.h"

namespace bench {

// A main log of the last day in which every site's page writes a dozen letters, and every site's
// access log of three days, of so many requests.
void write_all_sites(const World& world, const std::string& root, unsigned requests);

}  // namespace bench
