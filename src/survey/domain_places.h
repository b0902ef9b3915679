// Of the domain that a delivery's address has: the ledger's id for it, and whether its mail stays
// on this server. There is one on every fourth line of a log, and a server mails to few domains
// often: those asked for lately are known by their bytes, as they were written, and are neither
// folded nor hashed nor looked up again.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "evidence/ledger.h"
#include "host/server.h"

namespace queuehound {

class DomainPlaces {
 public:
  // Both must outlive it.
  DomainPlaces(Ledger& ledger, const Server& server) : ledger_(ledger), server_(server) {}

  std::uint32_t id_of(std::string_view domain);  // Ledger::domain_id of an address there
  bool is_local(std::uint32_t id);

 private:
  static constexpr std::size_t kKnown = 4096, kLongest = 55, kWord = sizeof(std::uint64_t);
  struct Known {
    std::uint32_t id = 0;
    std::uint8_t length = 0;  // 0: nothing is known here
    std::array<char, kLongest> text{};
  };
  enum class Place : std::uint8_t { unknown, here, elsewhere };

  Known& slot_of(std::string_view domain);
  static bool is_same(const Known& known, std::string_view domain);

  Ledger& ledger_;
  const Server& server_;
  std::uint64_t key_ = hash_key();
  std::vector<Known> known_ = std::vector<Known>(kKnown);
  std::vector<Place> places_;  // by the domain's string id
};

}  // namespace queuehound
