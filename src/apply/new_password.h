// A password that nobody knows yet, and its hash for a passwd-file.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace queuehound {

// 27 characters of an alphabet of 32 without look-alikes (no 0 o 1 l): 135 random bits, in groups
// that can be read over a telephone: "k7mqa-x4wfu-...". From the kernel's own random source.
Result<std::string> new_password();

// 16 characters for a salt of crypt(3).
Result<std::string> new_salt();

// "$6$SALT$...": SHA-512 crypt, which every Dovecot, Exim and C library since 2008 can check.
Result<std::string> sha512_crypt(const std::string& password, std::string_view salt);

// How a hash made with this salt begins: "$6$SALT$".
std::string sha512_crypt_prefix(std::string_view salt);

}  // namespace queuehound
