// An intruder's page that hands what its visitors type to one reader: a phishing kit's. Who asks
// for it is its victim, not who drives it.
#pragma once

#include <string>

#include "dossier/dossier.h"

namespace queuehound {

bool is_collecting_page(const Dossier& dossier);
// Of a program whose letters all go to one reader; "" where this visitor may have driven it all
// the same.
std::string why_victim(const Dossier& dossier, const WebDriver& visitor);

}  // namespace queuehound
