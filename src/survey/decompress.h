// Compressed logs as a stream of bytes, in constant memory however far they unfold. What is wrong
// or missing at the end of a stream never costs what came before it.
#pragma once

#include <cstddef>
#include <memory>

#include "base/fd.h"
#include "survey/log_segments.h"

namespace queuehound {

// One compression format. A file may hold several streams behind each other (gzip members made by
// log rotation that appends, pbzip2, zstd frames).
class StreamDecoder {
 public:
  enum class State { more, ended, broken };
  struct Input {
    const char* at;
    std::size_t left;
  };
  struct Output {
    char* at;
    std::size_t left;
  };

  virtual ~StreamDecoder() = default;
  virtual bool begin() = 0;  // of the first and of each further stream
  virtual State step(Input& in, Output& out) = 0;
};

// nullptr for LogForm::text and ::journal.
std::unique_ptr<StreamDecoder> make_decoder(LogForm form);

class DecompressedFile {
 public:
  DecompressedFile(const Fd& file, LogForm form, std::size_t input_bytes = 256u << 10);

  // Fills `out`; fewer bytes than `room` only at the end. Failing to read the file itself is told
  // by error_number(), a damaged or unfinished stream by is_cut_short().
  std::size_t read(char* out, std::size_t room);

  bool is_cut_short() const { return is_cut_short_; }
  int error_number() const { return error_number_; }

 private:
  bool refill();
  bool begin_stream();
  void step(StreamDecoder::Output& out);

  const Fd& file_;
  LogForm form_;
  std::unique_ptr<StreamDecoder> decoder_;
  std::size_t input_bytes_;
  std::unique_ptr<char[]> input_;
  StreamDecoder::Input pending_{};
  std::uint64_t position_ = 0;
  bool in_stream_ = false;
  bool had_stream_ = false;
  bool at_end_ = false;  // of the file
  bool is_done_ = false;
  bool is_cut_short_ = false;
  int error_number_ = 0;
};

}  // namespace queuehound
