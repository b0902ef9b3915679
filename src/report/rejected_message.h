// What the reject log writes below a refusal once the message's headers were there: the envelope,
// then each header behind its letter, folded as it came. Format: facts of Exim's log.c; the same
// labels since 4.54.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "report/log_record.h"

namespace queuehound {

class RejectedMessage {
 public:
  // False where `line` is none of a rejected message's: it then changes nothing.
  bool take(std::string_view line);
  // Adds sender (where the refusal itself names none), recipients, subject, message_id, headers.
  void add_to(LogRecord& record) const;

 private:
  struct Header {
    char letter;  // '*': no longer sent
    std::string text;
  };
  bool take_envelope(std::string_view line);
  bool take_header(std::string_view line);
  bool start_header(std::string_view line);
  bool keep(std::string& whole, std::string_view more);

  bool has_envelope_ = false, has_more_recipients_ = false, is_cut_ = false, has_ended_ = false;
  std::size_t kept_ = 0;  // bytes
  std::string sender_;
  std::vector<std::string> recipients_;
  std::vector<Header> headers_;
};

}  // namespace queuehound
