// The nftables back-end as text, apart from running it: what is told to nft and what it answers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apply/block_backend.h"

namespace queuehound {

// `nft -j list table inet queuehound` as values. What is not understood is left out.
std::vector<BlockedAddress> parse_nftables_table(std::string_view json, Time now);

// Table, sets, chain and rules, without any element; as the table must not be there yet.
std::string nftables_frame();

// The whole table with what it blocks, as a file that may be loaded over itself, at any boot.
std::string nftables_saved(const std::vector<BlockedAddress>& blocked, Time now);

// Lines for `nft -f`. An element may have expired since it was listed, and one that is not there
// makes the whole transaction fail: so each is added before it is deleted.
std::string nftables_add(const BlockOrder& order, Time now);
std::string nftables_delete(const std::vector<BlockedAddress>& blocked);

// The configuration with or without the line that includes our file.
std::string with_include(std::string_view config, std::string_view file);
std::string without_include(std::string_view config, std::string_view file);

}  // namespace queuehound
