// What the reject log writes below a refusal once the message's headers were there: the envelope,
// then each header behind its letter, folded as it came. Source: Exim's log.c; the same labels
// since 4.54.
#pragma once

#include <cstdint>
#include <string_view>

namespace queuehound {

class RejectedMessageLines {
 public:
  enum class What : std::uint8_t {
    none,  // no line of it: nothing changes
    sender,
    recipient,
    more_recipients,
    header,
    folded,  // goes on with the header before it
    truncated,
  };
  What read(std::string_view line);
  // The first line read is in the midst of a message: each that may be one of it is.
  void begin_in_its_midst() { is_in_its_midst_ = true; }

 private:
  What read_envelope(std::string_view line);
  What read_header(std::string_view line);

  bool has_sender_ = false, has_recipient_ = false, has_all_recipients_ = false;
  bool has_header_ = false, has_ended_ = false, is_in_its_midst_ = false;
};

// Of lines of these kinds: what stands in the brackets that end one.
std::string_view sender_in(std::string_view line);
std::string_view recipient_in(std::string_view line);

}  // namespace queuehound
