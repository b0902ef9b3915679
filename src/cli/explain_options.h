// What was asked of `queuehound explain`, beside which server and when.
#pragma once

#include <optional>
#include <string>

#include "remedy/letter.h"

namespace queuehound {

struct ExplainOptions {
  bool only_advice = false;  // what to do after it is stopped, and nothing else
  std::string bundle;        // a file of this machine to write the hand-over archive to; "" none
  bool with_bodies = false;
  bool anonymize = false;
  std::optional<Audience> letter;  // print only a letter to them
  bool send = false;               // and hand it to sendmail
};

}  // namespace queuehound
