// Beside a flood of random subjects from where many people and programs write (an office's relay, a
// shop's server, a login that programs share): whose letters go on as they do without it.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/keyed_rows.h"
#include "dossier/dossier.h"

namespace queuehound {

class RegularWriters {
 public:
  RegularWriters(const CaseFile& file, const Dossier& dossier);

  // The sender of the dossier's i-th message, the sender's domain or the text writes outside the
  // flood's hours too, over hours, and is no faster inside them; or it is a site of this server of
  // which there is little beside the flood.
  bool wrote(std::size_t i) const { return i < is_regular_.size() && is_regular_[i] != 0; }

 private:
  struct Hour {
    std::int64_t at = 0;  // since 1970
    std::uint64_t recipients = 0;
    bool is_flooded = false;
  };
  struct Pace {  // messages
    Time first_outside{}, last_outside{};
    std::uint64_t outside = 0, inside = 0;
    std::uint64_t recipients = 0, recipients_inside = 0;
    std::uint64_t bad = 0;  // of its recipients: dead, or their servers call it spam
  };
  using Keys = std::array<std::uint64_t, 3>;  // 0: it has none

  bool is_long() const;
  std::uint64_t most() const;
  bool is_all_alike() const;
  void find_flooded_hours();
  bool is_flooded(Time at) const;
  Keys keys_of(const Message& message);
  void count();
  static bool is_ill_received(const Pace& pace);
  bool is_well_received_beside(const Pace& pace) const;
  bool goes_on(const Pace& pace) const;
  bool goes_on(const Keys& keys) const;
  bool is_small_site(const Keys& keys) const;  // of the last message that keys_of was asked for
  void choose();

  const CaseFile& file_;
  const Dossier& dossier_;
  KeyedRows<Hour> hours_;
  double inside_for_outside_ = 0;  // hours of the flood for each of the others that have mail
  std::uint32_t sender_ = 0;       // of the last message, and its domain's key: floods repeat them
  std::uint64_t domain_ = 0;
  bool is_here_ = false;  // that domain
  bool knows_subjects_ = false;
  std::uint64_t recipients_ = 0, recipients_inside_ = 0, bad_ = 0;
  KeyedRows<Pace> paces_;
  std::vector<char> is_regular_;  // parallel to the dossier's messages
};

}  // namespace queuehound
