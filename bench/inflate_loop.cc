// inflate_loop FILE: inflates a gzip file with ISA-L, 256 KiB at a time, and does nothing with the
// bytes: reading a packed log cannot be faster than this. Prints how many bytes there were.
#include <fcntl.h>
#include <isa-l/igzip_lib.h>
#include <unistd.h>

#include <cstdio>
#include <memory>

int main(int count, char** arguments) {
  constexpr unsigned kBlock = 256u << 10;
  const int file = count == 2 ? ::open(arguments[1], O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return 2;
  const auto input = std::make_unique<unsigned char[]>(kBlock),
             output = std::make_unique<unsigned char[]>(kBlock);
  inflate_state state;
  isal_inflate_init(&state);
  state.crc_flag = ISAL_GZIP;
  unsigned long bytes = 0;
  while (state.block_state != ISAL_BLOCK_FINISH) {
    if (state.avail_in == 0) {
      const ssize_t got = ::read(file, input.get(), kBlock);
      if (got <= 0) break;
      state.next_in = input.get();
      state.avail_in = static_cast<unsigned>(got);
    }
    state.next_out = output.get();
    state.avail_out = kBlock;
    if (isal_inflate(&state) != ISAL_DECOMP_OK) return 1;
    bytes += kBlock - state.avail_out;
  }
  std::printf("%lu\n", bytes);
  return 0;
}
