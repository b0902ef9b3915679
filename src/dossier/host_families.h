// What is known of a new host by its sisters: a provider and a mailing service have many, and
// today's may never have written here. Their names were verified; who only says so in HELO has no
// sisters.
#pragma once

#include <cstdint>
#include <vector>

#include "dossier/visitors.h"

namespace queuehound {

class HostFamilies {
 public:
  explicit HostFamilies(const CaseFile& file);

  // Its sisters write nearly every day, together ten times as much as it wrote and was refused:
  // what it brings is its customers' doing.
  bool is_of_provider(const Visitor& visitor, std::uint64_t spam) const;
  // Several hosts of the name wrote on days before, as a mail provider's do.
  bool is_providers(std::uint32_t family) const;
  bool is_providers_host(const Visitor& visitor) const { return is_providers(family_of(visitor)); }
  // Its letter bears its own house's name: who floods under ever new names has none.
  bool writes_as_itself(const Visitor& visitor, const Message& letter) const;
  // A sister once sent half as much in a day, in an earlier week, and its senders are of the same
  // house: the next issue. Who floods for the second day has no earlier week.
  bool sends_next_issue(const Visitor& visitor) const;
  // It or a sister wrote before.
  bool has_written_before(const Visitor& visitor) const;
  // A customer's own machine elsewhere writes to him, as himself.
  bool writes_to_its_owner(const Visitor& visitor) const;

 private:
  struct Host {
    std::uint32_t family = 0;
    ActorId actor = 0;
  };
  std::uint32_t family_of(const Visitor& visitor) const;
  template <class Use>
  void for_each_sister(const Visitor& visitor, Use&& use) const;

  const CaseFile& file_;
  std::vector<Host> hosts_;  // by family
};

}  // namespace queuehound
