#include "survey/decompress.h"

#include <bzlib.h>
#include <isa-l/igzip_lib.h>
#include <lzma.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace queuehound {
namespace {

constexpr std::size_t kMagicBytes = 10;

// What a decoder may need for its window: `xz -9` takes 65 MiB, `zstd --ultra` 128 MiB. A file that
// asks for more is not a log somebody rotated.
constexpr std::uint64_t kMaxWindow = 136u << 20;
constexpr int kMaxWindowLog = 27;

// The libraries count in 32 bits.
unsigned limited(std::size_t bytes) {
  return static_cast<unsigned>(std::min<std::size_t>(bytes, 1u << 30));
}

class GzipDecoder final : public StreamDecoder {
 public:
  bool begin() override {
    isal_inflate_init(&state_);
    state_.crc_flag = ISAL_GZIP;  // reads the header, checks the sum at the end
    return true;
  }

  State step(Input& in, Output& out) override {
    const unsigned in_bytes = limited(in.left);
    const unsigned out_bytes = limited(out.left);
    state_.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(in.at));
    state_.avail_in = in_bytes;
    state_.next_out = reinterpret_cast<std::uint8_t*>(out.at);
    state_.avail_out = out_bytes;
    const int status = isal_inflate(&state_);
    in.at += in_bytes - state_.avail_in;
    in.left -= in_bytes - state_.avail_in;
    out.at += out_bytes - state_.avail_out;
    out.left -= out_bytes - state_.avail_out;
    if (status != ISAL_DECOMP_OK && status != ISAL_END_INPUT && status != ISAL_OUT_OVERFLOW) {
      return State::broken;
    }
    return state_.block_state == ISAL_BLOCK_FINISH ? State::ended : State::more;
  }

 private:
  inflate_state state_;
};

class XzDecoder final : public StreamDecoder {
 public:
  ~XzDecoder() override { ::lzma_end(&stream_); }

  bool begin() override { return ::lzma_stream_decoder(&stream_, kMaxWindow, 0) == LZMA_OK; }

  State step(Input& in, Output& out) override {
    stream_.next_in = reinterpret_cast<const std::uint8_t*>(in.at);
    stream_.avail_in = in.left;
    stream_.next_out = reinterpret_cast<std::uint8_t*>(out.at);
    stream_.avail_out = out.left;
    const lzma_ret status = ::lzma_code(&stream_, LZMA_RUN);
    in = {reinterpret_cast<const char*>(stream_.next_in), stream_.avail_in};
    out = {reinterpret_cast<char*>(stream_.next_out), stream_.avail_out};
    if (status == LZMA_STREAM_END) return State::ended;
    return status == LZMA_OK || status == LZMA_BUF_ERROR ? State::more : State::broken;
  }

 private:
  lzma_stream stream_ = LZMA_STREAM_INIT;
};

class ZstdDecoder final : public StreamDecoder {
 public:
  ZstdDecoder() : stream_(::ZSTD_createDStream()) {}
  ZstdDecoder(const ZstdDecoder&) = delete;
  ZstdDecoder& operator=(const ZstdDecoder&) = delete;
  ~ZstdDecoder() override { ::ZSTD_freeDStream(stream_); }

  bool begin() override {
    if (!stream_) return false;
    ::ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, kMaxWindowLog);
    return !::ZSTD_isError(::ZSTD_initDStream(stream_));
  }

  State step(Input& in, Output& out) override {
    ZSTD_inBuffer input{in.at, in.left, 0};
    ZSTD_outBuffer output{out.at, out.left, 0};
    const std::size_t status = ::ZSTD_decompressStream(stream_, &output, &input);
    in = {in.at + input.pos, in.left - input.pos};
    out = {out.at + output.pos, out.left - output.pos};
    if (::ZSTD_isError(status)) return State::broken;
    return status == 0 ? State::ended : State::more;
  }

 private:
  ZSTD_DStream* stream_;
};

class Bzip2Decoder final : public StreamDecoder {
 public:
  ~Bzip2Decoder() override { end(); }

  bool begin() override {
    end();
    stream_ = {};
    is_open_ = ::BZ2_bzDecompressInit(&stream_, 0, 0) == BZ_OK;
    return is_open_;
  }

  State step(Input& in, Output& out) override {
    const unsigned in_bytes = limited(in.left);
    const unsigned out_bytes = limited(out.left);
    stream_.next_in = const_cast<char*>(in.at);
    stream_.avail_in = in_bytes;
    stream_.next_out = out.at;
    stream_.avail_out = out_bytes;
    const int status = ::BZ2_bzDecompress(&stream_);
    in = {stream_.next_in, in.left - (in_bytes - stream_.avail_in)};
    out = {stream_.next_out, out.left - (out_bytes - stream_.avail_out)};
    if (status == BZ_STREAM_END) return State::ended;
    return status == BZ_OK ? State::more : State::broken;
  }

 private:
  void end() {
    if (is_open_) ::BZ2_bzDecompressEnd(&stream_);
    is_open_ = false;
  }

  bz_stream stream_{};
  bool is_open_ = false;
};

}  // namespace

std::unique_ptr<StreamDecoder> make_decoder(LogForm form) {
  switch (form) {
    case LogForm::text:
    case LogForm::journal:
      return nullptr;
    case LogForm::gzip:
      return std::make_unique<GzipDecoder>();
    case LogForm::xz:
      return std::make_unique<XzDecoder>();
    case LogForm::zstd:
      return std::make_unique<ZstdDecoder>();
    case LogForm::bzip2:
      return std::make_unique<Bzip2Decoder>();
  }
  return nullptr;
}

DecompressedFile::DecompressedFile(const Fd& file, LogForm form, std::size_t input_bytes)
    : file_(file),
      form_(form),
      decoder_(make_decoder(form)),
      input_bytes_(std::max(input_bytes, kMagicBytes * 2)),
      input_(new char[input_bytes_]) {}

// More input behind what is still pending; false at the end of the file.
bool DecompressedFile::refill() {
  if (at_end_) return false;
  if (pending_.left > 0) std::memmove(input_.get(), pending_.at, pending_.left);
  pending_.at = input_.get();
  ssize_t got;
  do {
    got = ::pread(file_.get(), input_.get() + pending_.left, input_bytes_ - pending_.left,
                  static_cast<off_t>(position_));
  } while (got < 0 && errno == EINTR);
  if (got < 0) error_number_ = errno;
  if (got <= 0) {
    at_end_ = true;
    return false;
  }
  pending_.left += static_cast<std::size_t>(got);
  position_ += static_cast<std::uint64_t>(got);
  return true;
}

// The next stream of the file, if there is one. Zeros between and behind streams are padding
// (tapes, xz); anything else that is no stream means that something is missing.
bool DecompressedFile::begin_stream() {
  while (true) {
    while (had_stream_ && pending_.left > 0 && *pending_.at == '\0') {
      ++pending_.at;
      --pending_.left;
    }
    if (pending_.left >= kMagicBytes || !refill()) break;
  }
  if (pending_.left == 0) return false;
  const bool is_stream = form_of({pending_.at, pending_.left}) == form_;
  if (!is_stream || !decoder_ || !decoder_->begin()) {
    is_cut_short_ = true;
    return false;
  }
  return in_stream_ = had_stream_ = true;
}

void DecompressedFile::step(StreamDecoder::Output& out) {
  const std::size_t room = out.left;
  const std::size_t pending = pending_.left;
  const StreamDecoder::State state = decoder_->step(pending_, out);
  if (state == StreamDecoder::State::ended) in_stream_ = false;
  // A decoder that stands still has had all there is, or the stream turns in a circle.
  const bool is_stuck = state == StreamDecoder::State::more && out.left == room &&
                        pending_.left == pending && !refill();
  if (state == StreamDecoder::State::broken || is_stuck) is_cut_short_ = is_done_ = true;
}

std::size_t DecompressedFile::read(char* out, std::size_t room) {
  StreamDecoder::Output output{out, room};
  while (output.left > 0 && !is_done_) {
    if (!in_stream_ && !begin_stream()) {
      is_done_ = true;
      break;
    }
    step(output);
  }
  return room - output.left;
}

}  // namespace queuehound
