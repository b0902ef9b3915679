// Who failed to log in, by address, whatever the reason.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "attacks/attack_report.h"

namespace queuehound {

struct Guesser {  // an address that failed to log in
  std::uint32_t address = 0;
  std::uint32_t told_by_dovecot = 0;  // SMTP AUTH attempts that Exim's log tells of too
  std::uint32_t proven = 0;
  std::uint32_t failures = 0, busiest_hour = 0, successes = 0, unknown = 0;
  std::uint32_t users_begin = 0, users_end = 0;  // of Guessers::users
  ShortTime first, last, first_success;
  std::array<std::uint32_t, 5> doors{};     // failures, by Login::Door
  const LoginsInWindow* told_by = nullptr;  // the line that is shown of it
  bool is_attacker = false;
  bool may_be_person = false;  // an attacker by his company alone: too few tries to be blocked

  std::uint32_t& failures_at(Login::Door door) { return doors[static_cast<std::size_t>(door)]; }
};

struct Guessers {
  std::vector<Guesser> rows;  // in order of their addresses' string ids
  Ids users;                  // whom they tried: a sorted run of it belongs to each

  std::span<const std::uint32_t> users_of(const Guesser& guesser) const {
    return std::span(users).subspan(guesser.users_begin, guesser.users_end - guesser.users_begin);
  }
  bool tried_any(const Guesser& guesser, const Ids& targets) const {
    return std::ranges::any_of(users_of(guesser), [&](std::uint32_t user) {
      return std::ranges::binary_search(targets, user);
    });
  }
};

// Failures from this server itself are no attack from outside: a program here has a wrong password,
// or a webmail hands on what its visitors type, and its own log tells of them.
Guessers guessers_of(const CaseFile& file);

}  // namespace queuehound
