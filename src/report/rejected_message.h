// A message that the reject log shows below its refusal, as fields of the refusal's record.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "formats/rejected_message.h"
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
  void keep(std::string& whole, std::string_view more);

  RejectedMessageLines lines_;
  bool has_sender_ = false, has_more_recipients_ = false, is_cut_ = false;
  std::size_t kept_ = 0;  // bytes
  std::string sender_;
  std::vector<std::string> recipients_;
  std::vector<Header> headers_;
};

}  // namespace queuehound
