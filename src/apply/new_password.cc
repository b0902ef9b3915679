#include "apply/new_password.h"

#include <crypt.h>
#include <string.h>
#include <sys/random.h>

#include <array>
#include <cerrno>
#include <memory>
#include <span>

namespace queuehound {
namespace {

constexpr std::string_view kAlphabet = "abcdefghijkmnpqrstuvwxyz23456789";
static_assert(kAlphabet.size() == 32);
constexpr std::size_t kCharacters = 27, kGroup = 5, kSalt = 16;

Result<void> fill_random(std::span<unsigned char> bytes) {
  while (!bytes.empty()) {
    const ssize_t got = ::getrandom(bytes.data(), bytes.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return std::unexpected(errno_error("getrandom", "", errno));
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
  return {};
}

}  // namespace

Result<std::string> new_password() {
  std::array<unsigned char, kCharacters> bytes;
  TRY(fill_random(bytes));
  std::string password;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0 && i % kGroup == 0) password += '-';
    password += kAlphabet[bytes[i] % kAlphabet.size()];  // 256 is a multiple of 32: no bias
  }
  ::explicit_bzero(bytes.data(), bytes.size());
  return password;
}

Result<std::string> new_salt() {
  std::array<unsigned char, kSalt> bytes;
  TRY(fill_random(bytes));
  std::string salt;
  for (const unsigned char byte : bytes) salt += kAlphabet[byte % kAlphabet.size()];
  return salt;
}

std::string sha512_crypt_prefix(std::string_view salt) { return "$6$" + std::string(salt) + "$"; }

Result<std::string> sha512_crypt(const std::string& password, std::string_view salt) {
  const auto state = std::make_unique<crypt_data>();
  const std::string setting = sha512_crypt_prefix(salt);
  const char* hashed = ::crypt_r(password.c_str(), setting.c_str(), state.get());
  if (hashed == nullptr || !std::string_view(hashed).starts_with(setting))
    return fail(Error::Kind::failed, "crypt: this C library cannot hash with SHA-512");
  std::string hash = hashed;
  ::explicit_bzero(state.get(), sizeof *state);
  return hash;
}

}  // namespace queuehound
