// What a program's flood sent before the window, and still waits.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// Selects it beside what is selected of the window.
void select_what_led_to_window(const CaseFile& file, Dossier& dossier);

}  // namespace queuehound
